#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "calendar/holiday_table.hpp"
#include "pack/model.hpp"

namespace guiju::pack {

/// A parameter's value as a company states it, in JSON or YAML.
struct ParameterOverride {
  std::string name;
  std::string yaml;
  SourcePlace place;
};

struct CompileOptions {
  const Pack* base = nullptr;  ///< the compiled pack `company`; null when compiling that one
  std::span<const calendar::HolidayTable> holidays;
  std::span<const ParameterOverride> parameters;
  /// What a company states of the calendar instead of the pack: a map in JSON or YAML, or empty.
  std::string calendar = {};
};

/// Compiles the files of one pack. Every finding goes to `diagnostics`; null when one is an error.
/// Pure: reads no files (the host's zone files excepted, when the pack names a foreign zone).
std::shared_ptr<const Pack> compile(const std::vector<SourceFile>& files,
                                    const CompileOptions& options, Diagnostics& diagnostics);

}  // namespace guiju::pack
