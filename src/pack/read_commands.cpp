#include <algorithm>
#include <array>
#include <string_view>

#include "pack/read.hpp"

namespace guiju::pack {
namespace {

/// The words of `who` or `sees`; a parameter stands for the words that it holds.
std::vector<std::string> read_words(const Pack& pack, const Yaml& yaml) {
  static constexpr std::string_view of_parameter = "params.";
  std::vector<std::string> words;
  for (const auto& word : yaml.strings()) {
    if (!word.starts_with(of_parameter)) {
      words.push_back(word);
      continue;
    }
    const auto* parameter = pack.find_parameter(word.substr(of_parameter.size()));
    if (parameter == nullptr) {
      yaml.error("unknown-name", "there is no parameter `" + word + "`");
      continue;
    }
    const auto& value = parameter->value;
    if (!value.as_string().empty()) words.emplace_back(value.as_string());
    if (value.kind() != feel::Kind::list) continue;
    for (const auto& item : value.as_list()) words.emplace_back(item.as_string());
  }
  return words;
}

std::vector<Target> read_targets(const Yaml& yaml) {
  std::vector<Target> targets;
  if (yaml.is_scalar()) return {{yaml.string(), {}}};
  for (const auto& item : yaml.items()) {
    item.allow({"state", "when"});
    targets.push_back({item["state"].string(), item["when"].formula()});
  }
  return targets;
}

void read_inputs(ReadState& state, const RecordType& type, Command& command, const Yaml& yaml) {
  for (const auto& [name, entry] : yaml.entries()) {
    entry.allow({"type", "of", "title", "choices", "rules", "required", "default", "store", "types",
                 "max_bytes", "max_count"});
    Input input;
    const int field = type.find_field(name);
    if (field >= 0 && !entry["type"].is_stated()) {
      input.field = type.fields[static_cast<std::size_t>(field)];
      if (entry["title"].is_stated()) input.field.title = entry["title"].text();
      if (entry["choices"].is_stated()) input.field.choices = entry["choices"].list_formula();
      const auto limits = read_attachment_limits(input.field.type, entry);
      if (limits.kinds.is_stated()) input.field.attachments.kinds = limits.kinds;
      if (limits.bytes_max.is_stated()) input.field.attachments.bytes_max = limits.bytes_max;
      if (limits.count_max.is_stated()) input.field.attachments.count_max = limits.count_max;
    } else {
      input.field = {.name = name,
                     .type = read_field_type(state, entry),
                     .title = entry["title"].text(),
                     .choices = entry["choices"].list_formula(),
                     .rules = read_basis(state, entry["rules"]),
                     .place = {}};
      input.field.attachments = read_attachment_limits(input.field.type, entry);
    }
    const bool stored = !entry["store"].is_stated() || entry["store"].boolean();
    input.stored_in = stored ? field : -1;
    input.field.place = entry.place();
    input.required = entry["required"].boolean();
    input.default_value = entry["default"].formula();
    command.inputs.push_back(std::move(input));
  }
}

std::vector<Check> read_checks(ReadState& state, const RecordType& type, const Command& command,
                               const Yaml& yaml) {
  std::vector<Check> checks;
  for (const auto& item : items_of(state, yaml)) {
    item.allow({"code", "when", "missing", "names", "since", "field", "rules", "breach"});
    Check check{.code = item["code"].string(),
                .when = item["when"].formula(),
                .missing = {},
                .missing_inputs = {},
                .missing_fields = {},
                .missing_of = {},
                .names = item["names"].formula(),
                .since = item["since"].formula(),
                .field = item["field"].string_or({}),
                .rules = read_basis(state, item["rules"]),
                .breach = std::nullopt,
                .place = item.place()};
    if (check.rules.empty()) check.rules = command.rules;
    if (const auto breach = item["breach"]; breach.is_stated()) {
      breach.allow({"code", "owed_by", "about"});
      check.breach = ActBreach{.code = breach["code"].string(),
                               .when = {},
                               .each_of = {},
                               .owed_by = breach["owed_by"].formula(),
                               .due_at = {},
                               .dated = {},
                               .about = breach["about"].formula(),
                               .rules = check.rules};
    }
    if (item["missing"].is_scalar()) {
      check.missing_of = item["missing"].formula();
    } else {
      check.missing = item["missing"].strings();
    }
    if (!check.when.is_stated() && check.missing.empty() && !check.missing_of.is_stated() &&
        !check.names.is_stated()) {
      item.error("missing-key", "a refusal needs `when`, `missing` or `names`");
    }
    for (const auto& name : check.missing) {
      check.missing_inputs.push_back(command.find_input(name));
      check.missing_fields.push_back(type.find_field(name));
      if (check.missing_inputs.back() < 0 && check.missing_fields.back() < 0) {
        item.error("unknown-name", "`" + name + "` is no input and no field");
      }
    }
    checks.push_back(std::move(check));
  }
  return checks;
}

/// What is added to refusals of a kind or of the pack below takes its place among them.
void order_checks(const Pack& pack, std::vector<Check>& checks) {
  const auto rank = [&](const Check& check) {
    const auto first = pack.refusal_rank(check.code);
    const bool is_ranked = first < pack.refusal_order.size();
    return std::pair{first,
                     is_ranked || check.rules.empty() ? 0 : pack.rule_number(check.rules.front())};
  };
  std::stable_sort(checks.begin(), checks.end(),
                   [&](const Check& a, const Check& b) { return rank(a) < rank(b); });
}

/// `duty: decides`, or `duty: {is: decides, as: may_decide}`.
void read_duty(ReadState& state, Command& command, const Yaml& yaml) {
  if (yaml.is_null()) return;
  if (!yaml.is_scalar()) yaml.allow({"is", "as"});
  command.duty = yaml.is_scalar() ? yaml.string() : yaml["is"].string();
  if (!yaml.is_scalar()) command.duty_as = yaml["as"].formula();
  if (!state.pack.has_duty(command.duty)) {
    yaml.error("unknown-duty", "`" + command.duty + "` is no duty of the company",
               "write requests, countersigns, decides or books");
  }
}

/// What a look-up tells: masked fields, for a reason that it asks for.
void read_reveals(const RecordType& type, Command& command, const Yaml& yaml) {
  command.reveals = named_fields(type, yaml);
  for (const int field : command.reveals) {
    if (type.find_mask(field) != nullptr) continue;
    yaml.error("not-masked",
               "`" + type.fields[static_cast<std::size_t>(field)].name + "` is no masked field",
               "name fields with `mask`");
  }
  const auto is_asked = [](const Input& input) { return input.required; };
  if (!command.reveals.empty() &&
      (command.creates || std::none_of(command.inputs.begin(), command.inputs.end(), is_asked))) {
    yaml.error("no-reason", "a look-up is about a record and asks for its reason",
               "give the command an input with `required: true`");
  }
}

}  // namespace

int named_field(const RecordType& type, const Yaml& yaml) {
  if (yaml.is_null()) return -1;
  const int field = type.find_field(yaml.string());
  if (field < 0) {
    yaml.error("unknown-name", "`" + yaml.string() + "` is no field of `" + type.name + "`");
  }
  return field;
}

std::vector<int> named_fields(const RecordType& type, const Yaml& yaml) {
  std::vector<int> fields;
  for (const auto& name : yaml.strings()) {
    const int field = type.find_field(name);
    if (field < 0) {
      yaml.error("unknown-name", "`" + name + "` is no field of `" + type.name + "`");
    } else {
      fields.push_back(field);
    }
  }
  return fields;
}

std::vector<Who> read_who(const ReadState& state, const RecordType& type, const Command* command,
                          const Yaml& yaml) {
  std::vector<Who> words;
  for (const auto& name : read_words(state.pack, yaml)) {
    Who who{.kind = Who::Kind::role, .name = name};
    who.field = type.find_field(name);
    if (command != nullptr && command->creates) who.input = command->find_input(name);
    if (name == "any") {
      who.kind = Who::Kind::anyone;
    } else if (who.field >= 0 || who.input >= 0) {
      who.kind = Who::Kind::field;
    }
    words.push_back(std::move(who));
  }
  return words;
}

std::vector<KeyPart> read_key(const RecordType& type, const Yaml& yaml, const std::string& text) {
  std::vector<KeyPart> parts;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto open = text.find('{', at);
    if (open != at) parts.push_back({KeyPart::Kind::literal, text.substr(at, open - at), -1, 0});
    if (open == std::string::npos) break;
    const auto close = text.find('}', open);
    if (close == std::string::npos) {
      yaml.error("wrong-shape", "`{` is not closed");
      break;
    }
    const auto token = text.substr(open + 1, close - open - 1);
    KeyPart part{KeyPart::Kind::field, token, type.find_field(token), 0};
    if (token == "parent") part.kind = KeyPart::Kind::parent_key;
    if (token == "parent.number") part.kind = KeyPart::Kind::parent_number;
    if (token == "yyyy" || token == "yy") {
      part.kind = KeyPart::Kind::year;
      part.width = static_cast<int>(token.size());
    }
    if (token == "mm") part.kind = KeyPart::Kind::month;
    if (token == "dd") part.kind = KeyPart::Kind::day;
    if (token.starts_with("serial")) {
      part.kind = KeyPart::Kind::serial;
      if (token.size() > 7) part.width = token[7] - '0';
    }
    if (part.kind == KeyPart::Kind::field && part.index < 0) part.kind = KeyPart::Kind::input;
    parts.push_back(std::move(part));
    at = close + 1;
  }
  return parts;
}

