#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "app/journal_body.hpp"
#include "app/order.hpp"
#include "app/ports.hpp"
#include "base/time.hpp"
#include "calendar/holiday_file.hpp"
#include "pack/compile.hpp"
#include "store/test_places.hpp"

/// What the tests of the store share: a small regulation of a repair shop, and a desk that carries
/// commands out and takes their decisions over, as the application does.
namespace guiju::store::testing {

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::vector<pack::SourceFile> read_folder(const std::filesystem::path& folder) {
  std::vector<pack::SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files.push_back({std::filesystem::relative(entry.path(), folder).generic_string(),
                     read_text(entry.path())});
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

/// The packs `company` and `shop` (tests/packs/shop: tickets with their steps, one deadline that is
/// breached, roles by site), compiled once for all tests.
class Packs {
 public:
  static const Packs& get() {
    static const Packs packs;
    return packs;
  }
  const pack::Pack& company() const { return *company_; }
  const pack::Pack& shop() const { return *shop_; }
  /// The next version of the shop: a field more before all others, so that every index is another.
  const pack::Pack& later_shop() const { return *later_shop_; }
  std::vector<const pack::Pack*> all() const { return {company_.get(), shop_.get()}; }

  const pack::Pack* find(std::string_view id, std::string_view version) const {
    for (const pack::Pack* pack : {company_.get(), shop_.get(), later_shop_.get()}) {
      if (pack->id == id && pack->version == version) return pack;
    }
    return nullptr;
  }
  std::shared_ptr<const pack::Pack> compile(const std::vector<pack::SourceFile>& files,
                                            const pack::Pack* base) const {
    Diagnostics diagnostics;
    auto made = pack::compile(files, {.base = base, .holidays = holidays_}, diagnostics);
    for (const Diagnostic& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    return made;
  }

 private:
  Packs() {
    const std::string path = "data/calendars/statutory_cn.yaml";
    Diagnostics diagnostics;
    auto table = calendar::read_holiday_table(path, read_text(path), diagnostics);
    if (table) holidays_.push_back(*std::move(table));
    company_ = compile(read_folder("packs/company"), nullptr);
    auto files = read_folder("tests/packs/shop");
    shop_ = compile(files, company_.get());
    for (auto& [name, text] : files) {
      const auto replace = [&, &text = text](std::string_view before, std::string_view after) {
        text.replace(text.find(before), before.size(), after);
      };
      if (name == "pack.yaml") replace("version: 1.0.0", "version: 2.0.0");
      if (name == "cases/ticket.yaml") {
        replace("\nfields:", "\nfields:\n  floor: {type: text, title: {zh: 楼层, en: Floor}}");
      }
    }
    later_shop_ = compile(files, company_.get());
  }

  std::vector<calendar::HolidayTable> holidays_;
  std::shared_ptr<const pack::Pack> company_, shop_, later_shop_;
};

/// Carries commands out on a store.
class Desk {
 public:
  explicit Desk(app::Store& store) : store_(store) {}

  Instant now = *parse_instant("2026-03-02T10:00:00+08:00");

  /// The record that was made or acted on; empty when the act was refused.
  casework::RecordId act(const std::string& command, const std::string& with,
                         const casework::RecordId& on = {}, const std::string& by = {}) {
    casework::RecordId subject;
    store_.write([&](app::UnitOfWork& unit) { subject = act_in(unit, command, with, on, by); });
    return subject;
  }

  casework::RecordId act_in(app::UnitOfWork& unit, const std::string& command,
                            const std::string& with, const casework::RecordId& on = {},
                            const std::string& by = {}) {
    const pack::Command* wanted = Packs::get().shop().find_command(command);
    EXPECT_NE(wanted, nullptr) << command;
    const auto kind = by.empty() ? casework::Actor::Kind::system : casework::Actor::Kind::person;
    auto read = app::read_order(*wanted, boost::json::parse(with).as_object(), {kind, by});
    if (const auto* bad = std::get_if<app::BadInput>(&read)) {
      ADD_FAILURE() << command << bad->pointer << ": " << bad->expected;
      return {};
    }
    auto order = std::get<casework::Order>(std::move(read));
    (wanted->creates && wanted->type->parent != nullptr ? order.parent : order.on) = on;
    const auto outcome = casework::decide(unit, order, now);
    if (const auto* refusal = std::get_if<casework::Refusal>(&outcome)) {
      last_refusal = refusal->code;
      refused_since = refusal->since;
      unit.append(
          {.stream = "refused." + command,
           .at = now,
           .recorded_at = now,
           .actor = by.empty() ? "system" : by,
           .command = command,
           .pack = name_of(*wanted->type->pack),
           .body = app::refusal_body({order.actor, on.text, with}, *refusal, *wanted->type->pack)});
      return {};
    }
    const auto& decision = std::get<casework::Decision>(outcome);
    take_over(unit, decision, order.actor, command, with, now);
    return decision.subject;
  }

  /// Lets the clock do what has become due up to `to`.
  void pass_time(Instant to) {
    for (bool is_done = false; !is_done;) {
      store_.write([&](app::UnitOfWork& unit) {
        const auto due = unit.due_records(to, 3);
        is_done = due.empty();
        for (const casework::RecordId& id : due) {
          while (auto step = casework::advance(unit, *unit.find(id), to)) {
            ASSERT_TRUE(std::holds_alternative<casework::Decision>(step->outcome));
            take_over(unit, std::get<casework::Decision>(step->outcome),
                      {casework::Actor::Kind::clock, {}}, "clock.advance", {}, step->at);
          }
        }
      });
    }
    now = to;
  }

  std::string last_refusal;
  std::optional<Instant> refused_since;  ///< of the last refusal

 private:
  static std::string name_of(const pack::Pack& pack) { return pack.id + "@" + pack.version; }

  void take_over(app::UnitOfWork& unit, const casework::Decision& decision,
                 const casework::Actor& by, const std::string& command, const std::string& with,
                 Instant at) {
    casework::RecordPtr subject = unit.find(decision.subject);
    for (const auto& record : decision.touched) {
      if (record->id == decision.subject) subject = record;
    }
    for (const app::StreamPart& part : app::parts_of({by, {}, with}, decision, subject->pack())) {
      for (const auto& record : part.records) unit.put(record);
      unit.append({.stream = part.stream,
                   .at = at,
                   .recorded_at = std::max(at, now),
                   .actor = by.key.empty() ? std::string(to_text(by.kind)) : by.key,
                   .command = command,
                   .pack = name_of(subject->pack()),
                   .body = part.body});
    }
    for (const auto& serial : decision.serials) unit.take_serial(serial);
    unit.change_claims(decision.claims);
    for (const auto& [record, attachment] : app::attachments_set(decision.facts)) {
      unit.put_attachment(record, attachment);
    }
    for (const casework::Fact& fact : decision.facts) {
      if (const auto* given = std::get_if<casework::NoticeGiven>(&fact.detail)) {
        unit.put_notice({.at = at,
                         .to = given->to,
                         .message = given->message,
                         .record = casework::make_id(*fact.type, fact.key),
                         .pack = fact.type->pack->id});
      }
    }
  }

  app::Store& store_;
};

}  // namespace guiju::store::testing
