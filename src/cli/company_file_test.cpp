#include "cli/company_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "pack/fingerprint.hpp"

namespace guiju::cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class CompanyFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("guiju-company-" + std::to_string(::getpid()));
    fs::create_directory(folder);
  }
  void TearDown() override { fs::remove_all(folder); }

  std::vector<std::string> in_force(const CompanyFile& file) const {
    std::vector<std::string> ids;
    for (const auto* pack : file.shelf().all_in_force(Instant{})) ids.push_back(pack->id);
    return ids;
  }

  fs::path folder;
  PackLoader loader{find_places()};
};

TEST_F(CompanyFiles, a_company_lives_by_the_regulations_that_it_has_named) {
  const auto path = folder / "company.db";
  {
    const auto made =
        CompanyFile::make(path, {}, loader, {.name = "甲", .regulations = {"huayuan"}});
    EXPECT_THAT(in_force(made), ElementsAre("company", "huayuan"));
  }
  EXPECT_THAT(in_force(CompanyFile(path, loader)), ElementsAre("company", "huayuan"));
}

TEST_F(CompanyFiles, a_folder_that_has_the_name_of_a_regulation_is_not_taken_for_it) {
  fs::create_directory(folder / "huayuan");
  std::ofstream(folder / "huayuan" / "pack.yaml") << "not a pack at all";
  const auto here = fs::current_path();
  fs::current_path(folder);
  EXPECT_EQ(loader.folder_of("huayuan"), "huayuan") << "a developer's own, where he says so";
  const auto made = CompanyFile::make(folder / "company.db", {}, loader,
                                      {.name = "甲", .regulations = {"huayuan"}});
  EXPECT_THAT(in_force(made), ElementsAre("company", "huayuan"));
  fs::current_path(here);
}

TEST_F(CompanyFiles, a_company_that_is_half_made_is_none) {
  const auto path = folder / "company.db";
  CompanyFile::make(path, {}, loader, {.name = "甲", .regulations = {"huayuan"}})
      .store()
      .set_unfinished(true);
  EXPECT_THROW(CompanyFile(path, loader), store::Fault);
  EXPECT_THROW(CompanyFile::make(path, {}, loader, {.name = "乙"}), store::Fault);
}

TEST_F(CompanyFiles, what_editors_and_file_managers_leave_is_no_part_of_a_regulation) {
  const auto own = folder / "huayuan";
  fs::copy(loader.folder_of("huayuan"), own, fs::copy_options::recursive);
  const auto before = loader.read(own);
  fs::create_directory(own / ".git");
  for (const char* name : {".DS_Store", ".git/HEAD", "cases/.item.yaml.swp", "pack.yaml~"}) {
    std::ofstream(own / name) << "\xff";
  }
  EXPECT_EQ(pack::fingerprint_of(loader.read(own)), pack::fingerprint_of(before));
}

TEST_F(CompanyFiles, a_file_of_a_regulation_that_is_no_text_is_named) {
  const auto own = folder / "huayuan";
  const auto reason = [&] {
    try {
      loader.read(own);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string("nothing was thrown");
  };
  fs::copy(loader.folder_of("huayuan"), own, fs::copy_options::recursive);
  std::ofstream(own / "notes.txt") << "\xD6\xC6\xB6\xC8";
  EXPECT_EQ(reason(),
            (own / "notes.txt").string() +
                ": not-utf-8: this is no text in UTF-8. help: save it as UTF-8, or take it "
                "out of the folder");
  fs::rename(own / "notes.txt", own / "\xD6\xC6.txt");
  EXPECT_EQ(reason(), own.string() +
                          ": not-utf-8: a file in it has a name that is no UTF-8. help: rename it");
}

TEST_F(CompanyFiles, a_regulation_that_is_not_there_is_named_and_nothing_is_made) {
  const auto path = folder / "company.db";
  try {
    CompanyFile::make(path, {}, loader, {.name = "甲", .regulations = {"huayuann"}});
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("did you mean huayuan?"));
  }
  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace guiju::cli
