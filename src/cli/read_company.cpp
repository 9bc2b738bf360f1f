#include "cli/read_company.hpp"

#include <stdexcept>

#include "delivery/clock.hpp"
#include "http/traditional.hpp"

namespace guiju::cli {

ReadCompany::ReadCompany(const std::string& database, const std::string& packs)
    : loader_(loader_of_company(find_places(packs), database)),
      company_(database, loader_),
      reader_(company_.store().open_reader()),
      snapshot_(*reader_),
      texts_(http::make_traditional_converter()),
      now_(delivery::RealClock().now()) {}

app::Stage ReadCompany::stage(app::Language language) const {
  return {.view = {*reader_, nullptr},
          .directory = reader_->directory(),
          .texts = texts_,
          .language = language,
          .now = now_,
          .sees = sees_,
          .packs = shelf().all_in_force(now_),
          .shelf = &shelf()};
}

app::Language language_named(const std::string& text) {
  for (const auto language : {app::Language::zh_hans, app::Language::zh_hant, app::Language::en}) {
    if (app::to_text(language) == text) return language;
  }
  throw std::runtime_error("there is no language `" + text + "`; write zh-Hans, zh-Hant or en");
}

LocalDate day_named(const std::string& text) {
  if (const auto day = parse_date(text)) return *day;
  throw std::runtime_error("`" + text + "` is no date; write 2026-01-31");
}

}  // namespace guiju::cli
