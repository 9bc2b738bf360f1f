#include "app/amount_words.hpp"
#include "app/present.hpp"

// How did this amount come about: what a money function wrote down, told to people.
namespace guiju::app {
namespace {

using feel::Value;

std::string_view text_of(const Value& context, std::string_view name) {
  const Value* found = context.find(name);
  return found == nullptr ? std::string_view{} : found->as_string();
}

const feel::List& list_of(const Value& context, std::string_view name) {
  static const feel::List none;
  const Value* found = context.find(name);
  return found == nullptr ? none : found->as_list();
}

std::string word_text(const Stage& stage, std::string_view word) {
  const pack::Text* text = find_amount_word(word);
  return std::string(text == nullptr ? word : stage.say(*text));
}

bool is_in_name(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

/// A formula or a calculation with its names said in the language of the reader.
std::string spoken(const Stage& stage, std::string_view formula) {
  std::string out;
  for (std::size_t at = 0; at < formula.size();) {
    std::size_t end = at;
    while (end < formula.size() && is_in_name(formula[end])) ++end;
    if (end == at) {
      out += formula[at++];
      continue;
    }
    out += word_text(stage, formula.substr(at, end - at));
    at = end;
  }
  return out;
}

/// Whose a number is: a person, a department, a named value of the pack, a case.
std::string owner_text(const Stage& stage, const pack::Pack& pack, std::string_view of) {
  using Kind = casework::Owner::Kind;
  if (of.empty()) return {};
  for (const auto kind : {Kind::person, Kind::department}) {
    auto name = name_of(stage, pack, {kind, std::string(of)});
    if (name != of) return name;
  }
  return display(stage, pack, Value::string(of));
}

/// `50001 分（¥500.01）`: the number that the arithmetic works with, and what it means.
std::string number_text(const Stage& stage, const pack::Pack& pack, std::string_view name,
                        const Value& value) {
  if (value.kind() == feel::Kind::string) return word_text(stage, value.as_string());
  if (value.kind() != feel::Kind::number) return "—";
  std::string text = feel::to_text(value);
  if (name.ends_with("_fen")) {
    const auto yuan = display(stage, pack, {.kind = pack::FieldType::Kind::money}, value);
    const bool en = stage.language == Language::en;
    text += en ? " fen (" + yuan + ")" : " 分（" + yuan + "）";
  } else if (name.ends_with("pct")) {
    text += " %";
  }
  return text;
}

/// One input or step, as it is shown.
struct Shown {
  std::string title;
  std::string of;
  std::string formula;
  std::string calculation;
  std::string display;
};

Shown shown(const Stage& stage, const pack::Pack& pack, const Value& entry) {
  const auto name = text_of(entry, "name");
  const Value* value = entry.find("value");
  return {.title = word_text(stage, name),
          .of = owner_text(stage, pack, text_of(entry, "of")),
          .formula = spoken(stage, text_of(entry, "formula")),
          .calculation = spoken(stage, text_of(entry, "calculation")),
          .display = number_text(stage, pack, name, value == nullptr ? Value{} : *value)};
}

void write_head(JsonWriter& json, const Shown& entry) {
  json.begin_object().field("title", entry.title);
  if (!entry.of.empty()) json.field("of", entry.of);
}

std::string rounding_text(const Stage& stage, const Value& derivation) {
  const pack::Text* sentence = find_rounding_sentence(text_of(derivation, "rounding"));
  return sentence == nullptr ? std::string{} : std::string(stage.say(*sentence));
}

}  // namespace

void write_amount_derivation(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                             const Value& derivation) {
  json.key("derivation").begin_object();
  json.field("title", word_text(stage, text_of(derivation, "computation")));
  if (const auto rounding = rounding_text(stage, derivation); !rounding.empty()) {
    json.field("rounding", rounding);
  }
  json.key("inputs").begin_array();
  for (const auto& input : list_of(derivation, "inputs")) {
    const Shown entry = shown(stage, pack, input);
    write_head(json, entry);
    json.field("display", entry.display).end_object();
  }
  json.end_array().key("steps").begin_array();
  for (const auto& step : list_of(derivation, "steps")) {
    const Shown entry = shown(stage, pack, step);
    write_head(json, entry);
    json.field("formula", entry.formula)
        .field("calculation", entry.calculation)
        .field("display", entry.display)
        .end_object();
  }
  json.end_array().end_object();
}

std::string amount_derivation_text(const Stage& stage, const pack::Pack& pack,
                                   const Value& derivation) {
  const bool en = stage.language == Language::en;
  const char* colon = en ? ": " : "：";
  const auto head = [&](const Shown& entry) {
    if (entry.of.empty()) return entry.title;
    return en ? entry.title + " (" + entry.of + ")" : entry.title + "（" + entry.of + "）";
  };
  std::string out = word_text(stage, text_of(derivation, "computation"));
  for (const auto& input : list_of(derivation, "inputs")) {
    const Shown entry = shown(stage, pack, input);
    out += '\n' + head(entry) + colon + entry.display;
  }
  for (const auto& step : list_of(derivation, "steps")) {
    const Shown entry = shown(stage, pack, step);
    out += '\n' + head(entry) + " = " + entry.formula;
    if (entry.calculation != entry.formula) out += " = " + entry.calculation;
    out += " = " + entry.display;
  }
  if (const auto rounding = rounding_text(stage, derivation); !rounding.empty()) {
    out += '\n' + rounding;
  }
  return out;
}

}  // namespace guiju::app
