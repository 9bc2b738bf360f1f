#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/present.hpp"

/// What people see, as the tables of a spreadsheet: the same records, fields and words as on the
/// page, with amounts, numbers and dates as such. Whoever writes the file is behind `SheetWriter`.
namespace guiju::app {

/// What stands in a cell. A number is kept as it was written, an amount in fen.
struct SheetNumber {
  std::string text;
};
struct SheetAmount {
  std::int64_t fen = 0;
};
/// Nothing, a text, a number, an amount, a date, a moment in the zone of the record's pack.
using SheetCell =
    std::variant<std::monostate, std::string, SheetNumber, SheetAmount, LocalDate, LocalTime>;

/// What a field or a column of that type holds, as a cell.
SheetCell sheet_cell(const Stage& stage, const pack::Pack& pack, const pack::FieldType& type,
                     const feel::Value& value);

class SheetWriter {
 public:
  virtual ~SheetWriter() = default;
  /// The sheets follow one another; a name may come twice.
  virtual void begin_sheet(std::string_view name, const std::vector<std::string>& headings) = 0;
  /// Precondition: as many cells as the sheet has headings.
  virtual void write_row(const std::vector<SheetCell>& cells) = 0;
  /// A row below all others that is none of them: sums, a remark. Filtering the rows leaves it.
  /// Precondition: as with `write_row`, which may not follow.
  virtual void write_footer(const std::vector<SheetCell>& cells) = 0;
};

/// A sheet holds no more of a list than this.
inline constexpr std::size_t sheet_rows_max = 10'000;

/// All that `query` finds among what the viewer may see, page by page, up to `sheet_rows_max`; a
/// last row says so where more is left out. Where it asks for one type, the fields of the type
/// stand beside what every list shows. `query.limit` is how many are read at a time; `query.cursor`
/// must be empty.
void write_list(SheetWriter& writer, const Stage& stage, const Reader& reader, RowQuery query);

/// One record: a sheet with its fields, and one for each field that is a table.
void write_record(SheetWriter& writer, const Stage& stage, const casework::Record& record);

/// A ledger, of one month or of all: its lines in their groups' order, and the sums below them.
void write_ledger(SheetWriter& writer, const Stage& stage, const Reader& reader,
                  const pack::Ledger& ledger, std::string_view month);

/// How the file of a list or a record is called, without its ending.
std::string sheet_title(const Stage& stage, const RowQuery& query);

}  // namespace guiju::app
