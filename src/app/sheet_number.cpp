#include "app/sheet_number.hpp"

#include <algorithm>

#include "base/time.hpp"

namespace guiju::app {
namespace {

constexpr int exponent_max = 400;    // no double goes further
constexpr int fraction_digits = 12;  // of a day: far below a second
constexpr std::int64_t seconds_of_day = 86'400;
/// 9999-12-31, the last day that a spreadsheet knows.
constexpr std::int64_t day_max = 2'958'465;
/// Lotus 1-2-3 took 1900 for a leap year, and spreadsheets still number its 29 February.
constexpr std::int64_t no_such_day = 60;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void take_digits(std::string_view& text, std::string& digits) {
  while (!text.empty() && is_digit(text.front())) {
    digits += text.front();
    text.remove_prefix(1);
  }
}

bool take_sign(std::string_view& text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  return is_negative;
}

void round_to(SheetDecimal& number, std::size_t digits_max) {
  if (number.digits.size() > digits_max) {
    const bool is_up = number.digits[digits_max] >= '5';
    number.exponent += static_cast<int>(number.digits.size() - digits_max);
    number.digits.resize(digits_max);
    for (std::size_t i = digits_max; is_up && i-- > 0;) {
      if (number.digits[i] != '9') {
        ++number.digits[i];
        break;
      }
      number.digits[i] = '0';
      if (i == 0) {
        number.digits.insert(0, 1, '1');
      }
    }
  }
  while (!number.digits.empty() && number.digits.back() == '0') {
    number.digits.pop_back();
    ++number.exponent;
  }
}

/// The whole part, and the fraction in parts of ten to the minus `fraction_digits`. Precondition:
/// not negative, below ten to the 15.
std::pair<std::int64_t, std::int64_t> split(const SheetDecimal& number) {
  const auto length = static_cast<int>(number.digits.size());
  const int whole_digits = length + number.exponent;
  std::int64_t whole = 0, fraction = 0;
  for (int i = 0; i < whole_digits; ++i) {
    whole = whole * 10 + (i < length ? number.digits[static_cast<std::size_t>(i)] - '0' : 0);
  }
  for (int i = whole_digits; i < whole_digits + fraction_digits; ++i) {
    const bool is_there = i >= 0 && i < length;
    fraction = fraction * 10 + (is_there ? number.digits[static_cast<std::size_t>(i)] - '0' : 0);
  }
  return {whole, fraction};
}

}  // namespace

std::optional<SheetDecimal> read_sheet_decimal(std::string_view text) {
  SheetDecimal number;
  number.is_negative = take_sign(text);
  take_digits(text, number.digits);
  const std::size_t whole = number.digits.size();
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    take_digits(text, number.digits);
  }
  if (number.digits.empty()) return std::nullopt;
  number.exponent = -static_cast<int>(number.digits.size() - whole);
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    const bool is_small = take_sign(text);
    std::string power;
    take_digits(text, power);
    if (power.empty() || power.size() > 3) return std::nullopt;
    number.exponent += (is_small ? -1 : 1) * std::stoi(power);
  }
  if (!text.empty() || number.digits.size() > static_cast<std::size_t>(exponent_max)) {
    return std::nullopt;
  }
  number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
  if (number.digits.empty()) number.exponent = 0;
  const auto length = static_cast<int>(number.digits.size());
  if (length + number.exponent > exponent_max || number.exponent < -exponent_max) {
    return std::nullopt;
  }
  return number;
}

bool is_shortened(const SheetDecimal& number) {
  return static_cast<int>(number.digits.size()) + number.exponent > sheet_digits_max;
}

std::string decimal_text(SheetDecimal number) {
  round_to(number, sheet_digits_max);
  if (number.digits.empty()) return "0";
  std::string text = number.digits;
  if (number.exponent >= 0) {
    text.append(static_cast<std::size_t>(number.exponent), '0');
  } else {
    const auto places = static_cast<std::size_t>(-number.exponent);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, 1, '.');
  }
  return (number.is_negative ? "-" : "") + text;
}

std::optional<std::string> date_text(const SheetDecimal& serial, bool is_1904) {
  if (serial.is_negative || is_shortened(serial)) return std::nullopt;
  auto [day, fraction] = split(serial);
  std::int64_t one = 1;
  for (int i = 0; i < fraction_digits; ++i) one *= 10;
  std::int64_t second = (fraction * seconds_of_day + one / 2) / one;
  if (second == seconds_of_day) {
    ++day;
    second = 0;
  }
  if (day > day_max) return std::nullopt;
  const auto time = LocalTime{LocalDate{}} + Seconds{second};
  if (day == 0 && !is_1904) return guiju::to_text(time).substr(11);
  if (day == no_such_day && !is_1904) return std::nullopt;
  using std::chrono::days;
  using namespace std::chrono_literals;
  const LocalDate first = is_1904             ? LocalDate{1904y / 1 / 1}
                          : day < no_such_day ? LocalDate{1899y / 12 / 31}
                                              : LocalDate{1899y / 12 / 30};
  const LocalDate date = first + days{day};
  if (second == 0) return guiju::to_text(date);
  auto text = guiju::to_text(LocalTime{date} + Seconds{second});
  text[10] = ' ';
  return text;
}

bool is_date_format(std::string_view format) {
  // Only the first part: those behind `;` are for negative numbers, zero and text.
  for (std::size_t i = 0; i < format.size() && format[i] != ';'; ++i) {
    const char c = format[i];
    if (c == '"') {
      i = format.find('"', i + 1);
      if (i == std::string_view::npos) return false;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const auto end = format.find(']', i);
      if (end == std::string_view::npos) return false;
      // `[h]` is a length of time, everything else a colour, a condition or a language.
      const auto inside = format.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) {
        return false;
      }
      i = end;
    } else if (std::string_view("yYdDhHsSmMaAeEgGbB").find(c) != std::string_view::npos) {
      // `General` and `E+00` begin with letters of dates, too.
      if (format.substr(i).starts_with("General")) return false;
      if ((c == 'E' || c == 'e') && i + 1 < format.size() &&
          (format[i + 1] == '+' || format[i + 1] == '-')) {
        return false;
      }
      return true;
    }
  }
  return false;
}

}  // namespace guiju::app
