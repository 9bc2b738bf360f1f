#include <cstdio>

#include "app/present.hpp"
#include "casework/attachments.hpp"
#include "casework/situation.hpp"

namespace guiju::app {
namespace {

using pack::FieldType;

const pack::Text yes{"是", "", "yes"};
const pack::Text no{"否", "", "no"};

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// `2026-03-02 10:00`, with seconds where there are any.
std::string moment_text(Instant instant, const pack::Pack& pack) {
  const LocalTime local = pack.calendar_rules.zone.to_local(instant);
  std::string text = guiju::to_text(local);
  text[10] = ' ';
  if (text.ends_with(":00")) text.resize(text.size() - 3);
  return text;
}

std::string duration_text(Seconds length, Language language) {
  const bool en = language == Language::en;
  const std::int64_t total = length.count() < 0 ? -length.count() : length.count();
  std::string text = length.count() < 0 ? "-" : "";
  const auto part = [&](std::int64_t number, const char* zh, const char* english) {
    if (number == 0) return;
    if (en && !text.empty() && text != "-") text += ' ';
    text += std::to_string(number) + (en ? english : zh);
  };
  part(total / 86400, "天", " d");
  part(total / 3600 % 24, language == Language::zh_hant ? "小時" : "小时", " h");
  part(total / 60 % 60, language == Language::zh_hant ? "分鐘" : "分钟", " min");
  part(total % 60, "秒", " s");
  if (text.empty() || text == "-") text = en ? "0 s" : "0秒";
  return text;
}

/// `¥1,234.50`.
std::string money_text(std::int64_t fen) {
  const std::int64_t size = fen < 0 ? -fen : fen;
  std::string yuan = std::to_string(size / 100);
  for (std::size_t at = yuan.size(); at > 3;) {
    at -= 3;
    yuan.insert(at, ",");
  }
  return std::string(fen < 0 ? "-" : "") + "¥" + yuan + "." + two_digits(size % 100);
}

std::string reference_name(const Stage& stage, const std::string& of, std::string_view key,
                           const pack::Pack& pack) {
  using Kind = casework::Owner::Kind;
  if (of == "person") return name_of(stage, pack, {Kind::person, std::string(key)});
  if (of == "department") return name_of(stage, pack, {Kind::department, std::string(key)});
  if (of == "site") {
    const auto site = stage.directory.sites.find(key);
    return site == stage.directory.sites.end() ? std::string(key) : site->second.name;
  }
  const pack::RecordType* target = pack.find_type(of);
  if (target == nullptr) return std::string(key);
  const auto record = stage.view.find(casework::make_id(*target, key));
  if (record == nullptr) return std::string(key);
  const auto name = record->number.empty() ? std::string(key) : record->number;
  // To whoever may open it, also what it is about, where that is a text as short as a name.
  constexpr std::size_t longest_title = 36;
  if (target->title_field < 0 || !stage.may_see(*record)) return name;
  const auto at = static_cast<std::size_t>(target->title_field);
  const auto& type = target->fields[at].type;
  if (type.kind != FieldType::Kind::text) return name;
  const auto title = display(stage, *target->pack, type, record->fields[at]);
  const bool is_said =
      title.empty() || title.size() > longest_title || name.find(title) != std::string::npos;
  return is_said ? name : name + ' ' + title;
}

std::string joined(const Stage& stage, const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) {
    if (!out.empty()) out += stage.language == Language::en ? ", " : "、";
    out += text;
  }
  return out;
}

std::string rows_text(const Stage& stage, const pack::Pack& pack, const FieldType& type,
                      const feel::Value& value) {
  std::string out;
  for (const auto& row : value.as_list()) {
    std::vector<std::string> cells;
    for (const auto& column : type.columns) {
      const feel::Value* cell = row.find(column.name);
      if (cell == nullptr || cell->is_null()) continue;
      if (column.is_derivation()) continue;
      cells.push_back(std::string(stage.say(column.title)) +
                      (stage.language == Language::en ? ": " : "：") +
                      display(stage, pack, column.type, *cell));
    }
    if (!out.empty()) out += stage.language == Language::en ? "; " : "；";
    out += joined(stage, cells);
  }
  return out;
}

/// A value that has a name: a choice, a role or a code of the pack, a site or a department; in what
/// the program keeps about records of other packs (breaches, slips), a code, a deadline or a record
/// type of theirs.
std::string_view named_text(const Stage& stage, const pack::Pack& pack, std::string_view value) {
  const std::string id(value);
  if (const auto* text = pack.find_text(id)) return stage.say(*text);
  if (const auto* role = pack.find_role(id)) return stage.say(role->title);
  if (const auto* code = pack.find_code(id)) return stage.say(code->text);
  if (const auto site = stage.directory.sites.find(value); site != stage.directory.sites.end()) {
    return site->second.name;
  }
  const auto& departments = stage.directory.departments;
  if (const auto found = departments.find(value); found != departments.end()) {
    return found->second.name;
  }
  if (pack.base != nullptr) return value;
  for (const auto* other : stage.packs) {
    if (const auto* text = other->find_text(id)) return stage.say(*text);
    if (const auto* code = other->find_code(id)) return stage.say(code->text);
    if (const auto* type = other->find_type(id)) return stage.say(type->title);
    for (const auto& deadline : other->deadlines) {
      if (deadline.id == id) return stage.say(deadline.title);
    }
  }
  return value;
}

}  // namespace

