#pragma once

#include <filesystem>

#include "app/attachments.hpp"

namespace guiju::store {

/// The folder of a company's contents: `<database>-attachments/ab/cdef…`, each file named by the
/// hash of what it holds. Several servers, also of several machines, may use it at the same time.
class ContentFolder final : public app::ContentStore {
 public:
  /// `database`: the company's file. The folder is made with the first content.
  explicit ContentFolder(const std::filesystem::path& database);
  /// A folder that is called otherwise.
  static ContentFolder at(std::filesystem::path folder);
  /// Makes the folder that of one company for good, by a file that says whose it is. Throws where
  /// it is a company's already: each removes what none of its own records holds.
  void claim(std::string_view owner);

  std::unique_ptr<app::IncomingContent> receive() override;
  std::unique_ptr<app::OpenContent> open(std::string_view hash) const override;
  std::vector<std::string> kept_before(Instant moment) const override;
  void remove(std::string_view hash) override;
  void remove_unfinished(Instant moment) override;

  const std::filesystem::path& path() const { return root_; }
  /// Where the content of this hash lies, or would.
  std::filesystem::path path_of(std::string_view hash) const;
  /// The hash of what really lies there; empty when nothing can be read.
  std::string hash_of_file(std::string_view hash) const;
  /// Takes the content over from another folder, durably. False, and nothing taken, when it is not
  /// there whole; throws `StoreFault` when this one takes nothing.
  [[nodiscard]] bool copy_from(const ContentFolder& other, std::string_view hash);

 private:
  struct Root {
    std::filesystem::path path;
  };
  explicit ContentFolder(Root root) : root_(std::move(root.path)) {}

  std::filesystem::path root_;
};

}  // namespace guiju::store
