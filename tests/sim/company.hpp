#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <vector>

#include "app/company.hpp"
#include "app/ports.hpp"
#include "app/shelf.hpp"
#include "cli/pack_files.hpp"

namespace guiju::sim {

/// 一家公司. What is simulated: one regulation, by the people and the parameters of its
/// company.yaml. Never changes once made; costs as much as playing the examples of its pack.
class Company {
 public:
  /// `pack`: the folder of one, or its id.
  Company(const cli::PackLoader& loader, const std::string& pack);

  const std::string& name() const { return name_; }  ///< as it was asked for
  const pack::Pack& pack() const { return *pack_; }
  const app::Shelf& shelf() const { return shelf_; }
  /// The people, clients and first records; nothing may have happened yet.
  void found(app::Store& store) const;
  /// What the examples of the pack put into the form of a command, each one time; empty for none.
  const std::vector<boost::json::object>& examples_of(const std::string& command) const;

 private:
  /// The lines of timelines in an example, or in part of one.
  void take_lines(const boost::json::value& part);

  std::string name_;
  app::Company people_;
  app::Shelf shelf_;
  std::shared_ptr<const pack::Pack> pack_;
  std::map<std::string, std::vector<boost::json::object>> examples_;
};

}  // namespace guiju::sim
