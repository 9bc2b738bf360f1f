#pragma once

#include <stdexcept>

namespace guiju::app {

/// What keeps the company cannot do its work: a damaged file, a server that is away, somebody else
/// who writes for too long. Never a refusal.
class StoreFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The disk has no space for what was to be kept: nothing of it is kept. Once there is space again
/// the same is done when it is asked for again; nothing has to be started anew.
class StorageFull : public StoreFault {
 public:
  using StoreFault::StoreFault;
};

}  // namespace guiju::app
