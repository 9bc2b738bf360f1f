#include "app/pack_reading.hpp"

#include "pack/shipped.hpp"

namespace guiju::app {

PackReading read_through(const pack::Pack& pack) {
  return {.items = pack::outline(pack),
          .findings = std::move(pack::contradictions(pack).found),
          .shipped = pack::shipped_values(pack)};
}

std::shared_ptr<const PackReading> PackReadings::of(const pack::Pack& pack) {
  const std::scoped_lock lock(mutex_);
  auto& made = made_[&pack];
  if (made == nullptr) made = std::make_shared<const PackReading>(read_through(pack));
  return made;
}

}  // namespace guiju::app
