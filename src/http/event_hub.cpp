#include "http/event_hub.hpp"

namespace guiju::http {

EventHub::EventHub(std::uint64_t start, std::size_t kept_max)
    : kept_max_(kept_max), start_(start), latest_(start) {}

void EventHub::publish(std::vector<Event> events) {
  if (events.empty()) return;
  const std::lock_guard lock(mutex_);
  for (Event& event : events) {
    event.id = ++latest_;
    events_.push_back(std::make_shared<const Event>(std::move(event)));
  }
  while (events_.size() > kept_max_) events_.pop_front();
  if (listener_) listener_();
}

void EventHub::set_listener(std::function<void()> listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
}

std::uint64_t EventHub::latest() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

std::optional<std::vector<EventPtr>> EventHub::after(std::uint64_t after) const {
  const std::lock_guard lock(mutex_);
  if (after < start_ || after > latest_) return {};
  const std::size_t wanted = static_cast<std::size_t>(latest_ - after);
  if (wanted > events_.size()) return {};
  return std::vector<EventPtr>(events_.end() - static_cast<std::ptrdiff_t>(wanted), events_.end());
}

}  // namespace guiju::http
