#pragma once

#include <cstddef>
#include <cstdint>

namespace guiju::feel {

/// What one evaluation may cost. FEEL lets a line of text ask for more than a machine has: loops in
/// loops, functions that call themselves, texts that double. An evaluation that has spent its
/// effort ends soon, and what it could not find out is null, as is all that cannot be evaluated.
/// The measure is counted work and never time, so that every machine stops at the same place.
///
/// An object stands for one piece that is being evaluated: the outermost of a thread brings the
/// effort, those inside share it.
class Effort {
 public:
  /// `size`: of the piece in tokens. Pieces inside one another use up the stack.
  explicit Effort(std::size_t size = 0) noexcept : size_(size) {
    if (state.running++ == 0) state.left = units_max;
    state.size += size;
  }
  ~Effort() {
    state.size -= size_;
    --state.running;
  }
  Effort(const Effort&) = delete;
  Effort& operator=(const Effort&) = delete;

  /// False when the effort is spent, or pieces are nested too deep: the piece is null then.
  bool goes_on() const noexcept { return state.size <= size_max && state.left > 0; }

  /// Takes off what is about to be done, one unit for some nanoseconds of work; false when that is
  /// more than is left. Outside of an evaluation there is nothing to spend, and no limit.
  static bool spend(std::size_t units) noexcept {
    if (state.running == 0) return true;
    if (units >= state.left) {
      state.left = 0;
      return false;
    }
    state.left -= units;
    return true;
  }
  static bool is_spent() noexcept { return state.running > 0 && state.left == 0; }

  /// A turn of a loop, a call.
  static constexpr std::size_t turn = 10;

 private:
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION  // slower by much, and many a second are wanted
  static constexpr std::uint64_t units_max = 100'000;
#else
  static constexpr std::uint64_t units_max = 50'000'000;  // half a second
#endif
  static constexpr std::size_t size_max = 24'000;

  struct State {
    std::uint64_t left;
    std::size_t size;
    std::size_t running;
  };
  static thread_local constinit inline State state{};

  std::size_t size_;
};

}  // namespace guiju::feel