bool Stage::may_see(const casework::Record& record) const {
  if (is_visible(sees, record)) return true;
  // What the program keeps about a record (breaches, slips) is seen by whoever sees that record.
  if (record.parent.is_empty() || record.pack().base != nullptr) return false;
  const auto parent = view.find(record.parent);
  return parent && parent->id != record.id && may_see(*parent);
}

casework::RecordPtr Stage::find(const casework::RecordId& id) const {
  auto record = view.find(id);
  return record && may_see(*record) ? std::move(record) : nullptr;
}

std::string instant_text(Instant instant, const pack::Pack& pack) {
  return guiju::to_text(instant, pack.calendar_rules.zone.offset_at(instant));
}

void write_instant(JsonWriter& json, std::string_view name, Instant instant,
                   const pack::Pack& pack) {
  json.field(name, instant_text(instant, pack));
}

std::string name_of(const Stage& stage, const pack::Pack& pack, const casework::Owner& owner) {
  using Kind = casework::Owner::Kind;
  switch (owner.kind) {
    case Kind::person:
      if (const auto* person = stage.directory.find_person(owner.key)) return person->name;
      break;
    case Kind::department: {
      const auto found = stage.directory.departments.find(owner.key);
      if (found != stage.directory.departments.end()) return found->second.name;
      break;
    }
    case Kind::role:
      if (const auto* role = pack.find_role(owner.key)) return std::string(stage.say(role->title));
      for (const auto* other : stage.packs) {
        if (const auto* role = other->find_role(owner.key)) {
          return std::string(stage.say(role->title));
        }
      }
      break;
    case Kind::nobody:
      break;
  }
  return owner.key;
}

void write_owner(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                 const casework::Owner& owner) {
  using Kind = casework::Owner::Kind;
  const std::string_view kind = owner.kind == Kind::person       ? "person"
                                : owner.kind == Kind::department ? "department"
                                                                 : "role";
  json.begin_object()
      .field("kind", kind)
      .field("key", owner.key)
      .field("name", name_of(stage, pack, owner))
      .end_object();
}

void write_rules(JsonWriter& json, const pack::Pack& pack, const pack::Basis& basis) {
  json.key("rules").begin_array();
  for (const int rule : basis) json.string(pack.rules[static_cast<std::size_t>(rule)].id);
  json.end_array();
}

void write_articles(JsonWriter& json, const pack::Pack& pack, const pack::Basis& basis) {
  json.key("articles").begin_array();
  for (const auto& article : pack::articles_of(pack, basis)) json.string(article);
  json.end_array();
}

