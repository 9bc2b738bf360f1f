#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/attachments.hpp"
#include "app/company.hpp"
#include "app/desk.hpp"
#include "cli/demo/data.hpp"
#include "cli/demo/story.hpp"

namespace guiju::demo {

/// Brings a told demo into a store: through the desk, with the clock moving from act to act, like
/// everything else that ever happens there.
class Seeding {
 public:
  Seeding(app::Store& store, app::ContentStore& contents, const app::Shelf& shelf,
          const app::Texts& texts)
      : store_(store), contents_(contents), shelf_(shelf), desk_(shelf, texts) {}

  /// Registers people, departments and sites at `at`, and starts the schedules.
  void found(const app::Company& company, Instant at);
  /// Does what the lines say, each at its moment, with what falls due in between; then lets time
  /// pass up to `now`. `progress` is told how many lines are done. Throws std::runtime_error with
  /// the line and the answer when one of them is refused: the demo shows a house in order.
  void play(const std::vector<Line>& lines, Instant now,
            const std::function<void(std::size_t done)>& progress);
  /// Makes the logins, all with one password's hash.
  void admit(const std::vector<Login>& logins, const std::string& password_hash);

 private:
  void do_line(app::UnitOfWork& unit, const Line& line);
  void pass_time(app::UnitOfWork& unit, Instant now) const;
  boost::json::object inputs_of(const Line& line) const;
  void attach(app::UnitOfWork& unit, const Line& line, boost::json::object& inputs);
  std::string record_named(const std::string& on) const;

  app::Store& store_;
  app::ContentStore& contents_;
  const app::Shelf& shelf_;
  app::Desk desk_;
  std::map<std::string, std::string, std::less<>> keys_;  ///< by ref
};

}  // namespace guiju::demo
