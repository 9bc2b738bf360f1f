#include "http/file_response.hpp"

#include "http/wire.hpp"

namespace guiju::http {
namespace {

struct Kind {
  const char* content_type;
  const char* ending;
};
/// In the order of `FileKind`.
constexpr Kind kinds[] = {
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
    {"text/csv; charset=utf-8", ".csv"},
    {"application/xml", ".dmn"}};

}  // namespace

Response file_response(FileKind kind, std::string bytes, std::string_view name) {
  const Kind& is = kinds[static_cast<std::size_t>(kind)];
  Response response;
  response.content_type = is.content_type;
  response.body = std::move(bytes);
  const auto file = std::string(name) + is.ending;
  response.add_header("Content-Disposition",
                      "attachment; filename*=UTF-8''" + percent_encode(file));
  response.add_header("Cache-Control", "no-store");
  return response;
}

}  // namespace guiju::http
