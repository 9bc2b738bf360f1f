#include "company.hpp"

#include <boost/json/parse.hpp>
#include <future>
#include <map>

#include "app/column_match.hpp"
#include "app/row_import.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "child.hpp"
#include "founding.hpp"
#include "http/response_head.hpp"
#include "http/server.hpp"
#include "store/memory.hpp"

namespace guiju::fuzz {
namespace {

constexpr std::string_view pack_id = "huayuan";

class StillClock final : public app::TimeSource {
 public:
  Instant now() const override { return *parse_instant("2026-03-02T10:00:00+08:00"); }
  bool is_virtual() const override { return false; }
  bool advance_to(Instant) override { return false; }
};

class NoLog final : public app::Log {
 public:
  void write(Level, std::string_view, const Fields&) override {}
};

/// Once the company is founded, every transaction is taken back when it has been done.
class FleetingStore final : public app::Store {
 public:
  void submit(std::function<void(app::UnitOfWork&)> work,
              std::function<void(std::exception_ptr)> done) override {
    std::exception_ptr failure;
    try {
      memory_.try_out(work);
    } catch (const std::exception&) {
      failure = std::current_exception();
    }
    done(failure);
  }
  std::optional<Instant> next_timer() override { return memory_.next_timer(); }
  std::unique_ptr<app::Reader> open_reader() override { return memory_.open_reader(); }
  app::Store& lasting() { return memory_; }

 private:
  store::MemoryStore memory_;
};

/// Holds what comes, and forgets it.
class NoContents final : public app::ContentStore {
 public:
  std::unique_ptr<app::IncomingContent> receive() override {
    struct Held final : app::IncomingContent {
      std::string text;
      void append(std::string_view bytes) override { text += bytes; }
      std::int64_t bytes() const override { return static_cast<std::int64_t>(text.size()); }
      std::string_view head() const override { return text; }
      std::string keep() override { return to_hex(sha256(text)); }
      void keep_again() override {}
    };
    return std::make_unique<Held>();
  }
  std::unique_ptr<app::OpenContent> open(std::string_view) const override { return nullptr; }
  std::vector<std::string> kept_before(Instant) const override { return {}; }
  void remove(std::string_view) override {}
  void remove_unfinished(Instant) override {}
};

class Waiting final : public http::Exchange {
 public:
  http::Completion defer() override {
    promise_ = std::make_shared<std::promise<http::Response>>();
    return
        [promise = promise_](http::Response response) { promise->set_value(std::move(response)); };
  }
  http::Response wait() {
    if (promise_ == nullptr) __builtin_trap();  // no answer, and none to come
    return promise_->get_future().get();
  }

 private:
  std::shared_ptr<std::promise<http::Response>> promise_;
};

/// A stranger finds out soon that he may not guess on: a hash takes its time.
http::ServerSettings settings() {
  http::ServerSettings settings;
  settings.company_name = "华元";
  settings.sign_ins = {.pair_tries = 1, .login_tries = 1, .address_tries = 5};
  return settings;
}

void register_complaint(app::Store& store, const app::Desk& desk, Instant at) {
  const app::CommandRequest request{
      .pack = std::string(pack_id),
      .command = "complaint.register",
      .with = boost::json::parse(R"({"channel":"phone","project":"P1","client":"客户甲",
                                     "summary":"厨房漏水"})")
                  .as_object(),
      .actor = asker};
  store.write([&](app::UnitOfWork& unit) {
    if (desk.execute(unit, request, at, at).receipt.status >= 400) __builtin_trap();
  });
}

}  // namespace

struct Company::Inside {
  http_test::PackShelf shelf{std::string(pack_id)};
  const app::Texts texts;
  const app::Desk desk{shelf, texts};
  StillClock time;
  NoLog log;
  NoContents contents;
  FleetingStore store;
  app::ObservedStore observed{store, [](const app::Changes&) {}};
  app::Access access{shelf};
  std::unique_ptr<http::Services> services;
  std::unique_ptr<http::Handler> handler;
  std::unique_ptr<app::Reader> reader;
};

Company::Company() : inside_(std::make_unique<Inside>()) {
  auto& in = *inside_;
  http_test::found_company(in.store.lasting(), in.shelf, std::string(pack_id));
  http_test::give_token(in.store.lasting(), asker, asker_token);
  register_complaint(in.store.lasting(), in.desk, in.time.now());
  in.store.write([&in](app::UnitOfWork& unit) {
    in.access.replace(std::make_shared<const casework::Directory>(unit.directory()));
  });
  in.services = std::make_unique<http::Services>(in.observed, in.desk, in.shelf, in.texts, in.time,
                                                 in.access, in.contents, in.log, settings());
  in.handler = http::make_handler(*in.services);
  in.reader = in.observed.open_reader();
}

Company::~Company() = default;

http::Handler& Company::handler() { return *inside_->handler; }

http::Response Company::ask(const http::Request& request) {
  Waiting exchange;
  auto now = inside_->handler->handle(request, exchange);
  auto response = now ? *std::move(now) : exchange.wait();
  check(response);
  return response;
}

void Company::check(const http::Response& response) const {
  for (const auto& [name, value] : response.for_log) {
    if (name == "fault") __builtin_trap();
  }
  std::string head;
  http::append_head(head, response, http::make_date_line(0), true, false);
  const std::string& body = response.shared_body ? *response.shared_body : response.body;
  if (body.empty()) return;
  if (response.content_type == "application/json" ||
      response.content_type == "application/problem+json") {
    boost::json::parse(body);
  }
}

void Company::import(std::string bytes) const {
  const auto& in = *inside_;
  app::TableFile table;
  try {
    table = app::read_table(std::move(bytes));
  } catch (const app::TableError&) {
    return;  // refused, with words
  }
  const auto principal = in.access.find(asker, in.time.now());
  const auto& packs = in.services->packs();
  const app::Stage stage{.view = {*in.reader, principal->person},
                         .directory = *principal->directory,
                         .texts = in.texts,
                         .language = app::Language::zh_hans,
                         .now = in.time.now(),
                         .viewer = principal->person,
                         .sees = principal->sees,
                         .packs = packs};
  const auto& command = *packs.back()->find_command("complaint.register");
  auto inputs = app::match_columns(table.header, command, in.texts);
  app::RowImport rows(stage, *in.reader,
                      {.command = &command,
                       .titles = table.header,
                       .inputs = std::move(inputs),
                       .fixed = std::vector<std::string>(command.inputs.size())});
  for (const auto& row : table.rows) {
    if (row.cells.size() != table.header.size()) __builtin_trap();
    for (const auto& cell : row.cells) {
      if (!is_valid_utf8(cell)) __builtin_trap();  // it goes into JSON as it is
    }
    const auto read = rows.read(row, app::RowImport::Depth::decide);
    if (read.verdict.status == app::RowVerdict::Status::faulty && read.verdict.reason.empty()) {
      __builtin_trap();  // refused without a word
    }
    rows.receipt_key(read.with);
  }
}

}  // namespace guiju::fuzz
