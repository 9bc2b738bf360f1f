#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feel/value.hpp"

namespace guiju::feel {

struct TypeField;

/// The static type of an expression or a name.
struct Type {
  enum class Kind {
    any,
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    days_duration,
    years_months_duration,
    list,      ///< `parts[0]` is the type of the items
    context,   ///< `fields`; no fields at all means: unknown which
    range,     ///< `parts[0]` is the type of the ends
    function,  ///< `parts[0]` is the result, the parameters follow; no parts: any function
  };

  Kind kind = Kind::any;
  std::vector<Type> parts;
  std::vector<TypeField> fields;
  /// When not empty: a value of the type is one of these, or in one of the ranges among them.
  std::vector<Value> allowed;

  static Type any();
  static Type null();
  static Type boolean();
  static Type number();
  static Type string();
  static Type date();
  static Type time();
  static Type date_time();
  static Type days_duration();
  static Type years_months_duration();
  static Type list(Type of);
  static Type context(std::vector<TypeField> fields);
  static Type range(Type of);
  static Type function(std::vector<Type> parameters, Type result);

  bool is(Kind k) const { return kind == k; }
  /// The field `name` of a context type, or null pointer.
  const Type* field(std::string_view name) const;
  /// The items of a list, the ends of a range, the result of a function; `any` where unknown.
  const Type& element() const;

  friend bool operator==(const Type& a, const Type& b);
};

struct TypeField {
  std::string name;
  Type type;

  friend bool operator==(const TypeField& a, const TypeField& b);
};

// Here, where the fields of a type are known.
inline Type Type::any() { return {Kind::any}; }
inline Type Type::null() { return {Kind::null}; }
inline Type Type::boolean() { return {Kind::boolean}; }
inline Type Type::number() { return {Kind::number}; }
inline Type Type::string() { return {Kind::string}; }
inline Type Type::date() { return {Kind::date}; }
inline Type Type::time() { return {Kind::time}; }
inline Type Type::date_time() { return {Kind::date_time}; }
inline Type Type::days_duration() { return {Kind::days_duration}; }
inline Type Type::years_months_duration() { return {Kind::years_months_duration}; }

/// As a regulation writer says it: `number`, `list<string>`, `date and time`.
std::string to_text(const Type& type);

/// Reads a type as FEEL writes it, `list<number>` or `context<a: string>`; empty when it is none.
std::optional<Type> parse_type(std::string_view text);

/// True when a value of static type `from` may stand where `to` is wanted. `any` fits everywhere
/// (it is checked when evaluated) and null fits every type.
bool conforms(const Type& from, const Type& to);
/// True when the value itself is of the type (`instance of`), whatever values the type allows. Null
/// is of type `null` only; inside lists and contexts it passes for any type.
bool instance_of(const Value& value, const Type& type);
/// True when it also is one of the allowed values, and so its parts.
bool satisfies(const Value& value, const Type& type);
/// The type itself, or `any` when it has so many parts that going through it takes long: a text of
/// few words can name a type that doubles with each.
Type bounded(Type type);
/// The smallest type that both conform to.
Type common_type(const Type& a, const Type& b);

}  // namespace guiju::feel
