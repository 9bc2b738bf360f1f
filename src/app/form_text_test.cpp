#include "app/form_text.hpp"

#include <gmock/gmock.h>

namespace guiju::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(WordsOfPage, are_the_texts_between_its_marks_without_styles) {
  EXPECT_THAT(
      words_of_page("<style>\np { margin: 0; }</style><p>编号：<b>7</b></p>\n<td>　 甲</td>"),
      ElementsAre("编号：", "7", "甲"));
}

TEST(WordsOfPage, are_what_people_wrote_and_not_what_a_browser_needs) {
  EXPECT_THAT(words_of_page("<td>&lt;b&gt; &amp; &quot;x&quot;</td>"), ElementsAre("<b> & \"x\""));
}

TEST(WordsOfPage, of_an_empty_place_are_none) {
  EXPECT_THAT(words_of_page("<td></td><td> </td>"), IsEmpty());
}

}  // namespace
}  // namespace guiju::app
