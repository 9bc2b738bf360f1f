#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "app/world.hpp"
#include "base/diagnostic.hpp"
#include "pack/compile.hpp"
#include "pack/layers.hpp"

namespace guiju::app {

/// The organisation of a run: people, departments, sites, clients, parameters, and what went before
/// (docs/pack-language.md, company.yaml).
struct Company {
  std::string name;  ///< empty where it states none
  /// Records of the pack `company` to be made at the beginning: command, inputs.
  std::vector<std::pair<std::string, boost::json::object>> members;
  std::vector<pack::ParameterOverride> parameters;
  std::vector<std::string> regulations;  ///< ids of the packs it lives by; empty: all there are
  std::string calendar;  ///< what it states of the calendar instead of the pack, JSON; or empty
  std::vector<boost::json::object> before;  ///< timeline lines
};

/// Reads a company from JSON (made from its YAML). Findings name `file`.
Company read_company(const boost::json::value& json, const std::string& file,
                     Diagnostics& diagnostics);

/// The company.yaml of a pack, laid over that of the pack that it extends; null when there is none.
boost::json::value company_of(const std::vector<pack::LayeredFile>& layers,
                              Diagnostics& diagnostics);

/// `special` over `general`: members of the same key and parameters of the same name take the
/// place of the general ones; `before`, if stated, takes its place whole.
boost::json::value merge_company(const boost::json::value& general,
                                 const boost::json::value& special);

/// Makes the members in `world`, as the system, at `at`.
void found_company(const Company& company, const pack::Pack& base, Instant at, World& world,
                   Diagnostics& diagnostics);

}  // namespace guiju::app
