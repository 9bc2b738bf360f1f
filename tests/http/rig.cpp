#include "rig.hpp"

#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "child.hpp"
#include "founding.hpp"
#include "http/secrets.hpp"
#include "store/memory.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;

/// Argon2id takes its time: everyone gets the same hash.
const std::string& hash_of_password() {
  static const std::string hash = http::hash_password(Rig::password);
  return hash;
}

}  // namespace

http::ServerSettings Rig::default_settings() {
  http::ServerSettings settings;
  settings.company_name = "华元";
  settings.second_factor.key = std::string(32, 'k');
  return settings;
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "guiju-http-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

Rig::Rig(const http::ServerSettings& settings, const std::string& pack, app::Drafts* drafts,
         http::ListenerOptions listener)
    : shelf_(pack), store_(make_store()), clock_(*parse_instant("2026-03-02T10:00:00+08:00")) {
  found_company(*store_, shelf_, pack);
  give_logins();
  listener.port = 0;
  server_ = std::make_unique<cli::RunningServer>(*store_, shelf_, clock_, contents_, texts_, log_,
                                                 settings, listener, drafts);
}

Rig::~Rig() = default;

std::unique_ptr<app::Store> Rig::make_store() const {
  if (store::testing::Places::are_files()) return std::make_unique<store::MemoryStore>();
  return open_company(places_ / "company", shelf_);
}

void Rig::give_logins() {
  store_->write([](app::UnitOfWork& unit) {
    for (const auto& [key, person] : unit.directory().people) {
      unit.put_credential({.login = key, .person = key, .password_hash = hash_of_password()});
    }
  });
}

Client Rig::as(std::string_view person, std::string language) const {
  Client client(port(), std::move(language));
  const auto reply = client.sign_in(person, password);
  if (reply.status != 200) throw std::runtime_error("sign-in failed: " + reply.body);
  return client;
}

std::string complaint_body(std::string_view summary, std::string_view project) {
  return json::serialize(json::object{{"with",
                                       {{"channel", "phone"},
                                        {"project", project},
                                        {"client", project == "P1" ? "客户甲" : "客户丙"},
                                        {"summary", summary},
                                        {"class", "rectification"},
                                        {"subclass", "engineering"}}}});
}

}  // namespace guiju::http_test
