#include "http/route.hpp"

#include <algorithm>
#include <charconv>

#include "http/wire.hpp"

namespace guiju::http {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  if (!path.empty()) path.remove_prefix(1);
  for (;;) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool reads_number(const std::string& text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

std::string range_of(const QueryParameter& parameter) {
  return std::to_string(parameter.min) + ".." + std::to_string(parameter.max);
}

std::string choices_of(const QueryParameter& parameter) {
  std::string text;
  for (const auto choice : parameter.choices) {
    if (!text.empty()) text += " | ";
    text += choice;
  }
  return text;
}

std::optional<QueryFault> read_value(const QueryParameter& parameter, QueryValue& value) {
  using app::InputFault;
  const auto fault = [&parameter](InputFault what, std::string expected) {
    return QueryFault{what, std::string(parameter.name), std::move(expected)};
  };
  switch (parameter.kind) {
    case QueryParameter::Kind::text:
      return {};
    case QueryParameter::Kind::integer:
      if (!reads_number(value.text, value.integer)) return fault(InputFault::wrong_type, "integer");
      if (value.integer < parameter.min || value.integer > parameter.max) {
        return fault(InputFault::out_of_range, range_of(parameter));
      }
      return {};
    case QueryParameter::Kind::boolean:
      if (value.text != "true" && value.text != "false") {
        return fault(InputFault::wrong_type, "true | false");
      }
      value.boolean = value.text == "true";
      return {};
    case QueryParameter::Kind::date: {
      const auto date = parse_date(value.text);
      if (!date) return fault(InputFault::no_such_date, "YYYY-MM-DD");
      value.date = *date;
      return {};
    }
    case QueryParameter::Kind::choice:
      break;
  }
  if (std::find(parameter.choices.begin(), parameter.choices.end(), value.text) ==
      parameter.choices.end()) {
    return fault(InputFault::out_of_range, choices_of(parameter));
  }
  return {};
}

}  // namespace

std::string pattern_of(const Route& route) {
  return std::string(to_text(route.method)).append(" ").append(route.path);
}

Router::Router(const std::vector<Route>& routes) {
  for (const Route& route : routes) {
    Entry entry{&route, split(route.path)};
    for (auto& segment : entry.segments) {
      if (segment.starts_with('{')) segment = {};
    }
    entries_.push_back(std::move(entry));
  }
}

Match Router::find(Method method, std::string_view path) const {
  const auto segments = split(path);
  const Method wanted = method == Method::head ? Method::get : method;
  Match match;
  for (const Entry& entry : entries_) {
    if (entry.segments.size() != segments.size()) continue;
    bool fits = true;
    for (std::size_t i = 0; fits && i < segments.size(); ++i) {
      fits = entry.segments[i].empty() ? !segments[i].empty() : entry.segments[i] == segments[i];
    }
    if (!fits) continue;
    if (!match.allowed.empty()) match.allowed += ", ";
    match.allowed += to_text(entry.route->method);
    if (entry.route->method != wanted) continue;
    match.parameters.clear();
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (!entry.segments[i].empty()) continue;
      auto decoded = percent_decode(segments[i], false);
      if (!decoded) return {};
      match.parameters.push_back(std::move(*decoded));
    }
    match.route = entry.route;
    return match;
  }
  return match;
}

std::variant<std::vector<QueryValue>, QueryFault> read_query(
    std::string_view query, std::span<const QueryParameter> parameters) {
  std::vector<QueryValue> values(parameters.size());
  auto pairs = parse_query(query);
  if (!pairs) return QueryFault{app::InputFault::not_utf8, "", ""};
  for (auto& [name, text] : *pairs) {
    std::size_t i = 0;
    while (i < parameters.size() && parameters[i].name != name) ++i;
    if (i == parameters.size()) return QueryFault{app::InputFault::unknown_field, name, ""};
    if (values[i].present) return QueryFault{app::InputFault::duplicate_field, name, ""};
    if (text.empty()) continue;
    values[i].present = true;
    values[i].text = std::move(text);
    if (auto fault = read_value(parameters[i], values[i])) return std::move(*fault);
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].required && !values[i].present) {
      return QueryFault{app::InputFault::missing, std::string(parameters[i].name), ""};
    }
  }
  return values;
}

}  // namespace guiju::http
