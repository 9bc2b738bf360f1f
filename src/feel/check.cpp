#include <algorithm>
#include <array>

#include "feel/compiler.hpp"

namespace guiju::feel {
namespace {

using K = Type::Kind;
using Op = ArithmeticOperator;

bool is_unknown(const Type& type) { return type.is(K::any) || type.is(K::null); }

bool is_duration(K kind) { return kind == K::days_duration || kind == K::years_months_duration; }

bool is_dated(K kind) { return kind == K::date || kind == K::date_time; }

bool is_ordered(K kind) {
  return kind == K::number || kind == K::string || kind == K::time || is_dated(kind) ||
         is_duration(kind);
}

std::optional<Type> sum_type(Op op, const Type& a, const Type& b) {
  const bool adds = op == Op::add;
  if (a.kind == b.kind && (a.is(K::number) || is_duration(a.kind))) return a;
  if (adds && a.is(K::string) && b.is(K::string)) return a;
  const bool movable = is_dated(a.kind) || a.is(K::time);
  if (movable && (b.is(K::days_duration) || (is_dated(a.kind) && is_duration(b.kind)))) return a;
  if (adds && is_duration(a.kind) && (is_dated(b.kind) || b.is(K::time))) return sum_type(op, b, a);
  if (!adds && ((is_dated(a.kind) && is_dated(b.kind)) || (a.is(K::time) && b.is(K::time)))) {
    return Type::days_duration();
  }
  return std::nullopt;
}

std::vector<std::string> properties_of(K kind) {
  switch (kind) {
    case K::date:
      return {"year", "month", "day", "weekday"};
    case K::time:
      return {"hour", "minute", "second", "time offset", "timezone"};
    case K::date_time:
      return {"year",   "month",  "day",         "weekday", "hour",
              "minute", "second", "time offset", "timezone"};
    case K::years_months_duration:
      return {"years", "months"};
    case K::days_duration:
      return {"days", "hours", "minutes", "seconds"};
    case K::range:
      return {"start", "end", "start included", "end included"};
    default:
      return {};
  }
}

Type property_type(const Type& of, const std::string& name) {
  if (of.is(K::range)) return name == "start" || name == "end" ? of.element() : Type::boolean();
  if (name == "time offset") return Type::days_duration();
  if (name == "timezone") return Type::string();
  return Type::number();
}

std::string suggestion(const std::string& name, const std::vector<std::string>& candidates) {
  const std::string near = nearest(name, candidates);
  return near.empty() ? "" : "did you mean `" + near + "`?";
}

std::string article(const Type& type) { return (type.is(K::any) ? "an " : "a ") + to_text(type); }

/// Text in quotes that meets another type was most likely meant as a literal of that type.
std::string literal_help(const Typed& a, const Typed& b) {
  const auto help = [](const Typed& text, const Type& wanted) -> std::string {
    const Value* value = text.node->constant();
    if (value == nullptr || value->kind() != Kind::string) return "";
    const std::string word{value->as_string()};
    if (wanted.is(K::number) && !Value::number_from_text(word).is_null()) {
      return "write `" + word + "` without quotes";
    }
    if (is_dated(wanted.kind) || is_duration(wanted.kind) || wanted.is(K::time)) {
      return "write `@\"" + word + "\"`";
    }
    return "";
  };
  return a.type.is(K::string) ? help(a, b.type) : b.type.is(K::string) ? help(b, a.type) : "";
}

}  // namespace

bool fits(const Type& from, const Type& to) {
  if (conforms(from, to)) return true;
  if (to.is(K::list) && conforms(from, to.element())) return true;
  if (from.is(K::list) && conforms(from.element(), to)) return true;
  return from.is(K::date) && to.is(K::date_time);
}

std::optional<Type> arithmetic_type(Op op, const Type& a, const Type& b) {
  if (is_unknown(a) || is_unknown(b)) return Type::any();
  switch (op) {
    case Op::add:
    case Op::subtract:
      return sum_type(op, a, b);
    case Op::multiply:
      if (a.is(K::number) && (b.is(K::number) || is_duration(b.kind))) return b;
      if (is_duration(a.kind) && b.is(K::number)) return a;
      return std::nullopt;
    case Op::divide:
      if (b.is(K::number) && (a.is(K::number) || is_duration(a.kind))) return a;
      if (is_duration(a.kind) && a.kind == b.kind) return Type::number();
      return std::nullopt;
    case Op::power:
      if (a.is(K::number) && b.is(K::number)) return a;
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_comparable(const Type& a, const Type& b) {
  if (is_unknown(a) || is_unknown(b)) return true;
  if (a.kind != b.kind) return false;
  const bool has_parts = a.is(K::list) || a.is(K::range);
  return !has_parts || is_comparable(a.element(), b.element());
}

Typed Compiler::make_checked_arithmetic(Op op, std::string_view sign, Typed a, Typed b) {
  auto type = arithmetic_type(op, a.type, b.type);
  if (!type) {
    report(a.begin, "wrong-type",
           "`" + std::string{sign} + "` has no meaning between " + quoted(a) + ", " +
               article(a.type) + ", and " + quoted(b) + ", " + article(b.type),
           literal_help(a, b));
    type = Type::any();
  }
  return {make_arithmetic(op, std::move(a.node), std::move(b.node)), *std::move(type), a.begin,
          b.end};
}

void Compiler::check_comparable(const Typed& a, const Typed& b) {
  if (is_comparable(a.type, b.type)) return;
  report(a.begin, "wrong-type",
         quoted(a) + ", " + article(a.type) + ", is compared with " + quoted(b) + ", " +
             article(b.type),
         literal_help(a, b));
}

Typed Compiler::make_checked_comparison(Comparison op, std::string_view sign, Typed a, Typed b) {
  check_comparable(a, b);
  const bool needs_order = op != Comparison::equal && op != Comparison::not_equal;
  if (needs_order && is_comparable(a.type, b.type) && !is_unknown(a.type) &&
      !is_ordered(a.type.kind)) {
    report(a.begin, "wrong-type",
           "`" + std::string{sign} + "` has no meaning for " + quoted(a) + ", " + article(a.type));
  }
  return {make_comparison(op, std::move(a.node), std::move(b.node)), Type::boolean(), a.begin,
          b.end};
}

void Compiler::check_boolean(const Typed& piece, std::string_view what) {
  if (is_unknown(piece.type) || piece.type.is(K::boolean)) return;
  report(piece.begin, "wrong-type",
         quoted(piece) + " is " + article(piece.type) + ", but " + std::string{what} +
             " must be true or false");
}

Type Compiler::member_type(const Typed& of, const std::string& name, std::size_t offset) {
  const Type& type = of.type;
  if (type.is(K::list)) {
    const bool knows_nothing = is_unknown(type.element());
    if (knows_nothing) return Type::list(Type::any());
    const Typed item{make_constant({}), type.element(), of.begin, of.end};
    return Type::list(member_type(item, name, offset));
  }
  if (is_unknown(type)) return Type::any();
  if (type.is(K::context)) {
    if (type.fields.empty()) return Type::any();
    if (const Type* field = type.field(name)) return *field;
    std::vector<std::string> fields;
    for (const auto& field : type.fields) fields.push_back(field.name);
    report(offset, "unknown-name", quoted(of) + " has no `" + name + "`", suggestion(name, fields));
    return Type::any();
  }
  const auto properties = properties_of(type.kind);
  if (std::find(properties.begin(), properties.end(), name) != properties.end()) {
    return property_type(type, name);
  }
  report(offset, "unknown-name", quoted(of) + ", " + article(type) + ", has no `" + name + "`",
         suggestion(name, properties));
  return Type::any();
}

}  // namespace guiju::feel
