#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/decision_table.hpp"
#include "pack/field.hpp"

namespace guiju::pack {

class Yaml;
struct SourceFile;

/// A decision table as it stands in `tables/*.yaml`, before anything is looked up: what goes out to
/// other programs and comes back. Expressions are FEEL text.
struct WrittenTable {
  struct Input {
    std::string label;   ///< empty: the expression is its own label
    std::string value;   ///< an expression
    std::string values;  ///< what it can be, as unary tests; empty: anything
  };
  struct Output {
    std::string name;
    std::string type;           ///< as the pack language writes it
    std::string values;         ///< what it can be, the most important first; empty: anything
    std::string default_value;  ///< empty: none
  };
  struct Row {
    std::vector<std::string> when;
    std::vector<std::string> then;
    std::optional<std::vector<std::string>> rules;  ///< not stated: those of the table
    std::string note;
  };

  std::string id;
  Text title;
  std::vector<std::string> rules;
  std::string hit;  ///< a word of the pack language: `unique`, …
  std::vector<Input> inputs;
  std::vector<Output> outputs;
  std::vector<Row> rows;
};

/// The type that `text` names, `list of text`; empty when it names none. The columns of a list of
/// rows stand elsewhere.
std::optional<FieldType> parse_field_type(const std::string& text);

/// The words for hit policies in the pack language.
std::optional<feel::HitPolicy> hit_policy_of(const std::string& word);
std::string hit_word_of(feel::HitPolicy policy);
/// `unique, any, …`, for findings.
std::string hit_words();

/// Unary tests for a list of plain values (`values: [phone, online]`), or the tests as written.
feel::SourceText read_allowed_values(const Yaml& yaml);

WrittenTable read_written_table(const Yaml& yaml);
/// The table `id` of a pack's files, laid over the one that it extends; empty when there is none.
std::optional<WrittenTable> find_written_table(const std::vector<SourceFile>& files,
                                               const std::string& id, Diagnostics& diagnostics);
/// Ids of all tables of a pack's files.
std::vector<std::string> written_tables(const std::vector<SourceFile>& files,
                                        Diagnostics& diagnostics);
/// As `tables/ID.yaml` has it.
std::string to_yaml(const WrittenTable& table);

}  // namespace guiju::pack
