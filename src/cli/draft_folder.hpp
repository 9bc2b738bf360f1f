#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>

#include "app/drafts.hpp"
#include "cli/pack_files.hpp"

namespace guiju::cli {

/// Drafts of regulations, each a folder in one folder. What was compiled is kept until a file of
/// the draft, or of the pack that it extends, is another.
class DraftFolder final : public app::Drafts {
 public:
  using Read = std::function<std::vector<pack::SourceFile>(const std::filesystem::path& folder)>;
  using Compile = std::function<std::shared_ptr<const pack::Pack>(
      const std::vector<pack::SourceFile>& files, Diagnostics& findings)>;

  using Play =
      std::function<std::vector<app::ExampleResult>(const std::vector<pack::SourceFile>& files)>;

  /// Throws when there is no such folder. What it holds is read when it is asked for.
  DraftFolder(std::filesystem::path folder, Read read, Compile compile, Play play);

  std::vector<std::shared_ptr<const app::Draft>> list() override;
  std::vector<app::ExampleResult> play(const app::Draft& draft) override {
    return play_(draft.pack->files);
  }

 private:
  struct Kept {
    std::vector<pack::SourceFile> files;
    std::shared_ptr<const app::Draft> draft;
  };
  Kept take(const std::filesystem::path& folder, const Kept* before) const;

  const std::filesystem::path folder_;
  const Read read_;
  const Compile compile_;
  const Play play_;
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;  // by name
};

}  // namespace guiju::cli
