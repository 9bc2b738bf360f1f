#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "http/event_hub.hpp"
#include "http/rate_limit.hpp"
#include "http/secrets.hpp"
#include "http/traditional.hpp"
#include "http/worker_pool.hpp"

namespace guiju::http {
namespace {

using testing::SizeIs;

std::vector<Event> events(int count) { return std::vector<Event>(static_cast<std::size_t>(count)); }

TEST(EventHub, gives_what_came_after_and_says_when_it_is_gone) {
  EventHub hub(100, 3);
  hub.publish(events(2));
  EXPECT_THAT(*hub.after(100), SizeIs(2));
  EXPECT_THAT(*hub.after(102), SizeIs(0));
  hub.publish(events(2));
  EXPECT_FALSE(hub.after(100));
  EXPECT_THAT(*hub.after(101), SizeIs(3));
  EXPECT_EQ(hub.after(101)->back()->id, 104U);
}

TEST(EventHub, ids_of_another_server_are_not_taken_for_its_own) {
  const EventHub hub(100, 3);
  EXPECT_FALSE(hub.after(99));
  EXPECT_FALSE(hub.after(101));
  EXPECT_TRUE(hub.after(100));
}

TEST(RateLimit, lets_so_many_begin_and_takes_back_those_that_succeed) {
  RateLimit limit(2, std::chrono::seconds(60));
  const RateLimit::Clock::time_point now{};
  EXPECT_TRUE(limit.begin("a", now));
  limit.give_back("a");
  EXPECT_TRUE(limit.begin("a", now));
  EXPECT_TRUE(limit.begin("a", now));
  EXPECT_FALSE(limit.begin("a", now + std::chrono::seconds(59)));
  EXPECT_TRUE(limit.begin("b", now));
  EXPECT_TRUE(limit.begin("a", now + std::chrono::seconds(60)));
}

TEST(Secrets, no_two_are_equal_and_their_hash_is_known) {
  EXPECT_NE(make_secret(), make_secret());
  EXPECT_EQ(make_secret().size(), 43U);
  EXPECT_EQ(hash_of_secret("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Secrets, a_password_fits_its_own_hash_only) {
  const auto hash = hash_password("正确的马");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(verify_password(hash, "正确的马"));
  EXPECT_FALSE(verify_password(hash, "正确的驴"));
  EXPECT_FALSE(verify_password("", "正确的马"));
  EXPECT_FALSE(verify_password("no hash", "正确的马"));
}

TEST(WorkerPool, finishes_what_waits_and_refuses_what_is_too_much) {
  std::atomic<int> run = 0;
  std::atomic<bool> go = false;
  {
    WorkerPool pool(1, 2);
    const auto job = [&] {
      while (!go) std::this_thread::yield();
      ++run;
    };
    int taken = 0;
    for (int i = 0; i < 10; ++i) taken += pool.submit(job) ? 1 : 0;
    EXPECT_GE(taken, 2);
    EXPECT_LE(taken, 3);
    go = true;
    while (run < taken) std::this_thread::yield();
    EXPECT_TRUE(pool.submit([&] { run = -1; }));
  }
  EXPECT_EQ(run, -1);
}

TEST(Traditional, writes_and_says_as_in_taiwan) {
  const auto convert = make_traditional_converter();
  EXPECT_EQ(convert("客户投诉的处理与回访"), "客戶投訴的處理與回訪");
  EXPECT_EQ(convert("头发与发票"), "頭髮與發票");
  EXPECT_EQ(convert("后天答复，皇后"), "後天答覆，皇后");
  EXPECT_EQ(convert("网络信息"), "網路資訊");
  EXPECT_EQ(convert("催办单 OK"), "催辦單 OK");
}

}  // namespace
}  // namespace guiju::http
