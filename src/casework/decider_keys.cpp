#include <algorithm>

#include "casework/decider_act.hpp"

/// How a new record gets its key and number (docs/pack-language.md, `key`, `number`, `serial_per`).
namespace guiju::casework {

using pack::KeyPart;

namespace {

std::string digits(std::int64_t number, int width) {
  auto text = std::to_string(number);
  if (static_cast<int>(text.size()) < width) {
    text.insert(0, static_cast<std::size_t>(width) - text.size(), '0');
  }
  return text;
}

}  // namespace

/// What the parts of a key are filled from.
struct Decider::Naming {
  const Act& act;
  const Fact& fact;
  RecordPtr parent;
  std::chrono::year_month_day date;
  std::int64_t serial = 0;

  std::string field(int index) const {
    for (const auto& [known, value] : fact.set) {
      if (known == index) return feel::to_text(value);
    }
    return {};
  }
  std::string year() const { return digits(static_cast<int>(date.year()), 4); }
  std::string month() const { return digits(static_cast<unsigned>(date.month()), 2); }

  std::string part(const KeyPart& part) const {
    switch (part.kind) {
      case KeyPart::Kind::literal:
        return part.text;
      case KeyPart::Kind::field:
        return field(part.index);
      case KeyPart::Kind::input: {
        const int input = act.command.find_input(part.text);
        return input < 0 ? "" : feel::to_text(act.inputs[static_cast<std::size_t>(input)]);
      }
      case KeyPart::Kind::parent_key:
        return parent == nullptr ? "" : parent->key;
      case KeyPart::Kind::parent_number:
        return parent == nullptr ? "" : parent->number;
      case KeyPart::Kind::serial:
        return digits(serial, part.width);
      case KeyPart::Kind::year:
        return part.width == 2 ? year().substr(2) : year();
      case KeyPart::Kind::month:
        return month();
      case KeyPart::Kind::day:
        return digits(static_cast<unsigned>(date.day()), 2);
    }
    return {};
  }

  std::string text(const std::vector<KeyPart>& parts) const {
    std::string out;
    for (const auto& one : parts) out += part(one);
    return out;
  }

  /// Within what the serial counts.
  std::string scope(const std::vector<std::string>& serial_per) const {
    std::string out;
    for (const auto& per : serial_per) {
      if (!out.empty()) out += '|';
      if (per == "parent") {
        out += act.order.parent.text;
      } else if (per == "year") {
        out += year();
      } else if (per == "month") {
        out += year() + month();
      } else if (per == "day") {
        out += year() + month() + digits(static_cast<unsigned>(date.day()), 2);
      } else {
        out += field(act.command.type->find_field(per));
      }
    }
    return out;
  }
};

/// Gives the record that `fact` creates its key and number.
void Decider::name_record(const Act& act, Fact& fact) {
  const auto& type = *act.command.type;
  Naming naming{.act = act,
                .fact = fact,
                .parent = act.order.parent.is_empty() ? nullptr : draft_.find(act.order.parent),
                .date = std::chrono::year_month_day{type.pack->calendar->date_of(now_)}};
  const auto uses_serial = [](const std::vector<KeyPart>& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [](const KeyPart& p) { return p.kind == KeyPart::Kind::serial; });
  };
  if (uses_serial(type.key) || uses_serial(type.number)) {
    naming.serial = draft_.take_serial(type, naming.scope(type.serial_per));
  }
  fact.key = naming.text(type.key);
  auto number = naming.text(type.number);
  fact.created = Fact::Creation{
      .number = number.empty() ? fact.key : std::move(number),
      .parent = act.order.parent,
      .stream = naming.parent == nullptr || type.has_own_stream ? make_id(type, fact.key)
                                                                : naming.parent->stream,
  };
}

/// The number that a record gets when it has existed for a while: 受理编号. Its serial counts apart
/// from that of keys.
void Decider::number_record(const Act& act, Fact& fact) {
  const auto& command = act.command;
  if (command.number.empty()) return;
  const auto& type = *command.type;
  Naming naming{.act = act,
                .fact = fact,
                .parent = act.record == nullptr ? nullptr : draft_.find(act.record->parent),
                .date = std::chrono::year_month_day{type.pack->calendar->date_of(now_)}};
  naming.serial = draft_.take_serial(type, command.name + '|' + naming.scope(command.number_per));
  fact.number = naming.text(command.number);
}

}  // namespace guiju::casework
