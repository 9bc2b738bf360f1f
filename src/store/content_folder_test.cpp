#include "store/content_folder.hpp"

#include <gmock/gmock.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <sstream>

#include "base/hash.hpp"
#include "store/memory.hpp"
#include "store/test_support.hpp"

namespace guiju::store {
namespace {

std::string hash_of(std::string_view bytes) { return to_hex(sha256(bytes)); }

/// Counts the transactions of another store.
class CountingStore final : public app::Store {
 public:
  explicit CountingStore(app::Store& store) : store_(store) {}

  void submit(std::function<void(app::UnitOfWork&)> work,
              std::function<void(std::exception_ptr)> done) override {
    ++writes;
    store_.submit(std::move(work), std::move(done));
  }
  std::optional<Instant> next_timer() override { return store_.next_timer(); }
  std::unique_ptr<app::Reader> open_reader() override { return store_.open_reader(); }

  int writes = 0;

 private:
  app::Store& store_;
};

class Contents : public ::testing::Test {
 protected:
  std::string keep(std::string_view bytes) {
    const auto incoming = contents.receive();
    incoming->append(bytes);
    return incoming->keep();
  }
  std::string read(std::string_view hash) const {
    const auto content = contents.open(hash);
    std::string bytes;
    for (std::size_t before = 1; content && before != bytes.size();) {
      before = bytes.size();
      EXPECT_TRUE(content->read(bytes, 3));
    }
    return bytes;
  }
  /// As if it had lain there since yesterday.
  void make_old(std::string_view hash) const {
    std::filesystem::last_write_time(
        contents.path_of(hash),
        std::filesystem::file_time_type::clock::now() - std::chrono::days{2});
  }
  static Instant an_hour_ago() {
    return std::chrono::floor<Seconds>(std::chrono::system_clock::now()) - std::chrono::hours{1};
  }

