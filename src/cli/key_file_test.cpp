#include "cli/key_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace guiju::cli {
namespace {

TEST(KeyFile, is_made_once_for_its_owner_alone) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("guiju-key-" + std::to_string(::getpid()));
  fs::create_directory(folder);
  const auto key = key_of_file(folder / "company.db.key");
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(key_of_file(folder / "company.db.key"), key);
  EXPECT_EQ(fs::status(folder / "company.db.key").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_NE(key_of_file(folder / "other.key"), key);
  std::ofstream(folder / "company.db.key") << "short\n";
  EXPECT_THROW(key_of_file(folder / "company.db.key"), std::runtime_error);
  EXPECT_THROW(key_of_file(folder / "nowhere" / "company.db.key"), std::runtime_error);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace guiju::cli
