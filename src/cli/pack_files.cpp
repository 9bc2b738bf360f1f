#include "cli/pack_files.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "base/json.hpp"
#include "calendar/holiday_file.hpp"

namespace guiju::cli {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

namespace {

/// A folder that this user may not look into is none.
bool is_pack(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / "pack.yaml", ignored);
}

/// Not written by whoever wrote the regulation, and changed without him.
bool is_by_the_way(const fs::path& path) {
  const auto name = path.filename().string();
  return name.starts_with('.') || name.ends_with('~');
}

/// Of a regulation, which people read: name and text are UTF-8.
pack::SourceFile read_source(const fs::path& folder, const fs::path& path,
                             const std::string& before) {
  const auto name = fs::relative(path, folder).generic_string();
  auto text = read_file(path);
  const bool is_named_well = is_valid_utf8(name);
  if (is_named_well && is_valid_utf8(text)) return {before + name, std::move(text)};
  throw std::runtime_error(to_text(
      {.place = {(is_named_well ? path : folder).generic_string(), 0, 0},
       .code = "not-utf-8",
       .message =
           is_named_well ? "this is no text in UTF-8" : "a file in it has a name that is no UTF-8",
       .help = is_named_well ? "save it as UTF-8, or take it out of the folder" : "rename it"}));
}

/// What `extends` in its pack.yaml names; empty for none, or when the file cannot be read as YAML,
/// which is reported when it is compiled.
std::string extended_by(const fs::path& folder) {
  try {
    const auto pack = YAML::LoadFile((folder / "pack.yaml").string());
    return pack.IsMap() && pack["extends"] ? pack["extends"].Scalar() : std::string();
  } catch (const YAML::Exception&) {
    return {};
  }
}

/// Where the pack is that `folder` extends: beside it, else among the packs. A draft of a
/// regulation may extend the very pack whose name its folder has.
fs::path below_of(const fs::path& folder, const std::string& name, const fs::path& packs) {
  const auto own = fs::absolute(folder).lexically_normal();
  const auto beside = own.parent_path() / name;
  for (const auto& candidate : {beside, packs / name}) {
    if (candidate != own && is_pack(candidate)) return candidate;
  }
  throw std::runtime_error(folder.string() + " extends " + name +
                           ", and there is no such pack beside it");
}

}  // namespace

