#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/present.hpp"

namespace guiju::app {

/// Reads what people write into the cells of a table as the inputs of a command: names for keys,
/// yuan for fen, dates in the ways that are usual in China. For one person, on one thread.
class CellInput {
 public:
  CellInput(const Stage& stage, const Reader& reader, const pack::Command& command);

  /// The value as JSON, or why it is none, in the language of the stage. Null for an empty cell.
  /// `title`: of the column; where its unit is 万 or 万元 an amount is in ten thousand yuan. A
  /// choice that the pack does not offer is handed on, so that its own refusal says so.
  std::variant<boost::json::value, std::string> read(std::size_t input, std::string_view text,
                                                     std::string_view title) const;

  /// Whether a cell can hold such a value at all: not a file, not rows, not a context.
  static bool can_read(const pack::FieldType& type);

 private:
  using Read = std::variant<boost::json::value, std::string>;
  Read read_type(const pack::FieldType& type, std::string_view text, std::string_view title) const;
  Read read_reference(const std::string& type, std::string_view text) const;
  Read read_list(const pack::FieldType& element, std::string_view text) const;
  Read read_time(const pack::FieldType& type, std::string_view text) const;
  void note_choices(const pack::Command& command);
  std::string say(const pack::Text& text) const { return std::string(stage_.say(text)); }

  const Stage& stage_;
  const Reader& reader_;
  const pack::Command& command_;
  const pack::Pack& pack_;
  /// By input: what a choice is called, in any script, and its value.
  std::vector<std::map<std::string, boost::json::value, std::less<>>> choices_;
};

}  // namespace guiju::app
