// One file of a pack, the rest of which is sound. The first line of the input says which: its first
// letter, `a` for pack.yaml and so on.

#include <yaml-cpp/yaml.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "calendar/holiday_file.hpp"
#include "pack/compile.hpp"
#include "pack/dmn_table.hpp"
#include "pack/yaml.hpp"
#include "pack/yaml_json.hpp"
#include "target.hpp"

namespace {

using namespace guiju;

constexpr std::array file_names{
    "pack.yaml",    "articles.yaml", "cases/thing.yaml", "tables/t.yaml", "ladders.yaml",
    "reports.yaml", "ledgers.yaml",  "boards.yaml",      "forms/f.html",  "scripts/s.md"};

std::vector<pack::SourceFile> read_folder(const std::filesystem::path& folder) {
  std::vector<pack::SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files.push_back(
        {std::filesystem::relative(entry.path(), folder).generic_string(), std::move(text).str()});
  }
  return files;
}

const std::vector<calendar::HolidayTable>& holidays() {
  static const auto tables = [] {
    Diagnostics diagnostics;
    std::vector<calendar::HolidayTable> read;
    for (const auto& file : read_folder(GUIJU_SOURCE "/data/calendars")) {
      auto table = calendar::read_holiday_table(file.path, file.text, diagnostics);
      if (table) read.push_back(*std::move(table));
    }
    return read;
  }();
  return tables;
}

/// The kinds that every pack rests on, from the project's folder.
const pack::Pack* base() {
  static const auto compiled = [] {
    Diagnostics diagnostics;
    auto pack = pack::compile(read_folder(GUIJU_SOURCE "/packs/company"), {.holidays = holidays()},
                              diagnostics);
    for (const auto& finding : diagnostics) std::puts(to_text(finding).c_str());
    return pack;
  }();
  if (compiled == nullptr) __builtin_trap();
  return compiled.get();
}

/// A pack without findings. That it is one is looked at first: else nothing beyond is ever reached.
const std::vector<pack::SourceFile>& sound_files() {
  static const auto files = [] {
    auto read = read_folder(GUIJU_SOURCE "/tests/fuzz/pack");
    Diagnostics diagnostics;
    const bool is_sound =
        pack::compile(read, {.base = base(), .holidays = holidays()}, diagnostics) != nullptr;
    for (const auto& finding : diagnostics) std::puts(to_text(finding).c_str());
    if (!is_sound) __builtin_trap();
    return read;
  }();
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const auto line_end = input.find('\n');
  if (line_end == std::string_view::npos || line_end == 0) return 0;
  const auto which = static_cast<unsigned char>(input[0] - 'a') % file_names.size();
  const std::string name = file_names[which];
  const std::string text{input.substr(line_end + 1)};
  auto files = sound_files();
  std::erase_if(files, [&](const auto& file) { return file.path == name; });
  files.push_back({name, text});
  Diagnostics diagnostics;
  const auto compiled = pack::compile(files, {.base = base(), .holidays = holidays()}, diagnostics);
  if (compiled == nullptr && diagnostics.empty()) __builtin_trap();  // refused without a word
  pack::yaml_to_json(name, text, diagnostics);
  for (const auto& id : pack::written_tables(files, diagnostics)) {
    if (const auto table = pack::find_written_table(files, id, diagnostics)) {
      pack::to_dmn(*table, "fuzz");
    }
  }
  return 0;
}
