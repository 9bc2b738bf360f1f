#include "store/postgres/word_vectors.hpp"

#include <gmock/gmock.h>

#include "base/json.hpp"

namespace guiju::store {
namespace {

TEST(WordVectors, tell_each_word_with_its_place) {
  EXPECT_EQ(to_vector("水管 it's"), "'水管':1 'it''s':2 ");
}

TEST(WordVectors, cut_a_long_word_between_two_characters) {
  std::string word = "a";
  while (word.size() < 4'000) word += "é";
  const std::string vector = to_vector(word);
  EXPECT_TRUE(is_valid_utf8(vector));
  EXPECT_THAT(vector, ::testing::SizeIs(::testing::Lt(2'048U)));
  const std::string query = to_query({{.words = {word}}});
  EXPECT_TRUE(is_valid_utf8(query));
  EXPECT_EQ(query, "((" + vector.substr(0, vector.rfind(':')) + "))");
}

}  // namespace
}  // namespace guiju::store
