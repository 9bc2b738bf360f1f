#include "feel/type_reader.hpp"

#include <array>
#include <utility>

#include "feel/names.hpp"

namespace guiju::feel {
namespace {

using K = Type::Kind;

constexpr std::array<std::pair<std::string_view, K>, 18> builtin_types{
    {{"Any", K::any},
     {"any", K::any},
     {"Null", K::null},
     {"null", K::null},
     {"boolean", K::boolean},
     {"number", K::number},
     {"string", K::string},
     {"date", K::date},
     {"time", K::time},
     {"date and time", K::date_time},
     {"dateTime", K::date_time},
     {"days and time duration", K::days_duration},
     {"day and time duration", K::days_duration},
     {"dayTimeDuration", K::days_duration},
     {"years and months duration", K::years_months_duration},
     {"year and month duration", K::years_months_duration},
     {"yearMonthDuration", K::years_months_duration},
     {"context", K::context}}};

}  // namespace

bool TypeReader::take(std::string_view symbol) {
  if (!token().is(symbol)) return false;
  ++at_;
  return true;
}

void TypeReader::expect(std::string_view symbol) {
  if (take(symbol)) return;
  throw SyntaxError{token().begin, "`" + std::string{symbol} + "` is missing in the type", ""};
}

Type TypeReader::read() {
  const auto next_is = [this](std::string_view symbol) {
    return at_ + 1 < tokens_.size() && tokens_[at_ + 1].is(symbol);
  };
  if (next_is("<")) {
    const bool list = token().is("list");
    if (list || token().is("range")) {
      at_ += 2;
      Type of = read();
      expect(">");
      return list ? Type::list(std::move(of)) : Type::range(std::move(of));
    }
    if (token().is("context")) return read_context();
    if (token().is("function")) return read_function();
  }
  return read_named();
}

Type TypeReader::read_context() {
  at_ += 2;
  std::vector<TypeField> fields;
  if (take(">")) return Type::context({});
  do {
    const std::size_t begin = at_;
    while (!token().is(":") && token().kind != Token::Kind::end) ++at_;
    std::string name = normal_name(tokens_.subspan(begin, at_ - begin));
    expect(":");
    fields.push_back({std::move(name), read()});
  } while (take(","));
  expect(">");
  return Type::context(std::move(fields));
}

Type TypeReader::read_function() {
  at_ += 2;
  std::vector<Type> parameters;
  if (!token().is(">")) {
    do {
      parameters.push_back(read());
    } while (take(","));
  }
  expect(">");
  expect("->");
  return Type::function(std::move(parameters), read());
}

Type TypeReader::read_named() {
  NameIndex index;
  for (const auto& [name, kind] : builtin_types) index.add(name);
  index.add("list");
  index.add("range");
  if (named_ != nullptr) {
    for (const auto& [name, type] : *named_) index.add(name);
  }
  const auto match = index.longest(tokens_.subspan(at_));
  if (match.tokens == 0) {
    throw SyntaxError{token().begin, "`" + token().text + "` is no type",
                      "write one of boolean, number, string, date, time, date and time, days and "
                      "time duration, years and months duration, list<…>, context<…>"};
  }
  at_ += match.tokens;
  if (named_ != nullptr) {
    if (const auto found = named_->find(match.name); found != named_->end()) return found->second;
  }
  if (match.name == "list") return Type::list(Type::any());
  if (match.name == "range") return Type::range(Type::any());
  for (const auto& [name, kind] : builtin_types) {
    if (name == match.name) return Type{kind};
  }
  return Type::any();
}

}  // namespace guiju::feel
