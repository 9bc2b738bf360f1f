#include "app/calendar_notice.hpp"

#include <boost/json/object.hpp>

#include "app/journal_reading.hpp"
#include "app/order.hpp"
#include "app/reader.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "calendar/holiday_file.hpp"

namespace guiju::app {
namespace {

constexpr std::size_t timer_steps = 1000;

const pack::Pack& base_of(const Shelf& shelf) { return *shelf.in_force("company", Instant{}); }

/// Empty, with findings, where the notice does not hold.
std::optional<casework::Order> read_order_of(const Shelf& shelf, const casework::Directory& known,
                                             const NoticeText& notice, Diagnostics& findings) {
  const auto table = known_holidays(shelf, known);
  if (!table) {
    findings.push_back({.place = {notice.file, 1, 1},
                        .code = "unknown-holidays",
                        .message = "this company counts working days without a holiday table",
                        .help = "state `holidays` in its calendar first"});
    return std::nullopt;
  }
  const auto read = calendar::read_notice(notice.file, notice.text, *table, findings);
  if (!read) return std::nullopt;
  const auto text = calendar::notice_text(*read);
  const auto& announced = read->year.notices.front();
  boost::json::object inputs{{"table", table->id},
                             {"year", std::to_string(read->year.year)},
                             {"title", announced.title},
                             {"issued_by", announced.issued_by},
                             {"document_number", announced.number},
                             {"published_on", guiju::to_text(*announced.published_on)},
                             {"text", text},
                             {"content", to_hex(sha256(text))}};
  if (!announced.source.empty()) inputs["source"] = announced.source;
  if (!notice.by.empty()) inputs["taken_over_by"] = notice.by;
  const auto* command = base_of(shelf).find_command("calendar_notice.take_over");
  const auto order = read_order(*command, inputs, {casework::Actor::Kind::system, {}});
  return std::get<casework::Order>(order);
}

}  // namespace

std::optional<calendar::HolidayTable> known_holidays(const Shelf& shelf,
                                                     const casework::Directory& known) {
  return base_of(shelf).calendars->table(known.notices.get());
}

NoticeOutcome take_over(const Desk& desk, UnitOfWork& unit, const NoticeText& notice, Instant now,
                        Instant recorded_at) {
  NoticeOutcome made;
  auto order = read_order_of(desk.shelf(), unit.directory(), notice, made.findings);
  if (!order) return made;
  while (desk.run_timers(unit, now, recorded_at, timer_steps).steps == timer_steps) continue;
  made.outcome = desk.carry_out(unit, *std::move(order), now, recorded_at);
  return made;
}

NoticeOutcome try_notice(const Shelf& shelf, const casework::View& view, const NoticeText& notice,
                         Instant now) {
  NoticeOutcome made;
  const auto order = read_order_of(shelf, view.directory(), notice, made.findings);
  if (order) made.outcome = casework::decide(view, *order, now);
  return made;
}

std::vector<casework::Fact> facts_of_notice(const Reader& reader, const Shelf& shelf,
                                            const casework::Record& notice) {
  const auto first = reader.timeline(notice.stream, 1, 1);
  if (first.empty()) return {};
  return facts_of_decision(reader, shelf, first.front().seq);
}

void write_moved(JsonWriter& json, const Stage& stage, const std::vector<casework::Fact>& facts,
                 const casework::View& view) {
  std::int64_t stayed = 0;
  json.key("moved").begin_array();
  for (const auto& fact : facts) {
    const auto* recomputed = std::get_if<casework::ClockRecomputed>(&fact.detail);
    if (recomputed == nullptr) continue;
    const auto record = view.find(casework::make_id(*fact.type, fact.key));
    if (record == nullptr || !is_visible(stage.sees, *record)) continue;
    if (recomputed->due_before == recomputed->due_at) {
      ++stayed;
      continue;
    }
    const auto& pack = *fact.type->pack;
    const auto& deadline = pack.deadlines[static_cast<std::size_t>(recomputed->deadline)];
    const auto articles = pack::articles_of(pack, deadline.rules);
    json.begin_object()
        .field("id", record->id.text)
        .field("number", record->number)
        .field("type_title", stage.say(fact.type->title))
        .field("deadline", deadline.id)
        .field("title", stage.say(deadline.title))
        .field("rule", pack::rules_of(pack, deadline.rules).front())
        .field("article", articles.empty() ? std::string() : articles.front());
    write_instant(json, "due_before", *recomputed->due_before, pack);
    write_instant(json, "due_at", *recomputed->due_at, pack);
    json.field("provisional", recomputed->provisional).end_object();
  }
  json.end_array().field("stayed", stayed);
}

}  // namespace guiju::app
