#include <gmock/gmock.h>

#include "casework/approval.hpp"
#include "casework/test_works.hpp"

/// The names by which the program knows approvals are those of the pack `company`.
namespace guiju::casework {
namespace {

using test::Works;
using testing::Contains;
using testing::ElementsAre;

TEST(Approval, is_what_the_program_takes_it_for) {
  const Works works;
  const auto& type = *works.pack->find_type("approval");
  for (const auto field : {approval::levels, approval::decides, approval::may_decide,
                           approval::assigned_to, approval::countersigns, approval::decided_by,
                           approval::decided_for, approval::decided_at}) {
    EXPECT_GE(type.find_field(field), 0) << field;
  }
  const int signatures = type.find_field(approval::countersignatures);
  ASSERT_GE(signatures, 0);
  std::vector<std::string> columns;
  for (const auto& column : type.fields[static_cast<std::size_t>(signatures)].type.columns) {
    columns.push_back(column.name);
  }
  for (const auto part : {approval::signature::word, approval::signature::by,
                          approval::signature::at, approval::signature::opinion}) {
    EXPECT_THAT(columns, Contains(part));
  }
  EXPECT_EQ(type.find_command("approval.countersign")->duty, approval::duty::countersigns);
  EXPECT_EQ(type.find_command("approval.approve")->duty, approval::duty::decides);
  std::vector<std::string> codes;
  for (const auto& check : type.find_command("approval.approve")->checks) {
    codes.push_back(check.code);
  }
  EXPECT_THAT(codes,
              ElementsAre(approval::refusal::not_entitled_role, approval::refusal::beyond_authority,
                          approval::refusal::countersign_missing));
}

TEST(Duties, are_those_that_the_program_knows) {
  const Works works;
  std::vector<std::string> duties;
  for (const auto& duty : works.pack->base->duties) duties.push_back(duty.id);
  EXPECT_THAT(duties, ElementsAre(approval::duty::requests, approval::duty::countersigns,
                                  approval::duty::decides, approval::duty::books));
  EXPECT_NE(works.pack->base->find_code(approval::refusal::duties_not_separate), nullptr);
}

}  // namespace
}  // namespace guiju::casework
