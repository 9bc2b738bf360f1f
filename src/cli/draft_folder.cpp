#include "cli/draft_folder.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <stdexcept>

namespace guiju::cli {
namespace {

namespace fs = std::filesystem;

bool is_equal(const std::vector<pack::SourceFile>& a, const std::vector<pack::SourceFile>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
    return one.path == other.path && one.text == other.text;
  });
}

Diagnostic unreadable(std::string message) {
  return {.place = {"pack.yaml", 0, 0},
          .code = "unreadable",
          .message = std::move(message),
          .help = {}};
}

std::string scalar(const YAML::Node& node) {
  return node && node.IsScalar() ? node.Scalar() : std::string();
}

/// What a draft says of itself, as far as that can be read: it need not compile.
void read_head(const std::vector<pack::SourceFile>& files, app::Draft& draft) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [](const auto& file) { return file.path == "pack.yaml"; });
  if (found == files.end()) return;
  try {
    const YAML::Node pack = YAML::Load(found->text);
    if (!pack.IsMap()) return;
    draft.id = scalar(pack["id"]);
    draft.version = scalar(pack["version"]);
    const YAML::Node title = pack["title"];
    draft.title.zh = scalar(title);
    if (!title || !title.IsMap()) return;
    draft.title = {scalar(title["zh"]), scalar(title["zh_hant"]), scalar(title["en"])};
  } catch (const YAML::Exception&) {
    return;  // the compiler says where
  }
}

/// Where things lie on this machine is nobody's business.
std::string without(std::string text, const fs::path& folder) {
  const auto prefix = folder.string() + "/";
  for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
    text.erase(at, prefix.size());
  }
  return text;
}

}  // namespace

DraftFolder::DraftFolder(fs::path folder, Read read, Compile compile, Play play)
    : folder_(std::move(folder)),
      read_(std::move(read)),
      compile_(std::move(compile)),
      play_(std::move(play)) {
  if (!fs::is_directory(folder_)) {
    throw std::runtime_error("there is no folder " + folder_.string() + " with drafts");
  }
}

std::vector<std::shared_ptr<const app::Draft>> DraftFolder::list() {
  const std::scoped_lock lock(mutex_);
  std::map<std::string, Kept> present;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const auto name = entry.path().filename().string();
    if (!entry.is_directory() || name.starts_with('.')) continue;
    const auto before = kept_.find(name);
    present.emplace(name, take(entry.path(), before == kept_.end() ? nullptr : &before->second));
  }
  kept_ = std::move(present);
  std::vector<std::shared_ptr<const app::Draft>> drafts;
  for (const auto& [name, kept] : kept_) drafts.push_back(kept.draft);
  return drafts;
}

DraftFolder::Kept DraftFolder::take(const fs::path& folder, const Kept* before) const {
  auto draft = std::make_shared<app::Draft>();
  draft->folder = folder.filename().string();
  std::vector<pack::SourceFile> files;
  try {
    files = read_(folder);
  } catch (const std::exception& error) {  // files come and go while somebody edits
    draft->findings.push_back(unreadable(without(error.what(), folder_)));
    return {{}, std::move(draft)};
  }
  if (before != nullptr && is_equal(files, before->files)) return *before;
  read_head(files, *draft);
  draft->pack = compile_(files, draft->findings);
  return {std::move(files), std::move(draft)};
}

}  // namespace guiju::cli
