#pragma once

namespace guiju {
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}

/// A bug, in every build: stop here; the journal restarts us. Never for input or faults.
#define GUIJU_ASSERT(condition) \
  ((condition) ? void() : ::guiju::assertion_failed(#condition, __FILE__, __LINE__))
