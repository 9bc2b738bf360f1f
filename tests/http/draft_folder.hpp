#pragma once

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "cli/draft_folder.hpp"
#include "cli/play_examples.hpp"
#include "rig.hpp"

namespace guiju::http_test {

/// A layer over the ladder with a shorter limit.
inline constexpr std::string_view shorter_pack = R"(id: property-ladder
extends: property-ladder
version: 1.1.0
title: {zh: 物业投诉（新）, en: New complaint ladder}
parameters: {dispatch_hours: {value: 6}}
)";

/// A company that lives by property-ladder, and a folder of drafts beside it; 管理员 keeps its
/// regulations.
class DraftsOfALadder : public testing::Test {
 protected:
  TemporaryFolder folder;
  cli::PackLoader loader{cli::find_places()};
  int compiled = 0;
  cli::DraftFolder drafts{folder.path(), [this](const auto& path) { return loader.read(path); },
                          [this](const auto& files, Diagnostics& findings) {
                            ++compiled;
                            return loader.compile(files, {}, findings);
                          },
                          [this](const auto& files) {
                            Diagnostics told_when_compiled;
                            return cli::play_examples(loader, files, false, told_when_compiled);
                          }};
  Rig rig{Rig::default_settings(), "property-ladder", &drafts};
  Client keeper = rig.as("管理员");

  void SetUp() override {
    const auto reply = keeper.post(
        "/api/v1/commands/company/person.update",
        R"({"on":"管理员","with":{"name":"管理员","roles":[{"role":"administrator"},{"role":"company/regulation_keeper"}]}})");
    ASSERT_EQ(reply.status, 200) << reply.body;
  }
  void write(const std::string& draft, std::string_view text,
             const std::string& file = "pack.yaml") {
    const auto path = folder.path() / draft / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  boost::json::array items() { return keeper.get("/api/v1/drafts").json().at("items").as_array(); }
};

}  // namespace guiju::http_test
