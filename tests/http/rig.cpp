#include "rig.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <map>
#include <stdexcept>

#include "app/company.hpp"
#include "app/order.hpp"
#include "cli/pack_files.hpp"
#include "http/secrets.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? std::string{} : std::string(value->as_string());
}

json::object object_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? json::object{} : value->as_object();
}

void put(app::UnitOfWork& unit, const casework::Outcome& outcome) {
  const auto& decision = std::get<casework::Decision>(outcome);
  for (const auto& record : decision.touched) unit.put(record);
  for (const auto& serial : decision.serials) unit.take_serial(serial);
}

/// Argon2id takes its time: everyone gets the same hash.
const std::string& hash_of_password() {
  static const std::string hash = http::hash_password(Rig::password);
  return hash;
}

}  // namespace

http::ServerSettings Rig::default_settings() {
  http::ServerSettings settings;
  settings.company_name = "华元";
  return settings;
}

Rig::Rig(const http::ServerSettings& settings)
    : clock_(*parse_instant("2026-03-02T10:00:00+08:00")) {
  const cli::PackLoader loader(cli::find_places());
  shelf_.add(loader.base_pointer());
  shelf_.add(loader.load("huayuan"));
  found();
  give_logins();
  http::ListenerOptions listener;
  listener.port = 0;
  server_ =
      std::make_unique<cli::RunningServer>(store_, shelf_, clock_, texts_, settings, listener);
}

Rig::~Rig() = default;

void Rig::found() {
  const cli::PackLoader loader(cli::find_places());
  Diagnostics diagnostics;
  const auto path = loader.folder_of("huayuan") / "company.yaml";
  const auto company =
      app::read_company(pack::yaml_to_json("company.yaml", cli::read_file(path), diagnostics),
                        "company.yaml", diagnostics);
  const pack::Pack& base = *shelf_.in_force("company");
  const app::Desk desk(shelf_, texts_);
  std::map<std::string, std::string> refs;
  store_.write([&](app::UnitOfWork& unit) {
    const Instant at = *parse_instant("2026-01-01T00:00:00+08:00");
    for (const auto& [name, inputs] : company.members) {
      const auto order =
          app::read_order(*base.find_command(name), inputs, {casework::Actor::Kind::system, {}});
      put(unit, casework::decide(unit, std::get<casework::Order>(order), at));
    }
    for (const auto& line : company.before) {
      const std::string on = text_of(line, "on");
      const app::CommandRequest request{.pack = "huayuan",
                                        .command = text_of(line, "do"),
                                        .on = refs.contains(on) ? refs[on] : on,
                                        .with = object_of(line, "with"),
                                        .actor = text_of(line, "as")};
      const auto receipt = desk.execute(unit, request, at, at).receipt;
      if (receipt.status >= 400) throw std::runtime_error(request.command + ": " + receipt.body);
      const std::string ref = text_of(line, "ref");
      if (!ref.empty()) {
        refs[ref] = std::string(json::parse(receipt.body).as_object().at("id").as_string());
      }
    }
  });
}

void Rig::give_logins() {
  store_.write([](app::UnitOfWork& unit) {
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