std::string display(const Stage& stage, const pack::Pack& pack, const feel::Value& value) {
  switch (value.kind()) {
    case feel::Kind::null:
      return {};
    case feel::Kind::boolean:
      return std::string(stage.say(value.is_true() ? yes : no));
    case feel::Kind::string:
      return std::string(named_text(stage, pack, value.as_string()));
    case feel::Kind::date_time:
      if (const auto instant = value.as_instant()) return moment_text(*instant, pack);
      return feel::to_text(value);
    case feel::Kind::days_duration:
      if (const auto length = value.as_days_duration()) {
        return duration_text(*length, stage.language);
      }
      return feel::to_text(value);
    case feel::Kind::list: {
      std::vector<std::string> texts;
      for (const auto& item : value.as_list()) texts.push_back(display(stage, pack, item));
      return joined(stage, texts);
    }
    case feel::Kind::context: {
      std::vector<std::string> texts;
      for (const auto& [name, item] : value.as_context()) {
        texts.push_back(name + ": " + display(stage, pack, item));
      }
      return joined(stage, texts);
    }
    default:
      return feel::to_text(value);
  }
}

std::string display(const Stage& stage, const pack::Pack& pack, const FieldType& type,
                    const feel::Value& value) {
  if (value.is_null()) return {};
  switch (type.kind) {
    case FieldType::Kind::long_text:
      return std::string(value.as_string());
    case FieldType::Kind::money:
      if (const auto fen = value.as_int64()) return money_text(*fen);
      break;
    case FieldType::Kind::derivation:
      return amount_derivation_text(stage, pack, value);
    case FieldType::Kind::attachment:
      return casework::attachment_of(value).name;
    case FieldType::Kind::reference:
      return reference_name(stage, type.of, value.as_string(), pack);
    case FieldType::Kind::list:
      if (type.element) {
        std::vector<std::string> texts;
        for (const auto& item : value.as_list()) {
          texts.push_back(display(stage, pack, *type.element, item));
        }
        return joined(stage, texts);
      }
      break;
    case FieldType::Kind::rows:
      return rows_text(stage, pack, type, value);
    default:
      break;
  }
  return display(stage, pack, value);
}

bool Citations::ById::operator()(const std::pair<const pack::Pack*, int>& a,
                                 const std::pair<const pack::Pack*, int>& b) const {
  return a.first != b.first ? a.first->id < b.first->id : a.second < b.second;
}

bool is_default(const Stage& stage, const pack::Pack& pack, const pack::Parameter& parameter) {
  const casework::Actor system{casework::Actor::Kind::system, {}};
  const casework::Situation situation(stage.view, pack, nullptr, system, stage.now);
  return situation.holds(parameter.default_while, false);
}

namespace {

/// What the rule leaves to the company and the company has not stated.
void write_defaults(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                    const pack::Rule& rule) {
  if (rule.defaults.empty()) return;
  json.key("defaults").begin_array();
  for (const int at : rule.defaults) {
    const auto& parameter = pack.parameters[static_cast<std::size_t>(at)];
    if (is_default(stage, pack, parameter)) json.string(stage.say(parameter.title));
  }
  json.end_array();
}

}  // namespace

void Citations::write(JsonWriter& json, const Stage& stage) const {
  json.key("rules").begin_object();
  std::set<std::string> written;
  for (const auto& [pack, index] : rules_) {
    const pack::Rule& rule = pack->rules[static_cast<std::size_t>(index)];
    if (!written.insert(rule.id).second) continue;
    const auto article = rule.articles.empty()
                             ? std::string{}
                             : pack->articles[static_cast<std::size_t>(rule.articles.front())].id;
    json.key(rule.id)
        .begin_object()
        .field("id", rule.id)
        .field("text", stage.say(rule.text))
        .field("article", article);
    write_defaults(json, stage, *pack, rule);
    json.end_object();
  }
  json.end_object().key("articles").begin_object();
  written.clear();
  for (const auto& [pack, index] : rules_) {
    for (const int at : pack->rules[static_cast<std::size_t>(index)].articles) {
      const pack::Article& article = pack->articles[static_cast<std::size_t>(at)];
      if (!written.insert(article.id).second) continue;
      json.key(article.id)
          .begin_object()
          .field("id", article.id)
          .field("number", article.number)
          .field("heading", stage.say(article.heading))
          .end_object();
    }
  }
  json.end_object();
}

}  // namespace guiju::app
