#include <algorithm>
#include <pugixml.hpp>

#include "feel/dmn/table.hpp"
#include "feel/dmn/types.hpp"
#include "feel/dmn/xml.hpp"
#include "pack/dmn_table.hpp"

namespace guiju::pack {
namespace {

using feel::Type;
using feel::dmn::attribute;
using feel::dmn::child;
using feel::dmn::child_text;
using feel::dmn::children;

/// A decision or knowledge model whose logic is a table.
struct Holder {
  pugi::xml_node element;
  pugi::xml_node table;
};

std::vector<Holder> holders_in(const pugi::xml_node& definitions) {
  std::vector<Holder> found;
  for (const auto& element : feel::dmn::elements(definitions)) {
    const auto logic = child(element, "encapsulatedLogic");
    const auto table = child(logic ? logic : element, "decisionTable");
    if (table) found.push_back({element, table});
  }
  return found;
}

std::optional<Holder> find_holder(const std::vector<Holder>& holders, const std::string& wanted,
                                  const std::string& file, Diagnostics& diagnostics) {
  std::string names;
  for (const auto& holder : holders) {
    const auto name = attribute(holder.element, "name");
    if (name == wanted || (wanted.empty() && holders.size() == 1)) return holder;
    names += (names.empty() ? "`" : ", `") + name + "`";
  }
  const bool is_open = wanted.empty() && !holders.empty();
  diagnostics.push_back({Diagnostic::Severity::error,
                         {file, 0, 0},
                         "unknown-decision",
                         is_open          ? "the model has several decision tables"
                         : wanted.empty() ? "the model has no decision table"
                                          : "the model has no decision table `" + wanted + "`",
                         names.empty() ? "" : "name one of " + names});
  return std::nullopt;
}

/// An attribute of ours, whatever prefix another tool has given our namespace.
std::string own_attribute(const pugi::xml_node& node, const std::string& name) {
  for (const auto& top : feel::dmn::elements(node.root())) {
    for (const auto& declared : top.attributes()) {
      const std::string prefix = declared.name();
      const bool is_ours = declared.value() == std::string{dmn_extension_namespace};
      if (is_ours && prefix.starts_with("xmlns:")) {
        return attribute(node, (prefix.substr(6) + ":" + name).c_str());
      }
    }
  }
  return "";
}

/// A name of the pack language from a name of people: `Loan Pre-Qualification`,
/// `loan_pre_qualification`.
std::string plain_name(const std::string& name, const std::string& fallback) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && !out.empty())) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out.empty() ? fallback : out;
}

/// The pack's word for a type; text where it has none, which `pack check` will find if it is wrong.
std::string pack_type(const Type& type) {
  switch (type.kind) {
    case Type::Kind::number:
      return "number";
    case Type::Kind::boolean:
      return "boolean";
    case Type::Kind::date:
      return "date";
    case Type::Kind::date_time:
      return "time";
    case Type::Kind::days_duration:
    case Type::Kind::years_months_duration:
      return "duration";
    case Type::Kind::context:
      return "context";
    case Type::Kind::list:
      return "list of " + pack_type(type.element());
    default:
      return "text";
  }
}

/// What the type of a column allows, where the column itself says nothing.
std::string values_of(const Type& type) {
  std::string out;
  for (const auto& value : type.allowed) {
    const bool is_text = value.kind() == feel::Kind::string;
    out += (out.empty() ? "" : ", ") +
           (is_text ? '"' + feel::to_text(value) + '"' : feel::to_text(value));
  }
  return out;
}

std::vector<std::string> separated(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + ",") {
    if (c != ',') {
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

/// The annotations of a row by column: `rules` and `note` are ours, any other is part of the note.
void read_annotations(const pugi::xml_node& table, const pugi::xml_node& rule,
                      WrittenTable::Row& row) {
  const auto columns = children(table, "annotation");
  const auto entries = children(rule, "annotationEntry");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto text = child_text(entries[i], "text");
    if (text.empty()) continue;
    if (i < columns.size() && attribute(columns[i], "name") == "rules") {
      row.rules = separated(text);
    } else {
      row.note += (row.note.empty() ? "" : "; ") + text;
    }
  }
  if (own_attribute(rule, "rules") == "none") row.rules = std::vector<std::string>{};
}

void read_columns(const pugi::xml_node& table, const feel::dmn::Types& types,
                  WrittenTable& written) {
  for (const auto& input : children(table, "input")) {
    const auto expression = child(input, "inputExpression");
    auto values = child_text(child(input, "inputValues"), "text");
    if (values.empty()) values = values_of(types.find(attribute(expression, "typeRef")));
    written.inputs.push_back(
        {attribute(input, "label"), child_text(expression, "text"), std::move(values)});
  }
  for (const auto& output : children(table, "output")) {
    const Type type = types.find(attribute(output, "typeRef"));
    const auto own_type = own_attribute(output, "type");
    auto values = child_text(child(output, "outputValues"), "text");
    if (values.empty()) values = values_of(type);
    written.outputs.push_back({plain_name(attribute(output, "name"), "result"),
                               own_type.empty() ? pack_type(type) : own_type, std::move(values),
                               child_text(child(output, "defaultOutputEntry"), "text")});
  }
}

void read_names(const pugi::xml_node& element, WrittenTable& written) {
  const auto own = child(child(element, "extensionElements"), "table");
  const auto name = attribute(element, "name");
  if (own) {
    const auto title = child(own, "title");
    written.id = attribute(own, "id");
    written.rules = separated(attribute(own, "rules"));
    written.title = {attribute(title, "zh"), attribute(title, "zh_hant"), attribute(title, "en")};
    return;
  }
  const auto label = attribute(element, "label");
  written.id = plain_name(name, "table");
  written.title = {label.empty() ? name : label, "", name};
}

}  // namespace

std::optional<WrittenTable> from_dmn(std::string_view text, const std::string& file,
                                     const std::string& decision, Diagnostics& diagnostics) {
  pugi::xml_document document;
  if (!feel::dmn::load_xml(document, text, file, diagnostics)) return std::nullopt;
  const auto definitions = child(document, "definitions");
  const auto holder = find_holder(holders_in(definitions), decision, file, diagnostics);
  if (!holder) return std::nullopt;
  const feel::dmn::Types types{definitions};
  WrittenTable written;
  read_names(holder->element, written);
  written.hit = hit_word_of(feel::dmn::read_decision_table(holder->table, types, file).hit_policy);
  read_columns(holder->table, types, written);
  for (const auto& rule : children(holder->table, "rule")) {
    WrittenTable::Row row;
    for (const auto& entry : children(rule, "inputEntry")) {
      row.when.push_back(child_text(entry, "text"));
    }
    for (const auto& entry : children(rule, "outputEntry")) {
      row.then.push_back(child_text(entry, "text"));
    }
    read_annotations(holder->table, rule, row);
    written.rows.push_back(std::move(row));
  }
  return written;
}

}  // namespace guiju::pack
