// End-to-end ceiling: one binary, Beast + SQLite, nothing but the path under test.
//   POST /cases        JSON body -> validated -> case + event rows -> COMMIT (durable) -> 201
//   {"id","number"} GET  /cases/{id}   point read -> JSON GET  /queues/{id}  newest 25 of the queue
//   -> JSON
// Writes: connections hand their insert to ONE writer thread; it commits whatever has queued up
// while the previous commit was being synced (group commit, no timer), then wakes the waiting
// coroutines with one post per io_context and batch. With synchronous=FULL the WAL is synced before
// any of them replies.
// --pragma "wal_autocheckpoint=16384" checkpoints every 64 MB instead of every 4 MB: fewer stalls,
// longer ones. Reads: one read-only connection per io thread, in the io thread (WAL readers never
// wait for the writer).
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <charconv>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>

#include "bench.hpp"
#include "sqlite_cases.hpp"

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Stream = beast::basic_stream<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
template <class T = void>
using Task = asio::awaitable<T, Executor>;
constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> token{};

// ---- writer -----------------------------------------------------------------------------------

class Writer {
 public:
  struct Op {
    store::NewCase data;
    asio::io_context* home = nullptr;
    virtual ~Op() = default;
    virtual void complete() = 0;  // runs on `home`
  };

  // Makes a batch durable.
  using Sink = std::function<void(std::span<const store::NewCase>)>;

  Writer(Sink sink, std::vector<asio::io_context*> homes)
      : homes_(std::move(homes)), thread_([this, sink = std::move(sink)] { run(sink); }) {}
  ~Writer() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

  // Completes with void() on `io` once the case is durable.
  template <class Token>
  auto insert(asio::io_context& io, store::NewCase data, Token&& tok) {
    return asio::async_initiate<Token, void()>(
        [this, &io](auto handler, store::NewCase d) {
          struct Waiting final : Op {
            decltype(handler) h;
            explicit Waiting(decltype(handler)&& x) : h(std::move(x)) {}
            void complete() override { std::move(h)(); }
          };
          auto op = std::make_unique<Waiting>(std::move(handler));
          op->data = std::move(d);
          op->home = &io;
          bool first;
          {
            std::lock_guard lock(mutex_);
            first = queue_.empty();
            queue_.push_back(std::move(op));
          }
          if (first) wake_.notify_one();
        },
        tok, std::move(data));
  }
  std::int64_t next_id() { return ++id_; }

 private:
  using Batch = std::vector<std::unique_ptr<Op>>;
  void run(const Sink& sink) {
    Batch batch;
    std::vector<store::NewCase> cases;
    for (;;) {
      batch.clear();
      cases.clear();
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return stop_ || !queue_.empty(); });
        if (queue_.empty()) return;
        batch.swap(queue_);
      }
      for (auto& op : batch) cases.push_back(std::move(op->data));
      sink(cases);
      for (auto* home : homes_) {
        Batch mine;
        for (auto& op : batch)
          if (op && op->home == home) mine.push_back(std::move(op));
        if (!mine.empty())
          asio::post(*home, [mine = std::move(mine)]() mutable {
            for (auto& op : mine) op->complete();
          });
      }
    }
  }
  std::vector<asio::io_context*> homes_;
  std::mutex mutex_;
  std::condition_variable wake_;
  Batch queue_;
  bool stop_ = false;
  std::atomic<std::int64_t> id_{0};
  std::thread thread_;  // last: it uses all above
};

// ---- reader -----------------------------------------------------------------------------------

