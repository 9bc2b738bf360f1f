#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace guiju::http {

/// The web interface: files of a build, read once at start and served from memory. Paths that are
/// no file belong to the pages' own routes and get `index.html`.
class StaticFiles {
 public:
  /// Without `index.html` in `directory`, every page says how to build the interface.
  explicit StaticFiles(const std::filesystem::path& directory);

  bool is_built() const { return index_ != nullptr; }
  /// 404 for a missing file of `/assets/`.
  Response serve(const Request& request) const;

 private:
  struct File {
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> gzip;  ///< null when there is none
    std::string_view content_type;
    std::string tag;
    bool is_immutable = false;  ///< its name holds its hash
  };
  Response index_page(std::string_view accept_language) const;

  std::map<std::string, File, std::less<>> files_;
  std::shared_ptr<const std::string> index_;
};

}  // namespace guiju::http
