#include "store/sqlite/part_file.hpp"

#include "store/content_folder.hpp"
#include "store/sql/database.hpp"

namespace guiju::store {
namespace {

namespace fs = std::filesystem;

void refuse_existing(const fs::path& path) {
  for (const char* suffix : {"", "-wal", "-journal", "-attachments"}) {
    const fs::path taken = path.string() + suffix;
    if (fs::exists(taken)) {
      throw Fault(taken.string() +
                  " exists already and is not overwritten; choose another name, "
                  "or move it away");
    }
  }
}

}  // namespace

PartFile::PartFile(fs::path to) : to_(std::move(to)), part_(to_.string() + ".part") {
  refuse_existing(to_);
  remove();
}

PartFile::~PartFile() { remove(); }

void PartFile::remove() const {
  std::error_code kept;  // what stays is removed by the next attempt, or keeps it from beginning
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    fs::remove(part_.string() + suffix, kept);
  }
  fs::remove_all(ContentFolder(part_).path(), kept);
}

void PartFile::take_name() {
  const fs::path contents = ContentFolder(part_).path();
  if (fs::exists(contents)) fs::rename(contents, ContentFolder(to_).path());
  fs::rename(part_, to_);
}

}  // namespace guiju::store
