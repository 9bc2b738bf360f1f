#include <algorithm>

#include "pack/read.hpp"

namespace guiju::pack {
namespace {

using namespace std::chrono_literals;

std::optional<Seconds> read_time_of_day(const Yaml& yaml) {
  const auto text = yaml.string();
  const auto padded = text.size() == 5 ? text + ":00" : text;
  const auto instant = parse_instant("1970-01-01T" + padded + "Z");
  if (!instant) {
    yaml.error("bad-time", "`" + text + "` is no time of day", "write it as \"18:00\"");
    return std::nullopt;
  }
  return instant->time_since_epoch();
}

calendar::DayEnd read_day_end(const Yaml& yaml) {
  if (yaml.is_null()) return {};
  if (yaml.string() == "close_of_business") return calendar::DayEnd::close_of_business();
  const auto time = read_time_of_day(yaml);
  return time ? calendar::DayEnd::at(*time) : calendar::DayEnd{};
}

/// The pack's own reading of time; what the company states takes its place, key by key.
calendar::Rules read_calendar(const Yaml& own, const Yaml& company) {
  static constexpr auto known = {
      "zone",     "holidays",           "working_periods",    "close_of_business",
      "day_zero", "n_working_days_end", "n_calendar_days_end"};
  own.allow(known);
  company.allow(known);
  const auto stated = [&](const char* key) {
    return company[key].is_stated() ? company[key] : own[key];
  };
  calendar::Rules rules;
  if (const auto zone = stated("zone"); !zone.is_null()) {
    if (const auto found = calendar::Zone::find(zone.string())) {
      rules.zone = *found;
    } else {
      zone.error("unknown-zone", "there is no time zone `" + zone.string() + "`",
                 "write its IANA name, as Asia/Shanghai");
    }
  }
  const auto holidays = stated("holidays").string_or("statutory_cn");
  rules.holidays = holidays == "none" ? "" : holidays;
  for (const auto& period : stated("working_periods").items()) {
    const auto ends = period.items();
    if (ends.size() != 2) {
      period.error("wrong-shape", "a working period is [from, to]");
      continue;
    }
    const auto from = read_time_of_day(ends[0]);
    const auto to = read_time_of_day(ends[1]);
    if (from && to) rules.working_periods.push_back({*from, *to});
  }
  if (const auto close = stated("close_of_business"); !close.is_null()) {
    rules.close_of_business = read_time_of_day(close);
  }
  if (const auto zero = stated("day_zero"); !zero.is_null()) {
    if (zero.string() == "next_working_day_if_after_close") {
      rules.day_zero = calendar::DayZero::next_working_day_if_after_close;
    } else if (zero.string() != "trigger_day") {
      zero.error("unknown-value", "`" + zero.string() + "` is no reading of day zero",
                 "write trigger_day or next_working_day_if_after_close");
    }
  }
  rules.n_working_days_end = read_day_end(stated("n_working_days_end"));
  rules.n_calendar_days_end = read_day_end(stated("n_calendar_days_end"));
  for (const auto& sentence : calendar::check(rules)) own.error("bad-calendar", sentence);
  return rules;
}

/// The ids as this pack has them: those that stand instead of the ones below.
std::vector<std::string> own_ids(const ReadState& state, std::vector<std::string> ids) {
  for (std::size_t i = 0; i < ids.size();) {
    const auto meant = state.grounds.find(ids[i]);
    if (meant == state.grounds.end()) {
      ++i;
      continue;
    }
    const auto at = ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(i));
    ids.insert(at, meant->second.begin(), meant->second.end());
    i += meant->second.size();
  }
  return ids;
}

bool goes_with_its_rules(const ReadState& state, const Yaml& part) {
  if (!part.is_map() || !is_inherited(part.place().file) || !part["rules"].is_stated())
    return false;
  const auto ids = own_ids(state, part["rules"].strings());
  return !ids.empty() && std::none_of(ids.begin(), ids.end(), [&](const std::string& id) {
    return state.pack.find_rule(id) >= 0;
  });
}

void read_parameters(ReadState& state, const Yaml& yaml) {
  for (const auto& [name, entry] : parts_of(state, yaml)) {
    entry.allow({"type", "of", "value", "unit", "title", "rules", "default_while"});
    Parameter parameter{.name = name,
                        .type = read_field_type(state, entry),
                        .value = {},
                        .unit = entry["unit"].string_or({}),
                        .title = entry["title"].text(),
                        .rules = read_basis(state, entry["rules"]),
                        .default_while = entry["default_while"].formula()};
    if (entry["value"].require("value")) {
      parameter.value = read_value(entry["value"], parameter.type);
    }
    for (const auto& override_ : state.options.parameters) {
      if (override_.name != name) continue;
      const auto stated = Yaml::parse(override_.place.file, override_.yaml, state.diagnostics);
      parameter.value = read_value(stated, parameter.type);
      parameter.default_while = {};
    }
    if (parameter.default_while.is_stated()) {
      for (const int rule : parameter.rules) {
        state.pack.rules[static_cast<std::size_t>(rule)].defaults.push_back(
            static_cast<int>(state.pack.parameters.size()));
      }
    }
    state.pack.parameters.push_back(std::move(parameter));
  }
}

void read_definitions(ReadState& state, const Yaml& yaml) {
  for (const auto& [head, entry] : parts_of(state, yaml)) {
    entry.allow({"value", "rules"});
    const auto open = head.find('(');
    if (open == std::string::npos || head.back() != ')') {
      entry.error("wrong-shape", "`" + head + "` is no head of a definition",
                  "write name(argument, argument)");
      continue;
    }
    Definition definition{.name = head.substr(0, open),
                          .parameters = {},
                          .value = entry["value"].formula(),
                          .rules = read_basis(state, entry["rules"])};
    std::string argument;
    for (const char c : head.substr(open + 1)) {
      if (c == ',' || c == ')') {
        if (!argument.empty()) definition.parameters.push_back(argument);
        argument.clear();
      } else if (c != ' ') {
        argument += c;
      }
    }
    state.pack.definitions.push_back(std::move(definition));
  }
}

}  // namespace

