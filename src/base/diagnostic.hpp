#pragma once

#include <string>
#include <vector>

namespace guiju {

/// Where something stands in a text file; line and column count from 1, 0 means unknown.
struct SourcePlace {
  std::string file;
  int line = 0;
  int column = 0;
};

/// One finding about a pack, a mapping file or an expression, for whoever wrote it.
struct Diagnostic {
  enum class Severity { error, warning };
  Severity severity = Severity::error;
  SourcePlace place;
  std::string code;     ///< stable, kebab-case: `unknown-name`
  std::string message;  ///< what is wrong; lower case, names in backticks
  std::string help;     ///< what to write instead; may be empty
};

using Diagnostics = std::vector<Diagnostic>;

/// `file:line:column: code: what is wrong. help: what to write`.
std::string to_text(const Diagnostic& diagnostic);
bool has_errors(const Diagnostics& diagnostics);

/// The nearest of `candidates` when it is near enough to be a slip of the pen, else empty.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace guiju
