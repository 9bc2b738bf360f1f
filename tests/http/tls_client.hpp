#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "client.hpp"
#include "http/tls.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace guiju::http_test {

/// Writes `name`.pem and `name`-key.pem: a certificate of its own making for localhost, whose
/// validity ends so many days from now.
http::Certificate::Files write_certificate(const std::filesystem::path& folder,
                                           const std::string& name, int days = 30);

struct TlsWish {
  int newest_version = 0;             ///< of TLS; 0: any
  std::string ciphers_of_1_2{};       ///< empty: any
  std::string protocol = "http/1.1";  ///< by ALPN; empty: says none
};

/// One connection over TLS to a server on this machine, whose certificate is looked at and not
/// proved. Throws std::runtime_error when no handshake comes about.
class TlsConnection {
 public:
  explicit TlsConnection(std::uint16_t port, const TlsWish& wish = {});
  ~TlsConnection();
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;

  void send(std::string_view bytes);
  Reply read_reply();
  /// Reads on until `text` has come; everything up to its end.
  std::string read_until(std::string_view text);
  /// The server has said that nothing more comes.
  bool is_ended_by_peer();
  std::string version() const;
  std::string protocol() const;
  /// Of the certificate that the server showed.
  std::string common_name() const;

 private:
  std::string read_some();

  std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> context_;
  std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
  int socket_ = -1;
  std::string buffer_;
};

}  // namespace guiju::http_test
