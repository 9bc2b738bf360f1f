#include "app/trial_report.hpp"

#include <algorithm>

#include "app/edition.hpp"

namespace guiju::app {

using pack::Text;

std::optional<Trial> trial_of(const casework::Record& edition, const Shelf& shelf, Instant now) {
  if (!is_edition(edition)) return std::nullopt;
  const auto term = term_of(edition);
  const auto until = edition.field("trial_until").as_date();
  const auto* version = version_of(edition, shelf);
  if (!term || !until || version == nullptr || term->from > now) return std::nullopt;
  const auto& calendar = *version->calendar;
  const Seconds one{1};
  const auto end = std::min({now + one, term->until, calendar.end_of_day(*until) + one});
  Trial trial{.version = version,
              .previous = shelf.in_force(version->id, term->from - one),
              .from = term->from,
              .to = end,
              .first_day = calendar.date_of(term->from),
              .last_day = calendar.date_of(end - one),
              .until = *until,
              .is_running = edition.state == "on_trial",
              .returns = edition.field("after_trial").as_string() == "returns"};
  trial.days_so_far = (trial.last_day - trial.first_day).count() + 1;
  trial.days_left = std::max<std::int64_t>(
      0, (trial.until - std::max(trial.last_day, calendar.date_of(now))).count());
  return trial;
}

ClauseUses count_trial(const Stage& stage, const Reader& reader, const Trial& trial,
                       const Shelf& shelf) {
  return count_uses(stage, reader, *trial.version, shelf,
                    {.from = trial.from, .to = trial.to, .only_this_version = true});
}

std::string trial_json(const Stage& stage, const casework::Record& edition, const Trial& trial,
                       const ClauseUses& uses) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("edition", edition.id.text)
      .field("pack", trial.version->id)
      .field("version", trial.version->version)
      .field("title", stage.say(trial.version->title))
      .field("from", guiju::to_text(trial.first_day))
      .field("to", guiju::to_text(trial.last_day))
      .field("until", guiju::to_text(trial.until))
      .field("days_so_far", trial.days_so_far)
      .field("days_left", trial.days_left)
      .field("running", trial.is_running)
      .field("returns", trial.returns);
  if (trial.previous != nullptr) json.field("previous", trial.previous->version);
  write_clause_uses(json, stage, *trial.version, uses);
  json.end_object();
  return out;
}

std::string trial_text(const Stage& stage, const Trial& trial, const ClauseUses& uses) {
  static const Text title{"试行报告", "", "Report of a trial"}, days{"天", "", "days"},
      so_far{"已试行", "", "on trial for"}, until{"试行截止", "", "on trial until"},
      left{"余", "", "left:"}, cases{"试行期间按本版本受理", "", "cases begun under it:"},
      returns{"期满未作决定的，恢复施行原版本", "",
              "without a decision the version before comes back at its end"},
      stays{"期满未作决定的，继续施行本版本", "", "without a decision it stays in force"};
  const auto say = [&](const Text& text) { return std::string(stage.say(text)); };
  const auto number = [](std::int64_t count) { return ' ' + std::to_string(count); };
  std::string text = say(title) + "  " + say(trial.version->title) + ' ' + trial.version->version;
  text += '\n' + guiju::to_text(trial.first_day) + " – " + guiju::to_text(trial.last_day) + "  " +
          say(so_far) + number(trial.days_so_far) + ' ' + say(days) + "; " + say(until) + ' ' +
          guiju::to_text(trial.until) + ", " + say(left) + number(trial.days_left) + ' ' +
          say(days);
  text += '\n' + say(cases) + number(uses.cases_begun()) + '\n';
  if (trial.is_running) text += say(trial.returns ? returns : stays) + '\n';
  return text + clause_use_text(stage, *trial.version, uses);
}

}  // namespace guiju::app
