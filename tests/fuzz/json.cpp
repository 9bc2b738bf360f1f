// A JSON body to one of the writes of the API, by someone who is signed in. The first line of the
// input is the target behind /api/v1/, the rest is the body.

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
  const std::string target = "/api/v1/" + std::string(input.substr(0, line_end));
  const auto question = target.find('?');
  http::Request request{.method = http::Method::post,
                        .target = target,
                        .path = std::string_view(target).substr(0, question),
                        .query = {},
                        .body = input.substr(line_end + 1),
                        .sink = {},
                        .remote_address = "203.0.113.7",
                        .headers = {}};
  if (question != std::string::npos) {
    request.query = std::string_view(target).substr(question + 1);
  }
  const auto set = [&request](http::Header name, std::string_view value) {
    request.headers[static_cast<std::size_t>(name)] = value;
  };
  set(http::Header::authorization, bearer);
  set(http::Header::content_type, "application/json");
  company.ask(request);
  return 0;
}
