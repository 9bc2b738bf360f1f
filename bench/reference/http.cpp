// HTTP ceiling: GET anything -> 200 bytes of JSON, keep-alive.
// One io_context per thread, each with its own SO_REUSEPORT listener: no lock and no hand-over
// between threads. Beast parses; the response is formatted by hand into one buffer, one write.
#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <thread>

#include "bench.hpp"

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;  // concrete: no type-erased any_io_executor
using Stream = beast::basic_stream<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Token = asio::as_tuple_t<asio::use_awaitable_t<Executor>>;
template <class T = void>
using Task = asio::awaitable<T, Executor>;
constexpr Token token{};

static const std::string kBody = [] {
  std::string s = R"({"id":"C-2025-000123","title":"hello","status":"open","pad":")";
  s.append(200 - s.size() - 2, 'x');
  return s + "\"}";
}();

static void format_ok(std::string& out, std::string_view body) {
  out.assign("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ");
  out.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
}

static Task<> serve_flat(Stream s) {
  beast::flat_buffer buf;
  std::string out;
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(1 << 20);
    s.expires_after(std::chrono::seconds(30));
    if (auto [ec, n] = co_await http::async_read(s, buf, parser, token); ec) co_return;
    format_ok(out, kBody);
    if (auto [ec, n] = co_await asio::async_write(s, asio::buffer(out), token); ec) co_return;
    if (!parser.get().keep_alive()) co_return;
  }
}

static Task<> listen(asio::io_context& io, unsigned short port) {
  Acceptor acceptor(io);
  acceptor.open(tcp::v4());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  acceptor.set_option(asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>(true));
  acceptor.bind({asio::ip::address_v4::loopback(), port});
  acceptor.listen(1024);
  for (;;) {
    auto [ec, socket] = co_await acceptor.async_accept(token);
    if (ec) continue;
    socket.set_option(tcp::no_delay(true));
    asio::co_spawn(io, serve_flat(Stream(std::move(socket))), asio::detached);
  }
}

int main(int argc, char** argv) {
  bench::Args args(argc, argv);
  auto port = static_cast<unsigned short>(args.number("port", 18080));
  std::vector<std::thread> threads;
  for (long i = 0; i < args.number("threads", 1); ++i)
    threads.emplace_back([=] {
      asio::io_context io(1);
      asio::co_spawn(io, listen(io, port), asio::detached);
      io.run();
    });
  for (auto& t : threads) t.join();
}
