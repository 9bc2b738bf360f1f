#include <algorithm>

#include "app/present_why.hpp"
#include "pack/functions.hpp"
#include "pack/phrase_words.hpp"

// The facts that a decision read, and the sentences made of them.
namespace guiju::app {

using casework::Read;
using feel::Value;
using pack::Text;

namespace {

const Text state_title{"状态", "", "State"};
const Text now_title{"办理时间", "", "When it was asked"};
const Text actor_title{"办理人", "", "Who asked"};
const Text found{"查到的", "", "Found: "};
const Text nothing{"（空）", "", "(empty)"};
const Text none_found{"没有", "", "none"};

/// The record of the case that the read is about, where it is another than the one acted on.
std::string whose(const Stage& stage, const Redecided& again, const Read& read) {
  if (read.record.is_empty() || read.record == again.order.on || read.record == again.clock_on) {
    return {};
  }
  std::string text(stage.say(read.type->title));
  if (const auto record = stage.find(read.record)) text += ' ' + record->number;
  return text + (stage.language == Language::en ? ": " : "·");
}

const Text& mark_title(int kind) {
  static const Text key{"编号", "", "Number"};
  static const Text created{"登记时间", "", "Entered at"};
  static const Text by{"登记人", "", "Entered by"};
  switch (static_cast<pack::Binding::Kind>(kind)) {
    case pack::Binding::Kind::created_at:
      return created;
    case pack::Binding::Kind::entered_by:
      return by;
    default:
      return key;
  }
}

const pack::Field* field_of(const Read& read) {
  const auto index = static_cast<std::size_t>(read.index);
  if (read.of == Read::Of::input) return &read.command->inputs[index].field;
  if (read.of == Read::Of::field) return &read.type->fields[index];
  return nullptr;
}

const pack::Pack& pack_of(const Redecided& again, const Read& read) {
  if (read.pack != nullptr) return *read.pack;
  if (read.type != nullptr) return *read.type->pack;
  if (read.command != nullptr) return *read.command->type->pack;
  return again.pack();
}

std::string numbers_of(const Stage& stage, const Read& read) {
  constexpr std::size_t shown_max = 5;
  if (read.touched.empty()) return std::string(stage.say(none_found));
  std::string text;
  for (std::size_t i = 0; i < read.touched.size() && i < shown_max; ++i) {
    const auto record = stage.find(read.touched[i]);
    if (!text.empty()) text += stage.language == Language::en ? ", " : "、";
    text += record == nullptr ? read.touched[i].text : record->number;
  }
  if (read.touched.size() <= shown_max) return text;
  const auto count = std::to_string(read.touched.size());
  if (stage.language == Language::en) return text + " … " + count + " in all";
  return text + std::string(stage.texts.say_zh(" 等 " + count + " 条", stage.language));
}

/// The record that the command made or acted on, as it is now; null where there is none, or
/// several.
casework::RecordPtr record_of(const Stage& stage, const Redecided& again,
                              const pack::Command& command) {
  const auto& whole = stage.view.whole();
  if (&command == again.order.command && !again.order.on.is_empty()) {
    return whole.find(again.order.on);
  }
  const auto* done = std::get_if<casework::Decision>(&again.outcome);
  if (done == nullptr) return nullptr;
  if (&command == again.order.command) return whole.find(done->subject);
  casework::RecordId only;
  for (const auto& record : done->touched) {
    if (record->type != command.type) continue;
    if (!only.is_empty()) return nullptr;
    only = record->id;
  }
  return only.is_empty() ? nullptr : whole.find(only);
}

/// Whoever gave the order knows what he stated. Others read of it what the record keeps, as they
/// read the record: what was passed on from it may be for other eyes.
std::optional<Value> input_as_told(const Stage& stage, const Redecided& again, const Read& read) {
  const auto& command = *read.command;
  const bool is_own = &command == again.order.command &&
                      again.order.actor.kind == casework::Actor::Kind::person &&
                      again.order.actor.key == stage.viewer->key;
  if (is_own) return read.value;
  if (command.inputs[static_cast<std::size_t>(read.index)].stored_in < 0) return std::nullopt;
  const auto record = record_of(stage, again, command);
  if (record == nullptr || !stage.may_see(*record)) return std::nullopt;
  return casework::as_read_by(*record, record->type->find_field(field_of(read)->name), read.value,
                              *stage.viewer);
}

}  // namespace

std::optional<Value> as_told(const Stage& stage, const Redecided& again, const Read& read) {
  if (stage.viewer == nullptr) return read.value;
  switch (read.of) {
    case Read::Of::input:
      return input_as_told(stage, again, read);
    case Read::Of::field: {
      const auto record = stage.view.whole().find(read.record);
      if (record == nullptr || !stage.may_see(*record)) return std::nullopt;
      const auto& name = read.type->fields[static_cast<std::size_t>(read.index)].name;
      return casework::as_read_by(*record, record->type->find_field(name), read.value,
                                  *stage.viewer);
    }
    case Read::Of::state:
    case Read::Of::mark:
      if (stage.find(read.record) == nullptr) return std::nullopt;
      return read.value;
    case Read::Of::records: {
      const auto sees = [&](const casework::RecordId& id) { return stage.find(id) != nullptr; };
      if (!std::ranges::all_of(read.touched, sees)) return std::nullopt;
      return read.value;
    }
    default:
      return read.value;
  }
}

std::string fact_title(const Stage& stage, const Redecided& again, const Read& read) {
  switch (read.of) {
    case Read::Of::input:
    case Read::Of::field:
      if (stage.say(field_of(read)->title).empty()) return {};  // the system passes it on
      return whose(stage, again, read) + std::string(stage.say(field_of(read)->title));
    case Read::Of::state:
      return whose(stage, again, read) + std::string(stage.say(state_title));
    case Read::Of::mark:
      return whose(stage, again, read) + std::string(stage.say(mark_title(read.index)));
    case Read::Of::parameter:
      return std::string(
          stage.say(read.pack->parameters[static_cast<std::size_t>(read.index)].title));
    case Read::Of::now:
      return std::string(stage.say(now_title));
    case Read::Of::actor:
      return std::string(stage.say(actor_title));
    case Read::Of::records:
      return std::string(stage.say(found)).append(stage.say(read.type->title));
  }
  return {};
}

std::string fact_text(const Stage& stage, const Redecided& again, const Read& read,
                      const Value& value) {
  if (read.of == Read::Of::records) return numbers_of(stage, read);
  if (value.is_null()) return std::string(stage.say(nothing));
  const auto& pack = pack_of(again, read);
  if (read.of == Read::Of::actor) {
    return name_of(stage, pack, {casework::Owner::Kind::person, std::string(value.as_string())});
  }
  if (read.of == Read::Of::state) {
    const auto* state = read.type->find_state(value.as_string());
    return state == nullptr ? std::string(value.as_string()) : std::string(stage.say(state->title));
  }
  if (read.of == Read::Of::parameter) {
    const auto& parameter = pack.parameters[static_cast<std::size_t>(read.index)];
    const auto text = display(stage, pack, parameter.type, value);
    return parameter.unit.empty()
               ? text
               : text + ' ' + std::string(stage.say(pack::unit_words(parameter.unit)));
  }
  const auto* field = field_of(read);
  const auto text =
      field == nullptr ? display(stage, pack, value) : display(stage, pack, field->type, value);
  return text.empty() ? std::string(stage.say(nothing)) : text;
}

namespace {

std::string quoted(const Stage& stage, const std::string& text) {
  return stage.language == Language::en ? "“" + text + "”" : "「" + text + "」";
}

/// `「金额」是 5,000.00（实际是 6,000.00）`.
std::string change_text(const Stage& stage, const Redecided& again, const FactChange& change) {
  const bool en = stage.language == Language::en;
  const auto say = [&](const char* zh, const char* english) {
    return en ? std::string(english) : std::string(stage.texts.say_zh(zh, stage.language));
  };
  const auto& fact = change.fact;
  const auto was = fact_text(stage, again, fact, fact.value);
  const auto now = fact_text(stage, again, fact, change.value);
  if (fact.of == Read::Of::actor)
    return say("由 ", "it had been given by ") + now + (en ? "" : say(" 来办", ""));
  if (fact.of == Read::Of::now) {
    return say("在 ", "it had been asked at ") + now + say(" 办理（实际是 ", " (it was ") + was +
           say("）", ")");
  }
  const auto title = quoted(stage, fact_title(stage, again, fact));
  if (change.value.is_null()) return title + say("没有填", " had been left empty");
  if (change.value == Value::string("…") || change.value == Value::list({Value::string("…")})) {
    return title + say("填写了", " had been filled in");
  }
  return title + say("是 ", " had been ") + now + say("（实际是 ", " (it was ") + was +
         say("）", ")");
}

}  // namespace

std::string flip_text(const Stage& stage, const Redecided& again, const Flip& flip) {
  const bool en = stage.language == Language::en;
  const auto say = [&](const char* zh, const char* english) {
    return en ? std::string(english) : std::string(stage.texts.say_zh(zh, stage.language));
  };
  std::string text = say("如果", "If ");
  for (std::size_t i = 0; i < flip.changes.size(); ++i) {
    if (i > 0) text += say("，并且", " and ");
    text += change_text(stage, again, flip.changes[i]);
  }
  switch (flip.goal) {
    case Flip::Goal::done:
      return text + say("，就会办成。", ", it would have been done.");
    case Flip::Goal::refused: {
      const auto& pack = again.pack();
      const auto* code = pack.find_code(flip.code);
      return text + say("，就不会办成：", ", it would have been refused: ") +
             (code == nullptr ? flip.code : std::string(stage.say(code->text))) + say("。", ".");
    }
    case Flip::Goal::row: {
      std::string rows;
      for (const int row : flip.rows) {
        rows += (rows.empty() ? "" : en ? ", " : "、") + std::to_string(row + 1);
      }
      return text + say("，", ", ") + quoted(stage, std::string(stage.say(flip.table->title))) +
             say("就会用第 ", " would have gone by row ") + rows + say(" 行。", ".");
    }
  }
  return text;
}

}  // namespace guiju::app
