#include "http/listener.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <ctime>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "http/census.hpp"
#include "http/connection_io.hpp"
#include "http/response_head.hpp"
#include "http/tls.hpp"

// The one translation unit that knows sockets. Beast parses; nothing else of it is used, for
// its asynchronous operations and its serialiser cost more time than all around them. TLS is
// OpenSSL on the same sockets: Asio's stream holds 34 KiB more for each, and makes all templates.
namespace guiju::http {
namespace {

using namespace inside;
constexpr std::size_t copied_body_max = 64 * 1024;
constexpr int linger_seconds = 5;
/// The kernel would hold megabytes of what a client has asked for and does not take.
constexpr int send_buffer_bytes = 128 * 1024;
constexpr auto stream_tick = std::chrono::milliseconds(50);

}  // namespace

/// One io thread: its connections, its clock of whole seconds, its deferred answers.
class Listener::Loop {
 public:
  Loop(const ListenerOptions& options, Census& census)
      : options_(options),
        census_(census),
        work_(asio::make_work_guard(io_)),
        ticker_(io_),
        stream_timer_(io_) {}

  asio::io_context& io() { return io_; }

  void start(const std::function<std::unique_ptr<Handler>()>& make_handler) {
    thread_ = std::thread([this, make_handler] {
      TlsStream::prepare_thread();
      handler_ = make_handler();
      tick();
      io_.run();
      handler_.reset();
    });
  }

  void adopt(Socket socket, std::string remote_address) {
    auto connection = std::make_shared<Connection>(std::move(socket), io_.get_executor());
    connection->remote_address = std::move(remote_address);
    if (options_.certificate) {
      connection->tls = options_.certificate->open(connection->socket.native_handle());
    }
    asio::co_spawn(io_, serve(std::move(connection)), asio::detached);
  }

  void complete(std::shared_ptr<Pending> pending, Response response) {
    bool first = false;
    {
      const std::lock_guard lock(mutex_);
      first = completed_.empty();
      completed_.emplace_back(std::move(pending), std::move(response));
    }
    // What a commit completes together is woken by one post.
    if (first) asio::post(io_, [this] { drain(); });
  }

  void wake_streams() {
    if (!wake_posted_.exchange(true)) asio::post(io_, [this] { flush_streams(); });
  }

  void begin_stop() {
    asio::post(io_, [this] {
      stopping_ = true;
      for (Connection* connection : connections_) {
        if (connection->idle || connection->streaming) close(*connection);
      }
      end_if_done();
    });
  }

  void close_all() {
    asio::post(io_, [this] {
      for (Connection* connection : connections_) close(*connection);
    });
  }

  bool is_ended() const { return ended_; }
  void halt() { io_.stop(); }
  void join() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  Task<> serve(std::shared_ptr<Connection> connection);
  Task<> converse(Connection& connection);
  Task<std::optional<RequestReader::State>> read_request(Connection& connection,
                                                         RequestReader& reader,
                                                         std::optional<Response>& refusal);
  Task<bool> write_source(Connection& connection, BodySource& source);
  Task<> stream(Connection& connection, EventSource& events);
  Task<> linger(Connection& connection);
  std::string_view put_answer(Connection& connection, const Response& response, bool keep_alive,
                              bool is_head) const;

  void enter(Connection& connection) {
    connection.place = connections_.size();
    connections_.push_back(&connection);
  }

  void leave(Connection& connection) {
    connections_.back()->place = connection.place;
    std::swap(connections_[connection.place], connections_.back());
    connections_.pop_back();
    census_.leave(connection.remote_address);
    end_if_done();
  }

  static void close(Connection& connection) {
    error_code ignored;  // a socket that cannot be closed properly is closed all the same
    connection.socket.close(ignored);
    connection.wake.cancel();
  }

  /// What the client did not take is not kept for it by the kernel either.
  static void end_late(Connection& connection) {
    error_code ignored;
    if (!connection.idle) connection.socket.set_option(asio::socket_base::linger(true, 0), ignored);
    close(connection);
  }

  void end_if_done() {
    if (!stopping_ || !connections_.empty()) return;
    ticker_.cancel();
    stream_timer_.cancel();
    work_.reset();
    ended_ = true;
  }

