#include "casework/reading.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

namespace guiju::casework {
namespace {

using calendar::Limit;
using calendar::LimitUnit;

/// `parent.complained_at`, `after_working_days`: the names of an expression, in order.
std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  std::string name;
  bool in_text = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (c == '"') in_text = !in_text;
    if (!in_text && (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.')) {
      name += c;
      continue;
    }
    if (!name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0) {
      names.push_back(name);
    }
    name.clear();
  }
  return names;
}

/// All that an expression rests on, followed from name to name.
class Sources {
 public:
  Sources(const Record& record, const std::string& text)
      : pack_(record.pack()), type_(*record.type) {
    follow(text);
  }

  std::vector<std::string> fields;  ///< `complained_at`, `parent.complained_at`; nearest first
  std::vector<const pack::Parameter*> parameters;
  std::set<std::string> functions;

 private:
  void follow(const std::string& text) {
    for (const auto& name : names_in(text)) {
      if (!seen_.insert(name).second) continue;
      if (name.starts_with("params.")) {
        const auto end = name.find('.', 7);
        if (const auto* parameter = pack_.find_parameter(name.substr(7, end - 7))) {
          parameters.push_back(parameter);
        }
      } else if (name.starts_with("tables.")) {
        follow_table(name.substr(7));
      } else {
        follow_name(name);
      }
    }
  }

  void follow_name(const std::string& name) {
    for (const auto& definition : pack_.definitions) {
      if (definition.name == name) {
        follow(definition.value.text);
        return;
      }
    }
    const std::string plain = name.starts_with("record.") ? name.substr(7) : name;
    const bool is_field = name.starts_with("parent.") || type_.find_field(plain) >= 0 ||
                          plain == "created_at" || plain == "now";
    if (is_field) fields.push_back(plain);
    functions.insert(name);  // a field may bear the name of a function
    for (const auto& command : type_.commands) {
      for (const auto& [let, formula] : command->lets) {
        if (let == plain) follow(formula.text);
      }
      for (const auto& assignment : command->assignments) {
        if (assignment.name == plain) follow(assignment.value.text);
      }
    }
  }

  void follow_table(const std::string& id) {
    for (const auto& table : pack_.tables) {
      if (table.id != id) continue;
      for (const auto& row : table.source.rules) {
        for (const auto& cell : row.outputs) follow(cell.text);
      }
    }
  }

  const pack::Pack& pack_;
  const pack::RecordType& type_;
  std::set<std::string> seen_;
};

void add_amounts(std::vector<std::int64_t>& amounts, const feel::Value& value) {
  if (const auto number = value.as_int64()) amounts.push_back(*number);
  for (const auto& item : value.as_list()) add_amounts(amounts, item);
  for (const auto& [name, item] : value.as_context()) add_amounts(amounts, item);
}

struct From {
  Instant at{};
  std::string name;
};

std::vector<From> moments_of(const View& view, const Record& record, const Clock& clock,
                             const Sources& sources) {
  std::vector<From> moments;
  const auto add = [&](const feel::Value& value, const std::string& name) {
    if (const auto instant = value.as_instant()) moments.push_back({*instant, name});
  };
  const auto parent = record.parent.is_empty() ? nullptr : view.find(record.parent);
  for (const auto& name : sources.fields) {
    if (name.starts_with("parent.")) {
      if (parent) add(parent->field(name.substr(7)), name);
    } else if (name == "created_at") {
      moments.push_back({record.created_at, name});
    } else if (name == "now") {
      moments.push_back({clock.started_at, ""});
    } else {
      add(record.field(name), name);
    }
  }
  moments.push_back({clock.started_at, ""});
  return moments;
}

/// The units in which the expression may count.
std::vector<LimitUnit> units_of(const Sources& sources) {
  static const std::pair<const char*, LimitUnit> known[] = {
      {"after_working_days", LimitUnit::working_days},
      {"after_working_minutes", LimitUnit::working_minutes},
      {"after_calendar_days", LimitUnit::calendar_days},
      {"after_hours", LimitUnit::hours},
      {"after_minutes", LimitUnit::minutes},
  };
  std::vector<LimitUnit> units;
  for (const auto& [name, unit] : known) {
    if (sources.functions.contains(name)) units.push_back(unit);
  }
  return units;
}

Limit make_limit(const pack::Pack& pack, LimitUnit unit, std::int64_t amount, Instant due) {
  Limit limit{.unit = unit, .amount = amount};
  if (unit == LimitUnit::working_days || unit == LimitUnit::calendar_days) {
    // The pack may end its days at an hour of its own: the one at which this limit ends.
    const LocalTime local = pack.calendar_rules.zone.to_local(due);
    limit.end = calendar::DayEnd::at(local - std::chrono::floor<std::chrono::days>(local));
  }
  return limit;
}

}  // namespace

std::optional<Reading> find_reading(const View& view, const Record& record, const Clock& clock,
                                    Instant due, const calendar::Calendar& calendar) {
  const pack::Pack& pack = record.pack();
  const auto& deadline = pack.deadlines[static_cast<std::size_t>(clock.deadline)];
  const Sources sources(record, deadline.due.amount.text);
  const auto units = units_of(sources);
  for (const From& from : moments_of(view, record, clock, sources)) {
    if (from.at > due) continue;
    const auto leads_there = [&](const Limit& limit) {
      return limit.amount >= 0 && calendar::due_of(calendar, limit, from.at).at == due;
    };
    for (const auto* parameter : sources.parameters) {
      std::vector<std::int64_t> amounts;
      add_amounts(amounts, parameter->value);
      for (const LimitUnit unit : units) {
        for (const std::int64_t amount : amounts) {
          const Limit limit = make_limit(pack, unit, amount, due);
          if (leads_there(limit)) return Reading{from.at, from.name, limit, parameter};
        }
      }
    }
    const Limit same_day = make_limit(pack, LimitUnit::working_days, 0, due);
    if (sources.functions.contains("day_zero") && leads_there(same_day)) {
      return Reading{from.at, from.name, same_day, nullptr};
    }
  }
  return {};
}

}  // namespace guiju::casework
