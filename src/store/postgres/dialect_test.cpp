#include "store/postgres/dialect.hpp"

#include <gmock/gmock.h>

namespace guiju::store {
namespace {

using ::testing::ElementsAre;

TEST(Dialect, marks_become_numbers_in_their_order_and_texts_stay) {
  const Translated made = translate("SELECT a FROM t WHERE b=? AND c='?' AND d IN (?,?)");
  EXPECT_EQ(made.sql, "SELECT a FROM t WHERE b=$1 AND c='?' AND d IN ($2,$3)");
  EXPECT_THAT(made.places, ElementsAre(1, 2, 3));
  EXPECT_TRUE(made.gives_rows);
}

TEST(Dialect, numbered_marks_leave_no_gap_and_keep_their_numbers_for_whoever_binds) {
  const Translated made = translate("UPDATE t SET a=?4, b=?2, c=?4 WHERE d=?6");
  EXPECT_EQ(made.sql, "UPDATE t SET a=$1, b=$2, c=$1 WHERE d=$3");
  EXPECT_THAT(made.places, ElementsAre(0, 2, 0, 1, 0, 3));
  EXPECT_EQ(made.parameters, 3U);
  EXPECT_FALSE(made.gives_rows);
}

TEST(Dialect, what_is_said_to_the_planner_of_sqlite_is_left_out) {
  EXPECT_EQ(translate("SELECT 1 FROM records r INDEXED BY records_due WHERE r.rid=?").sql,
            "SELECT 1 FROM records r WHERE r.rid=$1");
}

TEST(Dialect, what_is_inserted_gives_rows_only_where_it_says_so) {
  EXPECT_FALSE(translate("INSERT INTO t(a) VALUES(?)").gives_rows);
  EXPECT_TRUE(translate("INSERT INTO t(a) VALUES(?) RETURNING a").gives_rows);
}

}  // namespace
}  // namespace guiju::store
