// A file that is uploaded. Files come as they are, never as multipart/form-data: the first line of
// the input is the file's name, percent-encoded as in the query; the rest is the body, which comes
// in two pieces.

#include <string>
#include <string_view>

#include "company.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace guiju;
  static fuzz::Company company;
  static const std::string bearer = std::string("Bearer ") + fuzz::asker_token;
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const auto line_end = input.find('\n');
  if (line_end == std::string_view::npos) return 0;
  const std::string query = "name=" + std::string(input.substr(0, line_end));
  const std::string_view path = "/api/v1/attachments";
  const std::string target = std::string(path) + "?" + query;
  http::Request request{.method = http::Method::post,
                        .target = target,
                        .path = path,
                        .query = query,
                        .body = {},
                        .sink = {},
                        .remote_address = "203.0.113.7",
                        .headers = {}};
  request.headers[static_cast<std::size_t>(http::Header::authorization)] = bearer;
  request.sink = company.handler().open_sink(request);
  if (!request.sink) __builtin_trap();  // files go elsewhere now
  const auto body = input.substr(line_end + 1);
  request.sink->take(body.substr(0, body.size() / 2));
  request.sink->take(body.substr(body.size() / 2));
  company.ask(request);
  return 0;
}
