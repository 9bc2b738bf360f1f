#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "complaint_ledger.hpp"

namespace guiju::http_test {

/// How long answers took, in order.
struct Waits {
  std::vector<std::chrono::microseconds> all;
  std::chrono::microseconds at(int percent) const;
};

/// A few people at work in threads of their own: each signs in once, then lists the cases, opens
/// one, registers a complaint, and so on. Whatever goes wrong is a `fault`.
class Desks {
 public:
  Desks(std::uint16_t port, std::size_t people, ComplaintLedger& ledger);
  ~Desks();
  Desks(const Desks&) = delete;
  Desks& operator=(const Desks&) = delete;

  /// How long they waited since this was asked last.
  Waits waits();

 private:
  void work();
  void note(std::chrono::microseconds wait);

  const std::uint16_t port_;
  ComplaintLedger& ledger_;
  std::atomic<bool> is_over_ = false;
  std::mutex mutex_;
  Waits waits_;
  std::vector<std::thread> threads_;
};

}  // namespace guiju::http_test
