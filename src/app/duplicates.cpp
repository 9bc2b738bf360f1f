#include "app/duplicates.hpp"

#include <algorithm>

#include "casework/claims.hpp"

namespace guiju::app {
namespace {

using pack::KeyPart;

/// Telephone numbers and rooms are written with and without blanks and dashes.
std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '-') out += c;
  }
  if (out.starts_with("+86")) out.erase(0, 3);
  return out;
}

/// For each field of the type the input of the command that is stored in it.
std::vector<int> fed_by_command(const pack::Command& command) {
  std::vector<int> fed(command.type->fields.size(), -1);
  for (std::size_t i = 0; i < command.inputs.size(); ++i) {
    const int field = command.inputs[i].stored_in;
    if (field >= 0) fed[static_cast<std::size_t>(field)] = static_cast<int>(i);
  }
  return fed;
}

/// The same of what a follow-up makes, where it hands an input on as it is.
std::vector<int> fed_by_follow_up(const pack::Command& command, const pack::FollowUp& follow_up) {
  std::vector<int> fed(follow_up.command->type->fields.size(), -1);
  for (const auto& [input, formula] : follow_up.with) {
    const int field = follow_up.command->inputs[static_cast<std::size_t>(input)].stored_in;
    if (field >= 0) fed[static_cast<std::size_t>(field)] = command.find_input(formula.text);
  }
  return fed;
}

bool is_of_inputs(const std::vector<int>& inputs) {
  return !inputs.empty() &&
         std::none_of(inputs.begin(), inputs.end(), [](int input) { return input < 0; });
}

}  // namespace

std::vector<std::pair<const pack::RecordType*, std::vector<int>>> made_of_inputs(
    const pack::Command& command) {
  std::vector<std::pair<const pack::RecordType*, std::vector<int>>> made;
  if (command.creates) made.emplace_back(command.type, fed_by_command(command));
  for (const auto& follow_up : command.follow_ups) {
    if (follow_up.command == nullptr || !follow_up.command->creates) continue;
    made.emplace_back(follow_up.command->type, fed_by_follow_up(command, follow_up));
  }
  return made;
}

Duplicates::Duplicates(const Stage& stage, const pack::Command& command)
    : stage_(stage), command_(command) {
  for (const auto& [type, fed] : made_of_inputs(command)) add_identities(*type, fed);
  if (command.creates) add_key(*command.type, fed_by_command(command));
}

void Duplicates::add_identities(const pack::RecordType& type, const std::vector<int>& fed_by) {
  for (const auto& unique : type.uniques) {
    Identity identity{.kind = Kind::unique, .type = &type, .name = unique.name, .inputs = {}};
    for (const int field : unique.of) {
      identity.inputs.push_back(fed_by[static_cast<std::size_t>(field)]);
    }
    if (is_of_inputs(identity.inputs)) identities_.push_back(std::move(identity));
  }
  for (const int field : type.alike_fields) {
    const int input = fed_by[static_cast<std::size_t>(field)];
    if (input < 0) continue;
    identities_.push_back({.kind = Kind::alike,
                           .type = &type,
                           .name = type.fields[static_cast<std::size_t>(field)].name,
                           .inputs = {input},
                           .field = field});
  }
}

void Duplicates::add_key(const pack::RecordType& type, const std::vector<int>& fed_by) {
  Identity identity{.kind = Kind::key, .type = &type, .name = "key", .inputs = {}};
  for (const auto& part : type.key) {
    if (part.kind == KeyPart::Kind::literal) continue;
    if (part.kind == KeyPart::Kind::field) {
      identity.inputs.push_back(fed_by[static_cast<std::size_t>(part.index)]);
    } else if (part.kind == KeyPart::Kind::input) {
      identity.inputs.push_back(command_.find_input(part.text));
    } else {
      return;  // a serial: every record has its own
    }
  }
  if (is_of_inputs(identity.inputs)) identities_.push_back(std::move(identity));
}

std::optional<Duplicates::Found> Duplicates::look(const std::vector<feel::Value>& inputs,
                                                  std::int64_t line) {
  std::optional<Found> found;
  for (const auto& identity : identities_) {
    std::vector<std::string> values;
    std::string place = identity.type->name + '\n' + identity.name;
    for (const int input : identity.inputs) {
      const auto& value = inputs[static_cast<std::size_t>(input)];
      values.push_back(value.is_null() ? std::string{} : feel::to_text(value));
      place +=
          '\n' + (identity.kind == Kind::alike ? without_blanks(values.back()) : values.back());
    }
    const bool is_whole = std::none_of(values.begin(), values.end(),
                                       [](const std::string& value) { return value.empty(); });
    if (!is_whole) continue;
    const auto [noted, is_new] = lines_.try_emplace(std::move(place), line);
    if (found) continue;
    if (!is_new) {
      found = Found{.inputs = identity.inputs, .line = noted->second, .record = {}};
    } else if (auto record = on_file(identity, values); !record.id.empty()) {
      found = Found{.inputs = identity.inputs, .line = 0, .record = std::move(record)};
    }
  }
  return found;
}

RecordOnFile Duplicates::on_file(const Identity& identity, const std::vector<std::string>& values) {
  casework::RecordPtr record;
  switch (identity.kind) {
    case Kind::unique:
      record =
          stage_.view.holder(*identity.type, casework::claim_text(identity.name, values)).record;
      break;
    case Kind::key:
      record = stage_.view.find(casework::make_id(*identity.type, key_text(values)));
      break;
    case Kind::alike: {
      const auto& known = known_alike(identity);
      const auto same = known.find(without_blanks(values.front()));
      return same == known.end() ? RecordOnFile{} : same->second;  // only what may be seen is there
    }
  }
  if (!record || !stage_.may_see(*record)) return {};
  return {record->id.text, record->number};
}

std::string Duplicates::key_text(const std::vector<std::string>& values) const {
  std::string key;
  std::size_t next = 0;
  for (const auto& part : command_.type->key) {
    key += part.kind == KeyPart::Kind::literal ? part.text : values[next++];
  }
  return key;
}

const Duplicates::Known& Duplicates::known_alike(const Identity& identity) {
  const auto [place, is_new] = alike_.try_emplace(identity.type->name + '\n' + identity.name);
  if (!is_new) return place->second;
  for (const auto& record : stage_.view.whole().records(*identity.type, {}, {}, {})) {
    const auto& value = record->fields[static_cast<std::size_t>(identity.field)];
    if (value.is_null() || !stage_.may_see(*record)) continue;
    place->second.try_emplace(without_blanks(feel::to_text(value)),
                              RecordOnFile{record->id.text, record->number});
  }
  return place->second;
}

}  // namespace guiju::app