Yaml::Entries parts_of(const ReadState& state, const Yaml& yaml) {
  auto parts = yaml.entries();
  Yaml::Entries kept;  // a node is never assigned: that would write into the tree
  for (auto& part : parts) {
    if (!goes_with_its_rules(state, part.second)) kept.push_back(part);
  }
  return kept;
}

std::vector<Yaml> items_of(const ReadState& state, const Yaml& yaml) {
  std::vector<Yaml> kept;
  for (const auto& item : yaml.items()) {
    if (!goes_with_its_rules(state, item)) kept.push_back(item);
  }
  return kept;
}

Basis find_rules(ReadState& state, std::vector<std::string> ids, const SourcePlace& place) {
  ids = own_ids(state, std::move(ids));
  Basis basis;
  for (const auto& id : ids) {
    const int rule = state.pack.find_rule(id);
    if (rule >= 0) {
      if (std::find(basis.begin(), basis.end(), rule) == basis.end()) basis.push_back(rule);
    } else if (!is_inherited(place.file)) {
      state.diagnostics.push_back({.place = place,
                                   .code = "unknown-rule",
                                   .message = "the pack carries no rule `" + id + "`",
                                   .help = "add it to articles.yaml"});
    }
  }
  if (basis.empty() && !ids.empty() && is_inherited(place.file)) {
    state.diagnostics.push_back(
        {.place = place,
         .code = "absent-rule",
         .message = "this rests on `" + ids.front() + "` alone, of which the pack has nothing",
         .help =
             "leave it out with `!absent`, or state in articles.yaml which rule is `instead_of` "
             "that one"});
  }
  return basis;
}

Basis read_basis(ReadState& state, const Yaml& yaml) {
  return find_rules(state, yaml.strings(), yaml.place());
}

namespace {

/// The statement of a rule of the pack that is extended.
Text text_below(const Yaml& below, const std::string& rule_id) {
  for (const auto& article : below.items()) {
    for (const auto& rule : article["rules"].items()) {
      if (rule["id"].string() == rule_id) return rule["text"].text();
    }
  }
  return {};
}

/// A rule's own words, or those of the rule below that it is the same as.
Text read_rule_text(const Yaml& rule, const Yaml& below) {
  const Yaml same = rule["same_as"];
  Text words;
  for (const auto& id :
       same.is_stated() ? std::vector{same.string()} : rule["instead_of"].strings()) {
    words = text_below(below, id);
    if (!words.zh.empty()) continue;
    rule.error("unknown-rule", "there is no rule `" + id + "` in the pack below",
               "`extends` in pack.yaml names that pack");
  }
  return same.is_stated() ? words : rule["text"].text();
}

/// The pack's own articles. What is `!added` to those below takes the place of the article of the
/// same id, or comes behind.
std::vector<Yaml> articles_of(const Yaml& yaml, const Yaml& below) {
  auto own = yaml.items();
  if (!yaml.is_added()) return own;
  std::vector<Yaml> all;
  for (const auto& article : below.items()) {
    const auto id = article["id"].string();
    const auto same = std::find_if(own.begin(), own.end(),
                                   [&](const Yaml& one) { return one["id"].string() == id; });
    all.push_back(same == own.end() ? article : *same);
  }
  const std::size_t behind = all.size();
  for (const auto& article : own) {
    const auto id = article["id"].string();
    const bool stands = std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(behind),
                                    [&](const Yaml& one) { return one["id"].string() == id; });
    if (!stands) all.push_back(article);
  }
  return all;
}

}  // namespace

