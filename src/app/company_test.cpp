#include "app/company.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack/yaml_json.hpp"

namespace guiju::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Company company_in(const std::string& yaml, Diagnostics& diagnostics) {
  return read_company(pack::yaml_to_json("company.yaml", yaml, diagnostics), "company.yaml",
                      diagnostics);
}

TEST(CompanyFile, states_name_regulations_and_calendar) {
  Diagnostics diagnostics;
  const auto company = company_in(
      "name: 甲公司\nregulations: [one, two]\ncalendar: {holidays: none}\n", diagnostics);
  EXPECT_THAT(diagnostics, IsEmpty());
  EXPECT_EQ(company.name, "甲公司");
  EXPECT_THAT(company.regulations, ElementsAre("one", "two"));
  EXPECT_EQ(company.calendar, R"({"holidays":"none"})");
}

TEST(CompanyFile, may_leave_its_name_to_the_command_line) {
  Diagnostics diagnostics;
  EXPECT_EQ(company_in("sites: []\n", diagnostics).name, "");
  EXPECT_THAT(diagnostics, IsEmpty());
}

TEST(CompanyFile, is_refused_a_key_that_nobody_reads) {
  Diagnostics diagnostics;
  company_in("title: 甲公司\n", diagnostics);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_THAT(diagnostics[0].message, HasSubstr("`title`"));
  EXPECT_THAT(diagnostics[0].help, HasSubstr("name, regulations"));
}

}  // namespace
}  // namespace guiju::app
