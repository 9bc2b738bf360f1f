#include "app/present_pack.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <set>

#include "app/example_lines.hpp"
#include "app/present.hpp"
#include "pack/layers.hpp"
#include "pack/phrase.hpp"

// A regulation as a manager reads it: clause by clause, each with what the program does about it.
namespace guiju::app {
namespace {

bool rests_on(const pack::Basis& basis, int rule) {
  return std::find(basis.begin(), basis.end(), rule) != basis.end();
}

/// An example of the pack as it is written, and the rules that it proves.
struct Example {
  std::string name;
  std::string timeline;
  std::vector<std::string> covers;
};

/// What an inherited example covers may not be a rule of this pack.
std::vector<std::string> carried(const pack::Pack& pack, std::vector<std::string> rules) {
  std::erase_if(rules, [&](const std::string& id) { return pack.find_rule(id) < 0; });
  return rules;
}

YAML::Node to_yaml(const boost::json::value& value) {
  YAML::Node node;
  if (const auto* object = value.if_object()) {
    for (const auto& [name, member] : *object) node[std::string(name)] = to_yaml(member);
  } else if (const auto* list = value.if_array()) {
    for (const auto& item : *list) node.push_back(to_yaml(item));
  } else if (value.is_string()) {
    node = std::string(value.get_string());
  } else {
    node = boost::json::serialize(value);
  }
  return node;
}

/// A timeline as it is read by people, a line each; what is only named is written out.
void write_timeline(const YAML::Node& part, const ExampleLines& shared, std::string& out) {
  if (part.IsSequence()) {
    for (const auto& one : part) write_timeline(one, shared, out);
    return;
  }
  YAML::Emitter emitter;
  if (part.IsMap()) {
    emitter << YAML::Flow << part;
  } else if (const auto named = shared.lines.find(part.Scalar()); named != shared.lines.end()) {
    emitter << YAML::Flow << to_yaml(named->second);
  } else {
    return;  // left out by a pack that is laid over this one
  }
  (out += emitter.c_str()) += '\n';
}

std::vector<Example> examples_of(const pack::Pack& pack) {
  std::vector<Example> examples;
  Diagnostics reported_when_compiled;
  const auto files = pack::layers_of(pack.files, reported_when_compiled);
  const auto shared = example_lines_of(files, reported_when_compiled);
  for (const auto& file : files) {
    if (!file.path.starts_with("examples/") || file.path == example_lines_path) continue;
    for (const auto& node : YAML::Load(file.top.text)) {
      Example example;
      if (node["name"]) example.name = node["name"].as<std::string>();
      if (node["covers"]) {
        example.covers = carried(pack, node["covers"].as<std::vector<std::string>>());
        if (example.covers.empty()) continue;
      }
      if (node["timeline"]) write_timeline(node["timeline"], shared, example.timeline);
      examples.push_back(std::move(example));
    }
  }
  return examples;
}

void write_value(JsonWriter& json, std::string_view name, const feel::Value& value) {
  std::string text;
  feel::append_json(text, value);
  json.key(name).raw(text);
}

void write_parameter(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                     const pack::Parameter& parameter, const PackReading& reading) {
  json.begin_object()
      .field("name", parameter.name)
      .field("title", stage.say(parameter.title))
      .field("type", pack::to_text(parameter.type))
      .field("unit", parameter.unit);
  write_value(json, "value", parameter.value);
  const auto shipped = reading.shipped.find(parameter.name);
  if (shipped != reading.shipped.end()) write_value(json, "shipped", shipped->second);
  if (parameter.default_while.is_stated()) {
    json.field("is_default", is_default(stage, pack, parameter));
  }
  write_rules(json, pack, parameter.rules);
  json.end_object();
}

/// What a clause makes the program do, in this order. What only says how it does it (fields,
/// inputs, calculations) is not told clause by clause.
constexpr std::array subjects{"command", "refusal", "deadline", "schedule", "transition",
                              "breach",  "mark",    "notice",   "unique",   "checklist",
                              "script",  "form",    "ledger"};

bool is_told(std::string_view aspect) {
  static constexpr std::array hidden{"title", "rules", "fact", "duty", "precedence",
                                     "type",  "slip",  "text", "at",   "with",
                                     "page",  "body",  "hit",  "code", "ladder"};
  return std::find(hidden.begin(), hidden.end(), aspect) == hidden.end();
}

std::string item_json(const Stage& stage, const pack::Item& item) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("subject", item.subject)
      .field("subject_title", stage.say(item.subject_name))
      .field("id", item.id.substr(item.id.find('/') + 1))
      .field("title", stage.say(item.title))
      .key("lines")
      .begin_array();
  for (const auto& aspect : item.aspects) {
    const auto text = stage.say(aspect.shown);
    if (text.empty() || !is_told(aspect.id)) continue;
    json.begin_object().field("name", stage.say(aspect.name)).field("text", text).end_object();
  }
  json.end_array().end_object();
  return out;
}

void write_rule(JsonWriter& json, const Stage& stage, const pack::Pack& pack, int index,
                const std::vector<Example>& examples, const PackReading& reading) {
  const pack::Rule& rule = pack.rules[static_cast<std::size_t>(index)];
  json.begin_object().field("id", rule.id).field("text", stage.say(rule.text));
  json.key("parameters").begin_array();
  for (const auto& parameter : pack.parameters) {
    if (rests_on(parameter.rules, index)) json.string(parameter.name);
  }
  json.end_array().key("tables").begin_array();
  for (const auto& table : pack.tables) {
    if (rests_on(table.rules, index)) json.string(table.id);
  }
  json.end_array().key("does").begin_array();
  std::set<std::string> told;  // two acts refuse alike: it is said once
  for (const std::string_view subject : subjects) {
    for (const auto& item : reading.items) {
      if (item.subject != subject || !rests_on(item.rules, index)) continue;
      auto written = item_json(stage, item);
      if (!told.insert(written).second) continue;
      json.raw(written);
    }
  }
  json.end_array().key("examples").begin_array();
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const auto& covers = examples[i].covers;
    if (std::find(covers.begin(), covers.end(), rule.id) != covers.end())
      json.number(static_cast<std::int64_t>(i));
  }
  json.end_array().end_object();
}

