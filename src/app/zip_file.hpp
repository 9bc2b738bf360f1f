#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

struct zip;

namespace guiju::app {

/// A zip archive in memory, for reading. Whatever its directory says of sizes is not believed.
class ZipFile {
 public:
  /// Throws TableError `broken` for what is no archive.
  explicit ZipFile(std::string bytes);
  ~ZipFile();
  ZipFile(const ZipFile&) = delete;
  ZipFile& operator=(const ZipFile&) = delete;

  /// The file of that name, in any case; empty when there is none. Throws TableError: `too_large`
  /// when it unpacks to more than `bytes_max`, `encrypted`, `broken` (its checksum does not fit).
  std::optional<std::string> read(const std::string& name, std::size_t bytes_max) const;

 private:
  const std::string bytes_;  ///< which `zip_` reads from
  zip* zip_ = nullptr;
};

}  // namespace guiju::app
