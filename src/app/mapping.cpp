#include "app/mapping.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>

#include "app/mapping_compiler.hpp"
#include "casework/value_json.hpp"

namespace guiju::app {

using feel::Value;
using pack::FieldType;

namespace {

/// Up to `digits_max` digits at the front of `text`, taken off it; empty when there is none.
std::optional<int> take_number(std::string_view& text, std::size_t digits_max) {
  int number = 0;
  std::size_t n = 0;
  while (n < text.size() && n < digits_max && text[n] >= '0' && text[n] <= '9') {
    number = number * 10 + (text[n++] - '0');
  }
  if (n == 0) return std::nullopt;
  text.remove_prefix(n);
  return number;
}

bool take(std::string_view& text, std::initializer_list<std::string_view> signs) {
  for (const auto sign : signs) {
    if (!text.starts_with(sign)) continue;
    text.remove_prefix(sign.size());
    return true;
  }
  return false;
}

std::optional<LocalDate> take_date(std::string_view& text) {
  if (text.size() < 8 || text.find_first_not_of("0123456789") < 4) return std::nullopt;
  const auto year = take_number(text, 4);
  if (!year || !take(text, {"-", "/", ".", "年"})) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, {"-", "/", ".", "月"})) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  take(text, {"日"});
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return LocalDate{date};
}

std::optional<Seconds> take_time(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, {":"})) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute) return std::nullopt;
  int second = 0;
  if (take(text, {":"})) {
    const auto stated = take_number(text, 2);
    if (!stated) return std::nullopt;
    second = *stated;
    if (take(text, {".", ","}) && !take_number(text, 9)) return std::nullopt;
  }
  if (*hour > 23 || *minute > 59 || second > 59) return std::nullopt;
  return Seconds{*hour * 3600 + *minute * 60 + second};
}

/// `value` as the field wants it. What is of the right kind already stays; everything else goes the
/// way of a timeline's JSON, with its sentences.
std::optional<Value> fit(const Value& value, const FieldType& type, casework::ShapeFault& fault) {
  using Kind = FieldType::Kind;
  if (value.is_null()) return value;
  const auto kind = value.kind();
  switch (type.kind) {
    case Kind::text:
    case Kind::long_text:
    case Kind::reference:
      if (kind == feel::Kind::string) return value;
      break;
    case Kind::number:
      if (kind == feel::Kind::number) return value;
      break;
    case Kind::boolean:
      if (kind == feel::Kind::boolean) return value;
      break;
    case Kind::date:
      if (value.as_date()) return value;
      break;
    case Kind::time:
      if (value.as_instant()) return value;
      break;
    case Kind::moment:
      if (value.as_date() || value.as_instant()) return value;
      break;
    default:
      break;
  }
  std::string text;
  feel::append_json(text, value);
  return casework::read_value(boost::json::parse(text), type, fault);
}

}  // namespace

std::string child_key(const casework::View& view, const std::string& name,
                      const std::function<casework::RecordId(const std::string&)>& find_ref) {
  for (auto dash = name.rfind('-'); dash != std::string::npos && dash > 0;
       dash = name.rfind('-', dash - 1)) {
    const auto parent = find_ref(name.substr(0, dash));
    if (!parent.is_empty()) return view.find(parent)->key + name.substr(dash);
  }
  return {};
}

std::optional<Instant> read_moment(std::string_view text, const calendar::Zone& zone) {
  if (const auto instant = parse_instant(text)) return instant;
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return zone.to_instant(LocalTime{*date});
  take(text, {"T", " "});
  while (take(text, {" "})) {
  }
  const auto time = take_time(text);
  if (!time || !text.empty()) return std::nullopt;
  return zone.to_instant(LocalTime{*date} + *time);
}

/// What a mapping's names stand for in one entry. A cell without anything in it is null.
class Mapping::Environment final : public feel::Environment {
 public:
  Environment(const Mapping& mapping, const Entry& entry)
      : mapping_(mapping),
        entry_(entry),
        slots_(mapping.columns_.size()),
        lets_(mapping.lets_.size()) {}

  void set_each(Value each, std::int64_t position) {
    each_ = std::move(each);
    position_ = position;
  }

