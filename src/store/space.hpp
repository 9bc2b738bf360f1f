#pragma once

#include <cerrno>

namespace guiju::store {

/// Whether the system call failed because the disk, or the share of it that one may use, is full.
constexpr bool is_lack_of_space(int error) { return error == ENOSPC || error == EDQUOT; }

}  // namespace guiju::store
