#include "complaint_ledger.hpp"

#include <cstdio>
#include <cstdlib>

#include "http/secrets.hpp"
#include "store/sql_store.hpp"

namespace guiju::http_test {
namespace {

constexpr std::string_view token = "a token that only this test knows";

/// The record of a complaint, the item that comes with it in the same transaction, and their
/// journal.
void check_whole(const app::Reader& reader, const casework::Record& complaint) {
  const auto* item = complaint.pack().find_type("item");
  if (reader.children(complaint.id, *item).size() != 1) {
    fault(complaint.id.text + " has no item: half of a transaction");
  }
  const auto entries = reader.timeline(complaint.stream, 1, 1000);
  if (entries.empty()) fault(complaint.id.text + " is not in the journal");
  Hash previous = no_hash;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].stream_seq != i + 1) fault(complaint.id.text + ": the journal has a gap");
    if (entries[i].previous_hash != previous) fault(complaint.id.text + ": the chain is broken");
    if (journal::hash_of(entries[i]) != entries[i].hash)
      fault(complaint.id.text + ": a wrong hash");
    previous = entries[i].hash;
  }
}

}  // namespace

const Instant morning = *parse_instant("2026-03-02T10:00:00+08:00");

void found_office(const store::Location& company, app::Shelf& shelf) {
  const auto store = open_company(company, shelf);
  found_company(*store, shelf, "huayuan");
  give_token(*store, clerk, token);
  store->write([](app::UnitOfWork& unit) {
    unit.put_credential({.login = std::string(clerk),
                         .person = std::string(clerk),
                         .password_hash = http::hash_password(clerk_password)});
  });
}

std::string ComplaintLedger::begin() {
  const std::lock_guard lock(mutex_);
  std::string key = "k" + std::to_string(asked_.size());
  asked_[key] = "";
  return key;
}

void ComplaintLedger::acknowledge(const std::string& key, const std::string& id) {
  const std::lock_guard lock(mutex_);
  asked_[key] = id;
}

std::string request_for(const std::string& key) {
  const Headers headers{{"Authorization", "Bearer " + std::string(token)},
                        {"Content-Type", "application/json"},
                        {"Idempotency-Key", key}};
  return request_text(
      "POST", "/api/v1/commands/huayuan/complaint.register", headers,
      R"({"with":{"channel":"phone","project":"P1","client":"客户甲","summary":")" + key + "\"}}");
}

void compare(const store::Location& company, app::Shelf& shelf, const ComplaintLedger& ledger) {
  const auto store = open_company(company, shelf);
  const auto reader = store->open_reader();
  std::map<std::string, std::string> there;  // id by key
  for (const auto& record :
       reader->records(*shelf.in_force("huayuan", Instant{})->find_type("complaint"), "", {}, {})) {
    const std::string key(record->field("summary").as_string());
    if (!there.emplace(key, record->id.text).second) fault(key + " was done twice");
    check_whole(*reader, *record);
  }
  std::size_t acknowledged = 0;
  for (const auto& [key, id] : ledger.all()) {
    if (id.empty()) continue;
    ++acknowledged;
    const auto found = there.find(key);
    if (found == there.end()) {
      fault(key + " was acknowledged and is not there");
    } else if (found->second != id) {
      fault(key + " is there under another id");
    }
  }
  std::printf("%zu asked for, %zu acknowledged, %zu there\n", ledger.all().size(), acknowledged,
              there.size());
}

}  // namespace guiju::http_test
