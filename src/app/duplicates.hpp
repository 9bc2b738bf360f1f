#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/present.hpp"

namespace guiju::app {

/// What a row repeats: enough to lead there. Empty: nothing.
struct RecordOnFile {
  std::string id, number;
};

/// The types of the records that a command makes, itself or by what follows it, each with the input
/// that every field of it takes (-1: none).
std::vector<std::pair<const pack::RecordType*, std::vector<int>>> made_of_inputs(
    const pack::Command& command);

/// Finds rows that are about what is there already: what is alone by the pack (`unique`), what has
/// the same key, what the pack calls alike (`alike`), in the record that a command makes and in
/// those that it leads to. Of records on file only those that the person may see are told.
class Duplicates {
 public:
  Duplicates(const Stage& stage, const pack::Command& command);

  struct Found {
    std::vector<int> inputs;  ///< what is the same
    std::int64_t line = 0;    ///< of the row before it in the file; 0: it is on file
    RecordOnFile record;      ///< that is on file
  };
  /// Notes the row, for those that follow. `inputs` are those of the command.
  std::optional<Found> look(const std::vector<feel::Value>& inputs, std::int64_t line);

 private:
  enum class Kind { unique, key, alike };
  /// What, when it is the same, is the same thing.
  struct Identity {
    Kind kind = Kind::unique;
    const pack::RecordType* type = nullptr;
    std::string name;         ///< of the `unique`, or of the field
    std::vector<int> inputs;  ///< of the command
    int field = -1;           ///< of `alike`
  };
  using Known = std::map<std::string, RecordOnFile, std::less<>>;

  /// `fed_by`: for each field of the type, the input that is stored there, or -1.
  void add_identities(const pack::RecordType& type, const std::vector<int>& fed_by);
  void add_key(const pack::RecordType& type, const std::vector<int>& fed_by);
  RecordOnFile on_file(const Identity& identity, const std::vector<std::string>& values);
  const Known& known_alike(const Identity& identity);
  std::string key_text(const std::vector<std::string>& values) const;

  const Stage& stage_;
  const pack::Command& command_;
  std::vector<Identity> identities_;
  std::map<std::string, std::int64_t, std::less<>> lines_;  ///< by identity and values
  std::map<std::string, Known, std::less<>> alike_;         ///< by type and field
};

}  // namespace guiju::app
