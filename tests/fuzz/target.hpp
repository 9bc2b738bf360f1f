#pragma once

#include <cstddef>
#include <cstdint>

/// What libFuzzer calls with texts of its own making, and the replay with those that are kept.
/// Nothing is expected but that it comes back: no crash, no fault that a sanitizer sees, no hang.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
