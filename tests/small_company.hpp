#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "app/desk.hpp"
#include "app/order.hpp"
#include "app/reader.hpp"
#include "casework/test_support.hpp"
#include "store/memory.hpp"

namespace guiju::app {

/// A company without a disk under the pack `small`, with one site (P1) and whomever a test adds.
class SmallCompany : public testing::Test {
 protected:
  /// What the pack `small` is compiled from.
  virtual test::Files files() const { return test::small_files(); }

  void SetUp() override {
    Diagnostics diagnostics;
    shelf.add(test::base_pack());
    pack = test::compile(files(), diagnostics);
    ASSERT_NE(pack, nullptr);
    shelf.add(pack);
    found("site.register", R"({"key":"P1","name":"一"})");
  }

  /// Adds a record by the system, without a journal.
  void found(const char* command, const char* with) {
    store.write([&](UnitOfWork& unit) {
      const auto read =
          read_order(*pack->find_command(command), boost::json::parse(with).as_object(),
                     {casework::Actor::Kind::system, {}});
      const auto outcome =
          casework::decide(unit, std::get<casework::Order>(read), test::at("2026-01-01T00:00:00Z"));
      const auto& decision = std::get<casework::Decision>(outcome);
      for (const auto& record : decision.touched) unit.put(record);
      unit.change_claims(decision.claims);
    });
  }

  /// What somebody asks by a command of the pack.
  CommandRequest request(const char* actor, const char* command, const char* on,
                         const char* with) const {
    return {.pack = pack->id,
            .command = command,
            .on = on,
            .with = boost::json::parse(with).as_object(),
            .actor = actor,
            .idempotency_key = {},
            .if_match = {}};
  }

  /// Through what commands and the clock write.
  virtual Store& written() { return store; }

  Answer execute(const char* when, const CommandRequest& request) {
    Answer answer;
    written().write([&](UnitOfWork& unit) {
      answer = desk.execute(unit, request, test::at(when), test::at(when));
    });
    return answer;
  }

  /// Lets the clock do what is due.
  void come_to(const char* when) {
    written().write(
        [&](UnitOfWork& unit) { desk.run_timers(unit, test::at(when), test::at(when), 10'000); });
  }

  Shelf shelf;
  Texts texts;
  std::shared_ptr<const pack::Pack> pack;
  store::MemoryStore store;
  Desk desk{shelf, texts};
};

}  // namespace guiju::app
