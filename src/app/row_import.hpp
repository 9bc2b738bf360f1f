#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/cell_input.hpp"
#include "app/duplicates.hpp"
#include "app/problem.hpp"
#include "app/table_file.hpp"

/// Rows of a table as orders of one person: the import of the page (docs/how-to/import.md).
namespace guiju::app {

/// What the columns of a table mean to a command that creates a record.
struct ImportPlan {
  const pack::Command* command = nullptr;
  std::vector<std::string> titles;  ///< of the columns
  std::vector<int> inputs;          ///< by column: the input that it fills, or -1; none twice
  std::vector<std::string> fixed;   ///< by input: what stands for an empty cell; empty: nothing
};

/// What becomes of a row.
struct RowVerdict {
  enum class Status {
    ready,      ///< would be done, or was
    known,      ///< this person has imported it before
    duplicate,  ///< about something that is there already
    faulty,     ///< cannot be understood, or is refused
  };
  Status status = Status::ready;
  std::string reason = {};   ///< of a duplicate or a faulty row
  RecordOnFile record = {};  ///< that a duplicate repeats, where it is on file
  bool is_refused = false;   ///< a duplicate that cannot be let in, whatever the person wants
};

/// A row, read.
struct ReadRow {
  RowVerdict verdict;
  boost::json::object with;        ///< the inputs
  std::vector<std::string> shown;  ///< by input: as people read it; of what was not understood, the
                                   ///< text of the cell
};

/// Whether a command can be given by the rows of a table: it creates, on its own, and no input that
/// it cannot do without needs more than a cell.
bool can_import(const pack::Command& command);

/// Reads row after row for one person, in the order of the table. Writes nothing.
class RowImport {
 public:
  enum class Depth {
    read,    ///< cells, and whether it is a duplicate
    decide,  ///< also what the pack would say to it, as things stand
  };
  RowImport(const Stage& stage, const Reader& reader, ImportPlan plan);

  ReadRow read(const TableRow& row, Depth depth);
  const ImportPlan& plan() const { return plan_; }

  /// Under which the receipt of a row is kept when it has been done, so that it is done once: the
  /// same values, in whatever order a file has its columns.
  std::string receipt_key(const boost::json::object& with) const;
  /// Whose receipts these are.
  std::string receipt_actor() const;
  /// Why a row was refused, with its clauses, in the words of the stage.
  std::string reason_of(const Problem& problem) const;

 private:
  void read_cells(const TableRow& row, ReadRow& read, std::string& faults) const;
  bool is_settled(const ReadRow& read, std::int64_t line, RowVerdict& verdict);
  void decide(const casework::Order& order, RowVerdict& verdict) const;
  std::string duplicate_reason(const Duplicates::Found& found) const;
  std::string titles_of(const std::vector<int>& inputs) const;
  std::string_view between(std::string_view chinese, std::string_view english) const;

  const Stage& stage_;
  const Reader& reader_;
  ImportPlan plan_;
  CellInput cells_;
  Duplicates duplicates_;
  /// A row of the file, by its receipt.
  struct Before {
    std::int64_t line = 0;
    bool is_known = false;
  };
  std::map<std::string, Before> before_;
};

}  // namespace guiju::app
