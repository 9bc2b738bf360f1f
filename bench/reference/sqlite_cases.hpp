// One business insert, seen by every store under test: a case row and its first event row
// (about 400 bytes together), four secondary indexes.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace store {

struct NewCase {
  std::int64_t id, queue_id, customer_id, due_at, created_at;
  int status, priority;
  std::string number, title, body, event;
};

inline NewCase make_case(std::int64_t id) {
  NewCase c;
  c.id = id;
  c.queue_id = id % 40;
  c.customer_id = (id * 2654435761u) % 50000;
  c.status = static_cast<int>(id % 5);
  c.priority = static_cast<int>(id % 4);
  c.created_at = 1'760'000'000'000 + id * 37;
  c.due_at = c.created_at + 86'400'000 * (1 + id % 7);
  c.number = "GJ-" + std::to_string(20250000000 + id);
  c.title = "客户反映网络套餐扣费异常要求退款";  // 48 bytes
  c.body =
      "客户来电称九月账单多扣三十元，查询为增值业务自动续订，本人未曾办理，要求取消并退还费用，"
      "限三个工作日内答复。";  // about 150 bytes
  c.event =
      R"({"kind":"created","by":"agent-0042","channel":"phone","from":"","to":"new","note":"initial entry"})";
  return c;
}

inline constexpr const char* kSchema = R"(
CREATE TABLE cases(id INTEGER PRIMARY KEY, number TEXT NOT NULL, queue_id INTEGER NOT NULL,
  customer_id INTEGER NOT NULL, status INTEGER NOT NULL, priority INTEGER NOT NULL,
  title TEXT NOT NULL, body TEXT NOT NULL, due_at INTEGER NOT NULL, created_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1);
CREATE UNIQUE INDEX cases_number ON cases(number);
CREATE INDEX cases_queue ON cases(queue_id, created_at DESC);
CREATE INDEX cases_customer ON cases(customer_id, created_at);
CREATE TABLE events(id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, at INTEGER NOT NULL,
  kind INTEGER NOT NULL, payload TEXT NOT NULL);
CREATE INDEX events_case ON events(case_id, id);
)";

struct Backend {
  virtual ~Backend() = default;
  virtual void begin() = 0;
  virtual void insert(const NewCase&) = 0;
  virtual void commit() = 0;
  virtual std::int64_t point_read(std::int64_t id) = 0;      // all columns; returns body length
  virtual std::int64_t newest25(std::int64_t queue_id) = 0;  // returns rows seen
};

// `full`: synchronous=FULL, else NORMAL. The file is created with kSchema when it is empty.
// `pragmas` ("a=1;b=2") are set first, before the file exists (page_size).
std::unique_ptr<Backend> open_raw(const std::string& path, bool full,
                                  const std::string& pragmas = "");

}  // namespace store
