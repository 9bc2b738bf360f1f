#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/reader.hpp"
#include "child.hpp"
#include "client.hpp"
#include "founding.hpp"

/// What a thousand clients of one sales office may be after at once.
namespace guiju::http_test {

inline constexpr const char* pack_id = "sales-office";
inline constexpr const char* floor_key = "P1";
inline const std::vector<std::string> sellers{"A", "B", "C", "D", "E"};

/// What one client asks for. Clients of one group want the same: one of them gets it.
struct Try {
  std::string person;
  std::string key;
  std::string request;
  std::size_t group = 0;
};

/// What all of a round are after.
struct Contest {
  std::string name;
  std::vector<Try> tries;
  std::set<std::string> codes, clauses;  ///< of the refusals; none: everyone is told yes
  /// Says what is wrong with what is kept. `winners`: by group, who got it.
  std::function<void(const app::Reader&, const std::vector<const Try*>& winners)> check;
};

/// The company, whose clock goes on by a minute whenever it is asked to. What a setup asks for must
/// be granted: all throw std::runtime_error otherwise.
class Office {
 public:
  /// Founds it there.
  explicit Office(const store::Location& company);

  void start() { server_ = std::make_unique<Child>(company_, shelf, at_); }
  void kill() { server_->kill_hard(); }
  Child& server() { return *server_; }
  const store::Location& company() const { return company_; }
  PackShelf shelf{std::string(pack_id)};

  std::string now() const { return to_text(at_, std::chrono::hours(8)); }
  void later() { at_ += std::chrono::minutes(1); }
  /// Moves the clock of the server to `now`.
  void tell_the_time();

  /// An order that nobody contests; its answer.
  Reply done(const std::string& person, const std::string& command, const std::string& on,
             const boost::json::object& with);
  boost::json::value board();

  /// A person who has called; the key of the file.
  std::string new_client();
  /// A number that has not called. The file that comes of it will be the last client.
  std::string new_phone();
  std::string last_client() const;
  /// Id of a unit for sale.
  std::string new_unit();

 private:
  Reply ask(const char* method, const std::string& target, const std::string& body);

  const store::Location company_;
  std::unique_ptr<Child> server_;
  Instant at_ = *parse_instant("2026-03-02T10:00:00+08:00");
  int orders_ = 0, clients_ = 0, units_ = 0;
};

/// What the clients of a round ask for, by turns; makes what it takes. `round`: for its keys.
Contest contest_of(Office& office, std::size_t clients, int round);

}  // namespace guiju::http_test