  Value variable(int slot) const override {
    if (slot < slots_.first_other) return cell(entry_.rows.front(), static_cast<std::size_t>(slot));
    if (slot == slots_.rows()) return rows();
    if (slot == slots_.each()) return each_;
    if (slot == slots_.position()) return Value::number(position_);
    if (slot == slots_.line()) return Value::number(entry_.rows.front().line);
    if (slot == slots_.constants()) return mapping_.constants_;
    auto& let = lets_[static_cast<std::size_t>(slot - slots_.let(0))];
    if (!let)
      let = mapping_.lets_[static_cast<std::size_t>(slot - slots_.let(0))].value->evaluate(*this);
    return *let;
  }

  Value call(int slot, std::span<const Value> a) const override {
    const auto function = static_cast<MappingFunction>(slot);
    const auto& calendar = *mapping_.pack_->calendar;
    if (function == MappingFunction::moment) return moment_call(a);
    if (a[0].is_null()) return {};
    const auto at = moment_of(a[0]);
    if (!at) return {};
    const auto date = std::chrono::floor<std::chrono::days>(mapping_.zone_->to_local(*at));
    if (function == MappingFunction::civil_date) return Value::date(date);
    if (function == MappingFunction::is_working_day)
      return Value::boolean(calendar.is_working_day(date));
    const auto n = a.size() < 2 ? std::nullopt : a[1].as_int64();
    if (!n) return {};
    return zoned(function == MappingFunction::after_working_days
                     ? calendar.add_working_days(*at, *n).at
                     : calendar.add_working_time(*at, Seconds{*n * 60}).at);
  }

  /// The moment that a value names: itself, the start of a date, or a text that says one.
  std::optional<Instant> moment_of(const Value& value) const {
    if (const auto at = value.as_instant()) return at;
    if (const auto date = value.as_date()) return mapping_.zone_->to_instant(LocalTime{*date});
    if (value.kind() == feel::Kind::string) return read_moment(value.as_string(), *mapping_.zone_);
    return std::nullopt;
  }

 private:
  Value zoned(Instant at) const { return Value::date_time(at, mapping_.zone_->offset_at(at)); }

  Value moment_call(std::span<const Value> a) const {
    const auto at = moment_of(a[0]);
    if (!at) return {};
    if (a.size() < 2 || a[1].is_null()) return zoned(*at);
    std::string_view text = a[1].as_string();
    const auto time = take_time(text);
    if (!time || !text.empty()) return {};
    const auto date = std::chrono::floor<std::chrono::days>(mapping_.zone_->to_local(*at));
    return zoned(mapping_.zone_->to_instant(LocalTime{date} + *time));
  }

  Value cell(const TableRow& row, std::size_t column) const {
    if (column < row.cells.size() && !row.cells[column].empty())
      return Value::string(row.cells[column]);
    const auto& otherwise = mapping_.defaults_[column];
    return otherwise.empty() ? Value{} : Value::string(otherwise);
  }

  Value rows() const {
    if (!rows_.is_null()) return rows_;
    feel::List list;
    for (const auto& row : entry_.rows) {
      feel::ContextEntries entries;
      for (std::size_t i = 0; i < mapping_.columns_.size(); ++i) {
        entries.emplace_back(mapping_.columns_[i], cell(row, i));
      }
      list.push_back(Value::context(std::move(entries)));
    }
    rows_ = Value::list(std::move(list));
    return rows_;
  }

  const Mapping& mapping_;
  const Entry& entry_;
  MappingSlots slots_;
  Value each_;
  std::int64_t position_ = 0;
  mutable Value rows_;
  mutable std::vector<std::optional<Value>> lets_;
};

std::string Mapping::group_of(const TableRow& row) const {
  if (!group_) return {};
  const Entry entry{{row}};
  return feel::to_text(group_->evaluate(Environment(*this, entry)));
}

