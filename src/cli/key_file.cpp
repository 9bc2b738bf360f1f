#include "cli/key_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "base/hash.hpp"
#include "http/secrets.hpp"

namespace guiju::cli {
namespace {

constexpr std::size_t secret_bytes_min = 43;

/// Does nothing where there is one already.
void make_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) return;
  const std::string secret = http::make_secret() + "\n";
  const bool is_written =
      file >= 0 &&
      ::write(file, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size()) &&
      ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!is_written) throw std::runtime_error("cannot write the key file " + path);
}

}  // namespace

std::string key_of_file(const std::filesystem::path& path) {
  make_file(path);
  std::string secret;
  std::ifstream file(path);
  if (!std::getline(file, secret) || secret.size() < secret_bytes_min) {
    throw std::runtime_error("cannot read the key file " + path.string());
  }
  return std::string(bytes_of(sha256(secret)));
}

}  // namespace guiju::cli
