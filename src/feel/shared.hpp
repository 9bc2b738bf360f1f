#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "feel/value.hpp"

namespace guiju::feel {

/// The text follows the block in the same allocation.
struct SharedString : Shared {
  explicit SharedString(std::size_t n)
      : Shared(Kind::string, {1 + static_cast<std::uint32_t>(n / 64)}), size(n) {}
  const std::size_t size;

  char* text() { return reinterpret_cast<char*>(this + 1); }
  std::string_view view() const { return {reinterpret_cast<const char*>(this + 1), size}; }
};

struct SharedList : Shared {
  SharedList(List l, Extent e) : Shared(Kind::list, e), items(std::move(l)) {}
  const List items;
};

struct SharedContext : Shared {
  SharedContext(ContextEntries all, Extent e) : Shared(Kind::context, e), entries(std::move(all)) {}
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
  SharedRange(Range r, Extent e) : Shared(Kind::range, e), range(std::move(r)) {}
  const Range range;
};

struct SharedFunction : Shared {
  SharedFunction(const Callable* c, Extent e) : Shared(Kind::function, e), callable(c) {}
  const std::unique_ptr<const Callable> callable;
};

}  // namespace guiju::feel