void read_articles(ReadState& state, const Yaml& yaml, const Yaml& below) {
  Pack& pack = state.pack;
  std::vector<std::pair<int, Yaml>> further;  // rule, its `also`
  for (const auto& entry : articles_of(yaml, below)) {
    entry.allow({"id", "number", "heading", "rules"});
    const int article = static_cast<int>(pack.articles.size());
    const auto id = entry["id"].string();
    for (const auto& known : pack.articles) {
      if (known.id == id)
        entry.error("duplicate-article", "article `" + id + "` stands here twice");
    }
    pack.articles.push_back({id, entry["number"].string_or(id), entry["heading"].text()});
    for (const auto& rule : entry["rules"].items()) {
      rule.allow({"id", "text", "also", "same_as", "instead_of"});
      const auto rule_id = rule["id"].string();
      if (pack.find_rule(rule_id) >= 0) {
        rule.error("duplicate-rule", "rule `" + rule_id + "` stands here twice");
      }
      const auto text = read_rule_text(rule, below);
      if (text.zh.empty() || text.en.empty()) {
        rule.error("missing-text", "rule `" + rule_id + "` needs its statement in zh and en");
      }
      further.emplace_back(static_cast<int>(pack.rules.size()), rule["also"]);
      pack.rules.push_back({rule_id, {article}, text});
    }
  }
  for (const auto& [rule, also] : further) {
    for (const auto& id : also.strings()) {
      const auto found = std::find_if(pack.articles.begin(), pack.articles.end(),
                                      [&](const Article& a) { return a.id == id; });
      if (found == pack.articles.end()) {
        also.error("unknown-article", "there is no article `" + id + "`");
      } else {
        pack.rules[static_cast<std::size_t>(rule)].articles.push_back(
            static_cast<int>(found - pack.articles.begin()));
      }
    }
  }
}

namespace {

void read_roles_and_codes(Pack& pack, const Yaml& yaml) {
  for (const auto& [id, entry] : yaml["roles"].entries()) {
    entry.allow({"title", "does"});
    pack.roles.push_back({id, entry["title"].text(), entry["does"].text()});
  }
  for (const auto& [id, entry] : yaml["codes"].entries()) {
    entry.allow({"zh", "zh_hant", "en", "help"});
    const Text text{entry["zh"].string_or({}), entry["zh_hant"].string_or({}),
                    entry["en"].string_or({})};
    pack.codes.push_back({id, text, entry["help"].text()});
  }
}

/// What a pack that extends another does not inherit.
void require_own(ReadState& state, const Yaml& yaml) {
  for (const char* own : {"id", "version", "title"}) {
    const auto stated = yaml[own];
    if (stated.is_stated() && is_inherited(stated.file())) {
      state.diagnostics.push_back({.place = {"pack.yaml", 1, 1},
                                   .code = "missing-key",
                                   .message = std::string("`") + own + "` is missing here",
                                   .help = "a pack that extends another has its own"});
    }
  }
}

}  // namespace

void read_pack_file(ReadState& state, const Yaml& yaml) {
  yaml.allow({"id",
              "version",
              "title",
              "summary",
              "effective_from",
              "calendar",
              "late_rounding",
              "step_order_rules",
              "step_order_code",
              "refusal_order",
              "duties",
              "parameters",
              "roles",
              "codes",
              "texts",
              "definitions",
              "applies_to",
              "trial",
              "extends",
              "without"});
  Pack& pack = state.pack;
  require_own(state, yaml);
  if (yaml["id"].require("id")) pack.id = yaml["id"].string();
  if (yaml["version"].require("version")) pack.version = yaml["version"].string();
  pack.title = yaml["title"].text();
  pack.summary = yaml["summary"].text();
  if (const auto from = yaml["effective_from"]; from.require("effective_from")) {
    if (const auto date = parse_date(from.string())) {
      pack.effective_from = *date;
    } else {
      from.error("bad-date", "`" + from.string() + "` is no date", "write it as 2026-01-31");
    }
  }
  pack.calendar_rules = read_calendar(
      yaml["calendar"], Yaml::parse("company.yaml", state.options.calendar, state.diagnostics));
  const auto rounding = yaml["late_rounding"].string_or("whole_seconds");
  pack.late_in_whole_minutes = rounding == "whole_minutes_up";
  if (rounding != "whole_minutes_up" && rounding != "whole_seconds") {
    yaml["late_rounding"].error("unknown-value", "`" + rounding + "` is no way of rounding",
                                "write whole_minutes_up or whole_seconds");
  }
  pack.step_order_rules = read_basis(state, yaml["step_order_rules"]);
  pack.step_order_code = yaml["step_order_code"].string_or(pack.step_order_code);
  if (yaml["refusal_order"].is_stated()) pack.refusal_order = yaml["refusal_order"].strings();
  for (const auto& [id, entry] : yaml["duties"].entries()) {
    pack.duties.push_back({id, entry.text()});
    pack.texts.push_back(pack.duties.back());
  }
  read_parameters(state, yaml["parameters"]);
  read_roles_and_codes(state.pack, yaml);
  for (const auto& [id, entry] : yaml["texts"].entries()) {
    pack.texts.push_back({id, entry.text()});
  }
  read_definitions(state, yaml["definitions"]);
}

}  // namespace guiju::pack
