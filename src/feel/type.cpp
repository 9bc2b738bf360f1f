#include "feel/type.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "feel/lexer.hpp"
#include "feel/node.hpp"
#include "feel/type_reader.hpp"

namespace guiju::feel {
namespace {

using K = Type::Kind;

constexpr std::array<std::pair<K, std::string_view>, 10> simple_names{
    {{K::any, "any"},
     {K::null, "null"},
     {K::boolean, "boolean"},
     {K::number, "number"},
     {K::string, "string"},
     {K::date, "date"},
     {K::time, "time"},
     {K::date_time, "date and time"},
     {K::days_duration, "days and time duration"},
     {K::years_months_duration, "years and months duration"}}};

bool all_conform(const std::vector<Type>& from, const std::vector<Type>& to, std::size_t begin) {
  for (std::size_t i = begin; i < from.size(); ++i) {
    if (!conforms(from[i], to[i])) return false;
  }
  return true;
}

bool context_conforms(const Type& from, const Type& to) {
  if (from.fields.empty()) return true;  // unknown which fields it has
  return std::all_of(to.fields.begin(), to.fields.end(), [&from](const TypeField& wanted) {
    const Type* field = from.field(wanted.name);
    return field != nullptr && conforms(*field, wanted.type);
  });
}

Type::Kind kind_of(Kind kind) {
  switch (kind) {
    case Kind::null:
      return K::null;
    case Kind::boolean:
      return K::boolean;
    case Kind::number:
      return K::number;
    case Kind::string:
      return K::string;
    case Kind::date:
      return K::date;
    case Kind::time:
      return K::time;
    case Kind::date_time:
      return K::date_time;
    case Kind::years_months_duration:
      return K::years_months_duration;
    case Kind::days_duration:
      return K::days_duration;
    case Kind::list:
      return K::list;
    case Kind::context:
      return K::context;
    case Kind::range:
      return K::range;
    case Kind::function:
      return K::function;
  }
  return K::any;
}

}  // namespace

Type Type::list(Type of) {
  Type type{K::list};
  type.parts.push_back(std::move(of));
  return type;
}

Type Type::context(std::vector<TypeField> fields) {
  Type type{K::context};
  type.fields = std::move(fields);
  return type;
}

Type Type::range(Type of) {
  Type type{K::range};
  type.parts.push_back(std::move(of));
  return type;
}

Type Type::function(std::vector<Type> parameters, Type result) {
  Type type{K::function};
  type.parts.push_back(std::move(result));
  for (auto& parameter : parameters) type.parts.push_back(std::move(parameter));
  return type;
}

namespace {

/// The parts of a type, counted up to `most`.
std::size_t part_count(const Type& type, std::size_t most) {
  std::size_t count = 1;
  const auto add = [&](const Type& part) {
    if (count < most) count += part_count(part, most - count);
  };
  for (const auto& part : type.parts) add(part);
  for (const auto& field : type.fields) add(field.type);
  return count;
}

}  // namespace

Type bounded(Type type) {
  constexpr std::size_t parts_max = 5'000;
  return part_count(type, parts_max + 1) > parts_max ? Type::any() : type;
}

const Type* Type::field(std::string_view name) const {
  for (const auto& f : fields) {
    if (f.name == name) return &f.type;
  }
  return nullptr;
}

const Type& Type::element() const {
  static const Type unknown;
  return parts.empty() ? unknown : parts.front();
}

bool operator==(const Type& a, const Type& b) {
  return a.kind == b.kind && a.parts == b.parts && a.fields == b.fields;
}

bool operator==(const TypeField& a, const TypeField& b) {
  return a.name == b.name && a.type == b.type;
}

std::string to_text(const Type& type) {
  for (const auto& [kind, name] : simple_names) {
    if (kind == type.kind) return std::string{name};
  }
  std::string text;
  switch (type.kind) {
    case K::list:
      return "list<" + to_text(type.element()) + ">";
    case K::range:
      return "range<" + to_text(type.element()) + ">";
    case K::context: {
      if (type.fields.empty()) return "context";
      for (const auto& f : type.fields) {
        text += (text.empty() ? "context<" : ", ") + f.name + ": " + to_text(f.type);
      }
      return text + ">";
    }
    default: {
      for (std::size_t i = 1; i < type.parts.size(); ++i) {
        text += (i == 1 ? "" : ", ") + to_text(type.parts[i]);
      }
      return "function<" + text + "> -> " + to_text(type.element());
    }
  }
}

std::optional<Type> parse_type(std::string_view text) {
  try {
    const auto tokens = tokenize(text);
    TypeReader reader{tokens, 0, nullptr};
    Type type = reader.read();
    if (tokens[reader.at()].kind != Token::Kind::end) return std::nullopt;
    return type;
  } catch (const SyntaxError&) {
    return std::nullopt;
  }
}

bool conforms(const Type& from, const Type& to) {
  if (from.is(K::any) || to.is(K::any) || from.is(K::null)) return true;
  if (from.kind != to.kind) return false;
  switch (to.kind) {
    case K::list:
    case K::range:
      return conforms(from.element(), to.element());
    case K::context:
      return context_conforms(from, to);
    case K::function:
      if (from.parts.empty() || to.parts.empty()) return true;  // any function
      // Parameters the other way round: who takes more may stand for who takes less.
      return from.parts.size() == to.parts.size() && conforms(from.element(), to.element()) &&
             all_conform(to.parts, from.parts, 1);
    default:
      return true;
  }
}

namespace {

bool is_allowed(const Value& value, const Type& type) {
  if (type.allowed.empty()) return true;
  return std::any_of(type.allowed.begin(), type.allowed.end(),
                     [&](const Value& test) { return passes(value, test).is_true(); });
}

}  // namespace

namespace {

enum class Limits { ignored, kept };

bool is_of(const Value& value, const Type& type, Limits limits) {
  if (limits == Limits::kept && !is_allowed(value, type)) return false;
  if (type.is(Type::Kind::any)) return !value.is_null();
  if (kind_of(value.kind()) != type.kind) return false;
  const auto part_is_of = [limits](const Value& part, const Type& wanted) {
    return part.is_null() || is_of(part, wanted, limits);
  };
  switch (type.kind) {
    case K::list:
      return std::all_of(value.as_list().begin(), value.as_list().end(),
                         [&](const Value& item) { return part_is_of(item, type.element()); });
    case K::context:
      return std::all_of(type.fields.begin(), type.fields.end(), [&](const TypeField& f) {
        const Value* field = value.find(f.name);
        return field != nullptr && part_is_of(*field, f.type);
      });
    case K::range: {
      const Range& range = *value.as_range();
      return part_is_of(range.low, type.element()) && part_is_of(range.high, type.element());
    }
    case K::function:
      return value.as_function()->conforms_to(type);
    default:
      return true;
  }
}

}  // namespace

bool instance_of(const Value& value, const Type& type) {
  return is_of(value, type, Limits::ignored);
}

bool satisfies(const Value& value, const Type& type) { return is_of(value, type, Limits::kept); }

bool Callable::conforms_to(const Type& type) const {
  return type.parts.empty() || type.parts.size() == parameters().size() + 1;
}

Type common_type(const Type& a, const Type& b) {
  if (a == b || b.is(K::null)) return a;
  if (a.is(K::null)) return b;
  if (a.kind != b.kind) return Type::any();
  if (a.is(K::list)) return Type::list(common_type(a.element(), b.element()));
  if (a.is(K::range)) return Type::range(common_type(a.element(), b.element()));
  if (a.is(K::context)) {
    std::vector<TypeField> fields;
    for (const auto& f : a.fields) {
      if (const Type* other = b.field(f.name)) {
        fields.push_back({f.name, common_type(f.type, *other)});
      }
    }
    // With some fields on one side only, the rest is unknown: any field may be asked for.
    if (fields.size() != a.fields.size() || fields.size() != b.fields.size()) fields.clear();
    return Type::context(std::move(fields));
  }
  return Type::any();
}

}  // namespace guiju::feel