std::vector<pack::SourceFile> read_pack_folder(const fs::path& folder, const fs::path& packs) {
  if (!is_pack(folder)) {
    throw std::runtime_error(folder.string() + " is no pack: there is no pack.yaml in it");
  }
  std::vector<pack::SourceFile> files;
  const auto read = [&](const fs::path& from, const std::string& before) {
    for (auto at = fs::recursive_directory_iterator(from); at != fs::end(at); ++at) {
      if (is_by_the_way(at->path())) {
        at.disable_recursion_pending();
      } else if (at->is_regular_file()) {
        files.push_back(read_source(from, at->path(), before));
      }
    }
  };
  read(folder, "");
  if (const auto below = extended_by(folder); !below.empty()) {
    const auto where = below_of(folder, below, packs);
    if (!extended_by(where).empty()) {
      throw std::runtime_error(folder.string() + " extends " + below +
                               ", which extends another itself; name that one");
    }
    read(where, "../" + below + "/");
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

Places find_places(const fs::path& stated_packs) {
  std::vector<fs::path> roots;
  if (!stated_packs.empty()) roots.push_back(fs::absolute(stated_packs).parent_path());
  std::error_code ignored;
  for (auto folder = fs::current_path(ignored); !folder.empty(); folder = folder.parent_path()) {
    roots.push_back(folder);
    if (folder == folder.root_path()) break;
  }
  const auto self = fs::read_symlink("/proc/self/exe", ignored);
  if (!self.empty()) {
    roots.push_back(self.parent_path().parent_path());
    roots.push_back(self.parent_path().parent_path() / "share" / "guiju");
  }
  for (const auto& root : roots) {
    const auto packs = stated_packs.empty() ? root / "packs" : fs::absolute(stated_packs);
    if (is_pack(packs / "company") && fs::exists(root / "data" / "calendars", ignored)) {
      return {packs, root / "data" / "calendars"};
    }
  }
  throw std::runtime_error(
      "cannot find the folders packs/ and data/calendars/; run guiju in the project's folder, or "
      "name the packs with --packs");
}

PackLoader::PackLoader(Places places, const std::vector<std::string>& holiday_texts)
    : places_(std::move(places)), holiday_texts_(holiday_texts) {
  Diagnostics diagnostics;
  std::vector<fs::path> tables;
  for (const auto& entry : fs::directory_iterator(places_.calendars))
    tables.push_back(entry.path());
  std::sort(tables.begin(), tables.end());
  for (const auto& path : tables) {
    if (path.extension() != ".yaml") continue;
    const auto text = read_file(path);
    auto table = calendar::read_holiday_table(path.string(), text, diagnostics);
    if (table) shipped_.push_back(*std::move(table));
    if (holiday_texts.empty()) holiday_texts_.push_back(text);
  }
  for (const auto& text : holiday_texts) {
    auto table = calendar::read_holiday_table("holidays, kept in the database", text, diagnostics);
    if (table) holidays_.push_back(*std::move(table));
  }
  if (holiday_texts.empty()) holidays_ = shipped_;
  const auto folder = places_.packs / "company";
  if (!has_errors(diagnostics)) base_ = compile_base(read_pack_folder(folder), diagnostics);
  if (base_ == nullptr) throw std::runtime_error("\n" + findings_text(diagnostics, folder));
}

fs::path PackLoader::folder_of(const std::string& pack) const {
  const auto stated = fs::path(pack);
  if (is_pack(stated)) {
    return stated.has_filename() ? stated : stated.parent_path();  // `packs/company/`, completed
  }
  return folder_of_installed(pack);
}

fs::path PackLoader::folder_of_installed(const std::string& id) const {
  const auto folder = places_.packs / id;
  if (is_pack(folder)) return folder;
  const auto known = installed();
  const auto near = nearest(id, known);
  throw std::runtime_error("there is no pack " + id + " in " + places_.packs.string() +
                           (near.empty() ? "" : "; did you mean " + near + "?"));
}

std::shared_ptr<const pack::Pack> PackLoader::compile(
    const std::vector<pack::SourceFile>& files, std::span<const pack::ParameterOverride> parameters,
    Diagnostics& diagnostics, const std::string& calendar) const {
  return pack::compile(
      files,
      {.base = base_.get(), .holidays = holidays_, .parameters = parameters, .calendar = calendar},
      diagnostics);
}

std::shared_ptr<const pack::Pack> PackLoader::compile_base(
    const std::vector<pack::SourceFile>& files, Diagnostics& diagnostics) const {
  return pack::compile(files, {.base = nullptr, .holidays = holidays_, .parameters = {}},
                       diagnostics);
}

std::shared_ptr<const pack::Pack> PackLoader::load(
    const std::string& pack, std::span<const pack::ParameterOverride> parameters,
    const std::string& calendar) const {
  const auto folder = folder_of(pack);
  if (fs::equivalent(folder, places_.packs / "company")) return base_;
  Diagnostics diagnostics;
  auto compiled = compile(read(folder), parameters, diagnostics, calendar);
  if (compiled == nullptr) throw std::runtime_error("\n" + findings_text(diagnostics, folder));
  return compiled;
}

std::vector<std::string> PackLoader::installed() const {
  std::vector<std::string> ids;
  for (const auto& entry : fs::directory_iterator(places_.packs)) {
    const auto id = entry.path().filename().string();
    if (id != "company" && is_pack(entry.path())) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::shared_ptr<const pack::Pack> Editions::with(
    std::span<const pack::ParameterOverride> parameters, Diagnostics& diagnostics) {
  std::string key;
  for (const auto& stated : parameters) key += stated.name + '=' + stated.yaml + '\n';
  const auto [edition, is_new] = compiled_.try_emplace(is_base_ ? "" : key);
  if (is_new) {
    edition->second = is_base_ ? loader_.compile_base(files_, diagnostics)
                               : loader_.compile(files_, parameters, diagnostics);
  }
  return edition->second;
}

bool is_base(const fs::path& folder) { return folder.filename() == "company"; }

std::string findings_text(const Diagnostics& diagnostics, const fs::path& folder) {
  std::string text;
  std::set<std::string> said;  // a pack may have been compiled several times, with other parameters
  for (auto finding : diagnostics) {
    if (!finding.place.file.starts_with('/')) {
      finding.place.file = (folder / finding.place.file).lexically_normal().generic_string();
    }
    const auto line = to_text(finding) + "\n";
    if (said.insert(line).second) text += line;
  }
  return text;
}

}  // namespace guiju::cli