  void tick() {
    const auto before = now_;
    now_ = std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::steady_clock::now().time_since_epoch())
               .count();
    // While the loop was held up nobody could be heard: that time is taken from no client.
    const std::int64_t held_up = before == 0 ? 0 : std::max<std::int64_t>(0, now_ - before - 1);
    for (Connection* connection : connections_) connection->deadline += held_up;
    common_lines_ = make_date_line(std::time(nullptr));
    if (options_.strict_transport) common_lines_ += strict_transport_line;
    for (std::size_t i = connections_.size(); i-- > 0;) {
      if (connections_[i]->deadline < now_) end_late(*connections_[i]);
    }
    ticker_.expires_after(std::chrono::seconds(1));
    ticker_.async_wait([this](error_code error) {
      if (!error && !ended_) tick();
    });
  }

  void drain() {
    {
      const std::lock_guard lock(mutex_);
      draining_.swap(completed_);
    }
    for (auto& [pending, response] : draining_) {
      pending->response = std::move(response);
      if (pending->resume) std::exchange(pending->resume, nullptr)->run();
    }
    draining_.clear();
  }

  /// Streams are woken at most once a tick: a burst of changes is one write for each client.
  void flush_streams() {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_flush_) {
      stream_timer_.expires_at(next_flush_);
      stream_timer_.async_wait([this](error_code error) {
        if (!error) flush_streams();
      });
      return;
    }
    next_flush_ = now + stream_tick;
    wake_posted_ = false;
    for (Connection* connection : connections_) {
      if (connection->streaming) connection->wake.cancel();
    }
  }

  const ListenerOptions& options_;
  Census& census_;
  asio::io_context io_{1};
  asio::executor_work_guard<Executor> work_;
  Timer ticker_;
  Timer stream_timer_;
  std::unique_ptr<Handler> handler_;
  std::vector<Connection*> connections_;
  std::int64_t now_ = 0;
  std::string common_lines_;  ///< of every head
  bool stopping_ = false;
  std::atomic<bool> ended_{false};
  std::atomic<bool> wake_posted_{false};
  std::chrono::steady_clock::time_point next_flush_{};
  std::mutex mutex_;
  using Completed = std::vector<std::pair<std::shared_ptr<Pending>, Response>>;
  Completed completed_;
  Completed draining_;
  std::thread thread_;
};

/// Nothing: the client has gone, or was too slow. With a `refusal` nobody waits for the rest.
Task<std::optional<RequestReader::State>> Listener::Loop::read_request(
    Connection& connection, RequestReader& reader, std::optional<Response>& refusal) {
  using State = RequestReader::State;
  const bool is_between = connection.idle && connection.is_answered;
  connection.deadline = now_ + (is_between ? options_.idle_max : options_.header_max).count();
  std::int64_t body_end = 0;  // of a body that goes into a sink
  bool is_let_in = false;     // with a body of which not all came with the head
  for (;;) {
    const State state = reader.take(connection.in);
    if (state == State::whole || state == State::fault) co_return state;
    if (state == State::head) {
      connection.deadline = now_ + options_.body_max.count();
      auto sink = handler_->open_sink(reader.request(connection.remote_address));
      if (sink) body_end = now_ + options_.upload_max.count();
      reader.set_sink(std::move(sink));
      continue;
    }
    if (reader.has_head() && !std::exchange(is_let_in, true)) {
      refusal = handler_->refuse(reader.request(connection.remote_address));
      if (refusal) co_return state;
      if (reader.awaits_leave() &&
          !co_await write_rest(connection, "HTTP/1.1 100 Continue\r\n\r\n")) {
        co_return std::nullopt;
      }
    }
    std::size_t n = 0;
    if (connection.tls) {
      if (!co_await read_sealed(connection, n)) co_return std::nullopt;
    } else {
      auto [error, come] =
          co_await connection.socket.async_read_some(connection.in.prepare(read_chunk), token);
      if (error) co_return std::nullopt;
      n = come;
    }
    if (is_between && std::exchange(connection.idle, false)) {
      connection.deadline = now_ + options_.header_max.count();
    }
    connection.idle = false;
    connection.in.commit(n);
    // A large body may take its time, as long as it moves.
    if (body_end != 0) {
      connection.deadline = std::min(body_end, now_ + options_.body_max.count());
    }
  }
}

