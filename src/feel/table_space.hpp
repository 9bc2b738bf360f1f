#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feel/table_compiled.hpp"

namespace guiju::feel {

/// A piece of the table's input space: for each column the segments that are in it.
struct Box {
  std::vector<std::vector<bool>> columns;

  bool is_empty() const;
  Box with(const Box& other) const;
};

/// The inputs of a table cut into segments within which no cell tells one value from another, so
/// that questions about all values become questions about finitely many segments.
class TableSpace {
 public:
  explicit TableSpace(const DecisionTable::Compiled& table);

  /// What a row matches, cells that are not simple taken as matching everything (`widest`) or
  /// nothing (`narrowest`).
  struct Row {
    Box widest;
    Box narrowest;
  };
  const std::vector<Row>& rows() const { return rows_; }
  /// Every combination of allowed inputs; absent inputs only where a cell asks for them.
  const Box& whole() const { return whole_; }
  /// What of `box` none of `covers` holds; empty optional when that takes too many pieces.
  std::optional<std::vector<Box>> uncovered(const Box& box, const std::vector<Box>& covers) const;
  /// One combination of the box in words: "`amount` is above 500000".
  std::string example(const Box& box) const;
  /// The first cell that is not simple, or null pointer.
  const SourcePlace* unclear_place() const { return unclear_; }

 private:
  /// Values that all cells of a column treat alike: one value, those between two, or all others.
  struct Segment {
    enum class What { value, between, others } what = What::value;
    Value low;   ///< the value itself, or the lower end; null: none
    Value high;  ///< the upper end; null: none
  };
  struct Column {
    std::string label;
    std::vector<Segment> segments;
  };

  Column cut(std::size_t column);
  void collect_points(std::size_t column, List& points, bool& has_ranges);
  static bool passes_shape(const UnaryTests::Shape& shape, const Segment& segment);
  static bool is_in(const Value& test, const Segment& segment);

  const DecisionTable::Compiled& table_;
  std::vector<Column> columns_;
  std::vector<Row> rows_;
  Box whole_;
  const SourcePlace* unclear_ = nullptr;
};

}  // namespace guiju::feel
