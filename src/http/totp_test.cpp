#include "http/totp.hpp"

#include <gtest/gtest.h>

namespace guiju::http {
namespace {

TEST(Totp, gives_the_codes_of_rfc_6238) {
  const std::string key = "12345678901234567890";
  const auto code_at = [&](std::int64_t second) {
    return totp_code(key, totp_step_at(Instant{Seconds{second}}), 8);
  };
  EXPECT_EQ(code_at(59), "94287082");
  EXPECT_EQ(code_at(1111111109), "07081804");
  EXPECT_EQ(code_at(1111111111), "14050471");
  EXPECT_EQ(code_at(1234567890), "89005924");
  EXPECT_EQ(code_at(2000000000), "69279037");
  EXPECT_EQ(code_at(20000000000), "65353130");
  EXPECT_EQ(totp_code(key, 1), "287082");
}

TEST(Totp, writes_base32_as_rfc_4648_does) {
  EXPECT_EQ(to_base32(""), "");
  EXPECT_EQ(to_base32("f"), "MY");
  EXPECT_EQ(to_base32("fo"), "MZXQ");
  EXPECT_EQ(to_base32("foo"), "MZXW6");
  EXPECT_EQ(to_base32("foob"), "MZXW6YQ");
  EXPECT_EQ(to_base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(to_base32("\xff\xff\xff\xff\xff"), "77777777");
}

TEST(Totp, the_address_for_a_telephone_says_whose_key_it_is) {
  EXPECT_EQ(otpauth_uri("华元", "wang", "foobar"),
            "otpauth://totp/%E5%8D%8E%E5%85%83:wang?secret=MZXW6YTBOI&issuer=%E5%8D%8E%E5%85%83"
            "&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace guiju::http