std::optional<EntryFault> Mapping::add_line(const Step& step, const Environment& environment,
                                            const Entry& entry, MappedEntry& mapped) const {
  const auto csv_line = entry.rows.front().line;
  const auto fault = [&](const std::string& what) {
    return EntryFault{csv_line,
                      "step " + std::to_string(step.place) + " (" + step.name + "): " + what};
  };
  const auto text = [&](const std::optional<feel::Expression>& expression) {
    return expression ? std::string(expression->evaluate(environment).as_string()) : std::string();
  };
  MappedLine line{.csv_line = csv_line, .command = step.command};
  const auto at_value = step.at->evaluate(environment);
  const auto at = environment.moment_of(at_value);
  if (!at)
    return fault("`at` is " +
                 (at_value.is_null() ? "empty" : "no moment: " + feel::to_text(at_value)));
  line.at = *at;
  if (!sort_ && !mapped.lines.empty() && line.at < mapped.lines.back().at) {
    const auto zoned = [&](Instant t) { return guiju::to_text(t, zone_->offset_at(t)); };
    return fault("goes back in time, from " + zoned(mapped.lines.back().at) + " to " +
                 zoned(line.at));
  }
  line.as = text(step.as);
  if (step.command != nullptr && line.as.empty()) return fault("`as` is empty");
  line.on = text(step.on);
  if (step.on && line.on.empty()) return fault("`on` is empty");
  line.ref = text(step.ref);
  if (step.command != nullptr) {
    line.inputs.resize(step.command->inputs.size());
    line.given.assign(step.command->inputs.size(), false);
  }
  for (const auto& [input, expression] : step.with) {
    const auto& field = step.command->inputs[static_cast<std::size_t>(input)].field;
    casework::ShapeFault shape;
    auto value = fit(expression.evaluate(environment), field.type, shape);
    if (!value) return fault("`" + field.name + shape.pointer + "` must be " + shape.expected);
    line.given[static_cast<std::size_t>(input)] = !value->is_null();
    line.inputs[static_cast<std::size_t>(input)] = *std::move(value);
  }
  mapped.lines.push_back(std::move(line));
  return std::nullopt;
}

std::variant<MappedEntry, EntryFault> Mapping::map(const Entry& entry) const {
  for (const auto& row : entry.rows) {
    for (const auto& fault : row.faults) {
      if (fault.column >= columns_.size()) continue;
      return EntryFault{row.line, "`" + columns_[fault.column] + "`: " + text_of(fault.kind).en};
    }
    if (row.cells.size() == columns_.size()) continue;
    return EntryFault{row.line, "the row has " + std::to_string(row.cells.size()) +
                                    " cells, the header " + std::to_string(columns_.size())};
  }
  Environment environment(*this, entry);
  MappedEntry mapped;
  if (key_) {
    mapped.key = feel::to_text(key_->evaluate(environment));
    if (mapped.key.empty() || mapped.key == "null")
      return EntryFault{entry.rows.front().line, "`key` is empty"};
  }
  if (skip_ && skip_->evaluate(environment).is_true()) {
    mapped.skipped = true;
    return mapped;
  }
  for (const auto& step : steps_) {
    auto elements = feel::List{Value{}};
    if (step.for_each) elements = step.for_each->evaluate(environment).as_list();
    std::int64_t position = 0;
    for (const auto& element : elements) {
      environment.set_each(element, ++position);
      if (step.when && !step.when->evaluate(environment).is_true()) continue;
      if (auto fault = add_line(step, environment, entry, mapped)) return *std::move(fault);
    }
  }
  if (sort_) {
    std::stable_sort(mapped.lines.begin(), mapped.lines.end(),
                     [](const MappedLine& a, const MappedLine& b) { return a.at < b.at; });
  }
  if (!refs_for_file_) {
    const auto refs = std::make_shared<EntryRefs>();
    for (auto& line : mapped.lines) line.refs = refs;
  }
  return mapped;
}

bool EntryReader::next(Entry& entry) {
  entry.rows.clear();
  if (!mapping_.groups()) {
    entry.rows.resize(1);
    return rows_.next(entry.rows.front());
  }
  if (!has_ahead_ && !rows_.next(ahead_)) return false;
  const auto group = mapping_.group_of(ahead_);
  for (;;) {
    entry.rows.push_back(std::move(ahead_));
    ahead_ = {};
    has_ahead_ = rows_.next(ahead_);
    if (!has_ahead_ || mapping_.group_of(ahead_) != group) return true;
  }
}

}  // namespace guiju::app
