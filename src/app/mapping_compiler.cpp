#include "app/mapping_compiler.hpp"

#include <algorithm>

namespace guiju::app {
namespace {

using feel::Type;
using pack::Yaml;

/// Letters of any script, digits, spaces, points, dashes: what an expression can name.
bool can_be_named(const std::string& header) {
  return !header.empty() && std::all_of(header.begin(), header.end(), [](unsigned char c) {
    return c >= 0x80 || std::isalnum(c) != 0 || c == ' ' || c == '_' || c == '-' || c == '.';
  });
}

feel::Value value_of(const Yaml& yaml) {
  if (yaml.is_null()) return {};
  if (yaml.is_map()) {
    feel::ContextEntries entries;
    for (const auto& [name, entry] : yaml.entries()) entries.emplace_back(name, value_of(entry));
    return feel::Value::context(std::move(entries));
  }
  if (yaml.is_list()) {
    feel::List items;
    for (const auto& item : yaml.items()) items.push_back(value_of(item));
    return feel::Value::list(std::move(items));
  }
  const auto text = yaml.string();
  if (!yaml.is_quoted()) {
    if (text == "true" || text == "false") return feel::Value::boolean(text == "true");
    if (auto number = feel::Value::number_from_text(text); !number.is_null()) return number;
  }
  return feel::Value::string(text);
}

constexpr auto known_keys = {"mapping",  "title",     "pack",  "zone", "separator", "order",
                             "sort",     "refs",      "group", "key",  "skip",      "columns",
                             "defaults", "constants", "let",   "as",   "lines"};

}  // namespace

MappingHead read_mapping_head(const pack::SourceFile& file, Diagnostics& diagnostics) {
  const auto yaml = Yaml::parse(file.path, file.text, diagnostics);
  MappingHead head;
  if (yaml["mapping"].require("mapping")) head.id = yaml["mapping"].string();
  if (yaml["pack"].require("pack")) head.pack = yaml["pack"].string();
  const auto separator = yaml["separator"].string_or(",");
  if (separator.size() == 1) {
    head.separator = separator.front();
  } else {
    yaml["separator"].error("wrong-shape", "a separator is one character, as \";\"");
  }
  return head;
}

std::optional<Mapping> Mapping::compile(const pack::SourceFile& file,
                                        const std::vector<std::string>& header,
                                        const pack::Pack& pack, Diagnostics& diagnostics) {
  return MappingCompiler(file, header, pack, diagnostics).compile();
}

MappingCompiler::MappingCompiler(const pack::SourceFile& file,
                                 const std::vector<std::string>& header, const pack::Pack& pack,
                                 Diagnostics& diagnostics)
    : yaml_(Yaml::parse(file.path, file.text, diagnostics)),
      header_(header),
      pack_(pack),
      diagnostics_(diagnostics),
      slots_(header.size()) {}

std::optional<Mapping> MappingCompiler::compile() {
  yaml_.allow(known_keys);
  mapping_.id_ = yaml_["mapping"].string_or({});
  mapping_.pack_ = &pack_;
  read_zone();
  const auto order = yaml_["order"].string_or("any");
  mapping_.entries_ascend_ = order == "ascending";
  if (order != "any" && order != "ascending") {
    yaml_["order"].error("unknown-value", "`" + order + "` is no order of rows",
                         "write ascending or any");
  }
  mapping_.sort_ = yaml_["sort"].boolean();
  const auto refs = yaml_["refs"].string_or("entry");
  mapping_.refs_for_file_ = refs == "file";
  if (refs != "entry" && refs != "file") {
    yaml_["refs"].error("unknown-value", "`" + refs + "` is no reach of refs",
                        "write entry or file");
  }
  name_columns();
  add_functions();
  read_constants();
  mapping_.group_ = expression(yaml_["group"], Type::string());
  name_rows();
  read_lets();
  mapping_.key_ = expression(yaml_["key"]);
  mapping_.skip_ = expression(yaml_["skip"], Type::boolean());
  std::int64_t place = 0;
  if (yaml_["lines"].require("lines")) {
    for (const auto& step : yaml_["lines"].items()) read_step(step, ++place);
    if (place == 0) yaml_["lines"].error("empty", "a mapping makes at least one line");
  }
  if (has_errors(diagnostics_)) return std::nullopt;
  return std::move(mapping_);
}

void MappingCompiler::read_zone() {
  const auto zone = yaml_["zone"];
  if (zone.is_null()) {
    mapping_.zone_ = std::make_shared<calendar::Zone>(pack_.calendar_rules.zone);
    return;
  }
  if (auto found = calendar::Zone::find(zone.string())) {
    mapping_.zone_ = std::make_shared<calendar::Zone>(*std::move(found));
  } else {
    zone.error("unknown-zone", "there is no time zone `" + zone.string() + "`",
               "write its IANA name, as Asia/Shanghai");
  }
}

void MappingCompiler::name_columns() {
  mapping_.columns_ = unique_titles(header_);
  mapping_.defaults_.resize(header_.size());
  const auto titles = mapping_.columns_;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    if (can_be_named(titles[i]))
      scope_.add_variable("row." + titles[i], Type::string(), static_cast<int>(i));
  }
  const auto find = [&](const std::string& title, const Yaml& at) {
    const auto found = std::find(titles.begin(), titles.end(), title);
    if (found != titles.end()) return static_cast<std::size_t>(found - titles.begin());
    const auto near = nearest(title, titles);
    std::string all;
    for (const auto& known : titles) all += (all.empty() ? "`" : ", `") + known + "`";
    at.error("unknown-column", "the file has no column `" + title + "`",
             near.empty() ? "its columns are " + all : "did you mean `" + near + "`?");
    return titles.size();
  };
  for (const auto& [name, title] : yaml_["columns"].entries()) {
    const auto index = find(title.string(), title);
    if (index == titles.size()) continue;
    mapping_.columns_[index] = name;
    scope_.add_variable("row." + name, Type::string(), static_cast<int>(index));
  }
  for (const auto& [name, value] : yaml_["defaults"].entries()) {
    const auto& names = mapping_.columns_;
    const auto own = std::find(names.begin(), names.end(), name);
    const auto index =
        own != names.end() ? static_cast<std::size_t>(own - names.begin()) : find(name, value);
    if (index < titles.size()) mapping_.defaults_[index] = value.string();
  }
}

