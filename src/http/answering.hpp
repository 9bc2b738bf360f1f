#pragma once

#include <array>
#include <chrono>
#include <random>
#include <string>

#include "http/message.hpp"

namespace guiju::http {

struct Route;
struct Services;

/// Names of requests. They tell nothing: not even how many there were.
class RequestIds {
 public:
  using Id = std::array<char, 16>;  ///< hexadecimal digits
  Id next();

 private:
  std::mt19937_64 random_{std::random_device{}()};
};

/// One request from when it was whole until it is answered: it is counted, its answer gets the
/// header `X-Request-Id`, and what failed, took long or let somebody in is told to the log.
class Answering {
 public:
  Answering(Services& services, RequestIds::Id id) : services_(services), id_(id) {}

  /// One of the routes; none while it is null: a page, or what there is not.
  const Route* route = nullptr;
  std::string person;  ///< who asks, once that is known

  Response answered(Response response) const;

 private:
  void tell(const Response& response, std::chrono::milliseconds took) const;

  Services& services_;
  RequestIds::Id id_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace guiju::http
