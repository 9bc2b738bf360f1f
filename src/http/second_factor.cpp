#include "http/second_factor.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "base/assert.hpp"
#include "base/hash.hpp"
#include "http/totp.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t key_bytes = 20, step_bytes = 8, hash_bytes = 32;
constexpr std::size_t code_bytes = 15;  // 120 bits: a plain hash keeps them
constexpr int codes_made = 8;
constexpr int wrong_codes_max = 20;
constexpr auto wrong_codes_window = std::chrono::hours(24);
constexpr auto on_for = std::chrono::seconds(30);  // as long as a session is believed unseen
constexpr std::size_t remembered_max = 100'000;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

unsigned char* bytes_in(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_in(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string random_bytes(std::size_t count) {
  GUIJU_ASSERT(sodium_init() >= 0);
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

/// Key, whether it is on, last step, codes on paper.
std::string packed(const SecondFactor& factor) {
  std::string bytes = factor.key;
  bytes += factor.is_on ? '\1' : '\0';
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(static_cast<std::uint64_t>(factor.last_step) >>
                               static_cast<unsigned>(shift));
  }
  for (const auto& hash : factor.recovery) bytes += hash;
  return bytes;
}

SecondFactor unpacked(const std::string& bytes) {
  constexpr std::size_t fixed = key_bytes + 1 + step_bytes;
  if (bytes.size() < fixed || (bytes.size() - fixed) % hash_bytes != 0) {
    throw std::runtime_error("what is kept of a second factor has another form");
  }
  SecondFactor factor{.key = bytes.substr(0, key_bytes), .is_on = bytes[key_bytes] == '\1'};
  std::uint64_t step = 0;
  for (std::size_t i = 0; i < step_bytes; ++i) {
    step = step << 8U | static_cast<unsigned char>(bytes[key_bytes + 1 + i]);
  }
  factor.last_step = static_cast<std::int64_t>(step);
  for (std::size_t at = fixed; at < bytes.size(); at += hash_bytes) {
    factor.recovery.push_back(bytes.substr(at, hash_bytes));
  }
  return factor;
}

/// Without spaces and hyphens, in upper case: as people copy it.
std::string normalized(std::string_view code) {
  std::string text;
  for (const char c : code) {
    if (c == ' ' || c == '-') continue;
    text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return text;
}

bool is_of_device(std::string_view typed) {
  return typed.size() == totp_digits &&
         typed.find_first_not_of("0123456789") == std::string_view::npos;
}

bool are_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

bool take(SecondFactor& factor, std::string_view code, Instant now) {
  const std::string typed = normalized(code);
  if (is_of_device(typed)) {
    const std::int64_t present = totp_step_at(now);
    for (const auto step : {present - 1, present, present + 1}) {
      if (step <= factor.last_step || !are_equal(typed, totp_code(factor.key, step))) continue;
      factor.last_step = step;
      return true;
    }
    return false;
  }
  const std::string hash(bytes_of(sha256(typed)));
  const auto paper = std::ranges::find_if(factor.recovery,
                                          [&](const auto& left) { return are_equal(left, hash); });
  if (paper == factor.recovery.end()) return false;
  factor.recovery.erase(paper);
  return true;
}

SecondFactors::SecondFactors(std::string sealing_key)
    : sealing_key_(std::move(sealing_key)), wrong_codes_(wrong_codes_max, wrong_codes_window) {
  GUIJU_ASSERT(sealing_key_.size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
}

SecondFactor SecondFactors::make() { return {.key = random_bytes(key_bytes)}; }

std::vector<std::string> SecondFactors::make_recovery_codes(SecondFactor& factor) {
  std::vector<std::string> codes;
  factor.recovery.clear();
  for (int i = 0; i < codes_made; ++i) {
    std::string code = to_base32(random_bytes(code_bytes));
    factor.recovery.emplace_back(bytes_of(sha256(code)));
    for (std::size_t at = code.size() - 4; at > 0; at -= 4) code.insert(at, "-");
    codes.push_back(std::move(code));
  }
  return codes;
}

std::string SecondFactors::seal(const SecondFactor& factor, std::string_view person) const {
  const std::string plain = packed(factor);
  std::string sealed = random_bytes(nonce_bytes);
  sealed.resize(nonce_bytes + plain.size() + tag_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      bytes_in(sealed) + nonce_bytes, nullptr, bytes_in(std::string_view(plain)), plain.size(),
      bytes_in(person), person.size(), nullptr, bytes_in(sealed),
      bytes_in(std::string_view(sealing_key_)));
  std::string text(sodium_base64_encoded_len(sealed.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_in(sealed), sealed.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the final zero
  return text;
}

std::optional<SecondFactor> SecondFactors::open(std::string_view kept,
                                                std::string_view person) const {
  if (kept.empty()) return std::nullopt;
  std::string sealed(kept.size(), '\0');
  std::size_t size = 0;
  const bool is_text =
      sodium_base642bin(bytes_in(sealed), sealed.size(), kept.data(), kept.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_ORIGINAL) == 0;
  std::string plain;
  bool is_open = false;
  if (is_text && size >= nonce_bytes + tag_bytes) {
    plain.resize(size - nonce_bytes - tag_bytes);
    is_open = crypto_aead_xchacha20poly1305_ietf_decrypt(
                  bytes_in(plain), nullptr, nullptr, bytes_in(sealed) + nonce_bytes,
                  size - nonce_bytes, bytes_in(person), person.size(), bytes_in(sealed),
                  bytes_in(std::string_view(sealing_key_))) == 0;
  }
  if (!is_open) {
    throw std::runtime_error("the second factor of " + std::string(person) +
                             " cannot be opened: is the key file the one it was sealed with?");
  }
  return unpacked(plain);
}

std::optional<SecondFactor> SecondFactors::find(const app::Reader& reader,
                                                std::string_view person) const {
  return open(reader.find_setting(person, setting).value_or(std::string{}), person);
}

std::optional<SecondFactor> SecondFactors::find(app::UnitOfWork& unit,
                                                std::string_view person) const {
  return open(unit.find_setting(person, setting).value_or(std::string{}), person);
}

bool SecondFactors::fits(SecondFactor kept, std::string_view person, std::string_view code,
                         Instant now) {
  const bool is_counted = is_of_device(normalized(code));
  if (is_counted && !wrong_codes_.begin(person, RateLimit::Clock::now())) return false;
  const bool is_right = take(kept, code, now);
  if (is_counted && is_right) wrong_codes_.give_back(person);
  return is_right;
}

std::optional<SecondFactor> SecondFactors::take_kept(app::UnitOfWork& unit, std::string_view person,
                                                     std::string_view code, Instant now) const {
  auto factor = find(unit, person);
  if (!factor || !take(*factor, code, now)) return std::nullopt;
  return factor;
}

void SecondFactors::keep(app::UnitOfWork& unit, std::string_view person,
                         const SecondFactor& factor) const {
  unit.put_setting(person, setting, seal(factor, person));
}

bool SecondFactors::is_on(const app::Reader& reader, const std::string& person) {
  const auto now = RateLimit::Clock::now();
  {
    const std::lock_guard lock(mutex_);
    const auto known = on_until_.find(person);
    if (known != on_until_.end() && now < known->second) return true;
  }
  const auto factor = find(reader, person);
  if (!factor || !factor->is_on) return false;
  const std::lock_guard lock(mutex_);
  if (on_until_.size() >= remembered_max) on_until_.clear();
  on_until_[person] = now + on_for;
  return true;
}

void SecondFactors::forget(const std::string& person) {
  const std::lock_guard lock(mutex_);
  on_until_.erase(person);
}

app::Problem make_problem(FactorProblem problem, const app::Texts& texts, app::Language language) {
  struct Kind {
    int status;
    std::string_view code;
    pack::Text title, help;
  };
  static const Kind kinds[] = {
      {422,
       "SECOND_FACTOR_WRONG",
       {"验证码不对，或已用过", "", "The code is wrong, or was used"},
       {"请输入手机上此刻显示的六位验证码，或一个备用码；刚用过的，请等下一个", "",
        "Enter the six digits that your telephone shows now, or a recovery code; where they were "
        "just used, wait for the next"}},
      {403,
       "SECOND_FACTOR_REQUIRED",
       {"公司要求二次验证", "", "The company asks for a second factor"},
       {"请先在“我”的页面启用", "", "Turn it on first, on the page Me"}},
      {409,
       "SECOND_FACTOR_ON",
       {"二次验证已启用", "", "A second factor is on already"},
       {"要换手机，请先停用", "", "Turn it off before you change the telephone"}}};
  const Kind& kind = kinds[static_cast<std::size_t>(problem)];
  app::Problem made;
  made.status = kind.status;
  made.code = kind.code;
  made.title = texts.say(kind.title, language);
  made.help = texts.say(kind.help, language);
  return made;
}

}  // namespace guiju::http
