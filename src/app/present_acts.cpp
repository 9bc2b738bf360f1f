#include <algorithm>

#include "app/look_alikes.hpp"
#include "app/present.hpp"
#include "app/screen.hpp"
#include "casework/approval.hpp"
#include "casework/situation.hpp"
#include "pack/media.hpp"

namespace guiju::app {
namespace {

using casework::Actor;
using casework::Situation;
using pack::FieldType;

Actor actor_of(const Stage& stage) {
  return {Actor::Kind::person, stage.viewer ? stage.viewer->key : std::string{}};
}

void write_value(JsonWriter& json, const feel::Value& value) {
  std::string text;
  feel::append_json(text, value);
  json.raw(text);
}

void write_choices(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                   const feel::Value& choices) {
  json.key("choices").begin_array();
  for (const auto& choice : choices.as_list()) {
    json.begin_object().key("value");
    write_value(json, choice);
    json.field("title", display(stage, pack, choice)).end_object();
  }
  json.end_array();
}

/// Which files an input takes: endings and media types, as a page's control wants them.
void write_limits(JsonWriter& json, const pack::Field& field, const Situation& situation) {
  if (!pack::holds_attachments(field.type)) return;
  const auto kinds = situation.value(field.attachments.kinds);
  json.key("accept").begin_array();
  for (const auto& type : pack::media_types()) {
    const auto& taken = kinds.as_list();
    if (field.attachments.kinds.is_stated() &&
        std::find(taken.begin(), taken.end(), feel::Value::string(type.kind)) == taken.end()) {
      continue;
    }
    json.string(type.name);
    for (const auto extension : type.extensions) json.string("." + std::string(extension));
  }
  json.end_array();
  const auto limit = [&](const char* name, const pack::Formula& formula) {
    if (const auto most = situation.value(formula).as_int64()) json.field(name, *most);
  };
  limit("max_bytes", field.attachments.bytes_max);
  limit("max_count", field.attachments.count_max);
}

void write_field_input(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                       const pack::Field& field, bool required, const Situation& situation,
                       const feel::Value& initial) {
  json.begin_object()
      .field("name", field.name)
      .field("title", stage.say(field.title))
      .field("type", pack::to_text(field.type))
      .field("required", required);
  if (field.choices.is_stated()) {
    write_choices(json, stage, pack, situation.value(field.choices));
  }
  write_limits(json, field, situation);
  if (!initial.is_null()) {
    json.key("default");
    write_value(json, initial);
  }
  if (field.type.kind == FieldType::Kind::rows) {
    json.key("of").begin_array();
    for (const auto& column : field.type.columns) {
      write_field_input(json, stage, pack, column, false, situation, {});
    }
    json.end_array();
  }
  write_rules(json, pack, field.rules);
  json.end_object();
}

/// What stands in the form before anyone types: the stated default, else what the record holds.
feel::Value initial_value(const pack::Input& input, const casework::Record* record,
                          const Situation& situation) {
  if (input.default_value.is_stated()) return situation.value(input.default_value);
  if (record != nullptr && input.stored_in >= 0) {
    return record->fields[static_cast<std::size_t>(input.stored_in)];
  }
  return {};
}

bool is_for_people(const pack::Command& command) {
  return !(command.who_stated && command.who.empty());
}

/// Whether the command stands for what the regulation forbids whoever asks: that it was tried goes
/// on record, but nobody is invited to.
bool is_never_done(const pack::Command& command) {
  return std::ranges::any_of(command.checks,
                             [](const pack::Check& check) { return check.when.text == "true"; });
}

/// Whether the command is a look-up of what the person reads anyway, or of nothing.
bool tells_nothing(const pack::Command& command, const casework::Record& record,
                   const casework::Person& person) {
  const auto is_read = [&](int field) {
    const auto* mask = record.type->find_mask(field);
    return mask == nullptr || record.fields[static_cast<std::size_t>(field)].is_null() ||
           casework::reads_whole(record, *mask, person);
  };
  return !command.reveals.empty() &&
         std::all_of(command.reveals.begin(), command.reveals.end(), is_read);
}

/// `- one line each` of a checklist.
std::vector<std::string_view> items_of(std::string_view text) {
  std::vector<std::string_view> items;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("- ")) items.push_back(line.substr(2));
  }
  return items;
}

