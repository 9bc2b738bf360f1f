#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/shelf.hpp"
#include "base/diagnostic.hpp"
#include "pack/compile.hpp"

namespace guiju::cli {

/// All files of a pack's folder, paths below it, and those of the pack that it extends, which lies
/// beside it or in `packs`. What nobody wrote as part of it is left out: names that begin with a
/// dot
/// (`.DS_Store`, `.git`, `.pack.yaml.swp`) or end with `~`, which programs put there and change.
/// Throws when it is none, or when a file is no text in UTF-8.
std::vector<pack::SourceFile> read_pack_folder(const std::filesystem::path& folder,
                                               const std::filesystem::path& packs = {});
std::string read_file(const std::filesystem::path& path);

/// Where packs and calendars are: beside the program, above the working folder, or installed.
struct Places {
  std::filesystem::path packs;
  std::filesystem::path calendars;
};
/// Throws with a sentence that says where it looked.
Places find_places(const std::filesystem::path& stated_packs = {});

/// Reads and compiles packs: `company` once, then whichever is asked for.
class PackLoader {
 public:
  /// `holiday_texts`: files of holiday tables that go in the place of those that are shipped.
  explicit PackLoader(Places places, const std::vector<std::string>& holiday_texts = {});

  const pack::Pack& base() const { return *base_; }
  std::shared_ptr<const pack::Pack> base_pointer() const { return base_; }
  /// A folder, or the id of a pack in `places.packs`.
  std::filesystem::path folder_of(const std::string& pack) const;
  /// Of the pack of that id in `places.packs`, whatever folders there are where the program was
  /// started. Throws where there is none.
  std::filesystem::path folder_of_installed(const std::string& id) const;
  /// The files of a pack's folder, which may extend one of `places.packs`.
  std::vector<pack::SourceFile> read(const std::filesystem::path& folder) const {
    return read_pack_folder(folder, places_.packs);
  }
  std::shared_ptr<const pack::Pack> compile(const std::vector<pack::SourceFile>& files,
                                            std::span<const pack::ParameterOverride> parameters,
                                            Diagnostics& diagnostics,
                                            const std::string& calendar = {}) const;
  /// The pack `company`, from other files than its own.
  std::shared_ptr<const pack::Pack> compile_base(const std::vector<pack::SourceFile>& files,
                                                 Diagnostics& diagnostics) const;
  /// Compiles or throws with all findings; `calendar` as in pack::CompileOptions.
  std::shared_ptr<const pack::Pack> load(const std::string& pack,
                                         std::span<const pack::ParameterOverride> parameters = {},
                                         const std::string& calendar = {}) const;
  /// True when the packs folder has a pack of that id.
  bool has(const std::string& id) const {
    return std::filesystem::exists(places_.packs / id / "pack.yaml");
  }
  /// Ids of all packs in the folder but `company`.
  std::vector<std::string> installed() const;
  const std::vector<calendar::HolidayTable>& holidays() const { return holidays_; }
  /// The files that they were read from.
  const std::vector<std::string>& holiday_texts() const { return holiday_texts_; }
  /// The tables that come with the program.
  const std::vector<calendar::HolidayTable>& shipped_holidays() const { return shipped_; }

 private:
  Places places_;
  std::vector<calendar::HolidayTable> shipped_;
  std::vector<calendar::HolidayTable> holidays_;
  std::vector<std::string> holiday_texts_;
  std::shared_ptr<const pack::Pack> base_;
};

/// One text of a pack, compiled once for each set of parameters that its examples state.
class Editions {
 public:
  Editions(const PackLoader& loader, std::vector<pack::SourceFile> files, bool is_base)
      : loader_(loader), files_(std::move(files)), is_base_(is_base) {}

  /// Null when it does not compile.
  std::shared_ptr<const pack::Pack> with(std::span<const pack::ParameterOverride> parameters,
                                         Diagnostics& diagnostics);

 private:
  const PackLoader& loader_;
  std::vector<pack::SourceFile> files_;
  bool is_base_;
  std::map<std::string, std::shared_ptr<const pack::Pack>> compiled_;
};

/// True for the folder of the pack `company`, on which all others rest.
bool is_base(const std::filesystem::path& folder);

/// Findings as lines; `folder` before each file.
std::string findings_text(const Diagnostics& diagnostics, const std::filesystem::path& folder);

}  // namespace guiju::cli
