#include "http/json_input.hpp"

#include <boost/json/parse.hpp>
#include <charconv>

#include "base/json.hpp"

namespace guiju::http {
namespace {

/// Walks over JSON without building anything. Every `skip_` returns false at the first fault.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  std::size_t position() const { return at_; }
  /// True once a string held what no store keeps: U+0000, or half of a pair of surrogates, which
  /// the parser takes for a character.
  bool has_unkept() const { return has_unkept_; }

  void skip_space() {
    while (!at_end() && (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r'))
      ++at_;
  }

  bool take(char c) {
    if (peek() != c || at_end()) return false;
    ++at_;
    return true;
  }

  bool skip_value(int depth) {
    if (depth > depth_max) return false;
    switch (peek()) {
      case '{':
        return skip_members(depth);
      case '[':
        return skip_elements(depth);
      case '"':
        return skip_string();
      case 't':
        return skip_word("true");
      case 'f':
        return skip_word("false");
      case 'n':
        return skip_word("null");
      default:
        return skip_number();
    }
  }

  bool skip_string() {
    if (!take('"')) return false;
    while (!at_end()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\' && !skip_escape()) return false;
    }
    return false;
  }

 private:
  static constexpr int depth_max = 64;
  static constexpr std::size_t exponent_digits_max = 4;  // beyond, the parser gives up

  bool skip_escape() {
    if (at_end()) return false;
    const char c = text_[at_++];
    if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
    const auto unit = take_unit();
    if (!unit) return false;
    const bool is_first_half = *unit >= 0xD800 && *unit <= 0xDBFF;
    if (is_first_half ? !take_second_half() : *unit == 0 || is_second_half(*unit)) {
      has_unkept_ = true;
    }
    return true;
  }

  bool take_second_half() {
    const auto begin = at_;
    const bool goes_on = take('\\') && take('u');
    const auto unit = goes_on ? take_unit() : std::nullopt;
    if (unit && is_second_half(*unit)) return true;
    at_ = begin;
    return false;
  }

  static bool is_second_half(unsigned unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

  /// Four hexadecimal digits.
  std::optional<unsigned> take_unit() {
    const auto digits = text_.substr(at_, 4);
    unsigned unit = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    if (digits.size() < 4 || read.ptr != digits.data() + 4) return std::nullopt;
    at_ += 4;
    return unit;
  }

  bool skip_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  bool skip_digits() {
    const std::size_t from = at_;
    while (!at_end() && peek() >= '0' && peek() <= '9') ++at_;
    return at_ > from;
  }

  bool skip_number() {
    take('-');
    if (!take('0') && !skip_digits()) return false;
    if (take('.') && !skip_digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      const auto begin = at_;
      return skip_digits() && at_ - begin <= exponent_digits_max;
    }
    return true;
  }

  bool skip_members(int depth) {
    take('{');
    skip_space();
    if (take('}')) return true;
    do {
      skip_space();
      if (!skip_string()) return false;
      skip_space();
      if (!take(':')) return false;
      skip_space();
      if (!skip_value(depth + 1)) return false;
      skip_space();
    } while (take(','));
    return take('}');
  }

  bool skip_elements(int depth) {
    take('[');
    skip_space();
    if (take(']')) return true;
    do {
      skip_space();
      if (!skip_value(depth + 1)) return false;
      skip_space();
    } while (take(','));
    return take(']');
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool has_unkept_ = false;
};

/// The text of a JSON string that the scanner has accepted; empty for a lone surrogate.
std::optional<std::string> text_of(std::string_view json) {
  if (json.find('\\') == std::string_view::npos) {
    return std::string(json.substr(1, json.size() - 2));
  }
  boost::system::error_code error;
  const auto value = boost::json::parse({json.data(), json.size()}, error);
  if (error || !value.is_string()) return {};
  return std::string(value.get_string());
}

std::string_view expected_of(Member::Kind kind) {
  switch (kind) {
    case Member::Kind::integer:
      return "integer";
    case Member::Kind::instant:
      return "YYYY-MM-DDTHH:MM:SS+08:00";
    case Member::Kind::object:
      return "object";
    case Member::Kind::text:
    case Member::Kind::secret:
      break;
  }
  return "text";
}

std::optional<BodyFault> read_member(const Member& member, std::string_view json,
                                     MemberValue& value) {
  using app::InputFault;
  value.json = json;
  if (json == "null") return {};
  value.present = true;
  const auto fault = [&member](InputFault what) {
    return BodyFault{what, app::pointer_step(member.name), expected_of(member.kind)};
  };
  switch (member.kind) {
    case Member::Kind::object:
      if (json.front() != '{') return fault(InputFault::wrong_type);
      return {};
    case Member::Kind::integer: {
      const auto [end, error] =
          std::from_chars(json.data(), json.data() + json.size(), value.integer);
      if (error != std::errc{} || end != json.data() + json.size()) {
        return fault(InputFault::wrong_type);
      }
      return {};
    }
    case Member::Kind::text:
    case Member::Kind::secret:
    case Member::Kind::instant:
      break;
  }
  if (json.front() != '"') return fault(InputFault::wrong_type);
  auto text = text_of(json);
  if (!text) return fault(InputFault::not_utf8);
  value.text = std::move(*text);
  if (member.kind == Member::Kind::instant) {
    const auto instant = parse_instant(value.text);
    if (!instant) return fault(InputFault::no_such_date);
    value.instant = *instant;
  }
  return {};
}

/// One JSON value and nothing but space around it.
bool is_whole(std::string_view body) {
  Scanner scanner(body);
  scanner.skip_space();
  if (!scanner.skip_value(0)) return false;
  scanner.skip_space();
  return scanner.at_end();
}

/// Precondition: `scanner` stands before an object of whole JSON.
std::optional<BodyFault> read_members(Scanner& scanner, std::string_view body,
                                      std::span<const Member> members,
                                      std::vector<MemberValue>& values) {
  using app::InputFault;
  std::vector<bool> seen(members.size());
  const auto next = [&scanner, body](auto skip) {
    scanner.skip_space();
    const std::size_t from = scanner.position();
    skip();
    return body.substr(from, scanner.position() - from);
  };
  scanner.take('{');
  scanner.skip_space();
  if (scanner.take('}')) return {};
  do {
    const auto name = text_of(next([&scanner] { scanner.skip_string(); }));
    if (!name) return BodyFault{InputFault::not_utf8, "", {}};
    scanner.skip_space();
    scanner.take(':');
    const std::string_view json = next([&scanner] { scanner.skip_value(1); });
    std::size_t i = 0;
    while (i < members.size() && members[i].name != *name) ++i;
    if (i == members.size()) {
      return BodyFault{InputFault::unknown_field, app::pointer_step(*name), {}};
    }
    if (seen[i]) return BodyFault{InputFault::duplicate_field, app::pointer_step(*name), {}};
    seen[i] = true;
    if (auto fault = read_member(members[i], json, values[i])) return fault;
    scanner.skip_space();
  } while (scanner.take(','));
  return {};
}

}  // namespace

std::variant<std::vector<MemberValue>, BodyFault> read_body(std::string_view body,
                                                            std::span<const Member> members) {
  using app::InputFault;
  if (!is_valid_utf8(body)) return BodyFault{InputFault::not_utf8, "", {}};
  Scanner scanner(body);
  scanner.skip_space();
  std::vector<MemberValue> values(members.size());
  if (!scanner.at_end()) {
    // Broken JSON is told as such, whatever its members may be.
    if (!is_whole(body)) return BodyFault{InputFault::not_json, "", {}};
    if (scanner.peek() != '{') return BodyFault{InputFault::not_an_object, "", {}};
    if (auto fault = read_members(scanner, body, members, values)) return std::move(*fault);
    if (scanner.has_unkept()) return BodyFault{InputFault::not_utf8, "", {}};
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].required && !values[i].present) {
      return BodyFault{InputFault::missing, app::pointer_step(members[i].name),
                       expected_of(members[i].kind)};
    }
  }
  return values;
}

}  // namespace guiju::http
