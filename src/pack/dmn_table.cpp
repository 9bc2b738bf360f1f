#include "pack/dmn_table.hpp"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "feel/wanted_names.hpp"

namespace guiju::pack {
namespace {

using feel::HitPolicy;
using feel::Type;

constexpr const char* dmn_namespace = "https://www.omg.org/spec/DMN/20230324/MODEL/";

struct PolicyWords {
  HitPolicy policy;
  const char* hit_policy;
  const char* aggregation;
};

constexpr std::array policy_words{PolicyWords{HitPolicy::unique, "UNIQUE", ""},
                                  PolicyWords{HitPolicy::any, "ANY", ""},
                                  PolicyWords{HitPolicy::priority, "PRIORITY", ""},
                                  PolicyWords{HitPolicy::first, "FIRST", ""},
                                  PolicyWords{HitPolicy::rule_order, "RULE ORDER", ""},
                                  PolicyWords{HitPolicy::output_order, "OUTPUT ORDER", ""},
                                  PolicyWords{HitPolicy::collect, "COLLECT", ""},
                                  PolicyWords{HitPolicy::collect_sum, "COLLECT", "SUM"},
                                  PolicyWords{HitPolicy::collect_min, "COLLECT", "MIN"},
                                  PolicyWords{HitPolicy::collect_max, "COLLECT", "MAX"},
                                  PolicyWords{HitPolicy::collect_count, "COLLECT", "COUNT"}};

void add_text(pugi::xml_node parent, const char* name, const std::string& text) {
  parent.append_child(name).append_child("text").text().set(text.c_str());
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// The DMN type of a column; empty where DMN has none: then nothing is said of it.
std::string type_reference(const std::string& pack_type) {
  const auto type = parse_field_type(pack_type);
  if (!type) return "";
  const Type feel = to_feel(*type);
  const Type& item = feel.is(Type::Kind::list) ? feel.element() : feel;
  const bool is_plain = item.parts.empty() && item.fields.empty() && !item.is(Type::Kind::any) &&
                        !item.is(Type::Kind::context) && !item.is(Type::Kind::list);
  if (!is_plain) return "";
  return (feel.is(Type::Kind::list) ? "list of " : "") + feel::to_text(item);
}

/// Lists have no name in DMN until they are given one.
void add_list_types(pugi::xml_node definitions, const WrittenTable& table) {
  std::set<std::string> done;
  for (const auto& output : table.outputs) {
    const auto type = type_reference(output.type);
    if (!type.starts_with("list of ") || !done.insert(type).second) continue;
    auto item = definitions.append_child("itemDefinition");
    item.append_attribute("name").set_value(type.c_str());
    item.append_attribute("isCollection").set_value("true");
    item.append_child("typeRef").text().set(type.substr(8).c_str());
  }
}

/// Title and rules of the table, which DMN has no place for.
void add_own_parts(pugi::xml_node decision, const WrittenTable& table) {
  auto own = decision.append_child("extensionElements").append_child("guiju:table");
  own.append_attribute("id").set_value(table.id.c_str());
  own.append_attribute("rules").set_value(joined(table.rules).c_str());
  auto title = own.append_child("guiju:title");
  title.append_attribute("zh").set_value(table.title.zh.c_str());
  if (!table.title.zh_hant.empty()) {
    title.append_attribute("zh_hant").set_value(table.title.zh_hant.c_str());
  }
  title.append_attribute("en").set_value(table.title.en.c_str());
}

void add_columns(pugi::xml_node node, const WrittenTable& table) {
  for (const auto& input : table.inputs) {
    auto column = node.append_child("input");
    if (!input.label.empty()) column.append_attribute("label").set_value(input.label.c_str());
    add_text(column, "inputExpression", input.value);
    if (!input.values.empty()) add_text(column, "inputValues", input.values);
  }
  for (const auto& output : table.outputs) {
    auto column = node.append_child("output");
    column.append_attribute("name").set_value(output.name.c_str());
    const auto type = type_reference(output.type);
    if (!type.empty()) column.append_attribute("typeRef").set_value(type.c_str());
    column.append_attribute("guiju:type").set_value(output.type.c_str());
    if (!output.values.empty()) add_text(column, "outputValues", output.values);
    if (!output.default_value.empty()) {
      add_text(column, "defaultOutputEntry", output.default_value);
    }
  }
  for (const char* name : {"rules", "note"}) {
    node.append_child("annotation").append_attribute("name").set_value(name);
  }
}

void add_rows(pugi::xml_node node, const WrittenTable& table) {
  for (const auto& row : table.rows) {
    auto rule = node.append_child("rule");
    for (const auto& test : row.when) add_text(rule, "inputEntry", test.empty() ? "-" : test);
    for (const auto& value : row.then) add_text(rule, "outputEntry", value);
    add_text(rule, "annotationEntry", row.rules ? joined(*row.rules) : "");
    add_text(rule, "annotationEntry", row.note);
    if (row.rules && row.rules->empty()) rule.append_attribute("guiju:rules").set_value("none");
  }
}

std::string element_id(const char* sort, std::size_t number) {
  return sort + ("_" + std::to_string(number + 1));
}

}  // namespace

std::vector<std::string> names_asked(const WrittenTable& table) {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& text, bool is_test) {
    if (text.empty() || text == "-") return;
    for (auto& name : feel::wanted_names(text, is_test)) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(std::move(name));
      }
    }
  };
  for (const auto& input : table.inputs) add(input.value, false);
  for (const auto& output : table.outputs) add(output.default_value, false);
  for (const auto& row : table.rows) {
    for (const auto& test : row.when) add(test, true);
    for (const auto& value : row.then) add(value, false);
  }
  return names;
}

std::string to_dmn(const WrittenTable& table, const std::string& pack_id) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  auto definitions = document.append_child("definitions");
  definitions.append_attribute("xmlns").set_value(dmn_namespace);
  definitions.append_attribute("xmlns:guiju").set_value(dmn_extension_namespace);
  definitions.append_attribute("id").set_value(("model_" + table.id).c_str());
  definitions.append_attribute("name").set_value(table.id.c_str());
  definitions.append_attribute("namespace").set_value(("urn:guiju:" + pack_id).c_str());
  add_list_types(definitions, table);
  const auto names = names_asked(table);
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto input = definitions.append_child("inputData");
    input.append_attribute("id").set_value(element_id("input", i).c_str());
    input.append_attribute("name").set_value(names[i].c_str());
    input.append_child("variable").append_attribute("name").set_value(names[i].c_str());
  }
  auto decision = definitions.append_child("decision");
  decision.append_attribute("id").set_value(("decision_" + table.id).c_str());
  decision.append_attribute("name").set_value(table.id.c_str());
  decision.append_attribute("label").set_value(table.title.zh.c_str());
  add_own_parts(decision, table);
  decision.append_child("variable").append_attribute("name").set_value(table.id.c_str());
  for (std::size_t i = 0; i < names.size(); ++i) {
    decision.append_child("informationRequirement")
        .append_child("requiredInput")
        .append_attribute("href")
        .set_value(("#" + element_id("input", i)).c_str());
  }
  auto node = decision.append_child("decisionTable");
  for (const auto& words : policy_words) {
    if (words.policy != hit_policy_of(table.hit)) continue;
    node.append_attribute("hitPolicy").set_value(words.hit_policy);
    if (*words.aggregation != '\0') {
      node.append_attribute("aggregation").set_value(words.aggregation);
    }
  }
  add_columns(node, table);
  add_rows(node, table);
  std::ostringstream out;
  document.save(out, "  ");
  return std::move(out).str();
}

}  // namespace guiju::pack
