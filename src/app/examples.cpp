#include "app/examples.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "app/json_text.hpp"
#include "app/replay.hpp"
#include "pack/layers.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::app {
namespace {

namespace json = boost::json;

/// Moments are equal if they are the same moment, whatever their zone.
bool same_text(const json::string& a, const json::string& b) {
  if (a == b) return true;
  const auto left = parse_instant({a.data(), a.size()});
  return left && left == parse_instant({b.data(), b.size()});
}

/// The pieces of an answer that an expectation may be about: the answer itself, its facts, its
/// deadlines, the summary.
std::vector<json::value> pieces_of(const json::value& answer) {
  std::vector<json::value> pieces{answer};
  const auto& object = answer.as_object();
  const auto add = [&](const char* list, const char* as, const char* name) {
    const auto* items = object.if_contains(list);
    if (items == nullptr) return;
    for (const auto& item : items->as_array()) {
      json::object piece = item.as_object();
      for (const char* key : {"line", "at", "by", "ok"}) {
        if (object.contains(key) && !piece.contains(key)) piece[key] = object.at(key);
      }
      if (as != nullptr) piece[as] = piece.at(name);
      pieces.emplace_back(std::move(piece));
    }
  };
  add("facts", nullptr, nullptr);
  add("deadlines", "deadline", "id");
  return pieces;
}

bool occurs(const std::vector<json::value>& pieces, const json::value& wanted) {
  return std::any_of(pieces.begin(), pieces.end(),
                     [&](const json::value& piece) { return contains(piece, wanted); });
}

std::string shown(json::value value) {
  if (auto* object = value.if_object()) object->erase(pack::line_key);
  return json::serialize(value);
}

void compare(const json::array& expected, const std::vector<std::vector<json::value>>& answers,
             ExampleResult& result) {
  std::size_t at = 0;
  for (const auto& wanted : expected) {
    const auto* object = wanted.if_object();
    const auto* never = object == nullptr ? nullptr : object->if_contains("never");
    result.asserts = true;
    if (never != nullptr) {
      for (const auto& pieces : answers) {
        if (occurs(pieces, *never)) result.failures.push_back("must never be: " + shown(*never));
      }
      continue;
    }
    std::size_t found = at;
    while (found < answers.size() && !occurs(answers[found], wanted)) ++found;
    if (found == answers.size()) {
      const bool earlier =
          std::any_of(answers.begin(), answers.begin() + static_cast<std::ptrdiff_t>(at),
                      [&](const auto& pieces) { return occurs(pieces, wanted); });
      result.failures.push_back((earlier ? "came too early: " : "is missing: ") + shown(wanted));
    } else {
      at = found;
    }
  }
}

/// A rule of the pack or of the pack `company`.
bool has_rule(const pack::Pack& pack, std::string_view rule) {
  return pack.find_rule(rule) >= 0 || (pack.base != nullptr && pack.base->find_rule(rule) >= 0);
}

/// Takes rules out that the pack that inherits the example has not: of what it covers and of what
/// it expects to be cited.
void leave_out_absent_rules(json::value& value, const pack::Pack& pack) {
  if (auto* list = value.if_array()) {
    for (auto& item : *list) leave_out_absent_rules(item, pack);
  } else if (auto* object = value.if_object()) {
    for (auto& [key, member] : *object) {
      auto* rules = member.if_array();
      if (rules == nullptr || (key != "rules" && key != "covers")) {
        leave_out_absent_rules(member, pack);
        continue;
      }
      for (auto rule = rules->begin(); rule != rules->end();) {
        const bool is_absent = rule->is_string() && !has_rule(pack, rule->get_string());
        const bool is_there = std::find(rules->begin(), rule, *rule) != rule;  // one for several
        rule = is_absent || is_there ? rules->erase(rule) : rule + 1;
      }
    }
  }
}

/// Plays part of an example's timeline: a line, the name of one that examples share, a list of
/// these, or `{repeat: 99, of: …}`. `number` is that of the line before.
std::optional<ReplayStop> play_part(Replay& replay, std::int64_t& number, const json::value& part,
                                    const ExampleLines& shared) {
  if (const auto* parts = part.if_array()) {
    for (const auto& one : *parts) {
      if (auto stop = play_part(replay, number, one, shared)) return stop;
    }
    return std::nullopt;
  }
  if (const auto* line = part.if_object()) {
    const auto* times = line->if_contains("repeat");
    if (times == nullptr) return replay.play(++number, *line);
    const auto* repeated = line->if_contains("of");
    if (repeated == nullptr || !times->is_int64()) {
      return ReplayStop{number + 1, "`repeat` wants a number of times and `of`: what"};
    }
    for (std::int64_t time = 0; time < times->get_int64(); ++time) {
      if (auto stop = play_part(replay, number, *repeated, shared)) return stop;
    }
    return std::nullopt;
  }
  ++number;
  if (!part.is_string()) return ReplayStop{number, "is neither a line nor the name of one"};
  const std::string_view name = part.get_string();
  if (shared.left_out.contains(name)) return std::nullopt;
  const auto found = shared.lines.find(name);
  if (found == shared.lines.end()) {
    return ReplayStop{number, "no line of examples/lines.yaml is called " + std::string(name)};
  }
  return replay.play(number, found->second);
}

/// The examples of one file. What is no example is passed over.
struct ExampleFile {
  std::string path;
  std::vector<json::object> examples;
};

std::vector<ExampleFile> read_examples(const std::vector<pack::LayeredFile>& layers,
                                       Diagnostics& diagnostics) {
  std::vector<ExampleFile> files;
  for (const auto& layer : layers) {
    if (!layer.path.starts_with("examples/") || !layer.path.ends_with(".yaml")) continue;
    if (layer.path == example_lines_path) continue;
    auto examples = pack::yaml_to_json(layer.top.path, layer.top.text, diagnostics);
    if (!examples.is_array()) continue;
    ExampleFile file{layer.top.path, {}};
    for (auto& example : examples.get_array()) {
      if (example.is_object()) file.examples.push_back(std::move(example.get_object()));
    }
    files.push_back(std::move(file));
  }
  return files;
}

/// Takes the example of that name out of the inherited ones; nothing when there is none.
std::optional<json::object> take_inherited(std::vector<ExampleFile>& files, std::string_view name) {
  for (ExampleFile& file : files) {
    if (!pack::is_inherited(file.path)) continue;
    const auto found =
        std::find_if(file.examples.begin(), file.examples.end(),
                     [&](const json::object& example) { return text_of(example, "name") == name; });
    if (found == file.examples.end()) continue;
    json::object example = std::move(*found);
    file.examples.erase(found);
    return example;
  }
  return std::nullopt;
}

/// Lays each example that stands `instead_of` an inherited one over it: what it does not state is
/// that of the other, which is not played.
void lay_over_inherited(std::vector<ExampleFile>& files, Diagnostics& diagnostics) {
  for (ExampleFile& file : files) {
    if (pack::is_inherited(file.path)) continue;
    for (json::object& example : file.examples) {
      const std::string name(text_of(example, "instead_of"));
      if (name.empty()) continue;
      auto below = take_inherited(files, name);
      if (!below) {
        const int line = static_cast<int>(example.at(pack::line_key).as_int64());
        diagnostics.push_back(
            {.place = {file.path, line, 1},
             .code = "unknown-example",
             .message = "`instead_of` names `" + name + "`, which is not inherited",
             .help = "name an example of the pack that is extended, as it is written there"});
        continue;
      }
      for (auto& [key, value] : example) (*below)[key] = value;
      example = *std::move(below);
    }
  }
}

/// Nothing is left for an inherited example to prove where the pack has none of its rules.
bool covers_nothing(const json::object& example) {
  const auto* covers = example.if_contains("covers");
  return covers != nullptr && covers->is_array() && covers->get_array().empty();
}

}  // namespace