class Reader {
 public:
  explicit Reader(const std::string& path) {
    sqlite3_open_v2(path.c_str(), &db_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    sqlite3_exec(db_, "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;", nullptr, nullptr,
                 nullptr);
    sqlite3_prepare_v3(db_,
                       "SELECT id,number,queue_id,status,priority,title,body,due_at,created_at "
                       "FROM cases WHERE id=?",
                       -1, SQLITE_PREPARE_PERSISTENT, &one_, nullptr);
    sqlite3_prepare_v3(
        db_,
        "SELECT id,number,queue_id,status,priority,title,'',due_at,created_at FROM cases"
        " WHERE queue_id=? ORDER BY created_at DESC LIMIT 25",
        -1, SQLITE_PREPARE_PERSISTENT, &list_, nullptr);
  }
  ~Reader() {
    sqlite3_finalize(one_);
    sqlite3_finalize(list_);
    sqlite3_close(db_);
  }
  bool one(std::int64_t id, std::string& out) { return rows(one_, id, out) == 1; }
  void list(std::int64_t queue, std::string& out) {
    out += R"({"items":[)";
    rows(list_, queue, out);
    out += "]}";
  }

 private:
  static void text(std::string& out, sqlite3_stmt* s, int i) {
    auto* p = reinterpret_cast<const char*>(sqlite3_column_text(s, i));
    std::string_view v(p, static_cast<std::size_t>(sqlite3_column_bytes(s, i)));
    out += '"';
    for (char c : v) {
      if (c == '"' || c == '\\')
        (out += '\\') += c;
      else if (static_cast<unsigned char>(c) < 0x20)
        out += ' ';
      else
        out += c;
    }
    out += '"';
  }
  static void number(std::string& out, sqlite3_stmt* s, int i) {
    char b[24];
    out.append(b, std::to_chars(b, b + sizeof b, sqlite3_column_int64(s, i)).ptr);
  }
  int rows(sqlite3_stmt* s, std::int64_t key, std::string& out) {
    static constexpr const char* names[] = {
        "{\"id\":",    ",\"number\":", ",\"queue\":", ",\"status\":",   ",\"priority\":",
        ",\"title\":", ",\"body\":",   ",\"dueAt\":", ",\"createdAt\":"};
    sqlite3_bind_int64(s, 1, key);
    int n = 0;
    while (sqlite3_step(s) == SQLITE_ROW) {
      if (n++) out += ',';
      for (int i = 0; i < 9; ++i) {
        out += names[i];
        if (i == 1 || i == 5 || i == 6)
          text(out, s, i);
        else
          number(out, s, i);
      }
      out += '}';
    }
    sqlite3_reset(s);
    return n;
  }
  sqlite3* db_ = nullptr;
  sqlite3_stmt *one_ = nullptr, *list_ = nullptr;
};

// ---- HTTP -------------------------------------------------------------------------------------

struct Node {
  asio::io_context& io;
  Writer& writer;
  Reader& reader;
};

static std::optional<store::NewCase> parse_case(std::string_view body, std::int64_t id) try {
  unsigned char stack[4096];
  json::monotonic_resource memory(stack);
  const json::value document = json::parse({body.data(), body.size()}, &memory);
  auto& o = document.as_object();
  store::NewCase c;
  c.id = id;
  c.number = "GJ-" + std::to_string(20250000000 + id);
  c.queue_id = o.at("queue").as_int64();
  c.customer_id = o.at("customer").as_int64();
  c.priority = static_cast<int>(o.at("priority").as_int64());
  c.status = 0;
  auto &title = o.at("title").as_string(), &text = o.at("body").as_string();
  if (title.empty() || title.size() > 600 || text.size() > 20000 || c.priority < 0 ||
      c.priority > 9)
    return {};
  c.title.assign(title.data(), title.size());
  c.body.assign(text.data(), text.size());
  c.created_at = std::chrono::duration_cast<std::chrono::milliseconds>(
                     std::chrono::system_clock::now().time_since_epoch())
                     .count();
  c.due_at = c.created_at + 3 * 86'400'000;
  c.event =
      R"({"kind":"created","by":"agent-0042","channel":"phone","from":"","to":"new","note":"initial entry"})";
  return c;
} catch (const std::exception&) {
  return {};
}

static void head(std::string& out, std::string_view status, std::size_t length) {
  out.assign("HTTP/1.1 ")
      .append(status)
      .append("\r\nContent-Type: application/json\r\nContent-Length: ");
  out.append(std::to_string(length)).append("\r\n\r\n");
}

static std::int64_t tail_number(std::string_view target) {
  std::int64_t v = 0;
  auto at = target.rfind('/') + 1;
  std::from_chars(target.data() + at, target.data() + target.size(), v);
  return v;
}

static Task<> serve(Stream s, Node node) {
  beast::flat_buffer in;
  std::string out, body;
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(64 << 10);
    s.expires_after(std::chrono::seconds(30));
    if (auto [ec, n] = co_await http::async_read(s, in, parser, token); ec) co_return;
    auto& req = parser.get();
    std::string_view target(req.target().data(), req.target().size()), status = "200 OK";
    body.clear();
    if (req.method() == http::verb::post && target == "/cases") {
      if (auto c = parse_case(req.body(), node.writer.next_id())) {
        auto id = c->id;
        co_await node.writer.insert(node.io, std::move(*c), asio::use_awaitable_t<Executor>{});
        status = "201 Created";
        body.append(R"({"id":)").append(std::to_string(id)).append(R"(,"number":"GJ-)");
        body.append(std::to_string(20250000000 + id)).append("\"}");
      } else {
        status = "422 Unprocessable Entity";
        body = R"({"error":"invalid case"})";
      }
    } else if (target.starts_with("/cases/")) {
      if (!node.reader.one(tail_number(target), body))
        status = "404 Not Found", body = R"({"error":"not found"})";
    } else if (target.starts_with("/queues/")) {
      node.reader.list(tail_number(target), body);
    } else {
      status = "404 Not Found";
      body = R"({"error":"not found"})";
    }
    head(out, status, body.size());
    out += body;
    if (auto [ec, n] = co_await asio::async_write(s, asio::buffer(out), token); ec) co_return;
    if (!req.keep_alive()) co_return;
  }
}