void write_articles_with_rules(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                               const PackReading& reading) {
  const auto examples = examples_of(pack);
  json.key("examples").begin_array();
  for (const auto& example : examples) {
    json.begin_object()
        .field("name", example.name)
        .field("timeline", example.timeline)
        .end_object();
  }
  json.end_array().key("articles").begin_array();
  for (std::size_t i = 0; i < pack.articles.size(); ++i) {
    const pack::Article& article = pack.articles[i];
    json.begin_object()
        .field("id", article.id)
        .field("number", article.number)
        .field("heading", stage.say(article.heading))
        .key("rules")
        .begin_array();
    for (std::size_t r = 0; r < pack.rules.size(); ++r) {
      const auto& stands_under = pack.rules[r].articles;
      if (!stands_under.empty() && stands_under.front() == static_cast<int>(i)) {
        write_rule(json, stage, pack, static_cast<int>(r), examples, reading);
      }
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_table(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                 const pack::Table& table) {
  const pack::Phrases phrases(pack);
  const auto say = [&](const pack::Text& text) { json.string(stage.say(text)); };
  json.begin_object()
      .field("id", table.id)
      .field("title", stage.say(table.title))
      .field("hit", feel::to_text(table.source.hit_policy));
  write_rules(json, pack, table.rules);
  json.key("inputs").begin_array();
  for (const auto& input : table.source.inputs) {
    say(phrases.column(input.label, input.expression.text));
  }
  json.end_array().key("outputs").begin_array();
  for (const auto& output : table.source.outputs) {
    say(output.name.empty() ? table.title : phrases.thing(output.name));
  }
  json.end_array().key("rows").begin_array();
  for (std::size_t r = 0; r < table.source.rules.size(); ++r) {
    const auto& row = table.source.rules[r];
    json.begin_object().key("cells").begin_array();
    for (std::size_t c = 0; c < row.tests.size(); ++c) {
      say(phrases.cell(row.tests[c].text, table.source.inputs[c].expression.text));
    }
    for (const auto& cell : row.outputs) say(phrases.expression(cell.text));
    json.end_array();
    write_rules(json, pack, table.row_rules[r]);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_findings(JsonWriter& json, const Stage& stage, const PackReading& reading) {
  json.key("findings").begin_array();
  for (const auto& finding : reading.findings) {
    json.begin_object().field("code", finding.diagnostic.code).key("clauses").begin_array();
    for (const auto& clause : finding.clauses) json.string(clause);
    json.end_array()
        .field("text", stage.say(finding.words))
        .field("example", stage.say(finding.example))
        .end_object();
  }
  json.end_array();
}

/// The first day on which new cases come under the version: as it was adopted, else as it says.
LocalDate first_day_of(const pack::Pack& version, const Term& term) {
  return term.from == Instant::min() ? version.effective_from
                                     : version.calendar->date_of(term.from);
}

LocalDate first_day_of(const Stage& stage, const pack::Pack& pack) {
  if (stage.shelf == nullptr) return pack.effective_from;
  for (const auto& [version, term] : stage.shelf->versions(pack.id)) {
    if (version == &pack) return first_day_of(pack, term);
  }
  return pack.effective_from;
}

void write_versions(JsonWriter& json, const Stage& stage, const Shelf& shelf, std::string_view id) {
  const auto* in_force = shelf.in_force(id, stage.now);
  json.key("versions").begin_array();
  for (const auto& [version, term] : shelf.versions(id)) {
    json.begin_object()
        .field("version", version->version)
        .field("effective_from", guiju::to_text(first_day_of(*version, term)))
        .field("in_force", version == in_force)
        .end_object();
  }
  json.end_array();
}

void write_type(JsonWriter& json, const Stage& stage, const pack::RecordType& type) {
  json.begin_object()
      .field("type", type.name)
      .field("title", stage.say(type.title))
      .key("states")
      .begin_array();
  for (const auto& state : type.states) {
    json.begin_object()
        .field("id", state.id)
        .field("title", stage.say(state.title))
        .field("final", state.is_final)
        .end_object();
  }
  json.end_array().key("commands").begin_array();
  for (const auto& command : type.commands) {
    json.begin_object();
    write_command(json, stage, *command);
    json.end_object();
  }
  json.end_array().end_object();
}

std::string time_of_day(Seconds time) {
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(time.count() / 3600) + ":" + two(time.count() / 60 % 60) +
         (time.count() % 60 == 0 ? "" : ":" + two(time.count() % 60));
}

std::string day_end(const calendar::DayEnd& end) {
  return end.kind == calendar::DayEnd::Kind::close_of_business ? "close_of_business"
                                                               : time_of_day(end.time_of_day);
}

void write_calendar(JsonWriter& json, const calendar::Rules& rules) {
  json.key("calendar").begin_object();
  json.field("zone", rules.zone.name()).field("holidays", rules.holidays);
  json.key("working_periods").begin_array();
  for (const auto& period : rules.working_periods) {
    json.begin_array().string(time_of_day(period.from)).string(time_of_day(period.to)).end_array();
  }
  json.end_array();
  if (rules.close_of_business) {
    json.field("close_of_business", time_of_day(*rules.close_of_business));
  }
  json.field("day_zero", rules.day_zero == calendar::DayZero::trigger_day
                             ? "trigger_day"
                             : "next_working_day_if_after_close")
      .field("n_working_days_end", day_end(rules.n_working_days_end))
      .field("n_calendar_days_end", day_end(rules.n_calendar_days_end))
      .end_object();
}

void write_head_members(JsonWriter& json, const Stage& stage, const pack::Pack& pack) {
  json.field("id", pack.id)
      .field("version", pack.version)
      .field("title", stage.say(pack.title))
      .field("summary", stage.say(pack.summary))
      .field("effective_from", guiju::to_text(first_day_of(stage, pack)));
}

}  // namespace

void write_pack_head(JsonWriter& json, const Stage& stage, const pack::Pack& pack) {
  json.begin_object();
  write_head_members(json, stage, pack);
  json.end_object();
}

std::string pack_json(const Stage& stage, const pack::Pack& pack, const PackReading& reading,
                      const Shelf& shelf) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_head_members(json, stage, pack);
  write_versions(json, stage, shelf, pack.id);
  write_findings(json, stage, reading);
  write_calendar(json, pack.calendar_rules);
  json.key("roles").begin_array();
  for (const auto& role : pack.roles) {
    json.begin_object()
        .field("id", role.id)
        .field("title", stage.say(role.title))
        .field("does", stage.say(role.does))
        .end_object();
  }
  json.end_array().key("parameters").begin_array();
  for (const auto& parameter : pack.parameters)
    write_parameter(json, stage, pack, parameter, reading);
  json.end_array();
  write_articles_with_rules(json, stage, pack, reading);
  json.key("tables").begin_array();
  for (const auto& table : pack.tables) write_table(json, stage, pack, table);
  json.end_array().key("types").begin_array();
  for (const auto& type : pack.types) write_type(json, stage, *type);
  json.end_array().key("codes").begin_array();
  for (const auto& code : pack.codes) {
    json.begin_object()
        .field("code", code.id)
        .field("title", stage.say(code.text))
        .field("help", stage.say(code.help))
        .end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace guiju::app
