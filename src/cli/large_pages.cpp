#include "cli/large_pages.hpp"

#include <jemalloc/jemalloc.h>
#include <sys/mman.h>

#include <string>

#pragma weak mallctl  // not there where another allocator is: in tests, under sanitizers

namespace guiju::cli {
namespace {

extent_hooks_t hooks;  // as before, but for `alloc`
extent_alloc_t* alloc_before = nullptr;

void* alloc(extent_hooks_t* own, void* at, std::size_t size, std::size_t alignment, bool* zero,
            bool* commit, unsigned arena) {
  void* made = alloc_before(own, at, size, alignment, zero, commit, arena);
  if (made != nullptr) madvise(made, size, MADV_HUGEPAGE);  // a wish: refused, it stays as it is
  return made;
}

}  // namespace

void use_large_pages() {
  if (mallctl == nullptr || alloc_before != nullptr) return;
  extent_hooks_t* before = nullptr;
  unsigned arenas = 0;
  std::size_t hooks_size = sizeof before, arenas_size = sizeof arenas;
  if (mallctl("arena.0.extent_hooks", &before, &hooks_size, nullptr, 0) != 0 ||
      mallctl("arenas.narenas", &arenas, &arenas_size, nullptr, 0) != 0) {
    return;
  }
  hooks = *before;
  alloc_before = hooks.alloc;
  hooks.alloc = alloc;
  auto* wanted = &hooks;
  for (unsigned arena = 0; arena < arenas; ++arena) {
    const auto name = "arena." + std::to_string(arena) + ".extent_hooks";
    mallctl(name.c_str(), nullptr, nullptr, &wanted, sizeof wanted);
  }
}

}  // namespace guiju::cli
