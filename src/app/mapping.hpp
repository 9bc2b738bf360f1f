#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/csv.hpp"
#include "base/diagnostic.hpp"
#include "calendar/zone.hpp"
#include "casework/view.hpp"
#include "feel/expression.hpp"
#include "pack/model.hpp"

/// 对照表. A mapping file: how the rows of a table become lines of a timeline
/// (docs/how-to/import.md).
namespace guiju::app {

/// What must be known of a mapping before the file that it maps is opened.
struct MappingHead {
  std::string id;
  std::string pack;
  char separator = ',';
};
MappingHead read_mapping_head(const pack::SourceFile& file, Diagnostics& diagnostics);

/// What the entry's own lines call the records that they make.
using EntryRefs = std::map<std::string, casework::RecordId>;

/// The key of `complaint-1`, a child of what the ref `complaint` stands for; empty when no part of
/// `name` before a `-` is a ref.
std::string child_key(const casework::View& view, const std::string& name,
                      const std::function<casework::RecordId(const std::string&)>& find_ref);

/// A line of a timeline, made from a row; its inputs have the shapes of the command.
struct MappedLine {
  std::int64_t csv_line = 0;
  Instant at{};
  std::string as;
  const pack::Command* command = nullptr;  ///< null: `clock.advance`
  std::string on;
  std::string ref;
  std::vector<feel::Value> inputs;
  std::vector<bool> given;
  std::shared_ptr<EntryRefs> refs;  ///< of its entry; null where refs hold for the whole file
};

/// Rows that are one thing: one row, or all that follow one another with the same `group`.
struct Entry {
  std::vector<TableRow> rows;
};

/// An entry of which nothing can be made: the step at fault and why.
struct EntryFault {
  std::int64_t csv_line = 0;
  std::string reason;
};

struct MappedEntry {
  std::string
      key;  ///< what makes it the same entry when the file is read again; empty: none stated
  std::vector<MappedLine> lines;  ///< in the order of time
  bool skipped = false;           ///< by the mapping's `skip`
};

class Mapping {
 public:
  /// Compiles a mapping for a file with this header, under a pack. Findings name file, line and
  /// column; empty when one is an error.
  static std::optional<Mapping> compile(const pack::SourceFile& file,
                                        const std::vector<std::string>& header,
                                        const pack::Pack& pack, Diagnostics& diagnostics);

  std::variant<MappedEntry, EntryFault> map(const Entry& entry) const;
  /// What the row is grouped by; empty where entries are single rows.
  std::string group_of(const TableRow& row) const;

  bool groups() const { return group_.has_value(); }
  /// Entries come in the order of their first lines, so that a replay need not keep them all.
  bool entries_ascend() const { return entries_ascend_; }
  std::size_t column_count() const { return columns_.size(); }
  const std::string& id() const { return id_; }

 private:
  friend class MappingCompiler;
  class Environment;
  struct Named {
    std::string name;
    std::optional<feel::Expression> value;
  };
  struct Step {
    const pack::Command* command = nullptr;
    std::string name;
    std::int64_t place = 0;  ///< its number in the mapping, from 1
    std::optional<feel::Expression> at, as, on, ref, when, for_each;
    std::vector<std::pair<int, feel::Expression>> with;  ///< input index, value
  };
  std::optional<EntryFault> add_line(const Step& step, const Environment& environment,
                                     const Entry& entry, MappedEntry& mapped) const;

  std::string id_;
  std::vector<std::string> columns_;   ///< names by position
  std::vector<std::string> defaults_;  ///< of empty cells, by position
  std::vector<Named> lets_;
  feel::Value constants_;
  std::optional<feel::Expression> key_, skip_, group_;
  std::vector<Step> steps_;
  const pack::Pack* pack_ = nullptr;
  std::shared_ptr<const calendar::Zone> zone_;
  bool entries_ascend_ = false;
  bool sort_ = false;
  bool refs_for_file_ = false;
};

/// Reads a table entry by entry.
class EntryReader {
 public:
  EntryReader(RowSource& rows, const Mapping& mapping) : rows_(rows), mapping_(mapping) {}
  /// False at the end of the file. Throws TableError.
  bool next(Entry& entry);

 private:
  RowSource& rows_;
  const Mapping& mapping_;
  TableRow ahead_;
  bool has_ahead_ = false;
};

/// A moment as tables write it: `2012/10/09 14:50:17.000`, `2026-3-2 9:05`, `2026年3月2日`, a date
/// alone (00:00), all in `zone`; or with an offset of its own (RFC 3339). Empty for anything else.
std::optional<Instant> read_moment(std::string_view text, const calendar::Zone& zone);

}  // namespace guiju::app
