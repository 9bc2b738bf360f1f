#pragma once

#include <gmock/gmock.h>

#include "store/memory.hpp"
#include "store/sql_store.hpp"
#include "store/test_support.hpp"

namespace guiju::store::testing {

/// `lasting`: SQLite, or PostgreSQL where the tests are run with one (`Places`).
enum class Engine { memory, lasting };

/// A store of each engine, and a company to put into it.
class StoreTest : public ::testing::TestWithParam<Engine> {
 protected:
  StoreTest() { open(); }

  void open() {
    if (GetParam() == Engine::memory) {
      store_ = std::make_unique<MemoryStore>();
    } else {
      store_ = std::make_unique<SqlStore>(
          SqlOptions{.location = places_ / "guiju.db",
                     .find_pack = [](std::string_view id, std::string_view version) {
                       return Packs::get().find(id, version);
                     }});
    }
  }

  /// Two sites, two departments, three people, two clients.
  void found_company(Desk& desk) {
    desk.act("site.register", R"({"key":"P1","name":"一期"})");
    desk.act("site.register", R"({"key":"P2","name":"二期"})");
    desk.act("department.register", R"({"key":"工程部","name":"工程部"})");
    desk.act("department.register", R"({"key":"客服部","name":"客服部"})");
    desk.act("person.register", R"({"key":"王工","name":"王工","department":"工程部","roles":[]})");
    desk.act("person.register",
             R"({"key":"李店","name":"李店","department":"客服部",
                 "roles":[{"role":"manager","site":"P1"},{"role":"clerk"}]})");
    desk.act("person.register", R"({"key":"赵六","name":"赵六","department":"客服部","roles":[]})");
    desk.act("client.register",
             R"({"key":"C1","name":"單小芳","phone":"13800001234","rooms":["3-502"],"site":"P1"})");
    desk.act("client.register",
             R"({"key":"C2","name":"欧阳修文","phone":"13911112222","rooms":["8-1101"]})");
  }

  casework::RecordId open_ticket(Desk& desk, const std::string& site,
                                 const std::string& rest = "") {
    return desk.act("ticket.open", R"({"summary":"水管漏水","site":")" + site + '"' + rest + "}");
  }

  app::Visibility seen_by(const std::string& person) {
    const auto reader = store_->open_reader();
    const auto packs = Packs::get().all();
    return app::visibility_of(*reader->directory().find_person(person), packs);
  }

  Places places_;
  std::unique_ptr<app::Store> store_;
};

inline std::string name_of_engine(const ::testing::TestParamInfo<Engine>& engine) {
  return engine.param == Engine::memory ? "memory" : "lasting";
}

}  // namespace guiju::store::testing
