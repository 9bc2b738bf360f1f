#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "feel/value.hpp"

namespace guiju::feel {

/// What a value points to when it does not fit into it: counted, never changed once made.
struct Shared {
  explicit Shared(Kind k) : kind(k) {}
  mutable std::atomic<std::uint32_t> owners{1};
  const Kind kind;
};

/// The text follows the block in the same allocation.
struct SharedString : Shared {
  explicit SharedString(std::size_t n) : Shared(Kind::string), size(n) {}
  const std::size_t size;

  char* text() { return reinterpret_cast<char*>(this + 1); }
  std::string_view view() const { return {reinterpret_cast<const char*>(this + 1), size}; }
};

struct SharedList : Shared {
  explicit SharedList(List l) : Shared(Kind::list), items(std::move(l)) {}
  const List items;
};

struct SharedContext : Shared {
  explicit SharedContext(ContextEntries e) : Shared(Kind::context), entries(std::move(e)) {}
  explicit SharedContext(std::unique_ptr<const ContextSource> s)
      : Shared(Kind::context), source(std::move(s)) {}

  const ContextEntries& all() const {
    if (source != nullptr) std::call_once(copied, [this] { entries = source->entries(); });
    return entries;
  }

  const std::unique_ptr<const ContextSource> source;  ///< null: the entries are here

 private:
  mutable ContextEntries entries;
  mutable std::once_flag copied;
};

struct SharedRange : Shared {
  explicit SharedRange(Range r) : Shared(Kind::range), range(std::move(r)) {}
  const Range range;
};

struct SharedFunction : Shared {
  explicit SharedFunction(const Callable* c) : Shared(Kind::function), callable(c) {}
  const std::unique_ptr<const Callable> callable;
};

}  // namespace guiju::feel
