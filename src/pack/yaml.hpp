#pragma once

#include <yaml-cpp/yaml.h>

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/model.hpp"

namespace guiju::pack {

/// A node of a YAML file that knows where it stands. Reading something that is not there, or not of
/// the shape wanted, adds a diagnostic and gives an empty value, so that all findings come at once.
class Yaml {
 public:
  Yaml(YAML::Node node, std::string file, Diagnostics& diagnostics)
      : node_(std::move(node)), file_(std::move(file)), diagnostics_(&diagnostics) {}
  Yaml(const Yaml&) = default;
  /// To assign to a node of yaml-cpp changes the tree for all who hold it.
  Yaml& operator=(const Yaml&) = delete;

  /// Parses `text`; a syntax error becomes a diagnostic and an undefined node.
  static Yaml parse(const std::string& file, const std::string& text, Diagnostics& diagnostics);
  /// `top` laid over `below`: maps are taken together key by key, anything else of `top` takes the
  /// place of what is below; `!absent` leaves it out, a map that is `!instead` takes its place
  /// whole, and a list that is `!added` comes behind it.
  static Yaml laid_over(Yaml top, const Yaml& below);

  bool is_stated() const { return node_.IsDefined(); }
  bool is_null() const { return !node_.IsDefined() || node_.IsNull(); }
  bool is_map() const { return node_.IsDefined() && node_.IsMap(); }
  bool is_list() const { return node_.IsDefined() && node_.IsSequence(); }
  bool is_scalar() const { return node_.IsDefined() && node_.IsScalar(); }
  /// True for a list that is `!added` to what it is laid over.
  bool is_added() const { return is_list() && node_.Tag() == "!added"; }
  /// True for a map that stands `!instead` of the one that it is laid over.
  bool is_instead() const { return is_map() && node_.Tag() == "!instead"; }
  /// True for a scalar that was written in quotes.
  bool is_quoted() const { return node_.IsDefined() && node_.Tag() == "!"; }

  Yaml operator[](const char* key) const;
  /// The entries of a map, in the order written.
  using Entries = std::vector<std::pair<std::string, Yaml>>;
  Entries entries() const;
  std::vector<Yaml> items() const;

  /// Reports every key of the map that is not in `known`, with the nearest known one.
  const Yaml& allow(std::initializer_list<const char*> known) const;
  /// Reports when it is not there; true when it is.
  bool require(const char* what) const;

  std::string string() const;
  std::string string_or(std::string fallback) const;
  bool boolean() const;
  int integer() const;
  /// A list of scalars, or one scalar.
  std::vector<std::string> strings() const;
  /// `{zh, zh_hant, en}`, or one scalar for all.
  Text text() const;
  /// An expression; `null` where it is written so.
  Formula formula() const;
  /// An expression, or a list of plain values, which becomes a list literal.
  Formula list_formula() const;

  SourcePlace place() const;
  void error(std::string code, std::string message, std::string help = {}) const;
  const std::string& file() const { return file_; }
  Diagnostics& diagnostics() const { return *diagnostics_; }

 private:
  Entries laid_over(const Entries& top, const Entries& below) const;
  /// `!absent CODE`: the items of a list below without those of that code.
  std::vector<Yaml> left_out_of(const std::vector<Yaml>& below) const;
  Yaml with(YAML::Node node) const { return {std::move(node), file_, *diagnostics_}; }

  YAML::Node node_;
  YAML::Mark parent_mark_;
  std::shared_ptr<const Yaml> below_;  ///< what a map is laid over, or a list added to
  std::string file_;
  Diagnostics* diagnostics_;
};

/// Quotes `text` as a FEEL string literal.
std::string feel_quote(std::string_view text);

}  // namespace guiju::pack
