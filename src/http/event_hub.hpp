#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "casework/record.hpp"

namespace guiju::http {

/// Something that has become durable and that open pages want to know.
struct Event {
  enum class Kind {
    changed,  ///< `record` was made or changed
    notice,   ///< `notice` was given
    clock,    ///< the virtual clock was moved to `now`
    reset,    ///< much may have changed: pages load everything anew
  };
  std::uint64_t id = 0;
  Kind kind = Kind::changed;
  casework::RecordPtr record;
  app::Notice notice;
  Instant now{};
};
using EventPtr = std::shared_ptr<const Event>;

/// The latest events in order, for streams to take from where they stopped. Any thread.
class EventHub {
 public:
  /// `start`: the first id; a server that comes after another starts behind it, so that a
  /// `Last-Event-ID` of the other is known to be too old.
  EventHub(std::uint64_t start, std::size_t kept_max);

  /// Called with each publication, on the thread that publishes; it may not ask the hub anything.
  void set_listener(std::function<void()> listener);
  void publish(std::vector<Event> events);

  /// The id of the latest event.
  std::uint64_t latest() const;
  /// Events after `after`, oldest first; empty when some of them are gone already, or `after` is
  /// none of ours: whoever asks has to load everything anew.
  std::optional<std::vector<EventPtr>> after(std::uint64_t after) const;

 private:
  const std::size_t kept_max_;
  const std::uint64_t start_;
  mutable std::mutex mutex_;
  std::deque<EventPtr> events_;
  std::uint64_t latest_;
  std::function<void()> listener_;
};

}  // namespace guiju::http
