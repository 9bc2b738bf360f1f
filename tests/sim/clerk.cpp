#include "clerk.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <limits>

#include "app/order.hpp"
#include "app/present.hpp"
#include "app/screen.hpp"
#include "form.hpp"

namespace guiju::sim {
namespace {

namespace json = boost::json;

constexpr std::size_t recent_max = 12;
/// So many cases are in hand before people rather finish than begin.
constexpr std::size_t in_hand_max = 40;

bool is_for_people(const pack::Command& command) {
  return !command.who_stated || !command.who.empty();
}

/// Of the pack `company`: what goes on all the time. Its members come and go otherwise.
bool is_everyday(const pack::RecordType& type) {
  return type.pack->base != nullptr || type.name == "client" || type.name == "mandate";
}

bool is_flowing(const pack::RecordType& type) { return type.is_case || type.is_report; }

}  // namespace

void Clerk::hear_of(const std::vector<casework::RecordId>& records, const app::World& world) {
  for (const auto& id : records) {
    const auto record = world.find(id);
    const bool flows = is_flowing(*record->type);
    if (known_.insert(id).second) {
      keys_[record->type->name].push_back(record->key);
      if (!commands_on(*record).empty()) {
        open_[record->type->name].push_back(id);
        in_hand_ += flows;
      }
    }
    std::erase(recent_, id);
    if (!flows || record->is_final()) continue;
    recent_.push_back(id);
  }
  if (recent_.size() > recent_max) {
    recent_.erase(recent_.begin(), recent_.end() - static_cast<std::ptrdiff_t>(recent_max));
  }
}

std::vector<const pack::Command*> Clerk::commands_on(const casework::Record& record) const {
  std::vector<const pack::Command*> commands;
  if (!is_everyday(*record.type)) return commands;
  const auto take = [&](const pack::RecordType& type, bool creates) {
    for (const auto& command : type.commands) {
      if (command->creates == creates && is_for_people(*command)) commands.push_back(command.get());
    }
  };
  take(*record.type, false);
  for (const auto& type : record.pack().types) {
    if (type->parent == record.type) take(*type, true);
  }
  return commands;
}

casework::RecordPtr Clerk::take_up(const app::Reader& tables) {
  if (!recent_.empty() && dice_.percent(30)) return tables.find(dice_.of(recent_));
  if (open_.empty()) return nullptr;
  // Of each type alike: few floors and many daily sheets are worked on.
  const auto of_type =
      std::next(open_.begin(), static_cast<std::ptrdiff_t>(dice_.below(open_.size())));
  auto& records = of_type->second;
  const auto from =
      dice_.one_in(2) && records.size() > recent_max ? records.size() - recent_max : 0;
  const auto at = from + dice_.below(records.size() - from);
  auto record = tables.find(records[at]);
  if (!record->is_final()) return record;
  in_hand_ -= is_flowing(*record->type);
  records.erase(records.begin() + static_cast<std::ptrdiff_t>(at));
  if (records.empty()) open_.erase(of_type);
  return record;
}

const casework::Person* Clerk::whoever_may(const app::Reader& tables, const pack::Command& command,
                                           const casework::Record* subject) {
  std::vector<const casework::Person*> people;
  for (const auto& [key, person] : tables.directory().people) people.push_back(&person);
  if (people.empty()) return nullptr;
  if (dice_.one_in(25)) return dice_.of(people);
  dice_.shuffle(people);
  const auto* record = command.creates ? nullptr : subject;
  const auto found = std::ranges::find_if(people, [&](const casework::Person* person) {
    return casework::is_entitled(tables, command, record, *person, nullptr) &&
           (subject == nullptr || casework::may_see(tables, *subject, *person));
  });
  return found == people.end() ? nullptr : *found;
}

Clerk::Act Clerk::choose(const app::Reader& tables) {
  Act act;
  std::vector<const pack::Command*> commands;
  if (dice_.percent(in_hand_ < in_hand_max ? 25 : 4)) {
    const auto packs = company_.shelf().all();
    const bool flows = !dice_.one_in(6);
    for (const auto& type : (dice_.one_in(12) ? packs.front() : packs.back())->types) {
      if (type->parent != nullptr || type->is_case != flows || !is_everyday(*type)) continue;
      for (const auto& command : type->commands) {
        if (command->creates && is_for_people(*command)) commands.push_back(command.get());
      }
    }
  } else {
    act.subject = take_up(tables);
    if (act.subject == nullptr) return act;
    commands = commands_on(*act.subject);
    if (!dice_.one_in(20)) {
      std::erase_if(commands, [&](const pack::Command* command) {
        return !command->creates && !app::is_in_step(*command, *act.subject);
      });
    }
  }
  if (commands.empty()) return act;
  const auto moves_on = [](const pack::Command* command) { return !command->to.empty(); };
  if (!dice_.one_in(3) && std::ranges::any_of(commands, moves_on)) {
    std::erase_if(commands, [&](const pack::Command* command) { return !moves_on(command); });
  }
  act.command = dice_.of(commands);
  act.person = whoever_may(tables, *act.command, act.subject.get());
  return act;
}

std::optional<app::CommandRequest> Clerk::draw(const app::Reader& tables, Instant now) {
  std::optional<app::CommandRequest> drawn;
  const bool knows_the_rules = !dice_.one_in(6);
  std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
  for (int tries = 0; tries < 12 && fewest > 0; ++tries) {
    const Act act = choose(tables);
    if (act.command == nullptr || act.person == nullptr) continue;
    auto request = filled(act, tables, now, {});
    if (!request) continue;
    if (!knows_the_rules) return request;
    // What was done least is done first: so cases come to the end of their ways.
    const std::int64_t times = given_[request->command];
    if (times >= fewest) continue;
    for (int corrections = 0; request && corrections < 3; ++corrections) {
      const auto wanted = what_it_lacks(act, *request, tables, now);
      if (!wanted) {
        fewest = times;
        drawn = std::move(request);
        break;
      }
      request = wanted->empty() ? std::nullopt : filled(act, tables, now, *wanted);
    }
  }
  if (drawn) ++given_[drawn->command];
  return drawn;
}

std::optional<std::set<std::string>> Clerk::what_it_lacks(const Act& act,
                                                          const app::CommandRequest& request,
                                                          const app::Reader& tables, Instant now) {
  auto read =
      app::read_order(*act.command, request.with, {casework::Actor::Kind::person, request.actor});
  auto* order = std::get_if<casework::Order>(&read);
  if (order == nullptr) return std::set<std::string>{};
  if (act.subject != nullptr) (act.command->creates ? order->parent : order->on) = act.subject->id;
  const auto outcome = casework::decide(tables, *order, now);
  const auto* refusal = std::get_if<casework::Refusal>(&outcome);
  if (refusal == nullptr) return std::nullopt;
  return std::set<std::string>(refusal->fields.begin(), refusal->fields.end());
}

std::optional<app::CommandRequest> Clerk::mended(const app::CommandRequest& refused,
                                                 const app::Receipt& receipt,
                                                 const app::Reader& tables, Instant now) {
  const auto body = json::parse(receipt.body).as_object();
  const auto* fields = body.if_contains("fields");
  if (fields == nullptr) return std::nullopt;
  std::set<std::string> wanted;
  for (const auto& field : fields->as_array()) wanted.emplace(field.as_string());
  const auto subject = refused.on.empty() ? nullptr : tables.find({refused.on});
  const auto* pack = company_.shelf().in_force(refused.pack, now);
  return filled({.command = pack->find_command(refused.command),
                 .subject = subject,
                 .person = tables.directory().find_person(refused.actor)},
                tables, now, wanted);
}

std::optional<app::CommandRequest> Clerk::filled(const Act& act, const app::Reader& tables,
                                                 Instant now, const std::set<std::string>& wanted) {
  const auto& packs = company_.shelf().all_in_force(now);
  const auto sees = app::visibility_of(*act.person, packs);
  const app::Stage stage{.view = {tables, act.person},
                         .directory = tables.directory(),
                         .texts = texts_,
                         .language = app::Language::zh_hans,
                         .now = now,
                         .viewer = act.person,
                         .sees = sees,
                         .packs = packs,
                         .shelf = &company_.shelf()};
  std::string text;
  JsonWriter writer(text);
  json::array inputs;
  if (app::write_action(writer, stage, *act.command, act.subject.get())) {
    inputs = json::parse(text).as_object().at("inputs").as_array();
  } else if (!dice_.one_in(4)) {
    return std::nullopt;  // the page does not offer it; somebody tries all the same
  }
  const Knowledge known{
      .directory = tables.directory(), .keys = keys_, .now = now, .pack = company_.pack()};
  FormFiller form(dice_, known);
  app::CommandRequest request{
      .pack = act.command->type->pack->id,
      .command = act.command->name,
      .on = act.subject == nullptr ? std::string() : act.subject->id.text,
      .with = form.fill(inputs, company_.examples_of(act.command->name), wanted),
      .actor = act.person->key,
      .idempotency_key = {},
      .if_match = {}};
  if (dice_.one_in(25)) form.spoil(request.with);
  if (act.subject != nullptr && dice_.one_in(3)) {
    request.if_match = act.subject->version - (dice_.one_in(8) ? 1 : 0);
  }
  return request;
}

}  // namespace guiju::sim
