#include "app/cell_input.hpp"

#include <gmock/gmock.h>

#include <boost/json/serialize.hpp>

#include "small_company.hpp"

/// Cells as people write them, into the shapes that a command takes.
namespace guiju::app {
namespace {

namespace json = boost::json;

constexpr const char* list_type_yaml = R"(
type: listing
title: {zh: 清单, en: Listing}
key: '{name}'
site: site
fields:
  name: {type: text, title: {zh: 名, en: Name}}
  site: {type: site, title: {zh: 项目, en: Site}}
  seller: {type: person, title: {zh: 销售, en: Seller}}
  sellers: {type: list of person, title: {zh: 团队, en: Team}}
  price_fen: {type: money, title: {zh: 总价, en: Price}}
  size: {type: number, title: {zh: 大小, en: Size}}
  kind: {type: text, choices: [a, b], title: {zh: 类, en: Kind}}
  on: {type: date, title: {zh: 日期, en: Date}}
  is_sold: {type: boolean, title: {zh: 已售, en: Sold}}
states:
  open: {title: {zh: 开, en: Open}, final: true}
commands:
  listing.open:
    title: {zh: 开, en: Open}
    rules: [T-1]
    who: [clerk]
    creates: true
    to: open
    input: {name: {}, site: {}, seller: {}, sellers: {}, price_fen: {}, size: {}, kind: {}, on: {}, is_sold: {}}
    fact: listing_opened
)";

class Cells : public SmallCompany {
 protected:
  test::Files files() const override {
    auto all = test::small_files();
    all["cases/listing.yaml"] = list_type_yaml;
    return all;
  }
  void SetUp() override {
    SmallCompany::SetUp();
    found("person.register", R"({"key":"E01","name":"甲"})");
    found("person.register", R"({"key":"E02","name":"乙"})");
    found("person.register", R"({"key":"E03","name":"乙"})");
  }
  /// The value as JSON, or why there is none.
  std::string read(const char* input, std::string_view text, std::string_view title = {},
                   Language language = Language::zh_hans) {
    const auto reader = store.open_reader();
    const std::vector<const pack::Pack*> packs{pack.get()};
    const auto& directory = reader->directory();
    const Stage stage{.view = {*reader, nullptr},
                      .directory = directory,
                      .texts = texts,
                      .language = language,
                      .now = test::at("2026-03-02T10:00:00+08:00"),
                      .viewer = directory.find_person("E01"),
                      .sees = everything,
                      .packs = packs};
    const auto* command = pack->find_command("listing.open");
    const CellInput cells(stage, *reader, *command);
    const auto value =
        cells.read(static_cast<std::size_t>(command->find_input(input)), text, title);
    if (const auto* why = std::get_if<std::string>(&value)) return *why;
    return std::string(json::serialize(std::get<json::value>(value)));
  }
  const Visibility everything = Visibility::all();
};

TEST_F(Cells, of_money_are_in_yuan) {
  EXPECT_EQ(read("price_fen", "1,255,000"), "125500000");
  EXPECT_EQ(read("price_fen", "￥12.50元"), "1250");
  EXPECT_EQ(read("price_fen", "12，500"), "1250000");
  EXPECT_EQ(read("price_fen", "-3"), "-300");
  EXPECT_EQ(read("price_fen", "0.001"), "不是金额");
  EXPECT_EQ(read("price_fen", "面议"), "不是金额");
  EXPECT_EQ(read("price_fen", "125.5万"), "125500000");
  EXPECT_EQ(read("price_fen", "125.5 萬元"), "125500000");
}

TEST_F(Cells, of_money_are_in_ten_thousand_yuan_where_that_is_the_unit_of_the_column) {
  for (const char* title :
       {"总价(万元)", "总价（万元）", "总价（万）", "總價（萬元）", "总价 [万元]",
        "总价（单位：万元）", "总价（单位：万）", "总价（人民币万元）", "单价（万元/套）",
        "总价万元", "总价/万", "总价 万", "总价（万元） "}) {
    EXPECT_EQ(read("price_fen", "125.5", title), "125500000") << title;
  }
}

TEST_F(Cells, of_money_stay_in_yuan_where_ten_thousand_is_only_in_a_name) {
  for (const char* title : {"万科城总价", "总价（万科城）", "总价（万达广场·元）", "万元户补贴",
                            "张万", "总价（元/万科城）", "总价(元)", "总价", ""}) {
    EXPECT_EQ(read("price_fen", "125.5", title), "12550") << title;
  }
}

TEST_F(Cells, of_numbers_lose_what_parts_thousands_and_no_digit) {
  EXPECT_EQ(read("size", "1,234.5"), "1.2345E3");
  EXPECT_EQ(read("size", "12"), "12");
  EXPECT_EQ(read("size", "十二"), "不是数字");
  EXPECT_THAT(read("size", "1.10101E+17"), testing::HasSubstr("已丢失"));
  EXPECT_THAT(read("name", "1.10101E+17"), testing::HasSubstr("已丢失"));
}

TEST_F(Cells, of_dates_are_read_as_they_are_usual_in_china) {
  for (const char* text : {"2026-03-02", "2026/3/2", "2026.3.2", "2026年3月2日", "20260302"}) {
    EXPECT_EQ(read("on", text), "\"2026-03-02\"") << text;
  }
  EXPECT_THAT(read("on", "2026-02-30"), testing::HasSubstr("不是日期"));
  EXPECT_THAT(read("on", "2026-03-02 09:30"), testing::HasSubstr("不是日期"));
}

TEST_F(Cells, of_truth_are_read_in_words_and_signs) {
  EXPECT_EQ(read("is_sold", "是"), "true");
  EXPECT_EQ(read("is_sold", "√"), "true");
  EXPECT_EQ(read("is_sold", "無"), "false");
  EXPECT_EQ(read("is_sold", "可能"), "应为“是”或“否”");
}

TEST_F(Cells, name_people_and_sites_by_key_or_by_a_name_that_is_theirs_alone) {
  EXPECT_EQ(read("seller", "E02"), "\"E02\"");
  EXPECT_EQ(read("seller", "　甲 "), "\"E01\"");
  EXPECT_THAT(read("seller", "乙"), testing::HasSubstr("请写编号"));
  EXPECT_THAT(read("seller", "丙"), testing::HasSubstr("没有这个名字"));
  EXPECT_EQ(read("site", "一"), "\"P1\"");
  EXPECT_EQ(read("sellers", "甲、E02；E03"), "[\"E01\",\"E02\",\"E03\"]");
}

TEST_F(Cells, hand_on_choices_that_the_pack_does_not_offer) {
  EXPECT_EQ(read("kind", "a"), "\"a\"");
  EXPECT_EQ(read("kind", "c"), "\"c\"");
}

TEST_F(Cells, without_anything_in_them_are_null) {
  EXPECT_EQ(read("size", " \n　"), "null");
  EXPECT_EQ(read("size", "x", {}, Language::en), "is no number");
}

}  // namespace
}  // namespace guiju::app
