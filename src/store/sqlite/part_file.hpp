#pragma once

#include <filesystem>

namespace guiju::store {

/// A store in the making: a database `<to>.part` with its contents in `<to>.part-attachments`. Both
/// take their names when they are whole; whatever did not get so far is removed, so that a failed
/// attempt is in nobody's way.
class PartFile {
 public:
  /// Throws `Fault` when anything of a store called `to` exists: nothing is overwritten.
  explicit PartFile(std::filesystem::path to);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::filesystem::path& path() const { return part_; }
  /// Precondition: the database is closed. First the contents: a database that has its name has all
  /// that it names.
  void take_name();

 private:
  void remove() const;

  std::filesystem::path to_, part_;
};

}  // namespace guiju::store
