#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"

/// What the demo is made of (demo/*.yaml), read into values.
namespace guiju::demo {

/// A demo file does not hold together: `file:line: what is wrong`.
class DataError : public std::runtime_error {
 public:
  DataError(const std::string& file, const YAML::Mark& mark, const std::string& message)
      : std::runtime_error(file + ":" + std::to_string(mark.line + 1) + ": " + message) {}
};

using Range = std::pair<std::int64_t, std::int64_t>;  ///< both ends included

struct HeldRole {
  std::string role, site, department;
};

struct Person {
  std::string key, department;
  std::vector<HeldRole> roles;
};

struct Site {
  std::string key, name;
  std::int64_t buildings = 1, units = 1, floors = 1, flats = 1;
  std::vector<std::string> salespeople;
};

struct NameSource {
  std::vector<std::string> surnames, given, phone_heads;
  std::int64_t clients = 0;
  std::int64_t prospects_in_a_hundred = 0;
};

using Topic = std::map<std::string, std::string>;

/// A moment after the one before: elapsed or working time, a working day at some hour, or a promise
/// that an earlier step has made.
struct Wait {
  enum class Kind { at_once, minutes, working_minutes, working_days, until };
  Kind kind = Kind::at_once;
  Range amount{0, 0};
  Range hours{9 * 3600, 17 * 3600};  ///< seconds of the day, of `working_days` and `until` a date
  std::string until;                 ///< the name of a drawn value
};

struct Step {
  std::string command;
  std::string as, on, ref;
  YAML::Node with;
  Wait wait;
  std::int64_t late_in_a_hundred = 0;
  Wait late;                  ///< instead of `wait`, so often
  std::int64_t chance = 100;  ///< else the story ends here
  std::int64_t maybe = 100;   ///< else this step is left out
  YAML::Mark mark;
};

/// When a story begins: so many times on days gone by, so many minutes ago, or again and again.
struct Beginning {
  enum class Kind { days_ago, minutes_ago, working_minutes_ago, month_day, weekday };
  Kind kind = Kind::days_ago;
  Range amount{0, 0};  ///< days or minutes; of the last two: the day
  Range hours{0, 86399};
  bool on_working_days = false;
  bool for_each_site = false;
};

/// A way in which a story may go: what it adds to its first step, and who plays in it.
struct Variant {
  std::int64_t share = 1;
  std::map<std::string, std::string> cast;
  YAML::Node with;
};

struct Story {
  std::string file;
  std::int64_t count = 1;
  Beginning beginning;
  std::string topics;
  bool is_for_each_topic = false;  ///< told once for each, in their order; else one is drawn
  std::string site;                ///< empty: any
  std::map<std::string, std::string> vars;
  std::vector<std::pair<std::string, std::string>> cast;
  std::vector<Variant> variants;
  std::vector<Step> steps;
  YAML::Mark mark;
};

struct Login {
  std::string login, person, as;
};

struct Data {
  std::string name;          ///< of the company
  std::string company_yaml;  ///< the company file itself (docs/pack-language.md)
  std::vector<Person> people;
  std::vector<Site> sites;
  NameSource names;
  std::map<std::string, std::vector<Topic>> topics;
  std::vector<Story> stories;  ///< files in order of their names
  std::string password;
  std::vector<Login> logins;
};

/// Reads a demo folder. Throws DataError, or std::runtime_error where a file is missing.
Data read_data(const std::string& folder);

/// Reads one story; `file` is named when something is wrong with it.
Story read_story(const std::string& file, const YAML::Node& node);

/// `09:30` as seconds of the day.
std::int64_t seconds_of_day(const std::string& text);

}  // namespace guiju::demo
