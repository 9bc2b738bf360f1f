#pragma once

#include <memory>
#include <string>

#include "http/message.hpp"

namespace guiju::fuzz {

/// Who asks, where somebody does: an intake officer, by this token.
inline constexpr const char* asker_token = "t";
inline constexpr const char* asker = "内勤A";

/// A company in memory and all of a server but its sockets. Nothing that is asked of it stays done:
/// the same text meets the same company.
class Company {
 public:
  Company();
  ~Company();
  Company(const Company&) = delete;
  Company& operator=(const Company&) = delete;

  http::Handler& handler();
  /// The answer, whenever it comes, written out as it would be sent. Traps where the server says
  /// that the fault is its own, or where the answer is not what it says it is.
  http::Response ask(const http::Request& request);
  void check(const http::Response& response) const;
  /// Reads a table and each of its rows as an order of the asker; without a word where it cannot be
  /// read.
  void import(std::string table) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace guiju::fuzz
