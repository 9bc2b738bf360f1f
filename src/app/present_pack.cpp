#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "app/example_lines.hpp"
#include "app/present.hpp"
#include "pack/layers.hpp"

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

void write_parameter(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                     const pack::Parameter& parameter) {
  std::string value;
  feel::append_json(value, parameter.value);
  json.begin_object()
      .field("name", parameter.name)
      .field("title", stage.say(parameter.title))
      .field("type", pack::to_text(parameter.type))
      .field("unit", parameter.unit)
      .key("value")
      .raw(value);
  if (parameter.default_while.is_stated()) {
    json.field("is_default", is_default(stage, pack, parameter));
  }
  write_rules(json, pack, parameter.rules);
  json.end_object();
}

void write_named(JsonWriter& json, std::string_view name, std::string_view id,
                 std::string_view title) {
  json.begin_object().field(name, id).field("title", title).end_object();
}

/// Codes of refusals and breaches that rest on the rule, each once.
std::vector<std::string> codes_of(const pack::Pack& pack, int rule) {
  std::vector<std::string> codes;
  const auto add = [&codes](const std::string& code) {
    if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end()) {
      codes.push_back(code);
    }
  };
  for (const auto& type : pack.types) {
    for (const auto& command : type->commands) {
      for (const auto& check : command->checks) {
        if (rests_on(check.rules, rule)) add(check.code);
      }
      for (const auto& breach : command->breaches) {
        if (rests_on(breach.rules, rule)) add(breach.code);
      }
    }
  }
  for (const auto& deadline : pack.deadlines) {
    if (rests_on(deadline.rules, rule)) add(deadline.breach_code);
  }
  return codes;
}

void write_rule(JsonWriter& json, const Stage& stage, const pack::Pack& pack, int index,
                const std::vector<Example>& examples) {
  const pack::Rule& rule = pack.rules[static_cast<std::size_t>(index)];
  json.begin_object().field("id", rule.id).field("text", stage.say(rule.text));
  json.key("parameters").begin_array();
  for (const auto& parameter : pack.parameters) {
    if (rests_on(parameter.rules, index)) json.string(parameter.name);
  }
  json.end_array().key("commands").begin_array();
  for (const auto& type : pack.types) {
    for (const auto& command : type->commands) {
      if (rests_on(command->rules, index)) {
        write_named(json, "command", command->name, stage.say(command->title));
      }
    }
  }
  json.end_array().key("deadlines").begin_array();
  for (const auto& deadline : pack.deadlines) {
    if (rests_on(deadline.rules, index)) {
      write_named(json, "id", deadline.id, stage.say(deadline.title));
    }
  }
  json.end_array().key("refusals").begin_array();
  for (const auto& id : codes_of(pack, index)) {
    const auto* code = pack.find_code(id);
    write_named(json, "code", id, code ? stage.say(code->text) : std::string_view(id));
  }
  json.end_array().key("examples").begin_array();
  for (const auto& example : examples) {
    if (std::find(example.covers.begin(), example.covers.end(), rule.id) == example.covers.end()) {
      continue;
    }
    json.begin_object()
        .field("name", example.name)
        .field("timeline", example.timeline)
        .end_object();
  }
  json.end_array().end_object();
}

void write_articles_with_rules(JsonWriter& json, const Stage& stage, const pack::Pack& pack) {
  const auto examples = examples_of(pack);
  json.key("articles").begin_array();
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
        write_rule(json, stage, pack, static_cast<int>(r), examples);
      }
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_table(JsonWriter& json, const Stage& stage, const pack::Table& table) {
  json.begin_object()
      .field("id", table.id)
      .field("title", stage.say(table.title))
      .field("hit", feel::to_text(table.source.hit_policy))
      .key("inputs")
      .begin_array();
  for (const auto& input : table.source.inputs) {
    json.string(input.label.empty() ? input.expression.text : input.label);
  }
  json.end_array().key("outputs").begin_array();
  for (const auto& output : table.source.outputs) {
    json.string(output.name.empty() ? table.id : output.name);
  }
  json.end_array().key("rows").begin_array();
  for (const auto& row : table.source.rules) {
    json.begin_array();
    for (const auto& cell : row.tests) json.string(cell.text.empty() ? "-" : cell.text);
    for (const auto& cell : row.outputs) json.string(cell.text);
    json.end_array();
  }
  json.end_array().end_object();
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
      .field("effective_from", guiju::to_text(pack.effective_from));
}

}  // namespace

void write_pack_head(JsonWriter& json, const Stage& stage, const pack::Pack& pack) {
  json.begin_object();
  write_head_members(json, stage, pack);
  json.end_object();
}

std::string pack_json(const Stage& stage, const pack::Pack& pack) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_head_members(json, stage, pack);
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
  for (const auto& parameter : pack.parameters) write_parameter(json, stage, pack, parameter);
  json.end_array();
  write_articles_with_rules(json, stage, pack);
  json.key("tables").begin_array();
  for (const auto& table : pack.tables) write_table(json, stage, table);
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
