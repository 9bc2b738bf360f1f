#include "http/second_factor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/totp.hpp"

namespace guiju::http {
namespace {

const std::string sealing_key(32, 'k');
const Instant now{Seconds{1'764'000'000}};

/// One that a device has been added to, and the codes on paper.
struct Owned {
  SecondFactor factor = SecondFactors::make();
  std::vector<std::string> codes = SecondFactors::make_recovery_codes(factor);
  std::string shown(Instant at) const { return totp_code(factor.key, totp_step_at(at)); }
};

bool fits(SecondFactor factor, std::string_view code, Instant at) { return take(factor, code, at); }

TEST(SecondFactor, takes_the_code_of_this_half_minute_and_of_those_beside_it) {
  const Owned owned;
  const auto offset_fits = [&](int seconds) {
    return fits(owned.factor, owned.shown(now + Seconds{seconds}), now);
  };
  EXPECT_FALSE(offset_fits(-60));
  EXPECT_TRUE(offset_fits(-30)) << "typed slowly";
  EXPECT_TRUE(offset_fits(0));
  EXPECT_TRUE(offset_fits(30)) << "the telephone's clock is ahead";
  EXPECT_FALSE(offset_fits(60));
  EXPECT_FALSE(fits(owned.factor, "", now));
  EXPECT_FALSE(fits(owned.factor, owned.shown(now) + "0", now));
}

TEST(SecondFactor, takes_no_code_twice_nor_an_older_one) {
  Owned owned;
  ASSERT_TRUE(take(owned.factor, owned.shown(now), now));
  EXPECT_FALSE(fits(owned.factor, owned.shown(now), now));
  EXPECT_FALSE(fits(owned.factor, owned.shown(now), now + Seconds{30}));
  EXPECT_FALSE(fits(owned.factor, owned.shown(now - Seconds{30}), now));
  EXPECT_TRUE(fits(owned.factor, owned.shown(now + Seconds{30}), now));
}

TEST(SecondFactor, each_code_on_paper_opens_once_however_it_is_written) {
  Owned owned;
  ASSERT_EQ(owned.codes.size(), 8U);
  EXPECT_EQ(owned.codes[0].size(), 24U + 5U) << "120 bits in groups of four";
  std::string spaced;
  for (const char c : owned.codes[0]) spaced += c == '-' ? ' ' : static_cast<char>(std::tolower(c));
  ASSERT_TRUE(take(owned.factor, spaced, now));
  EXPECT_EQ(owned.factor.recovery.size(), 7U);
  EXPECT_FALSE(fits(owned.factor, owned.codes[0], now));
  EXPECT_TRUE(fits(owned.factor, owned.codes[1], now));
}

TEST(SecondFactor, new_codes_on_paper_end_those_before) {
  Owned owned;
  const auto codes = SecondFactors::make_recovery_codes(owned.factor);
  EXPECT_FALSE(fits(owned.factor, owned.codes[0], now));
  EXPECT_TRUE(fits(owned.factor, codes[0], now));
}

TEST(SecondFactor, after_twenty_wrong_codes_of_a_day_only_those_on_paper_open) {
  const Owned owned;
  SecondFactors factors(sealing_key);
  for (int i = 0; i < 30; ++i) {
    EXPECT_TRUE(factors.fits(owned.factor, "王工", owned.shown(now), now))
        << "right ones do not count";
  }
  const auto wrong = owned.shown(now + Seconds{90});
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(factors.fits(owned.factor, "王工", wrong, now));
  EXPECT_FALSE(factors.fits(owned.factor, "王工", owned.shown(now), now));
  EXPECT_TRUE(factors.fits(owned.factor, "王工", owned.codes[0], now));
  EXPECT_TRUE(factors.fits(owned.factor, "赵六", owned.shown(now), now)) << "somebody else's";
}

TEST(SecondFactor, is_kept_sealed_for_its_person_under_a_key_that_lies_elsewhere) {
  const Owned owned;
  const SecondFactors factors(sealing_key);
  const std::string kept = factors.seal(owned.factor, "王工");
  EXPECT_EQ(kept.find(owned.factor.key), std::string::npos);
  EXPECT_NE(kept, factors.seal(owned.factor, "王工"));
  const auto opened = factors.open(kept, "王工");
  EXPECT_EQ(opened->key, owned.factor.key);
  EXPECT_EQ(opened->recovery, owned.factor.recovery);
  EXPECT_THROW(factors.open(kept, "赵六"), std::runtime_error) << "moved to another";
  EXPECT_THROW(SecondFactors(std::string(32, 'x')).open(kept, "王工"), std::runtime_error);
  EXPECT_THROW(factors.open("nonsense", "王工"), std::runtime_error);
  EXPECT_FALSE(factors.open("", "王工"));
}

TEST(SecondFactor, no_two_keys_are_equal) {
  EXPECT_NE(SecondFactors::make().key, SecondFactors::make().key);
  EXPECT_EQ(SecondFactors::make().key.size(), 20U);
}

}  // namespace
}  // namespace guiju::http