bool contains(const json::value& value, const json::value& wanted) {
  if (const auto* object = wanted.if_object()) {
    const auto* actual = value.if_object();
    if (actual == nullptr) return false;
    return std::all_of(object->begin(), object->end(), [&](const auto& entry) {
      if (entry.key() == pack::line_key) return true;
      const auto* found = actual->if_contains(entry.key());
      return found == nullptr ? entry.value().is_null() : contains(*found, entry.value());
    });
  }
  if (const auto* list = wanted.if_array()) {
    const auto* actual = value.if_array();
    if (actual == nullptr || (list->empty() && !actual->empty())) return false;
    auto at = actual->begin();
    for (const auto& item : *list) {
      at = std::find_if(at, actual->end(), [&](const json::value& v) { return contains(v, item); });
      if (at == actual->end()) return false;
      ++at;
    }
    return true;
  }
  if (value.is_number() && wanted.is_number()) {
    return feel::Value::number_from_text(json::serialize(value)) ==
           feel::Value::number_from_text(json::serialize(wanted));
  }
  if (value.is_string() && wanted.is_string())
    return same_text(value.get_string(), wanted.get_string());
  return value == wanted;
}

Examples::Examples(const std::vector<pack::SourceFile>& files, const PackMaker& make_pack,
                   Diagnostics& diagnostics) {
  const auto layers = pack::layers_of(files, diagnostics);
  company_ = company_of(layers, diagnostics);
  lines_ = example_lines_of(layers, diagnostics);
  auto example_files = read_examples(layers, diagnostics);
  lay_over_inherited(example_files, diagnostics);
  for (const auto& [path, examples] : example_files) {
    const bool is_inherited = pack::is_inherited(path);
    const auto as_it_stands = is_inherited ? make_pack({}, diagnostics) : nullptr;
    if (is_inherited && as_it_stands == nullptr) return;
    for (json::value example : examples) {
      if (is_inherited) {
        leave_out_absent_rules(example, *as_it_stands);
        if (covers_nothing(example.get_object())) continue;
      }
      examples_.push_back({path, std::move(example.get_object())});
    }
  }
}

