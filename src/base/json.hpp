#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace guiju {

/// Appends `text` to `out` as a JSON string, quotes included. `text` must be valid UTF-8.
void append_json_string(std::string& out, std::string_view text);

/// Writes JSON into one growing buffer, without a document in between. Commas are its own business.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  /// A name written in the code, which needs no escape.
  template <std::size_t N>
  JsonWriter& key(const char (&name)[N]) {
    char text[N + 3];
    text[0] = ',';
    text[1] = text[N + 1] = '"';
    text[N + 2] = ':';
    std::memcpy(text + 2, name, N - 1);
    const std::size_t comma = first_ ? 1 : 0;
    out_.append(text + comma, sizeof text - comma);
    first_ = true;
    return *this;
  }
  JsonWriter& string(std::string_view text);
  JsonWriter& number(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// Appends `json`, which must be one valid JSON value.
  JsonWriter& raw(std::string_view json);

  /// A key and its value: a text, a truth value or a whole number.
  template <class Name, class Value>
  JsonWriter& field(const Name& name, const Value& value) {
    key(name);
    if constexpr (std::is_same_v<Value, bool>) {
      return boolean(value);
    } else if constexpr (std::is_integral_v<Value>) {
      return number(value);
    } else {
      return string(value);
    }
  }

 private:
  JsonWriter& open(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    first_ = false;
    return *this;
  }
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;
};

/// True when `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view text);

}  // namespace guiju
