#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

// OpenSSL is known in tls.cpp alone.
struct ssl_ctx_st;
struct ssl_st;

namespace guiju::http {

/// The bytes of one connection, sealed: over a socket that never waits. Every call returns what is
/// to be waited for before it is made again with the same bytes.
class TlsStream {
 public:
  enum class Next { go_on, wait_to_read, wait_to_write, end };

  /// Once on every thread that uses streams: a client that has gone ends a write, not the process.
  static void prepare_thread();
  /// The stream does not own the socket: nothing is called once that is closed.
  TlsStream(ssl_ctx_st* context, int socket);

  Next shake_hands();
  /// `go_on`: `n` bytes have come, at least one.
  Next read(void* to, std::size_t bytes_max, std::size_t& n);
  /// `go_on`: `n` of the bytes, at least one, are written.
  Next write(std::string_view bytes, std::size_t& n);
  /// Tells the other side that nothing more comes; waits for nothing.
  void say_end();

 private:
  Next next_after(int result);

  struct Free {
    void operator()(ssl_st* ssl) const;
  };
  std::unique_ptr<ssl_st, Free> ssl_;
  bool is_broken_ = false;
};

/// What TLS connections begin with: a certificate with its chain and its key, of files in PEM.
/// TLS 1.2 with forward secrecy, and 1.3. Any thread.
class Certificate {
 public:
  struct Files {
    std::string chain, key;
  };

  /// Throws std::runtime_error that says which file cannot be taken, and why.
  explicit Certificate(Files files);
  /// Reads the files anew, for connections that begin afterwards. Throws as the constructor does;
  /// then what was stays.
  void reread();

  std::unique_ptr<TlsStream> open(int socket) const;
  /// The last day of the certificate, as `2027-02-28`.
  std::string last_day() const;
  /// Whoever has an account on the machine may read the key.
  bool is_key_open() const;

 private:
  using Context = std::shared_ptr<ssl_ctx_st>;
  Context read() const;
  Context context() const;

  const Files files_;
  mutable std::mutex mutex_;
  Context context_;
};

}  // namespace guiju::http
