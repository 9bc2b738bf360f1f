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

TEST(SecondFactor, takes_the_code_of_this_half_minute_and_of_the_one_before) {
  const Owned owned;
  for (const auto& [at, fits] : std::vector<std::pair<Instant, bool>>{{now, true},
                                                                      {now - Seconds{30}, true},
                                                                      {now - Seconds{60}, false},
                                                                      {now + Seconds{30}, false}}) {
    SecondFactors factors(sealing_key);
    EXPECT_EQ(factors.take(owned.factor, "王工", owned.shown(at), now).has_value(), fits);
  }
  SecondFactors factors(sealing_key);
  EXPECT_FALSE(factors.take(owned.factor, "王工", "", now));
  EXPECT_FALSE(factors.take(owned.factor, "王工", owned.shown(now) + "0", now));
}

TEST(SecondFactor, takes_no_code_twice_nor_an_older_one) {
  const Owned owned;
  SecondFactors factors(sealing_key);
  const auto next = factors.take(owned.factor, "王工", owned.shown(now), now);
  ASSERT_TRUE(next);
  EXPECT_FALSE(factors.take(owned.factor, "王工", owned.shown(now), now))
      << "by a request that has not heard of the first";
  SecondFactors restarted(sealing_key);
  EXPECT_FALSE(restarted.take(*next, "王工", owned.shown(now), now));
  EXPECT_FALSE(restarted.take(*next, "王工", owned.shown(now - Seconds{30}), now));
  EXPECT_TRUE(restarted.take(*next, "王工", owned.shown(now + Seconds{30}), now + Seconds{30}));
}

TEST(SecondFactor, each_code_on_paper_opens_once_however_it_is_written) {
  const Owned owned;
  ASSERT_EQ(owned.codes.size(), 8U);
  EXPECT_EQ(owned.codes[0].size(), 24U + 5U) << "120 bits in groups of four";
  SecondFactors factors(sealing_key);
  std::string spaced;
  for (const char c : owned.codes[0]) spaced += c == '-' ? ' ' : static_cast<char>(std::tolower(c));
  const auto next = factors.take(owned.factor, "王工", spaced, now);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->recovery.size(), 7U);
  EXPECT_FALSE(SecondFactors(sealing_key).take(*next, "王工", owned.codes[0], now));
  EXPECT_TRUE(SecondFactors(sealing_key).take(*next, "王工", owned.codes[1], now));
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
