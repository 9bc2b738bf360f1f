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
  const auto key = second_factor_key(folder / "company.db");
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(second_factor_key(folder / "company.db"), key);
  EXPECT_EQ(fs::status(folder / "company.db.key").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_NE(second_factor_key(folder / "other.db"), key);
  std::ofstream(folder / "company.db.key") << "short\n";
  EXPECT_THROW(second_factor_key(folder / "company.db"), std::runtime_error);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace guiju::cli
