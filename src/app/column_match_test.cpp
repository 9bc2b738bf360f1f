#include "app/column_match.hpp"

#include <gmock/gmock.h>

namespace guiju::app {
namespace {

using testing::ElementsAre;

pack::Input input(const char* name, const char* zh, const char* en,
                  pack::FieldType::Kind kind = pack::FieldType::Kind::text) {
  pack::Input made;
  made.field.name = name;
  made.field.title = {zh, "", en};
  made.field.type.kind = kind;
  return made;
}

/// The characters of these tests.
std::string to_traditional(std::string_view text) {
  std::string out(text);
  for (const auto& [from, to] : {std::pair("电话", "電話"), std::pair("楼栋", "樓棟")}) {
    if (const auto at = out.find(from); at != std::string::npos) {
      out.replace(at, std::string_view(from).size(), to);
    }
  }
  return out;
}

class ColumnMatch : public testing::Test {
 protected:
  ColumnMatch() {
    command.inputs.push_back(input("name", "姓名", "Name"));
    command.inputs.push_back(input("phone", "电话", "Telephone"));
    command.inputs.push_back(input("building", "楼栋", "Building"));
    command.inputs.push_back(input("area_m2", "面积（㎡）", "Area in m²"));
    command.inputs.push_back(input("photo", "照片", "Photo", pack::FieldType::Kind::attachment));
  }
  std::vector<int> match(const std::vector<std::string>& titles) const {
    return match_columns(titles, command, texts);
  }
  pack::Command command;
  Texts texts{to_traditional};
};

TEST_F(ColumnMatch, knows_titles_in_every_language_and_script) {
  EXPECT_THAT(match({"樓棟", "電話", "Name", "area_m2"}), ElementsAre(2, 1, 0, 3));
}

TEST_F(ColumnMatch, takes_no_notice_of_units_blanks_and_marks) {
  EXPECT_THAT(match({"* 电 话：", "面积(平方米)"}), ElementsAre(1, 3));
}

TEST_F(ColumnMatch, finds_a_title_within_another) {
  EXPECT_THAT(match({"客户姓名", "联系电话"}), ElementsAre(0, 1));
  EXPECT_THAT(match({"电"}), ElementsAre(-1)) << "one character is in too many words";
}

TEST_F(ColumnMatch, gives_no_input_to_two_columns_and_the_best_to_the_right_one) {
  EXPECT_THAT(match({"配偶电话", "电话"}), ElementsAre(-1, 1));
}

TEST_F(ColumnMatch, never_means_what_a_cell_cannot_hold) {
  EXPECT_THAT(match({"照片", "[C]"}), ElementsAre(-1, -1));
}

}  // namespace
}  // namespace guiju::app
