#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/connection.hpp"

// What waits for a connection's socket, for listener.cpp alone. No lambda with captures stands
// inside a co_await expression: g++ 12 may destroy it twice.
namespace guiju::http::inside {

template <class T = void>
using Task = asio::awaitable<T, Executor>;
constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> token{};
constexpr std::size_t read_chunk = 16 * 1024;
constexpr std::size_t dropped_bytes_max = 64 * 1024 * 1024;

/// Waits until TLS can go on; false where it has ended.
inline Task<bool> ready(Connection& connection, TlsStream::Next next) {
  if (next == TlsStream::Next::end) co_return false;
  const auto event = next == TlsStream::Next::wait_to_read ? Socket::wait_read : Socket::wait_write;
  auto [error] = co_await connection.socket.async_wait(event, token);
  co_return !error && connection.socket.is_open();
}

inline Task<bool> shake_hands(Connection& connection) {
  for (;;) {
    const auto next = connection.tls->shake_hands();
    if (next == TlsStream::Next::go_on) co_return true;
    if (!co_await ready(connection, next)) co_return false;
  }
}

/// Reads `n` bytes into `connection.in`, to be committed there.
inline Task<bool> read_sealed(Connection& connection, std::size_t& n) {
  // Whoever sends without end does not keep all others waiting.
  co_await asio::post(connection.socket.get_executor(), token);
  while (connection.socket.is_open()) {
    const auto to = connection.in.prepare(read_chunk);
    const auto next = connection.tls->read(to.data(), to.size(), n);
    if (next == TlsStream::Next::go_on) co_return true;
    if (!co_await ready(connection, next)) co_return false;
  }
  co_return false;
}

/// False: the client has gone.
inline Task<bool> write_rest(Connection& connection, std::string_view rest) {
  for (;;) {
    bool failed = false;
    rest = write_some(connection, rest, failed);
    if (failed) co_return false;
    if (rest.empty()) co_return true;
    auto [error] = co_await connection.socket.async_wait(Socket::wait_write, token);
    if (error) co_return false;
  }
}

/// As it comes, sealed or not.
inline Task<> drop_what_comes(Connection& connection) {
  connection.in.clear();
  for (std::size_t total = 0; total < dropped_bytes_max;) {
    auto [error, n] =
        co_await connection.socket.async_read_some(connection.in.prepare(read_chunk), token);
    if (error) co_return;
    total += n;
  }
}

}  // namespace guiju::http::inside
