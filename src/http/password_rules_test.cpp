#include "http/password_rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace guiju::http {
namespace {

const std::vector<std::string> about{"wangxm", "王小明", "华元地产"};

PasswordFault fault(std::string_view password) { return fault_of_password(password, about); }

TEST(PasswordRules, eight_characters_are_enough_whatever_they_are) {
  EXPECT_EQ(fault("mofekuta"), PasswordFault::none);
  EXPECT_EQ(fault("云在青天水在瓶"), PasswordFault::too_short) << "seven characters, 21 bytes";
  EXPECT_EQ(fault("云在青天水在瓶中"), PasswordFault::none);
  EXPECT_EQ(fault("73519246803"), PasswordFault::none) << "no mixture is asked for";
  EXPECT_EQ(fault(" tab\there and spaces "), PasswordFault::none);
  EXPECT_EQ(fault("seven77"), PasswordFault::too_short);
}

TEST(PasswordRules, sixty_four_characters_of_any_writing_will_do) {
  std::string long_one;
  for (int i = 0; i < 64; ++i) long_one += i % 2 == 0 ? "😀" : "𠮷";
  EXPECT_EQ(fault(long_one), PasswordFault::none);
  EXPECT_EQ(fault(std::string(257, 'x')), PasswordFault::too_long);
  EXPECT_EQ(fault("\xff\xff\xff\xff\xff\xff\xff\xff"), PasswordFault::not_utf8);
}

TEST(PasswordRules, what_is_guessed_first_is_refused_in_whatever_case) {
  for (const char* known : {"password", "12345678", "Password1", "IloveYou", "1QAZ2WSX"}) {
    EXPECT_EQ(fault(known), PasswordFault::common) << known;
  }
  EXPECT_EQ(fault("\npassword\n"), PasswordFault::guessable) << "the list is not read across lines";
  const auto all = common_passwords();
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 10'001);
}

TEST(PasswordRules, names_with_a_number_behind_are_refused_longer_words_with_a_name_are_not) {
  for (const char* known : {"WangXM2026", "王小明20260101", "华元地产!2026", "guiju123!",
                            "规矩规矩规矩66", "wangxm-guiju-1"}) {
    EXPECT_EQ(fault(known), PasswordFault::guessable) << known;
  }
  EXPECT_EQ(fault("wangxm keeps bees"), PasswordFault::none);
}

TEST(PasswordRules, each_fault_is_said) {
  for (int i = 1; i <= static_cast<int>(PasswordFault::guessable); ++i) {
    EXPECT_FALSE(text_of(static_cast<PasswordFault>(i)).en.empty());
  }
}

}  // namespace
}  // namespace guiju::http
