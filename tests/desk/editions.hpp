#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "app/edition.hpp"
#include "app/observed_store.hpp"
#include "small_company.hpp"

namespace guiju::app {

/// The company of 甲, who keeps its regulations, and a second version of the pack `small`.
class Editions : public SmallCompany {
 protected:
  void SetUp() override {
    Diagnostics diagnostics;
    shelf.add(test::base_pack());
    pack = test::compile(files(), diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    ASSERT_NE(pack, nullptr);
    shelf.add(pack);
    Company company;
    company.members = {
        {"site.register", boost::json::parse(R"({"key":"P1","name":"一"})").as_object()},
        {"person.register", boost::json::parse(R"({"key":"甲","name":"甲","roles":
            [{"role":"clerk","site":"P1"},{"role":"regulation_keeper"}]})")
                                .as_object()},
        {"person.register",
         boost::json::parse(R"({"key":"乙","name":"乙","roles":[{"role":"clerk"}]})").as_object()}};
    observed.write(
        [&](UnitOfWork& unit) { desk.found(unit, company, test::at("2026-01-01T00:00:00Z")); });
    make_second();
  }

  /// What the version 2.0.0 is compiled from.
  virtual test::Files second_files() const {
    auto changed = files();
    auto& text = changed["pack.yaml"];
    const auto place = text.find("version: ");
    text.replace(place, text.find('\n', place) - place, "version: 2.0.0");
    return changed;
  }

  void make_second() {
    Diagnostics diagnostics;
    second = test::compile(second_files(), diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    ASSERT_NE(second, nullptr);
    shelf.add(second, std::nullopt);
  }

  void submit(const pack::Pack& draft, const char* when) {
    observed.write([&](UnitOfWork& unit) {
      const auto outcome = desk.submit_draft(unit, draft, "甲", test::at(when), test::at(when));
      EXPECT_TRUE(std::holds_alternative<casework::Decision>(outcome));
    });
  }

  Store& written() override { return observed; }

  Receipt act(const char* when, const char* regulation, const char* command, const char* on,
              const char* with, const char* actor = "甲") {
    come_to(when);
    return act_at_once(when, regulation, command, on, with, actor);
  }

  /// The same before the clock comes to it.
  Receipt act_at_once(const char* when, const char* regulation, const char* command, const char* on,
                      const char* with, const char* actor = "甲") {
    auto asked = request(actor, command, on, with);
    asked.pack = regulation;
    return execute(when, asked).receipt;
  }

  std::string in_force(const char* when) {
    come_to(when);
    const auto* found = shelf.in_force("small", test::at(when));
    return found == nullptr ? "" : found->version;
  }
  std::string state(const char* edition) {
    const auto record = store.open_reader()->find({std::string("company.edition.") + edition});
    return record == nullptr ? "" : record->state;
  }
  std::string version_of_matter(const char* key) {
    return store.open_reader()->find({std::string("small.matter.") + key})->pack().version;
  }

  ObservedStore observed{store,
                         [this](const Changes& changes) { take_editions(shelf, changes.records); }};
  std::shared_ptr<const pack::Pack> second;
};

}  // namespace guiju::app