/// Sends exactly what the head has promised; false where the source gives less.
Task<bool> Listener::Loop::write_source(Connection& connection, BodySource& source) {
  const std::int64_t end = now_ + options_.upload_max.count();
  for (std::size_t left = source.bytes(); left > 0;) {
    connection.out.clear();
    if (!source.read(connection.out, std::min(left, copied_body_max))) co_return false;
    if (connection.out.empty()) co_return false;
    left -= connection.out.size();
    connection.deadline = std::min(end, now_ + options_.write_max.count());
    if (!co_await write_rest(connection, connection.out)) co_return false;
  }
  co_return true;
}

/// After an answer given before the request was read to its end: takes and drops what still comes,
/// so that the client reads the answer instead of meeting a reset.
Task<> Listener::Loop::linger(Connection& connection) {
  error_code error;
  if (TlsStream* tls = tls_of(connection)) tls->say_end();
  connection.socket.shutdown(Socket::shutdown_send, error);
  if (error) co_return;
  connection.deadline = now_ + linger_seconds;
  co_await drop_what_comes(connection);
}

Task<> Listener::Loop::stream(Connection& connection, EventSource& events) {
  connection.streaming = true;
  std::string out;
  while (!stopping_) {
    out.clear();
    if (!events.take(out)) co_return;
    if (out.empty()) {
      connection.deadline = now_ + options_.heartbeat.count() + options_.write_max.count();
      connection.wake.expires_after(options_.heartbeat);
      auto [error] = co_await connection.wake.async_wait(token);
      if (!connection.socket.is_open()) co_return;
      if (error) continue;
      events.beat(out);
    }
    connection.deadline = now_ + options_.write_max.count();
    if (!co_await write_rest(connection, out)) co_return;
  }
}

/// Puts the head of an answer into `connection.out`, and what is small of its body; returns the
/// rest.
std::string_view Listener::Loop::put_answer(Connection& connection, const Response& response,
                                            bool keep_alive, bool is_head) const {
  connection.out.clear();
  append_head(connection.out, response, common_lines_, keep_alive, is_head);
  if (is_head || response.events || response.source) return {};
  const std::string& body = response.shared_body ? *response.shared_body : response.body;
  if (body.size() > copied_body_max) return body;
  connection.out += body;
  return {};
}

Task<> Listener::Loop::serve(std::shared_ptr<Connection> owner) {
  Connection& connection = *owner;
  enter(connection);
  connection.deadline = now_ + options_.handshake_max.count();
  if (!connection.tls || co_await shake_hands(connection)) co_await converse(connection);
  if (TlsStream* tls = tls_of(connection)) tls->say_end();
  error_code ignored;
  connection.socket.close(ignored);
  leave(connection);
}

/// Request after request, and what is answered.
Task<> Listener::Loop::converse(Connection& connection) {
  bool lingers = false;
  for (;;) {
    RequestReader reader(*handler_, options_.header_bytes_max);
    connection.idle = connection.in.size() == 0;
    if (connection.idle) connection.give_back_buffers();
    std::optional<Response> response;
    const auto read = co_await read_request(connection, reader, response);
    if (!read) break;
    connection.idle = false;

    Request request;
    bool keep_alive = !stopping_;
    if (*read != RequestReader::State::whole) {
      if (!response) response = handler_->reject(reader.fault_status(), reader.accept_language());
      lingers = true;
      keep_alive = false;
    } else {
      connection.deadline = now_ + options_.write_max.count();
      request = reader.request(connection.remote_address);
      keep_alive = keep_alive && reader.keep_alive();
      DeferredExchange<Loop> exchange(*this);
      response = handler_->handle(request, exchange);
      if (!response) {
        co_await exchange.wait(asio::use_awaitable_t<Executor>{});
        response = std::move(exchange.pending().response);
        connection.deadline = now_ + options_.write_max.count();
      }
    }

    keep_alive = keep_alive && !response->close && !response->events && !stopping_;
    const bool has_body = request.method != Method::head && !response->events;
    const std::string_view large =
        put_answer(connection, *response, keep_alive, request.method == Method::head);
    bool failed = false;
    std::string_view rest = write_some(connection, connection.out, failed);
    if (failed || (!rest.empty() && !co_await write_rest(connection, rest))) break;
    if (!large.empty() && !co_await write_rest(connection, large)) break;
    if (has_body && response->source && !co_await write_source(connection, *response->source))
      break;
    if (response->events) co_await stream(connection, *response->events);
    if (!keep_alive) break;
    connection.is_answered = true;
    // Whoever sends many requests at once does not keep all others waiting until the last of them.
    if (connection.in.size() > 0) co_await asio::post(io_, token);
  }
  if (lingers) co_await linger(connection);
}

