#include "http/answering.hpp"

#include "http/route.hpp"
#include "http/services.hpp"

namespace guiju::http {
namespace {

constexpr auto long_time = std::chrono::seconds(1);

app::Log::Level level_of(int status) {
  using enum app::Log::Level;
  return status >= 500 ? error : status == 429 ? warning : info;
}

}  // namespace

RequestIds::Id RequestIds::next() {
  static constexpr char hex[] = "0123456789abcdef";
  Id id;
  std::uint64_t bits = random_();
  for (char& digit : id) {
    digit = hex[bits & 15];
    bits >>= 4U;
  }
  return id;
}

Response Answering::answered(Response response) const {
  const auto took = std::chrono::steady_clock::now() - begun_;
  services_.metrics.count(route, response.status, took);
  response.add_header("X-Request-Id", {id_.data(), id_.size()});
  // What went well is counted and, where it changed anything, stands in the journal.
  if (response.status >= 400 || took >= long_time || !response.for_log.empty()) {
    tell(response, std::chrono::duration_cast<std::chrono::milliseconds>(took));
  }
  return response;
}

void Answering::tell(const Response& response, std::chrono::milliseconds took) const {
  app::Log::Fields fields{{"request", std::string(id_.data(), id_.size())}};
  if (route != nullptr) fields.emplace_back("route", pattern_of(*route));
  fields.emplace_back("status", std::int64_t{response.status});
  fields.emplace_back("milliseconds", std::int64_t{took.count()});
  // Who was after what is not his to see or to do.
  const bool is_turned_away = response.status == 403 || response.status == 404;
  if (is_turned_away && !person.empty()) fields.emplace_back("person", person);
  fields.insert(fields.end(), response.for_log.begin(), response.for_log.end());
  services_.log.write(level_of(response.status), "request", fields);
}

}  // namespace guiju::http
