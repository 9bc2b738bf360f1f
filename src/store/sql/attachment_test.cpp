#include <gmock/gmock.h>

#include "base/hash.hpp"
#include "store/content_folder.hpp"
#include "store/maintenance.hpp"
#include "store/sql_store.hpp"
#include "store/test_support.hpp"

/// Attachments on disk: what proves them, copies them and makes their tables anew.
namespace guiju::store {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::Packs;
using testing::Places;

const Progress silent = [](std::uint64_t, std::uint64_t) {};

const pack::Pack* find_pack(std::string_view id, std::string_view version) {
  return Packs::get().find(id, version);
}

class AttachmentTest : public ::testing::Test {
 protected:
  /// A ticket with a photo, and an upload that nobody has used.
  void SetUp() override {
    SqlStore store({.location = location(), .find_pack = find_pack});
    if (!Places::are_files()) {
      store.set_meta(contents_meta, places_.contents("guiju.db").native());
    }
    for (const auto* pack : Packs::get().all()) store.keep_pack(*pack);
    testing::Desk desk(store);
    desk.act("site.register", R"({"key":"P1","name":"一期"})");
    used = upload(store, "a photo of the leak");
    unused = upload(store, "nobody sends this");
    const auto ticket =
        desk.act("ticket.open", R"({"summary":"水管漏水","site":"P1","photo":{"name":"漏水.png",)"
                                R"("media_type":"image/png","bytes":19,"hash":")" +
                                    used + "\"}}");
    ASSERT_FALSE(ticket.is_empty());
    id = ticket;
  }

  std::string upload(SqlStore& store, const std::string& bytes) {
    ContentFolder folder = contents("guiju.db");
    const auto incoming = folder.receive();
    incoming->append(bytes);
    const std::string hash = incoming->keep();
    store.write([&](app::UnitOfWork& unit) {
      unit.put_upload({hash, "image/png", incoming->bytes()}, "甲", Instant{});
    });
    return hash;
  }

  Location location(const char* name = "guiju.db") const { return places_ / name; }
  /// Precondition: an engine of files.
  std::filesystem::path file(const char* name = "guiju.db") const {
    return places_.folder() / name;
  }
  /// Of the company of this name; beside its file, where it is one.
  ContentFolder contents(const char* name) const { return ContentFolder(places_.folder() / name); }
  VerifyReport verified(const char* name = "guiju.db") const {
    return verify(location(name), find_pack, {}, silent);
  }
  std::vector<Finding> made_anew() const {
    return rebuild(location(), location("anew.db"), places_.contents("anew.db"), find_pack, silent);
  }

  testing::Places places_;
  std::string used, unused;
  casework::RecordId id;
};

TEST_F(AttachmentTest, verification_reads_every_attachment_that_the_journal_names) {
  const auto report = verified();
  EXPECT_TRUE(report.is_sound());
  EXPECT_EQ(report.contents, 1U);
}

TEST_F(AttachmentTest, verification_detects_one_that_is_missing_and_one_that_was_changed) {
  const auto lies = contents("guiju.db").path_of(used);
  std::ofstream(lies) << "another photo";
  auto report = verified();
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].kind, Finding::Kind::content);
  EXPECT_THAT(report.findings[0].text, HasSubstr("is not what its name says"));
  std::filesystem::remove(lies);
  report = verified();
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_THAT(report.findings[0].text, HasSubstr("is missing"));
}

TEST_F(AttachmentTest, a_backup_and_what_is_restored_from_it_have_what_records_hold) {
  if (!Places::are_files()) GTEST_SKIP() << "PostgreSQL's own tools copy its databases";
  backup(file(), file("copy.db"), silent);
  restore(file("copy.db"), file("again.db"), silent);
  for (const char* name : {"copy.db", "again.db"}) {
    EXPECT_TRUE(verified(name).is_sound()) << name;
    EXPECT_NE(contents(name).open(used), nullptr) << name;
    EXPECT_EQ(contents(name).open(unused), nullptr) << name;
  }
}

TEST_F(AttachmentTest, a_backup_of_what_is_missing_is_refused_and_takes_no_name) {
  if (!Places::are_files()) GTEST_SKIP() << "PostgreSQL's own tools copy its databases";
  std::filesystem::remove(contents("guiju.db").path_of(used));
  EXPECT_THROW(backup(file(), file("copy.db"), silent), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(file("copy.db")));
}