void MappingCompiler::name_rows() {
  std::vector<feel::TypeField> fields;
  for (const auto& name : mapping_.columns_) fields.push_back({name, Type::string()});
  scope_.add_variable("rows", Type::list(Type::context(std::move(fields))), slots_.rows());
  scope_.add_variable("line", Type::number(), slots_.line());
}

void MappingCompiler::add_functions() {
  const auto add = [&](const char* name, std::vector<feel::Parameter> parameters, Type result,
                       MappingFunction function) {
    scope_.add_function(name, std::move(parameters), std::move(result), static_cast<int>(function));
  };
  add("moment", {{"text", Type::string()}, {"time", Type::string(), true}}, Type::date_time(),
      MappingFunction::moment);
  add("civil_date", {{"text", Type::any()}}, Type::date(), MappingFunction::civil_date);
  add("after_working_days", {{"from", Type::any()}, {"n", Type::number()}}, Type::date_time(),
      MappingFunction::after_working_days);
  add("after_working_minutes", {{"from", Type::any()}, {"n", Type::number()}}, Type::date_time(),
      MappingFunction::after_working_minutes);
  add("is_working_day", {{"date", Type::any()}}, Type::boolean(), MappingFunction::is_working_day);
}

void MappingCompiler::read_constants() {
  const auto constants = yaml_["constants"];
  if (!constants.is_stated()) return;
  mapping_.constants_ = value_of(constants);
  scope_.add_variable("constants", Type::any(), slots_.constants());
}

void MappingCompiler::read_lets() {
  for (const auto& [name, value] : yaml_["let"].entries()) {
    auto compiled = expression(value);
    const auto type = compiled ? compiled->type() : Type::any();
    const auto slot = slots_.let(mapping_.lets_.size());
    mapping_.lets_.push_back({name, std::move(compiled)});
    scope_.add_variable(name, type, slot);
  }
}

void MappingCompiler::read_step(const Yaml& yaml, std::int64_t place) {
  yaml.allow({"at", "as", "do", "on", "ref", "when", "for", "with"});
  Mapping::Step step;
  step.place = place;
  if (yaml["do"].require("do")) step.name = yaml["do"].string();
  step.for_each = expression(yaml["for"]);
  const auto outer = scope_;
  if (step.for_each) {
    const auto& type = step.for_each->type();
    scope_.add_variable("each", type.is(Type::Kind::list) ? type.element() : Type::any(),
                        slots_.each());
    scope_.add_variable("position", Type::number(), slots_.position());
  }
  step.when = expression(yaml["when"], Type::boolean());
  if (yaml["at"].require("at")) step.at = expression(yaml["at"]);
  step.as = expression(yaml["as"].is_stated() ? yaml["as"] : yaml_["as"], Type::string());
  step.on = expression(yaml["on"], Type::string());
  step.ref = expression(yaml["ref"], Type::string());
  if (step.name != "clock.advance" && !step.name.empty()) {
    step.command = pack_.find_command(step.name);
    if (step.command == nullptr) {
      const auto near = nearest(step.name, pack_.command_names());
      yaml["do"].error("unknown-command", "there is no command `" + step.name + "`",
                       near.empty() ? "`guiju pack commands " + pack_.id + "` lists them"
                                    : "did you mean `" + near + "`?");
    } else {
      if (!step.as)
        yaml.error("missing-key", "`as` is missing: who does it", "add `as` here or at the top");
      read_inputs(yaml["with"], step);
    }
  }
  scope_ = outer;
  mapping_.steps_.push_back(std::move(step));
}

void MappingCompiler::read_inputs(const Yaml& yaml, Mapping::Step& step) {
  for (const auto& [name, value] : yaml.entries()) {
    const int input = step.command->find_input(name);
    if (input < 0) {
      std::vector<std::string> names;
      for (const auto& known : step.command->inputs) names.push_back(known.field.name);
      const auto near = nearest(name, names);
      value.error("unknown-input", "`" + step.name + "` has no input `" + name + "`",
                  near.empty() ? "" : "did you mean `" + near + "`?");
      continue;
    }
    if (auto compiled = expression(value)) step.with.emplace_back(input, *std::move(compiled));
  }
}

std::optional<feel::Expression> MappingCompiler::expression(const Yaml& yaml,
                                                            const Type& expected) {
  const auto formula = yaml.formula();
  if (!formula.is_stated()) return std::nullopt;
  const auto known = diagnostics_.size();
  auto compiled = feel::Expression::compile(formula.text, formula.place, scope_, diagnostics_,
                                            {.type = expected});
  // A column that is not there is the most common slip: say which there are.
  for (auto i = known; i < diagnostics_.size(); ++i) {
    auto& finding = diagnostics_[i];
    if (finding.code != "unknown-name" || finding.message.find("`row`") == std::string::npos)
      continue;
    finding.help = "the columns are ";
    for (const auto& name : mapping_.columns_) {
      finding.help += (&name == &mapping_.columns_.front() ? "`row." : ", `row.") + name + "`";
    }
  }
  return compiled;
}

}  // namespace guiju::app