std::vector<std::string> Examples::covers(std::size_t which) const {
  std::vector<std::string> rules;
  const auto* stated = examples_[which].text.if_contains("covers");
  if (stated == nullptr || !stated->is_array()) return rules;
  for (const auto& rule : stated->get_array()) {
    if (rule.is_string()) rules.emplace_back(rule.get_string());
  }
  return rules;
}

bool Examples::has_parameters(std::size_t which) const {
  const auto* company = examples_[which].text.if_contains("company");
  return company != nullptr && company->is_object() && company->get_object().contains("parameters");
}

ExampleResult Examples::play(std::size_t which, const PackMaker& make_pack,
                             Diagnostics& diagnostics, const Replay::Listener& listener) const {
  const auto& [file, example] = examples_[which];
  ExampleResult result;
  const auto* name = example.if_contains("name");
  result.name =
      name != nullptr && name->is_string() ? std::string(name->get_string()) : "(no name)";
  result.place = {file, static_cast<int>(example.at(pack::line_key).as_int64()), 1};
  result.covers = covers(which);
  const auto* special = example.if_contains("company");
  const auto company = read_company(
      special == nullptr ? company_ : merge_company(company_, *special), file, diagnostics);
  const auto pack = make_pack(company.parameters, diagnostics);
  if (pack == nullptr) {
    result.failures.emplace_back("the pack does not compile with these parameters");
    return result;
  }
  World world;
  Replay replay(*pack, world, [&](std::string_view line) { result.answers.emplace_back(line); });
  replay.listen(listener);
  const auto found = result.failures.size();
  const auto* timeline = example.if_contains("timeline");
  if (timeline == nullptr || !timeline->is_array() || timeline->get_array().empty()) {
    result.failures.emplace_back("has no timeline");
    return result;
  }
  Diagnostics founding;
  found_company(company, pack->base == nullptr ? *pack : *pack->base, Instant{}, world, founding);
  for (const auto& finding : founding) result.failures.push_back(to_text(finding));
  for (const auto& line : company.before) {
    if (const auto stop = replay.play(std::nullopt, line)) {
      result.failures.push_back("`before`: " + stop->reason);
    }
  }
  std::int64_t number = 0;
  if (const auto stop = play_part(replay, number, *timeline, lines_)) {
    result.failures.push_back("line " + std::to_string(stop->line) + ": " + stop->reason);
  }
  replay.summarise(false);
  if (result.failures.size() > found) return result;
  std::vector<std::vector<json::value>> answers;
  for (const auto& answer : result.answers) answers.push_back(pieces_of(json::parse(answer)));
  if (const auto* expected = example.if_contains("expect");
      expected != nullptr && expected->is_array()) {
    compare(expected->get_array(), answers, result);
  }
  if (!result.asserts) result.failures.emplace_back("expects nothing, so it proves nothing");
  return result;
}

std::vector<ExampleResult> Examples::play_all(const PackMaker& make_pack,
                                              Diagnostics& diagnostics) const {
  std::vector<ExampleResult> results;
  for (std::size_t which = 0; which < size(); ++which) {
    results.push_back(play(which, make_pack, diagnostics));
  }
  return results;
}

}  // namespace guiju::app
