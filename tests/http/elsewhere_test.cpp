#include <gmock/gmock.h>

#include <thread>

#include "child.hpp"
#include "founding.hpp"
#include "rig.hpp"

namespace guiju::http_test {
namespace {

/// False when it does not for a long time.
bool comes_true(const std::function<bool()>& is_so) {
  for (int i = 0; i < 600; ++i) {
    if (is_so()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

/// Another server registers somebody and keeps a version.
void hire_and_keep_a_version(app::Store& store, const pack::Pack& version, Instant now) {
  app::Shelf base_alone;
  base_alone.add(cli::PackLoader(cli::find_places()).base_pointer());
  const app::Texts texts;
  const app::Desk desk(base_alone, texts);
  app::Company hired;
  hired.members = {{"person.register", {{"key", "新人"}, {"name", "新人"}}}};
  store.write([&](app::UnitOfWork& unit) {
    unit.keep_pack(version);
    desk.found(unit, hired, now);
  });
}

TEST(Elsewhere, people_are_heeded_though_a_version_cannot_be_read_and_that_is_said_once) {
  const store::testing::Places places;
  PackShelf shelf("huayuan");
  const auto one = open_company(places / "company", shelf);
  found_company(*one, shelf, "huayuan");
  delivery::MovableClock clock(*parse_instant("2026-03-02T10:00:00+08:00"));
  const app::Texts texts;
  KeptLog log;
  const TemporaryFolder folder;
  store::ContentFolder contents(folder.path() / "company");
  std::atomic<int> tries = 0;
  cli::RunningServer server(*one, shelf, clock, contents, texts, log, Rig::default_settings(),
                            {.port = 0}, nullptr, [&tries] {
                              ++tries;
                              throw std::runtime_error("it does not compile");
                            });
  const auto other = open_company(places / "company", shelf);
  const PackShelf later("property-ladder");
  hire_and_keep_a_version(*other, *later.all().back(), clock.now());
  EXPECT_TRUE(comes_true([&] { return tries > 2; })) << "it is tried again";
  EXPECT_TRUE(comes_true([&] {
    return server.services().access.directory()->find_person("新人") != nullptr;
  })) << "people do not wait for versions";
  const auto text = log.text();
  const auto said = text.find("it does not compile");
  EXPECT_NE(said, std::string::npos);
  EXPECT_EQ(text.find("it does not compile", said + 1), std::string::npos) << text;
}

}  // namespace
}  // namespace guiju::http_test
