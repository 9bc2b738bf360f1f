#include "cli/demo/seeding.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <stdexcept>

#include "cli/demo/pictures.hpp"

namespace guiju::demo {
namespace {

/// Acts in one transaction: each is decided and journaled by itself, only the disk is waited for
/// less often.
constexpr std::size_t lines_per_transaction = 200;
constexpr std::size_t steps_at_once = 1000;

/// `complaint.close`, of the first pack that has it, or `product-complaint/complaint.close`.
const pack::Command& command_named(const app::Shelf& shelf, const std::string& text) {
  const auto slash = text.find('/');
  const auto wanted = slash == std::string::npos ? std::string{} : text.substr(0, slash);
  const auto name = slash == std::string::npos ? text : text.substr(slash + 1);
  for (const auto* pack : shelf.all_in_force(Instant{})) {
    if (!wanted.empty() && pack->id != wanted) continue;
    if (const auto* command = pack->find_command(name)) {
      return *command;
    }
  }
  throw std::runtime_error("no pack has a command `" + text + "`");
}

std::string text_in(const boost::json::object& object, std::string_view name) {
  const auto* text = object.if_contains(name);
  return text == nullptr ? std::string{} : boost::json::value_to<std::string>(*text);
}

/// `{picture: board, defect: …, part: …}`, the same with `close`, or `{paper: [lines]}`.
std::string bytes_of(const boost::json::object& file) {
  if (const auto* lines = file.if_contains("paper")) {
    return write_paper(boost::json::value_to<std::vector<std::string>>(*lines));
  }
  const std::string defect = text_in(file, "defect"), part = text_in(file, "part");
  return draw_board(
      {.defect = defect, .part = part, .is_close = text_in(file, "picture") == "close"});
}

bool is_file(const boost::json::value& value) {
  const auto* object = value.if_object();
  return object != nullptr && (object->contains("picture") || object->contains("paper"));
}

}  // namespace

void Seeding::found(const app::Company& company, Instant at) {
  store_.write([&](app::UnitOfWork& unit) {
    desk_.found(unit, company, at);
    desk_.next_schedule(unit, at);
  });
}

void Seeding::play(const std::vector<Line>& lines, Instant now,
                   const std::function<void(std::size_t done)>& progress) {
  for (std::size_t from = 0; from < lines.size(); from += lines_per_transaction) {
    const std::size_t to = std::min(from + lines_per_transaction, lines.size());
    store_.write([&](app::UnitOfWork& unit) {
      for (std::size_t i = from; i < to; ++i) {
        do_line(unit, lines[i]);
      }
    });
    progress(to);
  }
  store_.write([&](app::UnitOfWork& unit) { pass_time(unit, now); });
}

void Seeding::admit(const std::vector<Login>& logins, const std::string& password_hash) {
  store_.write([&](app::UnitOfWork& unit) {
    for (const Login& login : logins) {
      if (unit.directory().find_person(login.person) == nullptr) {
        throw std::runtime_error("login `" + login.login + "`: nobody is called " + login.person);
      }
      unit.put_credential({.login = login.login,
                           .person = login.person,
                           .password_hash = password_hash,
                           .active = true});
    }
  });
}

void Seeding::pass_time(app::UnitOfWork& unit, Instant now) const {
  while (desk_.run_timers(unit, now, now, steps_at_once).steps == steps_at_once) {
  }
}

void Seeding::do_line(app::UnitOfWork& unit, const Line& line) {
  pass_time(unit, line.at);
  const auto& command = command_named(shelf_, line.command);
  auto inputs = inputs_of(line);
  attach(unit, line, inputs);
  const app::CommandRequest request{.pack = command.type->pack->id,
                                    .command = command.name,
                                    .on = record_named(line.on),
                                    .with = std::move(inputs),
                                    .actor = line.as,
                                    .idempotency_key = {},
                                    .if_match = {}};
  const app::Answer answer = desk_.execute(unit, request, line.at, line.at);
  if (answer.receipt.status >= 300) {
    throw std::runtime_error("the demo is refused: " + to_timeline_json(line, Seconds{0}) +
                             "\nanswer: " + answer.receipt.body);
  }
  if (!line.ref.empty()) {
    const auto receipt = boost::json::parse(answer.receipt.body);
    keys_[line.ref] = std::string(receipt.at("key").as_string());
  }
}

/// An input that is the ref of an earlier line refers to the record which that line made.
boost::json::object Seeding::inputs_of(const Line& line) const {
  auto inputs = boost::json::parse(line.with).as_object();
  for (auto& [name, value] : inputs) {
    const auto* text = value.if_string();
    if (text == nullptr) continue;
    const auto known = keys_.find(std::string_view(*text));
    if (known != keys_.end()) value = known->second;
  }
  return inputs;
}

/// Makes the files that inputs ask for and uploads them as whoever acts.
void Seeding::attach(app::UnitOfWork& unit, const Line& line, boost::json::object& inputs) {
  for (auto& [name, value] : inputs) {
    auto* list = value.if_array();
    if (list == nullptr) continue;
    for (auto& item : *list) {
      if (!is_file(item)) continue;
      const std::string bytes = bytes_of(item.as_object());
      const auto content = contents_.receive();
      content->append(bytes);
      const std::string file_name = text_in(item.as_object(), "name");
      const bool is_paper = item.as_object().contains("paper");
      const app::Content kept{.hash = content->keep(),
                              .looks = is_paper ? "application/pdf" : "image/png",
                              .bytes = content->bytes()};
      unit.put_upload(kept, line.as, line.at);
      item = boost::json::object{{"name", file_name}, {"hash", kept.hash}};
    }
  }
}

// `s12c-1` is the first child of what line `s12c` made; anything else names a record itself.
std::string Seeding::record_named(const std::string& on) const {
  const auto dash = std::min(on.find('-'), on.size());
  const auto known = keys_.find(std::string_view(on).substr(0, dash));
  return known == keys_.end() ? on : known->second + on.substr(dash);
}

}  // namespace guiju::demo