std::vector<std::string> read_serial_per(const RecordType& type, const Yaml& yaml) {
  static constexpr std::array<std::string_view, 4> spans{"parent", "year", "month", "day"};
  auto names = yaml.strings();
  for (const auto& name : names) {
    const bool is_known =
        type.find_field(name) >= 0 || std::find(spans.begin(), spans.end(), name) != spans.end();
    if (is_known) continue;
    yaml.error("unknown-name", "`" + name + "` is no field of `" + type.name + "`",
               "name fields, or `parent`, `year`, `month`, `day`");
  }
  return names;
}

void read_command(ReadState& state, RecordType& type, const std::string& name, const Yaml& yaml) {
  yaml.allow({"title", "rules", "who_rules", "who", "creates", "from", "to", "input", "let",
              "refuse", "set", "fact", "mark", "breach", "then", "notify", "duty", "number",
              "reveals"});
  auto command = std::make_unique<Command>();
  command->name = name;
  command->type = &type;
  command->place = yaml.place();
  if (name.find('.') == std::string::npos) {
    yaml.error("wrong-name", "the name of a command has two parts",
               "write `" + type.name + ".<verb>`");
  }
  command->title = yaml["title"].text();
  command->rules = read_basis(state, yaml["rules"]);
  command->who_rules = read_basis(state, yaml["who_rules"]);
  command->creates = yaml["creates"].boolean();
  command->from = yaml["from"].strings();
  if (command->from == std::vector<std::string>{"any"}) {
    command->from.clear();
    command->from_any = true;
  }
  command->to = read_targets(yaml["to"]);
  if (const auto number = yaml["number"]; number.is_stated()) {
    number.allow({"is", "per"});
    command->number = read_key(type, number["is"], number["is"].string());
    command->number_per = read_serial_per(type, number["per"]);
  }
  read_inputs(state, type, *command, yaml["input"]);
  command->who_stated = yaml["who"].is_stated();
  command->who = read_who(state, type, command.get(), yaml["who"]);
  for (const auto& [let, value] : yaml["let"].entries()) {
    command->lets.emplace_back(let, value.formula());
  }
  command->checks = read_checks(state, type, *command, yaml["refuse"]);
  if (!type.like.empty() || yaml["refuse"].is_added()) order_checks(state.pack, command->checks);
  read_duty(state, *command, yaml["duty"]);
  read_reveals(type, *command, yaml["reveals"]);
  for (const auto& [field, value] : yaml["set"].entries()) {
    const int index = type.find_field(field);
    if (index < 0)
      value.error("unknown-name", "`" + field + "` is no field of `" + type.name + "`");
    command->assignments.push_back({index, field, value.formula()});
  }
  command->fact = yaml["fact"].string_or({});
  for (const auto& item : items_of(state, yaml["mark"])) {
    item.allow({"marker", "when", "rules"});
    command->markings.push_back(
        {item["marker"].string(), item["when"].formula(), read_basis(state, item["rules"])});
  }
  for (const auto& item : items_of(state, yaml["breach"])) {
    item.allow({"code", "when", "for", "owed_by", "due_at", "dated", "about", "rules"});
    command->breaches.push_back({item["code"].string(), item["when"].formula(),
                                 item["for"].formula(), item["owed_by"].formula(),
                                 item["due_at"].formula(), item["dated"].formula(),
                                 item["about"].formula(), read_basis(state, item["rules"])});
  }
  command->follow_ups = read_follow_ups(state, yaml["then"]);
  command->notifications = read_notifications(state, yaml["notify"]);
  type.commands.push_back(std::move(command));
}

