// Business-time arithmetic over a fixed horizon with a prefix sum of working seconds per day.
// All times are seconds of local civil time since the first day (the caller applies the UTC offset;
// China has had none but +08:00 since 1991).
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace business {

struct Interval {
  std::int32_t from, to;
};                                  // seconds of the day, half-open
using Day = std::vector<Interval>;  // empty: not a working day

class Calendar {
 public:
  explicit Calendar(const std::vector<Day>& days) {
    prefix_.reserve(days.size() + 1);
    shape_.reserve(days.size());
    for (auto& day : days) {
      auto known =
          std::find_if(shapes_.begin(), shapes_.end(), [&](auto& s) { return same(s, day); });
      if (known == shapes_.end()) known = shapes_.insert(shapes_.end(), day);
      shape_.push_back(static_cast<std::uint8_t>(known - shapes_.begin()));
      prefix_.push_back(total_);
      for (auto& i : day) total_ += i.to - i.from;
    }
    prefix_.push_back(total_);
    // first_[k]: the day in which the k-th block of working seconds begins; the search starts there
    for (std::size_t d = 0; d + 1 < prefix_.size(); ++d)
      while (static_cast<std::int64_t>(first_.size()) * kBlock < prefix_[d + 1])
        first_.push_back(static_cast<std::uint32_t>(d));
  }

  // Working seconds in [start of horizon, t)
  std::int64_t worked_before(std::int64_t t) const {
    if (t <= 0) return 0;
    auto d = static_cast<std::size_t>(t / 86400);
    if (d >= shape_.size()) return total_;
    auto second = static_cast<std::int32_t>(t % 86400);
    std::int64_t sum = prefix_[d];
    for (auto& i : shapes_[shape_[d]]) sum += std::clamp(second, i.from, i.to) - i.from;
    return sum;
  }
  std::int64_t elapsed(std::int64_t from, std::int64_t to) const {
    return worked_before(to) - worked_before(from);
  }

  // The moment at which `seconds` of working time after t have passed; -1 past the horizon.
  // The end of a working interval counts as reached there, not at the next interval's start.
  std::int64_t due(std::int64_t t, std::int64_t seconds) const {
    auto goal = worked_before(t) + seconds;
    if (seconds <= 0) return t;
    if (goal > total_) return -1;
    auto d = first_[static_cast<std::size_t>((goal - 1) / kBlock)];
    while (prefix_[d + 1] < goal) ++d;
    auto rest = static_cast<std::int32_t>(goal - prefix_[d]);
    for (auto& i : shapes_[shape_[d]]) {
      if (rest <= i.to - i.from) return static_cast<std::int64_t>(d) * 86400 + i.from + rest;
      rest -= i.to - i.from;
    }
    return -1;
  }
  std::size_t bytes() const { return prefix_.size() * 8 + shape_.size() + first_.size() * 4; }

 private:
  static constexpr std::int64_t kBlock = 14400;
  static bool same(const Day& a, const Day& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](auto& x, auto& y) { return x.from == y.from && x.to == y.to; });
  }
  std::vector<Day> shapes_;
  std::vector<std::uint8_t> shape_;
  std::vector<std::int64_t> prefix_;
  std::vector<std::uint32_t> first_;
  std::int64_t total_ = 0;
};

}  // namespace business
