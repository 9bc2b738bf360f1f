#include "http/file_response.hpp"

#include "http/wire.hpp"

namespace guiju::http {

Response file_response(FileKind kind, std::string bytes, std::string_view name) {
  const bool is_csv = kind == FileKind::csv;
  Response response;
  response.content_type = is_csv
                              ? "text/csv; charset=utf-8"
                              : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  response.body = std::move(bytes);
  const auto file = std::string(name) + (is_csv ? ".csv" : ".xlsx");
  response.add_header("Content-Disposition",
                      "attachment; filename*=UTF-8''" + percent_encode(file));
  response.add_header("Cache-Control", "no-store");
  return response;
}

}  // namespace guiju::http
