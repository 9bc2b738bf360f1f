#include "feel/dmn/test_file.hpp"

#include <filesystem>
#include <stdexcept>

#include "feel/builtin.hpp"
#include "feel/decimal.hpp"
#include "feel/dmn/xml.hpp"

namespace guiju::feel::dmn {
namespace {

Value from_text(const char* function, const std::string& text) {
  const std::vector<Value> arguments{Value::string(text)};
  return call_builtin(builtins().find(function)->second.front(), arguments);
}

std::string type_of(const pugi::xml_node& node) {
  for (const auto& a : node.attributes()) {
    const std::string name = a.name();
    if (name == "type" || name.ends_with(":type")) {
      const std::string type = a.value();
      const auto colon = type.find(':');
      return colon == std::string::npos ? type : type.substr(colon + 1);
    }
  }
  return "string";
}

bool is_nil(const pugi::xml_node& node) {
  for (const auto& a : node.attributes()) {
    if (std::string{a.name()}.ends_with("nil") && std::string{a.value()} == "true") return true;
  }
  return false;
}

Value simple_value(const pugi::xml_node& node) {
  if (is_nil(node)) return {};
  const std::string text = node.text().get();
  const std::string type = type_of(node);
  if (type == "string") return Value::string(text);
  if (type == "boolean") return Value::boolean(text == "true");
  if (type == "decimal" || type == "double" || type == "integer" || type == "int") {
    return Value::number_from_text(text);
  }
  if (type == "date") return from_text("date", text);
  if (type == "time") return from_text("time", text);
  if (type == "dateTime") return from_text("date and time", text);
  if (type == "duration") return from_text("duration", text);
  throw std::runtime_error{"a value of the unknown type `" + type + "`"};
}

/// What stands in an `expected`, `inputNode`, `component` or `item`.
Value value_in(const pugi::xml_node& node) {
  if (is_nil(node)) return {};
  if (const auto list = child(node, "list")) {
    if (is_nil(list)) return {};
    List items;
    for (const auto& item : children(list, "item")) items.push_back(value_in(item));
    return Value::list(std::move(items));
  }
  const auto components = children(node, "component");
  if (!components.empty()) {
    ContextEntries entries;
    for (const auto& component : components) {
      entries.emplace_back(attribute(component, "name"), value_in(component));
    }
    return Value::context(std::move(entries));
  }
  const auto value = child(node, "value");
  return value ? simple_value(value) : Value{};
}

TestCase read_case(const pugi::xml_node& node) {
  TestCase result;
  result.id = attribute(node, "id");
  const std::string type = attribute(node, "type");
  if (type == "decisionService" || type == "bkm") {
    result.service = attribute(node, "invocableName");
  }
  for (const auto& input : children(node, "inputNode")) {
    result.inputs.push_back(
        {attribute(input, "name"), attribute(input, "namespace"), value_in(input)});
  }
  for (const auto& expected : children(node, "resultNode")) {
    result.expected.push_back({attribute(expected, "name"), value_in(child(expected, "expected"))});
  }
  return result;
}

bool are_near(const Value& a, const Value& b) {
  const auto distance = subtract(a.decimal(), b.decimal());
  if (!distance) return false;
  const auto tolerance = parse_decimal("0.00000001");
  const auto length = is_negative(*distance) ? negate(*distance) : *distance;
  return compare(length, *tolerance) <= 0;
}

/// What a test case gets for one of its results. A service with several outputs answers with all of
/// them, of which the result is one.
Value answer(const Model& model, const TestCase& test, const std::string& name, const Value& now) {
  if (test.service.empty()) return model.decide(name, test.inputs, now);
  const Value all = model.invoke(test.service, test.inputs, now);
  const Value* one = test.expected.size() > 1 ? all.find(name) : nullptr;
  return one != nullptr ? *one : all;
}

}  // namespace

std::optional<TestFile> read_test_file(const std::string& path, Diagnostics& diagnostics) {
  pugi::xml_document document;
  const auto spaces_kept = pugi::parse_default | pugi::parse_ws_pcdata;
  if (!load_xml_file(document, path, diagnostics, spaces_kept)) return std::nullopt;
  const auto root = child(document, "testCases");
  if (!root) return std::nullopt;
  TestFile result;
  result.model = child_text(root, "modelName");
  try {
    for (const auto& node : children(root, "testCase")) result.cases.push_back(read_case(node));
  } catch (const std::runtime_error& error) {
    diagnostics.push_back(
        {Diagnostic::Severity::error, {path, 0, 0}, "unreadable", error.what(), ""});
    return std::nullopt;
  }
  return result;
}

bool is_as_expected(const Value& actual, const Value& expected) {
  if (actual.kind() != expected.kind()) return false;
  switch (actual.kind()) {
    case Kind::null:
      return true;
    case Kind::number:
      return are_near(actual, expected);
    case Kind::list: {
      if (actual.as_list().size() != expected.as_list().size()) return false;
      for (std::size_t i = 0; i < actual.as_list().size(); ++i) {
        if (!is_as_expected(actual.as_list()[i], expected.as_list()[i])) return false;
      }
      return true;
    }
    case Kind::context: {
      if (actual.as_context().size() != expected.as_context().size()) return false;
      for (const auto& [name, value] : expected.as_context()) {
        const Value* found = actual.find(name);
        if (found == nullptr || !is_as_expected(*found, value)) return false;
      }
      return true;
    }
    default:
      return actual == expected;
  }
}

std::optional<TestRun> run_test_file(const std::string& path, const Value& now,
                                     Diagnostics& diagnostics) {
  const auto tests = read_test_file(path, diagnostics);
  if (!tests) return std::nullopt;
  const auto beside = std::filesystem::path{path}.parent_path() / tests->model;
  const auto model = Model::load(beside.string(), diagnostics);
  if (!model) return std::nullopt;
  TestRun run;
  for (const auto& test : tests->cases) {
    const auto before = run.misses.size();
    for (const auto& expected : test.expected) {
      Value actual = answer(*model, test, expected.name, now);
      if (is_as_expected(actual, expected.value)) continue;
      run.misses.push_back({test.id, expected.name, expected.value, std::move(actual)});
    }
    ++(run.misses.size() == before ? run.passed : run.failed);
  }
  return run;
}

}  // namespace guiju::feel::dmn
