#include "money/capitals.hpp"

#include <gtest/gtest.h>

namespace guiju::money {
namespace {

struct Written {
  std::int64_t fen;
  const char* words;
};

class Capitals : public testing::TestWithParam<Written> {};

TEST_P(Capitals, are_those_that_people_write) {
  EXPECT_EQ(in_capitals({GetParam().fen}), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    Amounts, Capitals,
    testing::Values(Written{0, "零元整"}, Written{1, "壹分"}, Written{10, "壹角整"},
                    Written{105, "壹元零伍分"}, Written{150, "壹元伍角整"},
                    Written{168032, "壹仟陆佰捌拾元叁角贰分"}, Written{1000, "壹拾元整"},
                    Written{100000, "壹仟元整"}, Written{100100, "壹仟零壹元整"},
                    Written{262500, "贰仟陆佰贰拾伍元整"},
                    Written{1640902, "壹万陆仟肆佰零玖元零贰分"}, Written{5600000, "伍万陆仟元整"},
                    Written{10700053, "壹拾万柒仟元伍角叁分"}, Written{10000000, "壹拾万元整"},
                    Written{1000000500, "壹仟万零伍元整"}, Written{10050000000, "壹亿零伍拾万元整"},
                    Written{10000000000, "壹亿元整"}, Written{10000000100, "壹亿零壹元整"},
                    Written{100000000000000, "壹万亿元整"}, Written{-40000, "负肆佰元整"}));

TEST(Capitals, hold_for_the_largest_amount) {
  EXPECT_EQ(in_capitals({number_max}),
            "玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分");
}

}  // namespace
}  // namespace guiju::money
