#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "store/location.hpp"

/// Where tests keep what lasts.
namespace guiju::store::testing {

/// A folder that goes when the test ends.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "guiju-store-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    if (!is_kept_) std::filesystem::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const char* name) const { return path_ / name; }
  /// It stays, for whoever looks into what has failed.
  void keep() { is_kept_ = true; }

 private:
  std::filesystem::path path_;
  bool is_kept_ = false;
};

/// Where a test keeps companies: files in a folder, or schemas of the PostgreSQL database that
/// GUIJU_TEST_POSTGRES names by its URL (`./dev test postgres`). They are gone with it.
class Places {
 public:
  Places() {
    if (!are_files()) ::setenv("PGAPPNAME", own_name().c_str(), 1);
  }
  ~Places() {
    if (is_kept_) return;
    for (const auto& [name, schema] : schemas_) drop(schema);
  }
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  static bool are_files() { return url() == nullptr; }
  Location operator/(const std::string& name) const {
    if (are_files()) return folder_ / name.c_str();
    std::string& schema = schemas_[name];
    if (schema.empty()) schema = make_schema();
    const std::string server = url();
    return server + (server.find('?') == std::string::npos ? '?' : '&') +
           "options=-csearch_path%3D" + schema;
  }
  /// What is to be stated as the folder for attachments of the company; those of a file lie beside
  /// it.
  std::filesystem::path contents(const std::string& name) const {
    if (are_files()) return {};
    return folder_ / (name + "-attachments").c_str();
  }
  /// Whatever is kept under the name goes, so that another company can be made there.
  void clear(const std::string& name) {
    if (are_files()) {
      std::filesystem::remove(folder_ / name.c_str());
    } else if (const auto schema = schemas_.extract(name)) {
      drop(schema.mapped());
    }
  }
  /// Ends all connections that this process has, as when PostgreSQL is started anew.
  static void lose_connections() {
    execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name='" +
        own_name() + "' AND pid<>pg_backend_pid()");
  }
  /// For what lies in files whatever the engine is.
  const Folder& folder() const { return folder_; }
  void keep() {
    folder_.keep();
    is_kept_ = true;
  }

 private:
  static const char* url() { return std::getenv("GUIJU_TEST_POSTGRES"); }
  static std::string own_name() { return "guiju-test-" + std::to_string(::getpid()); }
  static void execute(const std::string& sql) {
    connect(Location(url()), Access::write)->execute(sql);
  }
  static std::string make_schema() {
    static int number = 0;
    std::string schema = "test_" + std::to_string(::getpid()) + '_' + std::to_string(++number);
    execute("CREATE SCHEMA " + schema);
    return schema;
  }
  static void drop(const std::string& schema) { execute("DROP SCHEMA " + schema + " CASCADE"); }

  Folder folder_;
  mutable std::map<std::string, std::string> schemas_;  ///< by the names that tests give
  bool is_kept_ = false;
};

}  // namespace guiju::store::testing
