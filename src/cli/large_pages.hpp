#pragma once

namespace guiju::cli {

/// Lets what is allocated from now on stand on large pages where the system has them. For commands
/// that keep a company's records in memory: with pages of 4 KiB a fifth of their time is spent on
/// finding addresses (docs/performance.md). Takes memory in larger steps; the server does not want
/// that.
void use_large_pages();

}  // namespace guiju::cli
