#include "pack/fingerprint.hpp"

#include <algorithm>

namespace guiju::pack {

Hash fingerprint_of(const std::vector<SourceFile>& files) {
  std::vector<const SourceFile*> by_path;
  for (const SourceFile& file : files) by_path.push_back(&file);
  std::ranges::sort(by_path, {}, [](const auto* file) { return std::string_view(file->path); });
  std::string bytes;
  for (const SourceFile* file : by_path) {
    for (const std::string* part : {&file->path, &file->text}) {
      bytes += std::to_string(part->size());
      bytes += ':';
      bytes += *part;
    }
  }
  return sha256(bytes);
}

}  // namespace guiju::pack
