#include <boost/json/parse.hpp>

#include "app/order.hpp"
#include "http/handlers.hpp"
#include "http/wire.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t key_bytes_max = 200;

/// Keys are the caller's own words, but they come back in nobody's header.
bool is_good_key(std::string_view key) {
  if (key.empty() || key.size() > key_bytes_max) return false;
  for (const char c : key) {
    if (static_cast<unsigned char>(c) < 0x21 || static_cast<unsigned char>(c) > 0x7e) return false;
  }
  return true;
}

Response receipt_response(app::Receipt receipt) {
  auto response = json_response(std::move(receipt.body), receipt.status);
  if (receipt.status >= 400) response.content_type = "application/problem+json";
  response.add_header("Cache-Control", "no-store");
  return response;
}

/// The scanner has found it well-formed.
boost::json::object object_of(const MemberValue& member) {
  if (!member.present) return {};
  return boost::json::parse({member.json.data(), member.json.size()}).as_object();
}

/// The record that a form is for: by id, key or number, of the command's type or of the type under
/// which it creates.
casework::RecordPtr find_subject(const Call& call, const pack::Command& command,
                                 const std::string& on) {
  const pack::RecordType* wanted = command.creates ? command.type->parent : command.type;
  if (wanted == nullptr || on.empty()) return nullptr;
  if (auto record = call.find_visible(on); record && record->type->name == wanted->name) {
    return record;
  }
  if (auto record = call.find_visible(casework::make_id(*wanted, on).text)) return record;
  for (const auto& id : call.reader.named(on)) {
    if (auto record = call.find_visible(id.text); record && record->type->name == wanted->name) {
      return record;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<const pack::Command*> beginnings_of(const pack::Pack& pack, const Call& call) {
  std::vector<const pack::Command*> found;
  for (const bool is_case : {true, false}) {
    for (const auto& type : pack.types) {
      if (type->parent != nullptr || type->is_case != is_case) continue;
      for (const auto& command : type->commands) {
        if (command->creates &&
            casework::is_entitled(call.reader, *command, nullptr, *call.caller->person, nullptr)) {
          found.push_back(command.get());
        }
      }
    }
  }
  return found;
}

Answer list_commands(Call& call) {
  const app::Stage stage = call.stage();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto* pack : call.services.packs()) {
    for (const auto* command : beginnings_of(*pack, call)) {
      write_action(json, stage, *command, nullptr);
    }
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer give_command(Call& call) {
  app::CommandRequest command{.pack = call.path[0],
                              .command = call.path[1],
                              .on = call.member("on").text,
                              .with = object_of(call.member("with")),
                              .actor = call.caller->person->key,
                              .language = call.language};
  if (call.request.has(Header::idempotency_key)) {
    const auto key = call.request.header(Header::idempotency_key);
    if (!is_good_key(key)) {
      return call.bad_query("Idempotency-Key", app::InputFault::out_of_range, "1..200 ASCII");
    }
    command.idempotency_key = key;
  }
  if (call.request.has(Header::if_match) && call.request.header(Header::if_match) != "*") {
    command.if_match = parse_version_tag(call.request.header(Header::if_match));
    if (!command.if_match) {
      return call.bad_query("If-Match", app::InputFault::wrong_type, "\"<version>\"");
    }
  }
  struct Work {
    app::CommandRequest command;
    app::Receipt receipt;
  };
  auto work = std::make_shared<Work>(Work{std::move(command), {}});
  Services& services = call.services;
  services.store.submit(
      [work, &services](app::UnitOfWork& unit) {
        const Instant now = services.time.now();
        work->receipt = services.desk.execute(unit, work->command, now, now).receipt;
      },
      [work, &services, complete = call.exchange.defer()](std::exception_ptr error) {
        complete(error ? fault_response(error, services.texts, work->command.language)
                       : receipt_response(std::move(work->receipt)));
      });
  return {};
}

Answer show_screen(Call& call) {
  const pack::Pack* pack = call.find_pack(call.member("pack").text);
  if (pack == nullptr) return call.bad_member("pack", app::InputFault::no_such_record, "pack");
  const pack::Command* command = pack->find_command(call.member("command").text);
  if (command == nullptr) {
    return call.bad_member("command", app::InputFault::no_such_record, "command");
  }
  const auto& on = call.member("on");
  const auto subject = on.present ? find_subject(call, *command, on.text) : nullptr;
  if (on.present && !subject) return call.problem(app::ProblemCode::not_found);

  const auto order = app::read_order(*command, object_of(call.member("with")),
                                     {casework::Actor::Kind::person, call.caller->person->key});
  if (const auto* bad = std::get_if<app::BadInput>(&order)) {
    return problem_response(app::bad_input(app::InputFault::wrong_type, "/with" + bad->pointer,
                                           bad->expected, call.services.texts, call.language));
  }
  return json_response(screen_json(call.stage(), call.reader, *command, subject.get(),
                                   std::get<casework::Order>(order).inputs));
}

}  // namespace guiju::http