void write_heading(JsonWriter& json, const Stage& stage, const pack::Command& command) {
  json.field("pack", command.type->pack->id)
      .field("command", command.name)
      .field("title", stage.say(command.title))
      .field("type", command.type->name);
  write_rules(json, *command.type->pack, command.rules);
}

/// `subject`: the record acted on, the parent of what a command creates, or null.
void write_inputs(JsonWriter& json, const Stage& stage, const pack::Command& command,
                  const casework::Record* subject, const std::vector<feel::Value>& inputs) {
  const pack::Pack& pack = *command.type->pack;
  const casework::Record* record = command.creates ? nullptr : subject;
  const Actor actor = actor_of(stage);
  Situation situation(stage.view, pack, record, actor, stage.now);
  situation.set_inputs(command, &inputs);
  if (subject != nullptr && command.creates) situation.set_parent(subject->id);
  json.key("inputs").begin_array();
  for (const auto& input : command.inputs) {
    write_field_input(json, stage, pack, input.field, input.required, situation,
                      initial_value(input, record, situation));
  }
  json.end_array();
}

}  // namespace

void write_command(JsonWriter& json, const Stage& stage, const pack::Command& command) {
  write_heading(json, stage, command);
  write_inputs(json, stage, command, nullptr, std::vector<feel::Value>(command.inputs.size()));
}

bool write_action(JsonWriter& json, const Stage& stage, const pack::Command& command,
                  const casework::Record* record) {
  if (!is_for_people(command) || is_never_done(command)) return false;
  // A command that creates is shown on the record under which it would create, or on none.
  const casework::Record* subject = command.creates ? nullptr : record;
  if (subject != nullptr && !is_in_step(command, *subject)) return false;
  if (subject != nullptr && stage.viewer != nullptr &&
      tells_nothing(command, *subject, *stage.viewer)) {
    return false;
  }
  const bool allowed = stage.viewer != nullptr &&
                       casework::is_entitled(stage.view, command, subject, *stage.viewer, nullptr);
  json.begin_object();
  write_heading(json, stage, command);
  json.field("allowed", allowed);
  if (!allowed) {
    constexpr std::string_view code = casework::approval::refusal::not_entitled_role;
    const pack::Code* stated = command.type->pack->find_code(code);
    json.key("refusal")
        .begin_object()
        .field("code", code)
        .field("title", stated ? stage.say(stated->text) : code)
        .end_object();
  }
  write_inputs(json, stage, command, record, std::vector<feel::Value>(command.inputs.size()));
  json.end_object();
  return true;
}

std::string screen_json(const Stage& stage, const Reader& reader, const pack::Command& command,
                        const casework::Record* subject, const std::vector<feel::Value>& inputs) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_scripts(json, stage, *command.type, &command, command.creates ? nullptr : subject, &inputs,
                nullptr);
  write_inputs(json, stage, command, subject, inputs);
  // Whoever may not give the order has nothing to ask here.
  const auto* record = command.creates ? nullptr : subject;
  const bool may_ask = stage.viewer != nullptr &&
                       casework::is_entitled(stage.view, command, record, *stage.viewer, nullptr);
  write_look_alikes(
      json, stage, command,
      may_ask ? look_alikes(stage, reader, command, inputs) : std::vector<LookAlike>{});
  json.end_object();
  return out;
}

void write_scripts(JsonWriter& json, const Stage& stage, const pack::RecordType& type,
                   const pack::Command* command, const casework::Record* record,
                   const std::vector<feel::Value>* inputs, Citations* citations) {
  const pack::Pack& pack = *type.pack;
  const Screen screen = screen_for(
      stage.view, {.pack = &pack, .record = record, .command = command, .inputs = inputs},
      actor_of(stage), stage.now);
  json.key("scripts").begin_array();
  for (const pack::Script* script : screen.scripts) {
    const std::string_view body = stage.say(script->body);
    json.begin_object()
        .field("id", script->id)
        .field("kind", script->is_checklist ? "checklist" : "script")
        .field("title", stage.say(script->title))
        .field("text", body);
    if (script->is_checklist) {
      json.key("items").begin_array();
      for (const auto item : items_of(body)) json.string(item);
      json.end_array();
    }
    write_rules(json, pack, script->rules);
    if (citations != nullptr) citations->add(pack, script->rules);
    json.end_object();
  }
  json.end_array();
}

}  // namespace guiju::app
