#include "app/receipt.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "casework/mask.hpp"

namespace guiju::app {
namespace {

/// The records of a decision as they are after it, and those that it did not touch.
class After {
 public:
  After(const casework::View& view, const casework::Decision& decision)
      : view_(view), decision_(decision) {}

  casework::RecordPtr find(const casework::RecordId& id) const {
    const auto& touched = decision_.touched;
    const auto at = std::find_if(touched.begin(), touched.end(),
                                 [&](const auto& record) { return record->id == id; });
    return at == touched.end() ? view_.find(id) : *at;
  }

  /// What the program keeps about a record (breaches, slips) is known to whoever sees that record.
  bool may_see(const casework::Record& record, const casework::Person& person) const {
    if (casework::may_see(view_, record, person)) return true;
    if (record.pack().base != nullptr || record.parent.is_empty()) return false;
    const auto parent = find(record.parent);
    return parent && may_see(*parent, person);
  }

 private:
  const casework::View& view_;
  const casework::Decision& decision_;
};

/// The facts that the person may know of, as he reads them.
std::vector<casework::Fact> facts_for(const casework::Person& person, const After& after,
                                      const std::vector<casework::Fact>& facts) {
  std::vector<casework::Fact> told;
  for (const auto& fact : facts) {
    const auto record = after.find(casework::make_id(*fact.type, fact.key));
    if (record == nullptr || !after.may_see(*record, person)) continue;
    for (auto& [field, value] : told.emplace_back(fact).set) {
      value = casework::as_read_by(*record, field, value, person);
    }
  }
  return told;
}

std::string zoned(const pack::Pack& pack, Instant at) {
  return guiju::to_text(at, pack.calendar_rules.zone.offset_at(at));
}

void write_deadlines(JsonWriter& json, const std::vector<casework::Fact>& facts, const Texts& texts,
                     Language language) {
  json.key("deadlines").begin_array();
  for (const auto& fact : facts) {
    const auto* change = std::get_if<casework::ClockChange>(&fact.detail);
    if (change == nullptr) continue;
    const auto verb = change->event.verb;
    if (verb != calendar::ClockVerb::start && verb != calendar::ClockVerb::reset) continue;
    const auto& pack = *fact.type->pack;
    const auto& deadline = pack.deadlines[static_cast<std::size_t>(change->deadline)];
    json.begin_object()
        .field("id", deadline.id)
        .field("title", texts.say(deadline.title, language));
    json.field("rule", pack::rules_of(pack, deadline.rules).front());
    json.field("due_at", zoned(pack, *change->due_at)).field("owed_by", change->owed_by.key);
    json.field("on", fact.key).end_object();
  }
  json.end_array();
}

/// What the person is told whole: this once, for the reason that the act states.
void write_revealed(JsonWriter& json, const pack::Command& command, const casework::Record& record,
                    const Texts& texts, Language language) {
  if (command.reveals.empty()) return;
  json.key("revealed").begin_array();
  for (const int at : command.reveals) {
    const auto& field = command.type->fields[static_cast<std::size_t>(at)];
    json.begin_object()
        .field("name", field.name)
        .field("title", texts.say(field.title, language))
        .field("value", record.field(field.name).as_string())
        .end_object();
  }
  json.end_array();
}

}  // namespace

Receipt receipt_of(const casework::View& view, const casework::Order& order,
                   const casework::Decision& decision, const Texts& texts, Language language) {
  const After after(view, decision);
  const auto subject = after.find(decision.subject);
  const auto* person = view.directory().find_person(order.actor.key);
  const auto facts = person == nullptr ? decision.facts : facts_for(*person, after, decision.facts);
  Receipt receipt{order.command->creates ? 201 : 200, {}};
  JsonWriter json(receipt.body);
  json.begin_object().field("ok", true).field("id", subject->id.text);
  json.field("key", subject->key).field("number", subject->number);
  json.field("version", subject->version).key("facts").begin_array();
  for (const auto& fact : facts) {
    std::string text;
    casework::append_answer_json(text, fact);
    json.raw(text);
  }
  json.end_array();
  write_deadlines(json, facts, texts, language);
  write_revealed(json, *order.command, *subject, texts, language);
  json.end_object();
  return receipt;
}

}  // namespace guiju::app
