#include "casework/fit.hpp"

#include <gtest/gtest.h>

namespace guiju::casework {
namespace {

using feel::Value;
using pack::FieldType;

/// Rows of a line and an amount.
pack::Field rows() {
  pack::Field field{.name = "lines", .type = {.kind = FieldType::Kind::rows}};
  field.type.columns = {{.name = "line", .type = {.kind = FieldType::Kind::text}},
                        {.name = "amount_fen", .type = {.kind = FieldType::Kind::money}}};
  return field;
}

std::string kept(feel::ContextEntries row) {
  std::string text;
  feel::append_json(text, fitted(rows(), Value::list({Value::context(std::move(row))})));
  return text;
}

TEST(Fitted_rows, have_every_column_in_their_order_and_no_other_entry) {
  EXPECT_EQ(kept({{"amount_fen", Value::number(100)},
                  {"remark", Value::string("急")},
                  {"line", Value::string("运费")}}),
            R"([{"line":"运费","amount_fen":100}])");
  EXPECT_EQ(kept({{"amount_fen", Value::number(100)}}), R"([{"line":null,"amount_fen":100}])");
}

TEST(Fitted_rows, with_a_value_that_could_never_be_read_again_are_none) {
  EXPECT_THROW(kept({{"amount_fen", Value::string("一百")}}), std::domain_error);
}

}  // namespace
}  // namespace guiju::casework
