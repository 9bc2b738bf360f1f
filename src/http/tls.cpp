#include "http/tls.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdio>
#include <ctime>
#include <stdexcept>

namespace guiju::http {
namespace {

/// Of TLS 1.2; those of 1.3 are all good. A key that gets known opens nothing that was recorded.
constexpr const char* ciphers_of_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";
/// OpenSSL's: 112 bits, no SHA-1, RSA of 2048 bits.
constexpr int security_level = 2;

[[noreturn]] void refuse(const std::string& path, std::string_view why) {
  ERR_clear_error();
  throw std::runtime_error(path + ": " + std::string(why));
}

/// What OpenSSL says last, in its words.
std::string last_words() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason == nullptr ? "OpenSSL does not say why" : reason;
}

/// Every server speaks HTTP/1.1 alone; a client that wants only something else is told so.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned size, void*) {
  static constexpr std::array<unsigned char, 9> ours{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* found = nullptr;
  const int result =
      SSL_select_next_proto(&found, chosen_size, ours.data(), ours.size(), offered, size);
  *chosen = found;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void check_readable(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "re");
  if (file == nullptr) refuse(path, "cannot be read");
  std::fclose(file);
}

void take_certificate(SSL_CTX* context, const std::string& path) {
  check_readable(path);
  if (SSL_CTX_use_certificate_chain_file(context, path.c_str()) != 1) {
    if (ERR_GET_LIB(ERR_peek_error()) == ERR_LIB_PEM) {
      refuse(path, "no certificate in PEM (-----BEGIN CERTIFICATE-----)");
    }
    refuse(path, "the certificate cannot be used: " + last_words());
  }
  const X509* certificate = SSL_CTX_get0_certificate(context);
  if (X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0) {
    refuse(path, "the certificate has expired");
  }
}

void take_key(SSL_CTX* context, const Certificate::Files& files) {
  check_readable(files.key);
  std::FILE* file = std::fopen(files.key.c_str(), "re");
  // Nobody is at a server's terminal to type what opens a key: one that is locked is refused.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      PEM_read_PrivateKey(file, nullptr, no_password, nullptr), EVP_PKEY_free);
  std::fclose(file);
  if (!key) refuse(files.key, "no private key in PEM without a password");
  if (X509_check_private_key(SSL_CTX_get0_certificate(context), key.get()) != 1) {
    refuse(files.key, "the key does not fit the certificate " + files.chain);
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
    refuse(files.key, "the key cannot be used: " + last_words());
  }
}

}  // namespace

void TlsStream::Free::operator()(ssl_st* ssl) const { SSL_free(ssl); }

void TlsStream::prepare_thread() {
  sigset_t signals{};
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);  // which OpenSSL's way to write raises
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

TlsStream::TlsStream(ssl_ctx_st* context, int socket) : ssl_(SSL_new(context)) {
  if (!ssl_ || SSL_set_fd(ssl_.get(), socket) != 1) throw std::bad_alloc();
  SSL_set_accept_state(ssl_.get());
}

TlsStream::Next TlsStream::next_after(int result) {
  if (result > 0) return Next::go_on;
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return Next::wait_to_read;
    case SSL_ERROR_WANT_WRITE:
      return Next::wait_to_write;
    case SSL_ERROR_ZERO_RETURN:
      return Next::end;
    default:
      is_broken_ = true;
      return Next::end;
  }
}

// The errors of a thread are those of all its connections: each call begins without any.
TlsStream::Next TlsStream::shake_hands() {
  ERR_clear_error();
  return next_after(SSL_do_handshake(ssl_.get()));
}

TlsStream::Next TlsStream::read(void* to, std::size_t bytes_max, std::size_t& n) {
  ERR_clear_error();
  return next_after(SSL_read_ex(ssl_.get(), to, bytes_max, &n));
}

TlsStream::Next TlsStream::write(std::string_view bytes, std::size_t& n) {
  ERR_clear_error();
  return next_after(SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &n));
}

void TlsStream::say_end() {
  if (is_broken_ || !SSL_is_init_finished(ssl_.get())) return;
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
}

Certificate::Certificate(Files files) : files_(std::move(files)), context_(read()) {}

Certificate::Context Certificate::read() const {
  Context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) throw std::bad_alloc();
  SSL_CTX* const made = context.get();
  SSL_CTX_set_security_level(made, security_level);
  SSL_CTX_set_min_proto_version(made, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(made, ciphers_of_1_2);
  SSL_CTX_set_options(made, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_mode(made, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                             SSL_MODE_RELEASE_BUFFERS);
  // Records without a byte for us, one after the other, keep no other connection waiting.
  SSL_CTX_clear_mode(made, SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_OFF);  // tickets need none
  SSL_CTX_set_alpn_select_cb(made, choose_protocol, nullptr);
  take_certificate(made, files_.chain);
  take_key(made, files_);
  return context;
}

void Certificate::reread() {
  auto read_anew = read();
  const std::lock_guard lock(mutex_);
  context_ = std::move(read_anew);
}

Certificate::Context Certificate::context() const {
  const std::lock_guard lock(mutex_);
  return context_;
}

std::unique_ptr<TlsStream> Certificate::open(int socket) const {
  return std::make_unique<TlsStream>(context().get(), socket);
}

std::string Certificate::last_day() const {
  std::tm end{};
  ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(context().get())), &end);
  char text[16];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%d", &end);
  return {text, length};
}

bool Certificate::is_key_open() const {
  struct stat of_key {};
  return ::stat(files_.key.c_str(), &of_key) == 0 && (of_key.st_mode & S_IROTH) != 0;
}

}  // namespace guiju::http