static Task<> listen(Node node, unsigned short port) {
  Acceptor acceptor(node.io);
  acceptor.open(tcp::v4());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  acceptor.set_option(asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>(true));
  acceptor.bind({asio::ip::address_v4::loopback(), port});
  acceptor.listen(1024);
  for (;;) {
    auto [ec, socket] = co_await acceptor.async_accept(token);
    if (ec) continue;
    socket.set_option(tcp::no_delay(true));
    asio::co_spawn(node.io, serve(Stream(std::move(socket)), node), asio::detached);
  }
}

namespace {

void remove_database(const std::string& path) {
  for (const char* tail : {"", "-wal", "-shm"}) std::filesystem::remove(path + tail);
}

/// SIGTERM and SIGINT are waited for, in one place.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Args args(argc, argv);
  const auto path = args.text("db", "e2e.db");
  const auto port = static_cast<unsigned short>(args.number("port", 18081));
  remove_database(path);
  const sigset_t signals = block_signals();
  std::vector<std::unique_ptr<asio::io_context>> ios;
  std::vector<asio::io_context*> homes;
  for (long i = 0; i < args.number("threads", 1); ++i) {
    homes.push_back(ios.emplace_back(std::make_unique<asio::io_context>(1)).get());
  }
  const auto sqlite =
      store::open_raw(path, args.text("sync", "full") == "full", args.text("pragma", ""));
  Writer writer(
      [&](std::span<const store::NewCase> cases) {
        sqlite->begin();
        for (const auto& c : cases) sqlite->insert(c);
        sqlite->commit();
      },
      homes);
  std::vector<std::thread> threads;
  for (auto* io : homes) {
    threads.emplace_back([&, io] {
      Reader reader(path);
      asio::co_spawn(*io, listen({*io, writer, reader}, port), asio::detached);
      io->run();
    });
  }
  int got = 0;
  sigwait(&signals, &got);
  for (auto* io : homes) io->stop();
  for (auto& t : threads) t.join();
  std::fflush(stdout);
  _exit(0);  // suspended coroutines own sockets of stopped contexts; nothing is left to save
}
