#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/mapping.hpp"
#include "feel/scope.hpp"
#include "pack/yaml.hpp"

namespace guiju::app {

/// What the slots of a mapping's names stand for; columns come first, named values last.
struct MappingSlots {
  explicit MappingSlots(std::size_t columns) : first_other(static_cast<int>(columns)) {}
  int first_other;
  int rows() const { return first_other; }
  int each() const { return first_other + 1; }
  int position() const { return first_other + 2; }
  int line() const { return first_other + 3; }
  int constants() const { return first_other + 4; }
  int let(std::size_t index) const { return first_other + 5 + static_cast<int>(index); }
};

/// The functions that mapping files add to FEEL.
enum class MappingFunction {
  moment,
  civil_date,
  after_working_days,
  after_working_minutes,
  is_working_day,
};

/// Reads a mapping file and compiles its expressions for one header and one pack.
class MappingCompiler {
 public:
  MappingCompiler(const pack::SourceFile& file, const std::vector<std::string>& header,
                  const pack::Pack& pack, Diagnostics& diagnostics);
  std::optional<Mapping> compile();

 private:
  void read_zone();
  void name_columns();
  void name_rows();
  void add_functions();
  void read_constants();
  void read_lets();
  void read_step(const pack::Yaml& yaml, std::int64_t place);
  void read_inputs(const pack::Yaml& yaml, Mapping::Step& step);
  std::optional<feel::Expression> expression(const pack::Yaml& yaml,
                                             const feel::Type& expected = {});

  pack::Yaml yaml_;
  const std::vector<std::string>& header_;
  const pack::Pack& pack_;
  Diagnostics& diagnostics_;
  MappingSlots slots_;
  feel::Scope scope_;
  Mapping mapping_;
};

}  // namespace guiju::app
