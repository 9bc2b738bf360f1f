#include "app/why.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <stdexcept>

#include "app/edition.hpp"
#include "app/journal_reading.hpp"
#include "app/json_text.hpp"
#include "app/order.hpp"
#include "casework/version.hpp"

namespace guiju::app {
namespace {

namespace json = boost::json;
using casework::Actor;
using casework::RecordId;

json::object body_of(const journal::Entry& entry) { return json::parse(entry.body).as_object(); }

/// The entries of the decision that the entry `seq` is a part of.
std::vector<journal::Entry> entries_of(const Reader& reader, std::uint64_t seq) {
  auto entries = entries_of_decision(reader, seq);
  // A breach is put on record right behind the refusal that it is.
  if (!entries.empty() && entries.front().command == "breach.record") {
    auto before = reader.entries(entries.front().seq - 1, 1);
    if (!before.empty() && body_of(before.front()).contains("refusal")) return before;
  }
  return entries;
}

/// The record whose limit passed, or was near.
RecordId record_of_clock(const std::vector<casework::Fact>& facts) {
  for (const auto& fact : facts) {
    if (std::holds_alternative<casework::LimitPassed>(fact.detail) ||
        std::holds_alternative<casework::WarningGiven>(fact.detail)) {
      return casework::make_id(*fact.type, fact.key);
    }
  }
  return {};
}

bool is_told(const Redecided& again, const Actor& by, std::string_view on) {
  const Asked asked{by, on, {}};
  if (const auto* refusal = again.refusal()) {
    std::vector<StreamPart> parts(1);
    parts.front().stream = again.entries.front().stream;
    parts.front().body = refusal_body(asked, *refusal, again.pack());
    return is_told_by(parts, again.entries);
  }
  const auto& decision = std::get<casework::Decision>(again.outcome);
  return is_told_by(parts_of(asked, decision, again.pack()), again.entries);
}

/// What the clock did by itself.
bool run_clock(Redecided& again, const RecordId& id) {
  const auto record = id.is_empty() ? nullptr : again.before->find(id);
  if (record == nullptr) return false;
  again.clock_on = id;
  auto step = casework::advance(*again.before, *record, again.at, &again.trace);
  if (!step) return false;
  again.outcome = std::move(step->outcome);
  return true;
}

/// What a version did with a running case when it took effect.
bool run_transfer(Redecided& again, const RecordId& id) {
  const auto record = again.before->find(id);
  if (record == nullptr) return false;
  again.clock_on = id;
  auto moved = casework::transfer(*again.before, *record, again.pack(), again.at, &again.trace);
  if (!moved) return false;
  again.outcome = *std::move(moved);
  return true;
}

/// What somebody asked, or the clock at its hour.
bool run_order(Redecided& again, const json::object& body, const Actor& by) {
  const auto* command = again.pack().find_command(again.entries.front().command);
  if (command == nullptr) return false;
  static const json::object nothing;
  const auto* input = body.if_contains("input");
  auto read = read_order(*command, input == nullptr ? nothing : input->as_object(), by);
  if (std::holds_alternative<BadInput>(read)) return false;
  again.order = std::get<casework::Order>(std::move(read));
  (command->creates ? again.order.parent : again.order.on) =
      RecordId{std::string(text_of(body, "on"))};
  if (!command->creates && again.before->find(again.order.on) == nullptr) return false;
  again.outcome = casework::decide(*again.before, again.order, again.at, &again.trace);
  return true;
}

}  // namespace

std::optional<Redecided> decide_again(const Reader& reader, const Shelf& shelf, std::uint64_t seq) {
  Redecided again;
  again.entries = entries_of(reader, seq);
  if (again.entries.empty()) return std::nullopt;
  const auto& first = again.entries.front();
  again.version = shelf.find(first.pack_id, first.pack_version);
  if (again.version == nullptr) {
    throw std::runtime_error("the journal rests on an unknown pack: " + first.pack_id + "@" +
                             first.pack_version);
  }
  const auto decided = read_decision(
      journal::view(first),
      [&](std::string_view id, std::string_view version) { return shelf.find(id, version); });
  again.before = std::make_shared<Past>(reader, shelf, first.seq, decided);
  again.at = first.at;
  const auto body = body_of(first);
  const bool is_clock = decided.by.kind == Actor::Kind::clock && first.command == "clock.pass";
  const bool ran = is_clock ? run_clock(again, record_of_clock(decided.facts))
                   : first.command == version_change
                       ? run_transfer(again, casework::RecordId{std::string(text_of(body, "on"))})
                       : run_order(again, body, decided.by);
  if (!ran) return std::nullopt;
  again.is_same = is_told(again, decided.by, text_of(body, "on"));
  return again;
}

}  // namespace guiju::app