  testing::Folder folder;
  ContentFolder contents{folder / "company.db"};
  MemoryStore store;
};

TEST_F(Contents, lie_under_their_hash_once) {
  const std::string hash = keep("a picture of a board");
  EXPECT_EQ(hash, hash_of("a picture of a board"));
  EXPECT_EQ(keep("a picture of a board"), hash);
  EXPECT_EQ(read(hash), "a picture of a board");
  EXPECT_EQ(contents.open(hash)->bytes(), 20);
  EXPECT_EQ(contents.hash_of_file(hash), hash);
}

TEST_F(Contents, that_were_not_kept_leave_nothing) {
  {
    const auto incoming = contents.receive();
    incoming->append("half of it");
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(contents.path())) {
    EXPECT_FALSE(entry.is_regular_file()) << entry.path();
  }
}

TEST_F(Contents, of_no_hash_are_not_there) {
  EXPECT_EQ(contents.open("../company.db"), nullptr);
  EXPECT_EQ(contents.open(std::string(64, 'a')), nullptr);
}

TEST_F(Contents, that_nothing_uses_go_and_no_others) {
  const std::string unused = keep("never used"), used = keep("used"), lately = keep("lately");
  const Instant yesterday = an_hour_ago() - std::chrono::hours{24};
  store.write([&](app::UnitOfWork& unit) {
    unit.put_upload({unused, "text/plain", 10}, "甲", yesterday);
    unit.put_upload({used, "text/plain", 4}, "甲", yesterday);
    unit.put_upload({lately, "text/plain", 6}, "甲", an_hour_ago() + std::chrono::minutes{30});
    unit.put_attachment({"case"}, {"a.txt", "text/plain", 4, used});
  });
  for (const auto& hash : {unused, used, lately}) make_old(hash);
  EXPECT_EQ(app::remove_unused_contents(store, contents, an_hour_ago()), 1U);
  EXPECT_EQ(contents.open(unused), nullptr);
  EXPECT_NE(contents.open(used), nullptr);
  EXPECT_NE(contents.open(lately), nullptr);
}

TEST_F(Contents, that_are_used_cost_no_transaction_when_the_others_are_looked_for) {
  const std::string used = keep("used"), unused = keep("never used");
  store.write([&](app::UnitOfWork& unit) {
    unit.put_upload({used, "text/plain", 4}, "甲", an_hour_ago() + std::chrono::minutes{30});
    unit.put_attachment({"case"}, {"a.txt", "text/plain", 4, used});
  });
  for (const auto& hash : {used, unused}) make_old(hash);
  CountingStore counting(store);
  EXPECT_EQ(app::remove_unused_contents(counting, contents, an_hour_ago()), 1U);
  EXPECT_EQ(counting.writes, 1);
  EXPECT_EQ(app::remove_unused_contents(counting, contents, an_hour_ago()), 0U);
  EXPECT_EQ(counting.writes, 1);
}

TEST_F(Contents, that_stopped_coming_are_removed_and_not_by_who_only_looks) {
  const auto incoming = contents.receive();
  incoming->append("half of it");
  const auto folder_of_parts = contents.path() / "incoming";
  const auto part = std::filesystem::directory_iterator(folder_of_parts)->path();
  std::filesystem::last_write_time(
      part, std::filesystem::file_time_type::clock::now() - std::chrono::days{2});
  EXPECT_TRUE(contents.kept_before(an_hour_ago()).empty());
  EXPECT_TRUE(std::filesystem::exists(part));
  contents.remove_unfinished(an_hour_ago() - std::chrono::days{3});
  EXPECT_TRUE(std::filesystem::exists(part));
  contents.remove_unfinished(an_hour_ago());
  EXPECT_FALSE(std::filesystem::exists(part));
}

/// Does it in process 1 of a container, which then ends at once, as if it were killed. False where
/// this machine forbids it.
bool do_in_container(const std::function<void()>& work) {
  const pid_t maker = ::fork();
  if (maker == 0) {
    if (::unshare(CLONE_NEWPID) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0) ::_exit(1);
    const pid_t first = ::fork();
    if (first == 0) work();
    if (first != 0) ::waitpid(first, nullptr, 0);
    ::_exit(first < 0 ? 1 : 0);
  }
  int status = 0;
  return ::waitpid(maker, &status, 0) == maker && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_F(Contents, that_two_servers_of_one_process_number_receive_stay_apart) {
  std::vector<std::string> received;
  for (const char* bytes : {"mine", "theirs"}) {
    const bool is_done = do_in_container([&] {
      const auto incoming = contents.receive();
      incoming->append(bytes);
      ::_exit(0);
    });
    if (!is_done) GTEST_SKIP() << "no process may have another number here";
  }
  for (const auto& part : std::filesystem::directory_iterator(contents.path() / "incoming")) {
    std::ostringstream text;
    text << std::ifstream(part.path()).rdbuf();
    received.push_back(text.str());
  }
  EXPECT_THAT(received, ::testing::UnorderedElementsAre("mine", "theirs"));
}

TEST_F(Contents, that_went_while_they_came_are_there_again_with_their_row) {
  const auto incoming = contents.receive();
  incoming->append("twice");
  const std::string hash = incoming->keep();
  contents.remove(hash);  // by whoever found no row of it
  store.write([&](app::UnitOfWork& unit) {
    incoming->keep_again();
    unit.put_upload({hash, "text/plain", 5}, "甲", an_hour_ago());
  });
  EXPECT_EQ(read(hash), "twice");
}

TEST_F(Contents, are_not_copied_when_they_are_no_longer_what_they_were) {
  const std::string hash = keep("a proof");
  std::ofstream(contents.path_of(hash)) << "another";
  ContentFolder copy(folder / "copy.db");
  EXPECT_FALSE(copy.copy_from(contents, hash));
  EXPECT_EQ(copy.open(hash), nullptr);
  EXPECT_EQ(copy.open(hash_of("another")), nullptr);
  ASSERT_TRUE(copy.copy_from(contents, keep("another")));
  EXPECT_FALSE(copy.copy_from(contents, hash));
  EXPECT_NE(copy.open(hash_of("another")), nullptr);
}

}  // namespace
}  // namespace guiju::store
