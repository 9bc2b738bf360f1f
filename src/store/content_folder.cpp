#include "store/content_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "app/store_fault.hpp"
#include "base/hash.hpp"
#include "store/space.hpp"

namespace guiju::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* incoming_folder = "incoming";
constexpr std::size_t head_bytes = 256 * 1024;
constexpr std::size_t hash_digits = 64;
constexpr std::size_t piece_bytes = 256 * 1024;

[[noreturn]] void fail(const char* doing, const fs::path& path) {
  const int error = errno;
  const std::string what = std::string("attachments: cannot ") + doing + " " + path.string() +
                           ": " + std::strerror(error);
  if (is_lack_of_space(error)) throw app::StorageFull(what);
  throw app::StoreFault(what);
}

/// A file descriptor that is closed with its scope.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

Descriptor open_file(const fs::path& path, int flags) {
  return Descriptor(::open(path.c_str(), flags | O_CLOEXEC, 0600));
}

void sync_folder(const fs::path& path) {
  const Descriptor folder = open_file(path, O_RDONLY | O_DIRECTORY);
  if (!folder.is_open() || ::fsync(folder.number()) != 0) fail("sync", path);
}

/// Makes the folder durably: a name is lost with a folder that is not synced.
void make_folder(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return;
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail("make", path);
  sync_folder(path.parent_path().empty() ? fs::path(".") : path.parent_path());
}

bool is_hash(std::string_view text) {
  return text.size() == hash_digits && parse_hex(text).has_value();
}

/// Calls `take` with every file under the folder that was last written before `moment`.
template <class Take>
void for_each_file_before(const fs::path& folder, Instant moment, const Take& take) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    struct stat about {};
    if (::stat(at->path().c_str(), &about) != 0 || !S_ISREG(about.st_mode)) continue;
    if (about.st_mtime < moment.time_since_epoch().count()) take(at->path());
  }
}

class IncomingFile final : public app::IncomingContent {
 public:
  IncomingFile(ContentFolder& folder, fs::path path, Descriptor file)
      : folder_(folder), path_(std::move(path)), file_(std::move(file)) {}
  ~IncomingFile() override { ::unlink(path_.c_str()); }

  void append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto written = ::write(file_.number(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("write", path_);
      const std::string_view taken = bytes.substr(0, static_cast<std::size_t>(written));
      sha_.append(taken);
      head_ += taken.substr(0, std::min(taken.size(), head_bytes - head_.size()));
      bytes_ += written;
      bytes.remove_prefix(taken.size());
    }
  }

  std::int64_t bytes() const override { return bytes_; }
  std::string_view head() const override { return head_; }

  std::string keep() override {
    hash_ = to_hex(sha_.finish());
    if (::fsync(file_.number()) != 0) fail("sync", path_);
    link();
    return hash_;
  }

  void keep_again() override {
    if (::access(folder_.path_of(hash_).c_str(), F_OK) != 0) link();
  }

 private:
  void link() const {
    const fs::path target = folder_.path_of(hash_);
    make_folder(target.parent_path());
    if (::link(path_.c_str(), target.c_str()) != 0 && errno != EEXIST) fail("keep", target);
    sync_folder(target.parent_path());
  }

  ContentFolder& folder_;
  fs::path path_;
  Descriptor file_;
  Sha256Stream sha_;
  std::string head_;
  std::int64_t bytes_ = 0;
  std::string hash_;
};

class OpenFile final : public app::OpenContent {
 public:
  OpenFile(Descriptor file, std::int64_t bytes) : file_(std::move(file)), bytes_(bytes) {}

  std::int64_t bytes() const override { return bytes_; }
  bool read(std::string& out, std::size_t bytes_max) override {
    const std::size_t before = out.size();
    out.resize(before + bytes_max);
    ssize_t taken = 0;
    do {
      taken = ::read(file_.number(), out.data() + before, bytes_max);
    } while (taken < 0 && errno == EINTR);
    out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(taken, 0)));
    return taken >= 0;
  }

 private:
  Descriptor file_;
  std::int64_t bytes_;
};

}  // namespace

ContentFolder::ContentFolder(const fs::path& database)
    : root_(database.string() + "-attachments") {}

ContentFolder ContentFolder::at(fs::path folder) { return ContentFolder(Root{std::move(folder)}); }

void ContentFolder::claim(std::string_view owner) {
  fs::create_directories(root_);
  const fs::path mark = root_ / "company.txt";
  const Descriptor file = open_file(mark, O_WRONLY | O_CREAT | O_EXCL);
  const auto text = "Attachments of " + std::string(owner) + ", kept by guiju. Nobody else's.\n";
  const auto written = static_cast<ssize_t>(text.size());
  if (!file.is_open() || ::write(file.number(), text.data(), text.size()) != written) {
    fail("make", mark);
  }
  sync_folder(root_);
}

fs::path ContentFolder::path_of(std::string_view hash) const {
  return root_ / hash.substr(0, 2) / hash.substr(2);
}

std::unique_ptr<app::IncomingContent> ContentFolder::receive() {
  const fs::path folder = root_ / incoming_folder;
  make_folder(root_);
  make_folder(folder);
  // A name that nobody has: servers on other machines, too, receive into this folder.
  const std::string_view ending = ".part";
  std::string path = (folder / "XXXXXX").string().append(ending);
  Descriptor file(::mkostemps(path.data(), static_cast<int>(ending.size()), O_CLOEXEC));
  if (!file.is_open()) fail("make", path);
  return std::make_unique<IncomingFile>(*this, path, std::move(file));
}

std::unique_ptr<app::OpenContent> ContentFolder::open(std::string_view hash) const {
  if (!is_hash(hash)) return nullptr;
  Descriptor file = open_file(path_of(hash), O_RDONLY);
  struct stat about {};
  if (!file.is_open() || ::fstat(file.number(), &about) != 0) return nullptr;
  return std::make_unique<OpenFile>(std::move(file), about.st_size);
}

std::vector<std::string> ContentFolder::kept_before(Instant moment) const {
  std::vector<std::string> found;
  for_each_file_before(root_, moment, [&found](const fs::path& path) {
    std::string hash = path.parent_path().filename().string() + path.filename().string();
    if (is_hash(hash)) found.push_back(std::move(hash));
  });
  return found;
}

void ContentFolder::remove_unfinished(Instant moment) {
  for_each_file_before(root_ / incoming_folder, moment,
                       [](const fs::path& path) { ::unlink(path.c_str()); });
}

void ContentFolder::remove(std::string_view hash) {
  if (is_hash(hash)) ::unlink(path_of(hash).c_str());
}

std::string ContentFolder::hash_of_file(std::string_view hash) const {
  const auto content = open(hash);
  if (!content) return {};
  Sha256Stream sha;
  std::string piece;
  do {
    piece.clear();
    if (!content->read(piece, piece_bytes)) return {};
    sha.append(piece);
  } while (!piece.empty());
  return to_hex(sha.finish());
}

bool ContentFolder::copy_from(const ContentFolder& other, std::string_view hash) {
  const auto content = other.open(hash);
  if (!content) return false;
  const auto incoming = receive();
  Sha256Stream sha;
  std::string piece;
  do {
    piece.clear();
    if (!content->read(piece, piece_bytes)) return false;
    incoming->append(piece);
    sha.append(piece);
  } while (!piece.empty());
  // Asked before it is kept: what it really is may be another content, which is wanted here.
  if (to_hex(sha.finish()) != hash) return false;
  incoming->keep();
  return true;
}

}  // namespace guiju::store