std::vector<Notification> read_notifications(ReadState&, const Yaml& yaml) {
  std::vector<Notification> out;
  for (const auto& item : yaml.items()) {
    if (item.is_scalar()) {
      out.push_back({item.formula(), {}, {}});
      continue;
    }
    item.allow({"to", "message", "when"});
    out.push_back({item["to"].formula(), item["message"].string_or({}), item["when"].formula()});
  }
  return out;
}

FollowUp read_follow_up(ReadState&, const Yaml& yaml, const Yaml& with_of) {
  FollowUp follow{.command_name = yaml["do"].string(),
                  .when = yaml["when"].formula(),
                  .each_of = yaml["for"].formula(),
                  .on = yaml["on"].formula(),
                  .parent = yaml["parent"].formula(),
                  .with = {},
                  .with_names = {},
                  .is_optional = yaml["optional"].boolean(),
                  .place = yaml["do"].place()};
  for (const auto& [name, value] : with_of.entries()) {
    follow.with_names.push_back(name);
    follow.with.emplace_back(-1, value.formula());
  }
  return follow;
}

std::vector<FollowUp> read_follow_ups(ReadState& state, const Yaml& yaml) {
  std::vector<FollowUp> out;
  for (const auto& item : yaml.items()) {
    item.allow({"do", "on", "for", "when", "with", "parent", "optional"});
    out.push_back(read_follow_up(state, item, item["with"]));
  }
  return out;
}

}  // namespace guiju::pack
