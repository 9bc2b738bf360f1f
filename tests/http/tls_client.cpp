#include "tls_client.hpp"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <stdexcept>

namespace guiju::http_test {
namespace {

constexpr timeval patience{60, 0};

int connect_to(std::uint16_t port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(made);
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
  }
  return made;
}

template <class Write>
void write_file(const std::filesystem::path& path, Write write) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"),
                                                             std::fclose);
  if (!file || write(file.get()) != 1) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

http::Certificate::Files write_certificate(const std::filesystem::path& folder,
                                           const std::string& name, int days) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, void (*)(X509*)> made(X509_new(), X509_free);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -365L * 86'400);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), days * 86'400L);
  X509_set_pubkey(made.get(), key.get());
  X509_NAME* const subject = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(made.get(), subject);
  X509_sign(made.get(), key.get(), EVP_sha256());

  const auto chain_path = folder / (name + ".pem"), key_path = folder / (name + "-key.pem");
  write_file(chain_path, [&](std::FILE* file) { return PEM_write_X509(file, made.get()); });
  write_file(key_path, [&](std::FILE* file) {
    return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  std::filesystem::permissions(key_path, std::filesystem::perms::owner_read);
  return {chain_path, key_path};
}

TlsConnection::TlsConnection(std::uint16_t port, const TlsWish& wish)
    : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), ssl_(nullptr, SSL_free) {
  // The server is to refuse what is too weak, not the client.
  SSL_CTX_set_security_level(context_.get(), 0);
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context_.get(), wish.newest_version);
  if (!wish.ciphers_of_1_2.empty()) {
    SSL_CTX_set_cipher_list(context_.get(), wish.ciphers_of_1_2.c_str());
  }
  if (!wish.protocol.empty()) {
    const std::string offered = static_cast<char>(wish.protocol.size()) + wish.protocol;
    SSL_CTX_set_alpn_protos(context_.get(), reinterpret_cast<const unsigned char*>(offered.data()),
                            static_cast<unsigned>(offered.size()));
  }
  ssl_.reset(SSL_new(context_.get()));
  socket_ = connect_to(port);
  SSL_set_fd(ssl_.get(), socket_);
  if (SSL_connect(ssl_.get()) != 1) {
    ::close(socket_);
    throw std::runtime_error("no handshake");
  }
}

TlsConnection::~TlsConnection() { ::close(socket_); }

void TlsConnection::send(std::string_view bytes) {
  std::size_t n = 0;
  if (SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &n) != 1) {
    throw std::runtime_error("the server takes nothing");
  }
}

std::string TlsConnection::read_some() {
  char bytes[16384];
  std::size_t n = 0;
  if (SSL_read_ex(ssl_.get(), bytes, sizeof bytes, &n) != 1) return {};
  return {bytes, n};
}

Reply TlsConnection::read_reply() {
  for (;;) {
    if (auto reply = take_reply(buffer_)) return *std::move(reply);
    const auto more = read_some();
    if (more.empty()) throw std::runtime_error("no whole answer came, but: " + buffer_);
    buffer_ += more;
  }
}

std::string TlsConnection::read_until(std::string_view text) {
  while (buffer_.find(text) == std::string::npos) {
    const auto more = read_some();
    if (more.empty()) throw std::runtime_error(std::string(text) + " did not come");
    buffer_ += more;
  }
  const auto end = buffer_.find(text) + text.size();
  auto read = buffer_.substr(0, end);
  buffer_.erase(0, end);
  return read;
}

bool TlsConnection::is_ended_by_peer() {
  return read_some().empty() && (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

std::string TlsConnection::version() const { return SSL_get_version(ssl_.get()); }

std::string TlsConnection::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(ssl_.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

std::string TlsConnection::common_name() const {
  char name[64] = "";
  X509_NAME_get_text_by_NID(X509_get_subject_name(SSL_get0_peer_certificate(ssl_.get())),
                            NID_commonName, name, sizeof name);
  return name;
}

}  // namespace guiju::http_test
