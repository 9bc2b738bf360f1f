#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <sstream>

#include "app/company.hpp"
#include "app/mapped_timeline.hpp"
#include "app/replay.hpp"
#include "casework/test_support.hpp"
#include "pack/yaml_json.hpp"

/// The mappings of examples/ on the real files they were written for, where those are there.
namespace guiju::app {
namespace {

namespace fs = std::filesystem;

fs::path data_file(const char* name) {
  for (const char* folder : {"../shared/data", "../../shared/data"}) {
    if (fs::exists(fs::path(folder) / name)) return fs::path(folder) / name;
  }
  return {};
}

/// The first `lines` of a compressed file.
std::string first_lines(const fs::path& path, int lines) {
  const auto command = "xz -dc '" + path.string() + "' | head -n " + std::to_string(lines);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 65536> buffer{};
  while (const auto n = fread(buffer.data(), 1, buffer.size(), pipe.get()))
    text.append(buffer.data(), n);
  return text;
}

std::vector<pack::SourceFile> files_of(const fs::path& folder) {
  std::vector<pack::SourceFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files.push_back(
        {fs::relative(entry.path(), folder).generic_string(), test::read(entry.path())});
  }
  return files;
}

struct Figures {
  std::int64_t entries = 0, decisions = 0, refusals = 0;
  std::string summary;
};

Figures play(const std::string& name, const std::string& csv_text) {
  Figures figures;
  Diagnostics diagnostics;
  const auto company_file = "examples/" + name + ".company.yaml";
  const auto company =
      read_company(pack::yaml_to_json(company_file, test::read(company_file), diagnostics),
                   company_file, diagnostics);
  const auto pack = pack::compile(files_of("packs/huayuan"),
                                  {.base = test::base_pack().get(),
                                   .holidays = test::holidays(),
                                   .parameters = company.parameters,
                                   .calendar = company.calendar},
                                  diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  if (pack == nullptr) return figures;
  World world;
  found_company(company, *pack->base, Instant{}, world, diagnostics);
  Replay replay(*pack, world, [&](std::string_view line) { figures.summary = line; });
  replay.write_summary_only();
  for (const auto& line : company.before) {
    if (const auto stop = replay.play(std::nullopt, line)) ADD_FAILURE() << stop->reason;
  }
  std::istringstream in(csv_text);
  CsvReader csv(in);
  TableRow header;
  csv.next(header);
  const auto map_file = "examples/" + name + ".map.yaml";
  const auto mapping =
      Mapping::compile({map_file, test::read(map_file)}, header.cells, *pack, diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  if (!mapping) return figures;
  EntryReader entries(csv, *mapping);
  MappedTimeline timeline(entries, *mapping);
  for (MappedLine line; timeline.next(line);) {
    if (const auto stop = replay.play(line)) {
      ADD_FAILURE() << "line " << stop->line << ": " << stop->reason;
      return figures;
    }
  }
  if (timeline.fault())
    ADD_FAILURE() << timeline.fault()->csv_line << ": " << timeline.fault()->reason;
  replay.summarise(true);
  figures.entries = timeline.entries();
  figures.decisions = replay.decisions();
  figures.refusals = replay.refusals();
  return figures;
}

TEST(RealData, the_help_desk_log_plays_under_huayuan) {
  const auto path = data_file("helpdesk-events.csv.xz");
  if (path.empty()) GTEST_SKIP() << "helpdesk-events.csv.xz is not there";
  const auto figures = play("helpdesk", first_lines(path, 2000));
  EXPECT_GT(figures.entries, 300);
  EXPECT_GT(figures.decisions, 1500);
  EXPECT_LE(figures.refusals, 1);
  EXPECT_NE(figures.summary.find("\"code\":\"CLIENT_REPLY_LATE\""), std::string::npos)
      << figures.summary;
}

TEST(RealData, the_complaints_play_under_huayuan) {
  const auto path = data_file("nyc-council-complaints.csv.xz");
  if (path.empty()) GTEST_SKIP() << "nyc-council-complaints.csv.xz is not there";
  const auto figures = play("nyc-complaints", first_lines(path, 501));
  EXPECT_EQ(figures.entries, 500);
  EXPECT_EQ(figures.refusals, 0);
  EXPECT_NE(figures.summary.find("\"rule\":\"CPH-20\""), std::string::npos) << figures.summary;
}

}  // namespace
}  // namespace guiju::app
