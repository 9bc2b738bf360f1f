#include <algorithm>
#include <map>
#include <set>

#include "app/present.hpp"
#include "app/sheet.hpp"
#include "feel/decimal.hpp"

// 台账. Records of a type line by line, in groups with sums, each amount with its derivation.
namespace guiju::app {
namespace {

constexpr std::size_t page_of_records = 200;
constexpr std::size_t records_max = 5000;

pack::Text cut_note() {
  const auto most = std::to_string(records_max);
  return {"记录太多，以上只含最新的 " + most + " 件", "",
          "Too many records: the newest " + most + " alone stand above"};
}

using pack::FieldType;
using pack::LedgerColumn;

struct Line {
  casework::RecordPtr record;
  const feel::Value* row = nullptr;  ///< of the list of rows, where the ledger goes by rows
};

feel::Value value_of(const LedgerColumn& column, const Line& line) {
  switch (column.of) {
    case LedgerColumn::Of::number:
      return feel::Value::string(line.record->number);
    case LedgerColumn::Of::state:
      return feel::Value::string(line.record->state);
    case LedgerColumn::Of::field:  // by name: the record may live under another version
      return line.record->field(column.name);
    case LedgerColumn::Of::row: {
      const auto* cell = line.row->find(column.name);
      return cell == nullptr ? feel::Value{} : *cell;
    }
  }
  return {};
}

std::string cell_text(const Stage& stage, const LedgerColumn& column, const Line& line) {
  const auto& pack = line.record->pack();
  if (column.of == LedgerColumn::Of::state) {
    const auto* state = line.record->type->find_state(line.record->state);
    return state == nullptr ? line.record->state : std::string(stage.say(state->title));
  }
  return display(stage, pack, column.type, value_of(column, line));
}

/// A field of the ledger's type, as the record holds it under its own version; null if it has none.
const feel::Value& field_of(const casework::Record& record, const pack::Ledger& ledger, int field) {
  return record.field(ledger.type->fields[static_cast<std::size_t>(field)].name);
}

/// `2026-09` of a date, a moment, or a text that begins so.
std::string month_of(const Stage& stage, const pack::Ledger& ledger, const Line& line) {
  if (ledger.month < 0) return {};
  const auto text = cell_text(stage, ledger.columns[static_cast<std::size_t>(ledger.month)], line);
  return text.substr(0, 7);
}

/// The newest of them that the viewer sees, up to `records_max`; the oldest first, as in a book.
struct Found {
  std::vector<casework::RecordPtr> records;
  bool is_cut = false;  ///< there are older ones
};

Found records_of(const Stage& stage, const Reader& reader, const pack::Ledger& ledger) {
  RowQuery query{.family = Family::every, .pack = ledger.type->pack->id, .type = ledger.type->name};
  query.limit = page_of_records;
  query.counted = false;
  Found found;
  do {
    const auto page = reader.rows(query, stage.sees);
    if (!page) break;
    for (const auto& row : page->items) {
      found.is_cut = found.records.size() == records_max;
      if (found.is_cut) break;
      if (auto record = stage.view.find(row.id)) found.records.push_back(std::move(record));
    }
    query.cursor = page->next_cursor;
  } while (!found.is_cut && !query.cursor.empty());
  std::reverse(found.records.begin(), found.records.end());
  return found;
}

std::vector<Line> lines_of(const std::vector<casework::RecordPtr>& records,
                           const pack::Ledger& ledger) {
  std::vector<Line> lines;
  for (const auto& record : records) {
    if (ledger.lines < 0) {
      lines.push_back({record, nullptr});
      continue;
    }
    for (const auto& row : field_of(*record, ledger, ledger.lines).as_list()) {
      lines.push_back({record, &row});
    }
  }
  return lines;
}

/// What was computed on the line: of its row, and of its record's amounts among the columns.
void write_derivations(JsonWriter& json, const Stage& stage, const pack::Ledger& ledger,
                       const Line& line) {
  const auto& pack = line.record->pack();
  const auto write = [&](const feel::Value& derivation) {
    if (derivation.is_null()) return;
    json.begin_object();
    write_amount_derivation(json, stage, pack, derivation);
    json.end_object();
  };
  json.key("derivations").begin_array();
  if (line.row != nullptr) {
    const auto& list = ledger.type->fields[static_cast<std::size_t>(ledger.lines)];
    for (const auto& column : list.type.columns) {
      const auto* cell = line.row->find(column.name);
      if (column.is_derivation() && cell != nullptr) write(*cell);
    }
  }
  std::vector<int> written;
  for (const auto& column : ledger.columns) {
    if (column.of != LedgerColumn::Of::field) continue;
    const int by = ledger.type->fields[static_cast<std::size_t>(column.index)].explained_by;
    if (by < 0 || std::find(written.begin(), written.end(), by) != written.end()) continue;
    written.push_back(by);
    write(field_of(*line.record, ledger, by));
  }
  json.end_array();
}

void write_line(JsonWriter& json, const Stage& stage, const pack::Ledger& ledger,
                const Line& line) {
  json.begin_object().field("id", line.record->id.text).key("cells").begin_array();
  for (const auto& column : ledger.columns) json.string(cell_text(stage, column, line));
  json.end_array();
  write_derivations(json, stage, ledger, line);
  json.end_object();
}

/// Exact, fractions too; null where it does not fit a number.
feel::Value sum_of(const LedgerColumn& column, const std::vector<Line>& lines) {
  std::optional<feel::Decimal> sum = feel::Decimal::of(0);
  for (const auto& line : lines) {
    const auto value = value_of(column, line);
    if (sum && value.kind() == feel::Kind::number) sum = feel::add(*sum, value.decimal());
  }
  return sum ? feel::Value::number(*sum) : feel::Value{};
}

void write_sums(JsonWriter& json, const Stage& stage, const pack::Ledger& ledger,
                const std::vector<Line>& lines) {
  json.key("sums").begin_array();
  for (const auto& column : ledger.columns) {
    if (!column.is_summed) {
      json.string("");
      continue;
    }
    json.string(display(stage, *ledger.type->pack, column.type, sum_of(column, lines)));
  }
  json.end_array();
}

std::string group_title(const Stage& stage, const pack::Ledger& ledger, const Line& line) {
  std::string title;
  for (const int at : ledger.by) {
    if (!title.empty()) title += " · ";
    title += cell_text(stage, ledger.columns[static_cast<std::size_t>(at)], line);
  }
  return title;
}

void write_columns(JsonWriter& json, const Stage& stage, const pack::Ledger& ledger) {
  json.key("columns").begin_array();
  for (const auto& column : ledger.columns) {
    const auto kind = column.type.kind;
    json.begin_object()
        .field("name", column.name)
        .field("title", stage.say(column.title))
        .field("is_number", kind == FieldType::Kind::money || kind == FieldType::Kind::number)
        .end_object();
  }
  json.end_array();
}

/// A ledger as it is for one reader.
struct Book {
  std::set<std::string, std::greater<>> months;  ///< of all lines, also those left out
  std::map<std::string, std::vector<Line>> groups;
  bool is_cut = false;

