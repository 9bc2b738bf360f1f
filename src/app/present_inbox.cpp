#include <algorithm>
#include <array>

#include "app/present.hpp"
#include "app/screen.hpp"
#include "casework/approval.hpp"
#include "casework/duty.hpp"

// 核决收件箱. Of everything that is open, what waits for this person's signature or decision.
// Whether it does is asked of the casework itself, with an order that states nothing: a refusal
// that lies in who he is means that it does not.
namespace guiju::app {
namespace {

namespace approval = casework::approval;

constexpr std::size_t rows_at_once = 200;
constexpr std::array<std::string_view, 2> deciding_duties{approval::duty::countersigns,
                                                          approval::duty::decides};
constexpr std::array<std::string_view, 4> not_his{
    approval::refusal::not_entitled_role, approval::refusal::beyond_authority,
    approval::refusal::countersign_missing, approval::refusal::duties_not_separate};

bool is_deciding(const pack::Command& command) {
  return std::find(deciding_duties.begin(), deciding_duties.end(), command.duty) !=
         deciding_duties.end();
}

/// Whether he might decide on a record of the type: he holds a role that may, or it depends on what
/// stands in the record.
bool may_decide_on(const casework::Person& person, const pack::RecordType& type) {
  const auto may = [&](const pack::Who& who) {
    return who.kind != pack::Who::Kind::role || person.holds(who.name, {}, type.pack->id);
  };
  return std::any_of(type.commands.begin(), type.commands.end(), [&](const auto& command) {
    return is_deciding(*command) &&
           (!command->who_stated || std::any_of(command->who.begin(), command->who.end(), may));
  });
}

/// Whether he holds, himself or in another's place, one of the roles that the duty belongs to.
bool is_of_his_level(const Stage& stage, const pack::Command& command,
                     const casework::Record& record, const casework::Actor& actor) {
  if (!command.duty_as.is_stated()) return true;
  casework::Situation situation(stage.view.whole(), record.pack(), &record, actor, stage.now);
  const std::vector<feel::Value> nothing(command.inputs.size());
  situation.set_inputs(command, &nothing);
  return !casework::duty_principal(command, situation, *stage.viewer).empty();
}

bool waits_for(const Stage& stage, const pack::Command& command, const casework::Record& record) {
  casework::Order order{.command = &command,
                        .on = record.id,
                        .inputs = std::vector<feel::Value>(command.inputs.size()),
                        .given = std::vector<bool>(command.inputs.size()),
                        .actor = {casework::Actor::Kind::person, stage.viewer->key},
                        .parent = {}};
  if (!is_in_step(command, record) ||
      !casework::is_entitled(stage.view, command, &record, *stage.viewer, nullptr) ||
      !is_of_his_level(stage, command, record, order.actor)) {
    return false;
  }
  const auto outcome = casework::decide(stage.view.whole(), order, stage.now);
  const auto* refusal = std::get_if<casework::Refusal>(&outcome);
  return refusal == nullptr ||
         (refusal->code != command.type->pack->step_order_code &&
          std::find(not_his.begin(), not_his.end(), refusal->code) == not_his.end());
}

/// Whether it was sent to him, and not only to someone whom he may stand in for from above.
bool is_sent_to(const Stage& stage, const casework::Record& record) {
  const auto to = record.field(approval::assigned_to).as_string();
  if (to.empty() || record.field(approval::countersigns).as_list().size() >
                        record.field(approval::countersignatures).as_list().size()) {
    return true;
  }
  const std::array<std::string, 1> words{std::string(to)};
  return !casework::acting_for(*stage.viewer, words, {}, record.pack().id).empty();
}

void write_item(JsonWriter& json, const Stage& stage, const casework::Record& record,
                const std::vector<const pack::Command*>& commands, Citations& citations) {
  json.begin_object().key("case");
  write_row(json, stage, row_of(stage, record));
  if (const auto parent = record.parent.is_empty() ? nullptr : stage.view.find(record.parent);
      parent && stage.may_see(*parent)) {
    json.key("parent");
    write_row(json, stage, row_of(stage, *parent));
  }
  write_fields(json, stage, record, citations);
  json.field("is_mine", is_sent_to(stage, record)).key("actions").begin_array();
  for (const auto* command : commands) {
    if (write_action(json, stage, *command, &record)) {
      citations.add(record.pack(), command->rules);
    }
  }
  json.end_array().end_object();
}

/// Calls `take` for each open record that the viewer sees and that is the `owner`'s, or anyone's
/// where that is empty.
template <class Take>
void for_each_open(const Stage& stage, const Reader& reader, const pack::RecordType& type,
                   const std::string& owner, const Take& take) {
  RowQuery query{.family = Family::every, .pack = type.pack->id, .type = type.name, .owner = owner};
  query.open = true;
  query.sort = RowSort::soonest_due;
  query.limit = rows_at_once;
  query.counted = false;
  for (;;) {
    const auto page = reader.rows(query, stage.sees);
    if (!page) return;
    for (const auto& row : page->items) {
      if (const auto record = stage.view.find(row.id)) take(*record);
    }
    if (page->next_cursor.empty()) return;
    query.cursor = page->next_cursor;
  }
}

/// The acts on the record that wait for the viewer.
std::vector<const pack::Command*> waiting_acts(const Stage& stage, const casework::Record& record) {
  std::vector<const pack::Command*> commands;
  for (const auto& command : record.type->commands) {
    if (is_deciding(*command) && waits_for(stage, *command, record)) {
      commands.push_back(command.get());
    }
  }
  return commands;
}

/// Calls `visit` with every record type in force.
template <class Visit>
void for_each_type(const Stage& stage, const Visit& visit) {
  for (const auto* pack : stage.packs) {
    for (const auto& type : pack->types) visit(*type);
  }
}

}  // namespace

std::string approvals_json(const Stage& stage, const Reader& reader) {
  std::string out;
  JsonWriter json(out);
  Citations citations;
  json.begin_object().key("waiting").begin_array();
  for_each_type(stage, [&](const pack::RecordType& type) {
    if (!may_decide_on(*stage.viewer, type)) return;
    for_each_open(stage, reader, type, {}, [&](const casework::Record& record) {
      const auto commands = waiting_acts(stage, record);
      if (!commands.empty()) write_item(json, stage, record, commands, citations);
    });
  });
  json.end_array().key("asked").begin_array();
  for_each_type(stage, [&](const pack::RecordType& type) {
    if (!type.is_approval()) return;  // whose owner is whoever asked
    for_each_open(stage, reader, type, stage.viewer->key, [&](const casework::Record& record) {
      write_item(json, stage, record, {}, citations);
    });
  });
  json.end_array();
  citations.write(json, stage);
  json.end_object();
  return out;
}

}  // namespace guiju::app