struct Listener::State {
  explicit State(const ListenerOptions& o) : options(o) {}

  void accept() {
    Loop& loop = *loops[next_loop++ % loops.size()];
    acceptor->async_accept(loop.io(), [this, &loop](error_code error, Socket socket) {
      if (error == asio::error::operation_aborted || !acceptor->is_open()) return;
      if (error) {  // out of file descriptors: what is open goes on, new ones wait
        retry->expires_after(std::chrono::milliseconds(100));
        retry->async_wait([this](error_code wait_error) {
          if (!wait_error) accept();
        });
        return;
      }
      take(loop, std::move(socket));
      accept();
    });
  }

  void take(Loop& loop, Socket socket) {
    error_code error;
    socket.set_option(tcp::no_delay(true), error);
    if (!error) socket.set_option(asio::socket_base::send_buffer_size(send_buffer_bytes), error);
    if (!error) socket.non_blocking(true, error);
    const auto remote = socket.remote_endpoint(error);
    if (error) return;
    const std::string address = remote.address().to_string();
    if (!census.enter(address)) return refuse(socket);
    auto shared = std::make_shared<Socket>(std::move(socket));
    asio::post(loop.io(), [&loop, shared, address] { loop.adopt(std::move(*shared), address); });
  }

  /// With what the socket takes at once: nobody waits for one who is turned away, and nobody shakes
  /// hands with him.
  void refuse(Socket& socket) const {
    if (options.certificate) return;
    constexpr std::string_view answer =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\n"
        "Connection: close\r\n\r\n";
    error_code ignored;
    socket.write_some(asio::buffer(answer), ignored);
    socket.shutdown(Socket::shutdown_send, ignored);
  }

  ListenerOptions options;
  Census census{options.connections_max, options.connections_per_address_max};
  std::vector<std::unique_ptr<Loop>> loops;
  std::unique_ptr<Acceptor> acceptor;
  std::unique_ptr<Timer> retry;
  std::size_t next_loop = 0;
  bool stopped = false;
};

Listener::Listener(const ListenerOptions& options,
                   std::function<std::unique_ptr<Handler>()> make_handler)
    : state_(std::make_unique<State>(options)) {
  State& state = *state_;
  for (int i = 0; i < std::max(1, options.io_threads); ++i) {
    state.loops.push_back(std::make_unique<Loop>(state.options, state.census));
  }
  asio::io_context& first = state.loops.front()->io();
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) throw std::system_error(error, "address " + options.address);
  // One acceptor, no SO_REUSEPORT: a second server on the same port must be refused, not share it.
  const tcp::endpoint endpoint(address, options.port);
  state.acceptor = std::make_unique<Acceptor>(first);
  state.retry = std::make_unique<Timer>(first);
  state.acceptor->open(endpoint.protocol());
  state.acceptor->set_option(asio::socket_base::reuse_address(true));
  state.acceptor->bind(endpoint, error);
  if (error) {
    throw std::system_error(error, options.address + ":" + std::to_string(options.port));
  }
  state.acceptor->listen(4096);
  state.accept();
  for (auto& loop : state.loops) loop->start(make_handler);
}

Listener::~Listener() { stop(std::chrono::milliseconds(0)); }

std::uint16_t Listener::port() const { return state_->acceptor->local_endpoint().port(); }

void Listener::wake_streams() {
  for (auto& loop : state_->loops) loop->wake_streams();
}

void Listener::stop(std::chrono::milliseconds patience) {
  State& state = *state_;
  if (std::exchange(state.stopped, true)) return;
  asio::post(state.loops.front()->io(), [&state] {
    error_code ignored;
    state.acceptor->close(ignored);
    state.retry->cancel();
  });
  for (auto& loop : state.loops) loop->begin_stop();
  const auto wait_until_ended = [&state](std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    const auto all_ended = [&state] {
      return std::all_of(state.loops.begin(), state.loops.end(),
                         [](const auto& loop) { return loop->is_ended(); });
    };
    while (!all_ended() && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return all_ended();
  };
  if (!wait_until_ended(patience)) {
    for (auto& loop : state.loops) loop->close_all();
    if (!wait_until_ended(std::chrono::seconds(2))) {
      for (auto& loop : state.loops) loop->halt();
    }
  }
  for (auto& loop : state.loops) loop->join();
}

}  // namespace guiju::http