  std::vector<Line> all_lines() const {
    std::vector<Line> all;
    for (const auto& [title, lines] : groups) all.insert(all.end(), lines.begin(), lines.end());
    return all;
  }
};

Book read_book(const Stage& stage, const Reader& reader, const pack::Ledger& ledger,
               std::string_view month) {
  Book book;
  const auto found = records_of(stage, reader, ledger);
  book.is_cut = found.is_cut;
  for (const auto& line : lines_of(found.records, ledger)) {
    const auto of = month_of(stage, ledger, line);
    if (!of.empty()) book.months.insert(of);
    if (!month.empty() && of != month) continue;
    book.groups[group_title(stage, ledger, line)].push_back(line);
  }
  return book;
}

SheetCell cell_of(const Stage& stage, const LedgerColumn& column, const Line& line) {
  if (column.of == LedgerColumn::Of::state) return cell_text(stage, column, line);
  return sheet_cell(stage, line.record->pack(), column.type, value_of(column, line));
}

/// The rules of the book and of what stands in its columns.
void cite(Citations& citations, const pack::Ledger& ledger) {
  const auto& pack = *ledger.type->pack;
  const auto& fields = ledger.type->fields;
  citations.add(pack, ledger.rules);
  if (ledger.lines >= 0) citations.add(pack, fields[static_cast<std::size_t>(ledger.lines)].rules);
  for (const auto& column : ledger.columns) {
    if (column.of != LedgerColumn::Of::field) continue;
    citations.add(pack, fields[static_cast<std::size_t>(column.index)].rules);
  }
}

}  // namespace

void write_ledger(SheetWriter& writer, const Stage& stage, const Reader& reader,
                  const pack::Ledger& ledger, std::string_view month) {
  const Book book = read_book(stage, reader, ledger, month);
  std::vector<std::string> headings;
  for (const auto& column : ledger.columns) headings.emplace_back(stage.say(column.title));
  writer.begin_sheet(stage.say(ledger.title), headings);
  const auto all = book.all_lines();
  for (const auto& line : all) {
    std::vector<SheetCell> cells;
    for (const auto& column : ledger.columns) cells.push_back(cell_of(stage, column, line));
    writer.write_row(cells);
  }
  std::vector<SheetCell> sums;
  for (const auto& column : ledger.columns) {
    sums.push_back(column.is_summed
                       ? sheet_cell(stage, *ledger.type->pack, column.type, sum_of(column, all))
                       : SheetCell{});
  }
  writer.write_footer(sums);
  if (!book.is_cut || sums.empty()) return;
  std::vector<SheetCell> note(ledger.columns.size());
  note.front() = std::string(stage.say(cut_note()));
  writer.write_footer(note);
}

void write_ledger_head(JsonWriter& json, const Stage& stage, const pack::Ledger& ledger) {
  const auto& pack = *ledger.type->pack;
  json.field("pack", pack.id)
      .field("pack_title", stage.say(pack.title))
      .field("id", ledger.id)
      .field("title", stage.say(ledger.title));
  write_rules(json, pack, ledger.rules);
}

std::string ledger_json(const Stage& stage, const Reader& reader, const pack::Ledger& ledger,
                        std::string_view month) {
  const Book book = read_book(stage, reader, ledger, month);
  std::string out;
  JsonWriter json(out);
  Citations citations;
  cite(citations, ledger);
  json.begin_object().key("ledger").begin_object();
  write_ledger_head(json, stage, ledger);
  json.end_object();
  write_columns(json, stage, ledger);
  json.key("months").begin_array();
  for (const auto& of : book.months) json.string(of);
  json.end_array().key("groups").begin_array();
  for (const auto& [title, lines] : book.groups) {
    json.begin_object().field("title", title).key("lines").begin_array();
    for (const auto& line : lines) write_line(json, stage, ledger, line);
    json.end_array();
    write_sums(json, stage, ledger, lines);
    json.end_object();
  }
  json.end_array();
  write_sums(json, stage, ledger, book.all_lines());
  json.field("is_cut", book.is_cut).field("records_max", records_max);
  citations.write(json, stage);
  json.end_object();
  return out;
}

}  // namespace guiju::app