TEST_F(AttachmentTest, a_backup_that_failed_is_not_in_the_way_of_the_next) {
  if (!Places::are_files()) GTEST_SKIP() << "PostgreSQL's own tools copy its databases";
  // In the order of their hashes the one that is missing comes last: something was copied before.
  std::vector<std::string> hashes{used, unused};
  std::sort(hashes.begin(), hashes.end());
  SqlStore store({.location = location(), .find_pack = find_pack});
  store.write([&](app::UnitOfWork& unit) {
    unit.put_attachment(id, {"同.png", "image/png", 17, unused});
  });
  const auto missing = contents("guiju.db").path_of(hashes.back());
  std::filesystem::rename(missing, file("elsewhere"));
  EXPECT_THROW(backup(file(), file("copy.db"), silent), std::runtime_error);
  for (const auto& entry : std::filesystem::directory_iterator(file("."))) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("copy.db")) << entry.path();
  }
  std::filesystem::rename(file("elsewhere"), missing);
  backup(file(), file("copy.db"), silent);
  for (const auto& hash : hashes) {
    EXPECT_EQ(contents("copy.db").hash_of_file(hash), hash);
  }
}

TEST_F(AttachmentTest, a_store_made_anew_from_the_journal_knows_them) {
  EXPECT_TRUE(made_anew().empty());
  EXPECT_TRUE(verified("anew.db").is_sound());
  SqlStore store({.location = location("anew.db"), .find_pack = find_pack});
  EXPECT_EQ(store.open_reader()->find_attachment(id, used)->name, "漏水.png");
}

TEST_F(AttachmentTest, a_store_made_anew_knows_no_upload_whose_file_it_has_not) {
  EXPECT_TRUE(made_anew().empty());
  EXPECT_EQ(contents("anew.db").open(unused), nullptr);
  SqlStore store({.location = location("anew.db"), .find_pack = find_pack});
  EXPECT_FALSE(store.open_reader()->find_upload(unused, "甲"));
  store.write([&](app::UnitOfWork& unit) { EXPECT_FALSE(unit.find_content(unused)); });
}

TEST_F(AttachmentTest, a_store_is_made_anew_without_what_is_missing_and_names_it) {
  std::filesystem::remove(contents("guiju.db").path_of(used));
  const auto findings = made_anew();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].kind, Finding::Kind::content);
  EXPECT_THAT(findings[0].text, AllOf(HasSubstr(used.substr(2)), HasSubstr(id.text)));
  SqlStore store({.location = location("anew.db"), .find_pack = find_pack});
  EXPECT_TRUE(store.open_reader()->find(id));
}

TEST_F(AttachmentTest, uploads_that_nothing_uses_are_forgotten_and_the_others_stay) {
  SqlStore store({.location = location(), .find_pack = find_pack});
  store.write([](app::UnitOfWork& unit) { unit.drop_unused_uploads(Instant{Seconds{1}}); });
  const auto reader = store.open_reader();
  EXPECT_FALSE(reader->find_upload(unused, "甲"));
  EXPECT_TRUE(reader->find_attachment(id, used));
  store.write([&](app::UnitOfWork& unit) {
    EXPECT_FALSE(unit.find_content(unused));
    EXPECT_TRUE(unit.find_content(used));
    EXPECT_FALSE(unit.is_uploaded_by(used, "甲"));
    EXPECT_EQ(unit.records_with(used), std::vector{id});
  });
}

TEST_F(AttachmentTest, no_company_is_moved_into_the_folder_of_another_ones_attachments) {
  if (Places::are_files()) GTEST_SKIP() << "those of a file lie beside it";
  try {
    std::ignore =
        rebuild(location(), location("anew.db"), places_.contents("guiju.db"), find_pack, silent);
    ADD_FAILURE() << "each of the two would remove what the other holds";
  } catch (const Fault& fault) {
    EXPECT_THAT(fault.what(), HasSubstr("a folder of the company's own"));
  }
}

TEST_F(AttachmentTest, a_move_that_was_broken_off_leaves_nothing_that_is_taken_for_a_company) {
  if (Places::are_files()) GTEST_SKIP() << "a file gets its name when it is whole";
  const auto breaks_off = [](std::uint64_t, std::uint64_t) { throw std::runtime_error("stopped"); };
  EXPECT_THROW(
      rebuild(location(), location("anew.db"), places_.contents("anew.db"), find_pack, breaks_off),
      std::runtime_error);
  const auto refused = [&](const std::function<void()>& work) {
    try {
      work();
      ADD_FAILURE() << "half a company was taken for one";
    } catch (const Fault& fault) {
      EXPECT_THAT(fault.what(), HasSubstr("begin again"));
    }
  };
  refused([&] { stored_meta(location("anew.db"), "company"); });
  refused([&] {
    std::ignore =
        rebuild(location(), location("anew.db"), places_.contents("b"), find_pack, silent);
  });
  refused([&] { SqlStore({.location = location("anew.db"), .find_pack = find_pack}); });
}

}  // namespace
}  // namespace guiju::store
