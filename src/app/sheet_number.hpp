#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Numbers as spreadsheets store them, read digit by digit: what they lost is seen, and nothing
/// more is lost.
namespace guiju::app {

/// A decimal number: `digits` (without leading zeros; none: zero) times ten to the `exponent`.
struct SheetDecimal {
  bool is_negative = false;
  std::string digits;
  int exponent = 0;
};

/// A spreadsheet keeps no more digits than these.
inline constexpr int sheet_digits_max = 15;

/// `1.3800138E10`; empty for anything else, and for what no spreadsheet can hold.
std::optional<SheetDecimal> read_sheet_decimal(std::string_view text);

/// Whether it is a whole number with so many digits that the spreadsheet has replaced the last ones
/// by zeros: an identity number typed as a number.
bool is_shortened(const SheetDecimal& number);

/// `13800138000`, `0.3`: no exponent, rounded to the digits that a spreadsheet shows. Precondition:
/// not shortened.
std::string decimal_text(SheetDecimal number);

/// The serial day number of a date cell as `2026-03-02`, `2026-03-02 10:00:00` or, for a day number
/// of 0, `10:00:00`. Empty for what is no date. `is_1904`: the workbook counts from 1904-01-01.
std::optional<std::string> date_text(const SheetDecimal& serial, bool is_1904);

/// Whether cells of this number format hold dates: `yyyy/m/d`, `[$-804]aaaa`; `0.00` does not.
bool is_date_format(std::string_view format);

}  // namespace guiju::app
