#include "pack/outline_writer.hpp"

namespace guiju::pack {
namespace {

void outline_field(OutlineWriter& out, const RecordType& type, std::size_t index) {
  const Field& field = type.fields[index];
  out.item("field", words("栏目", "field"), type.name + "/" + field.name, field.title, field.rules,
           field.place)
      .under("type " + type.name);
  out.value("type", words("类型", "type"), to_text(field.type));
  out.text("title", words("名称", "title"), field.title);
  out.formula("choices", words("可选值", "choices"), field.choices);
  out.formula("types", words("附件种类", "kinds of attachment"), field.attachments.kinds);
  out.formula("max_bytes", words("附件大小上限", "largest attachment"),
              field.attachments.bytes_max);
  out.formula("max_count", words("附件数上限", "most attachments"), field.attachments.count_max);
  out.basis(field.rules);
  if (const Mask* mask = type.find_mask(static_cast<int>(index))) {
    const auto shown = std::to_string(mask->first) + "…" + std::to_string(mask->last);
    out.value("mask", words("脱敏保留首尾", "mask keeps at the ends"), shown);
    outline_who(out, "clear_to", words("可看全文", "read whole by"), type, mask->clear_to);
  }
}

void outline_unique(OutlineWriter& out, const RecordType& type, const Unique& unique) {
  out.item("unique", words("唯一性", "uniqueness"), type.name + "/" + unique.name, type.title,
           unique.rules)
      .under("type " + type.name);
  Enumeration fields;
  std::vector<std::string> of;
  for (const int field : unique.of) {
    const auto& own = type.fields[static_cast<std::size_t>(field)];
    of.push_back(own.name);
    fields.add(own.title, own.name);
  }
  out.names("of", words("栏目", "fields"), std::move(of), fields.text());
  Enumeration states;
  for (const auto& id : unique.in) {
    const State* state = type.find_state(id);
    states.add(state != nullptr ? state->title : Text{}, id);
  }
  out.names("in", words("状态", "states"), unique.in, states.text());
  out.value("code", words("拒绝码", "refusal"), unique.code);
  out.basis(unique.rules);
}

}  // namespace

void outline_who(OutlineWriter& out, const char* id, Text name, const RecordType& type,
                 const std::vector<Who>& who) {
  std::vector<std::string> keys;
  Enumeration shown;
  for (const auto& one : who) {
    keys.push_back(std::to_string(static_cast<int>(one.kind)) + one.name);
    if (one.kind == Who::Kind::anyone) {
      shown.add("任何人", "anyone");
    } else if (one.kind == Who::Kind::field && one.field >= 0) {
      shown.add(type.fields[static_cast<std::size_t>(one.field)].title, one.name);
    } else {
      const Role* role = out.pack().find_role(one.name);
      shown.add(role != nullptr ? role->title : Text{}, one.name);
    }
  }
  out.names(id, std::move(name), std::move(keys), shown.text());
}

void outline_types(OutlineWriter& out) {
  for (const auto& type : out.pack().types) {
    out.about(type.get())
        .item("type", words("单据类型", "record type"), type->name, type->title, {}, type->place);
    out.text("title", words("名称", "title"), type->title);
    out.value("parent", words("上级单据", "parent"), type->parent_name);
    out.value("key", words("编号规则", "key"), type->key_text);
    out.value("number", words("对外编号", "number"), type->number_text);
    outline_who(out, "sees", words("谁可看", "who may see"), *type, type->seers);
    for (std::size_t i = 0; i < type->fields.size(); ++i) outline_field(out, *type, i);
    for (const auto& state : type->states) {
      out.item("state", words("状态", "state"), type->name + "/" + state.id, state.title, {})
          .under("type " + type->name);
      out.text("title", words("名称", "title"), state.title);
      out.flag("final", words("终结", "final"), state.is_final);
    }
    for (const auto& unique : type->uniques) outline_unique(out, *type, unique);
    for (const auto& command : type->commands) outline_command(out, *type, *command);
  }
}

}  // namespace guiju::pack
