#include "cli/demo/script.hpp"

#include <algorithm>

#include "base/json.hpp"

namespace guiju::demo {
namespace {

bool is_integer(const std::string& text) {
  return !text.empty() && text.size() < 16 &&
         text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == std::string::npos &&
         text != "-";
}

/// True when the text stands for itself in JSON: a number, true or false.
bool is_bare(const std::string& text) {
  return text == "true" || text == "false" || is_integer(text);
}

std::string quoted(const std::string& text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

Script::Script(const Data& data, const calendar::Calendar& calendar, Dice& dice, const Story& story,
               const Client& client, std::int64_t number)
    : data_(data), calendar_(calendar), dice_(dice), story_(story), site_(client.site) {
  vars_ = {{"site", client.site},
           {"site_name", client.site_name},
           {"client", client.key},
           {"client_name", client.name},
           {"phone", client.phone},
           {"room", client.room},
           {"salesperson", client.salesperson},
           {"kind", client.kind},
           {"story", "s" + std::to_string(number)},
           {"number", std::to_string(number)}};
  if (!story.topics.empty() && story.topics != "clients" && !story.is_for_each_topic) {
    const auto topics = data.topics.find(story.topics);
    if (topics == data.topics.end()) {
      throw DataError(story.file, story.mark, "no topics `" + story.topics + "`");
    }
    for (const auto& [name, text] : dice.pick(topics->second)) {
      vars_["topic." + name] = text;
    }
  }
  for (const auto& [name, text] : story.vars) {
    vars_[name] = text;
  }
}

const Variant* Script::cast_parts() {
  const Variant* chosen = nullptr;
  if (!story_.variants.empty()) {
    std::int64_t shares = 0;
    for (const Variant& variant : story_.variants) {
      shares += variant.share;
    }
    std::int64_t ticket = dice_.between(1, shares);
    for (const Variant& variant : story_.variants) {
      if (chosen == nullptr && (ticket -= variant.share) <= 0) {
        chosen = &variant;
      }
    }
  }
  for (const auto& [name, part] : story_.cast) {
    vars_[name] = cast(part, story_.mark);
  }
  if (chosen != nullptr) {
    for (const auto& [name, part] : chosen->cast) {
      vars_[name] = cast(part, story_.mark);
    }
  }
  return chosen;
}

std::string Script::cast(const std::string& part, const YAML::Mark& mark) {
  const std::string filled = fill(part, mark);
  const auto space = filled.find(' ');
  if (space == std::string::npos) {
    return filled;
  }
  const std::string kind = filled.substr(0, space);
  const std::string name = filled.substr(space + 1);
  std::vector<std::string> able;
  for (const Person& person : data_.people) {
    const bool holds =
        std::any_of(person.roles.begin(), person.roles.end(), [&](const HeldRole& role) {
          return role.role == name && (role.site.empty() || role.site == site_);
        });
    if (kind == "role" ? holds : person.department == name) {
      able.push_back(person.key);
    }
  }
  if (able.empty() || (kind != "role" && kind != "member")) {
    throw DataError(story_.file, mark, "nobody is `" + filled + "` at " + site_);
  }
  return dice_.pick(able);
}

std::string Script::fill(const std::string& text, const YAML::Mark& mark) const {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto close = text[i] == '<' ? text.find('>', i) : std::string::npos;
    if (close == std::string::npos) {
      out += text[i++];
      continue;
    }
    const std::string name = text.substr(i + 1, close - i - 1);
    const auto found = vars_.find(name);
    if (found == vars_.end()) {
      throw DataError(story_.file, mark, "no value for `<" + name + ">`");
    }
    out += found->second;
    i = close + 1;
  }
  return out;
}

Instant Script::after(Instant at, const Wait& wait) {
  const auto amount = dice_.between(wait.amount.first, wait.amount.second);
  const Seconds odd{dice_.between(0, 59)};
  switch (wait.kind) {
    case Wait::Kind::at_once:
      return at;
    case Wait::Kind::minutes:
      return at + Seconds{60 * amount} + odd;
    case Wait::Kind::working_minutes:
      return calendar_.add_working_time(at, Seconds{60 * amount} + odd).at;
    case Wait::Kind::working_days: {
      const LocalDate date = calendar_.date_of(calendar_.add_working_days(at, amount).at);
      return std::max(
          at, calendar_.at(date, Seconds{dice_.between(wait.hours.first, wait.hours.second)}));
    }
    case Wait::Kind::until:
      break;
  }
  const std::string promised = fill("<" + wait.until + ">", story_.mark);
  if (const auto date = parse_date(promised)) {
    const LocalDate day =
        calendar_.is_working_day(*date) ? *date : calendar_.next_working_day(*date);
    return std::max(at,
                    calendar_.at(day, Seconds{dice_.between(wait.hours.first, wait.hours.second)}));
  }
  const auto instant = parse_instant(promised);
  if (!instant) {
    throw DataError(story_.file, story_.mark, "`" + wait.until + "` is no moment");
  }
  return std::max(at, *instant + Seconds{60 * amount} + odd);
}

Line Script::line(const Step& step, Instant at, const Variant* variant) {
  vars_["now"] = to_text(at, calendar_.rules().zone.offset_at(at));
  vars_["today"] = to_text(calendar_.date_of(at));  // of what the clock opens each day
  Line line{.at = at,
            .as = fill(step.as, step.mark),
            .command = step.command,
            .on = fill(step.on, step.mark),
            .ref = step.ref.empty() ? "" : vars_["story"] + step.ref,
            .with = {}};
  if (!step.ref.empty()) {
    vars_[step.ref] = line.ref;
  }
  JsonWriter json(line.with);
  json.begin_object();
  const auto add = [&](const YAML::Node& inputs) {
    for (const auto& input : inputs) {
      const auto name = input.first.as<std::string>();
      json.key(name).raw(json_of(name, input.second, at));
    }
  };
  add(step.with);
  if (variant != nullptr) {
    add(variant->with);
  }
  json.end_object();
  return line;
}

std::string Script::json_of(const std::string& name, const YAML::Node& node, Instant at) {
  if (node.IsMap() && node["draw"]) {
    return draw(name, node, at);
  }
  if (node.IsNull()) {
    return "null";
  }
  std::string out;
  JsonWriter json(out);
  if (node.IsMap()) {
    json.begin_object();
    for (const auto& part : node) {
      const auto key = part.first.as<std::string>();
      json.key(key).raw(json_of(key, part.second, at));
    }
    json.end_object();
    return out;
  }
  if (node.IsSequence()) {
    json.begin_array();
    for (const auto& part : node) {
      json.raw(json_of(name, part, at));
    }
    json.end_array();
    return out;
  }
  const auto text = node.as<std::string>();
  const bool bare = node.Tag() != "!" && text.find('<') == std::string::npos;
  if (bare && is_bare(text)) {
    return text;
  }
  return quoted(fill(text, node.Mark()));
}

std::string Script::draw(const std::string& name, const YAML::Node& node, Instant at) {
  const std::string text = drawn_text(node, at);
  vars_[name] = text;
  return is_bare(text) ? text : quoted(text);
}

std::string Script::drawn_text(const YAML::Node& node, Instant at) {
  const auto kind = node["draw"].as<std::string>();
  if (kind == "one_of") {
    return fill(dice_.pick(node["of"].as<std::vector<std::string>>()), node.Mark());
  }
  if (kind == "month") {
    return to_text(calendar_.date_of(at)).substr(0, 7);
  }
  const auto amount =
      dice_.between(node["between"][0].as<std::int64_t>(), node["between"][1].as<std::int64_t>());
  if (kind == "number") {
    return std::to_string(amount);
  }
  if (kind == "working_days") {
    return to_text(calendar_.date_of(calendar_.add_working_days(at, amount).at));
  }
  if (kind == "minutes") {
    const Instant whole{std::chrono::floor<std::chrono::minutes>(at + Seconds{60 * amount})};
    return to_text(whole, calendar_.rules().zone.offset_at(whole));
  }
  throw DataError(story_.file, node.Mark(), "`draw: " + kind + "` is not known");
}

}  // namespace guiju::demo
