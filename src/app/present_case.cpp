#include <algorithm>

#include "app/present.hpp"
#include "app/row.hpp"

// The page of one record: what it is, where it stands, what may be done, and all that has happened.
namespace guiju::app {
namespace {

constexpr std::size_t timeline_entries_max = 500;
constexpr std::size_t related_max = 10;
constexpr std::size_t related_to_client_max = 50;

bool is_breach(const pack::RecordType& type) {
  return type.name == "breach" && type.pack->base == nullptr;
}

bool is_kept_by_program(const pack::RecordType& type) {
  return type.pack->base == nullptr && (type.name == "breach" || type.name == "slip");
}

bool is_opinion(const pack::RecordType& type, int field) {
  const auto& opinions = type.opinion_fields;
  return std::find(opinions.begin(), opinions.end(), field) != opinions.end();
}

/// A list of rows as a table: what its columns are called and what stands in them.
void write_table(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                 const pack::FieldType& type, const feel::Value& value) {
  json.key("table").begin_object().key("columns").begin_array();
  for (const auto& column : type.columns) {
    if (column.is_derivation()) continue;
    json.begin_object()
        .field("name", column.name)
        .field("title", stage.say(column.title))
        .end_object();
  }
  json.end_array().key("rows").begin_array();
  for (const auto& row : value.as_list()) {
    json.begin_array();
    for (const auto& column : type.columns) {
      if (column.is_derivation()) continue;
      const feel::Value* cell = row.find(column.name);
      json.string(cell == nullptr || cell->is_null() ? std::string()
                                                     : display(stage, pack, column.type, *cell));
    }
    json.end_array();
  }
  json.end_array().end_object();
}

/// Children of the record's own types, then the slips and breaches that the program keeps about it.
std::vector<casework::RecordPtr> children_of(const Stage& stage, const casework::Record& record) {
  std::vector<casework::RecordPtr> children;
  const auto take = [&](const pack::RecordType& type) {
    for (auto& child : stage.view.children(record.id, type)) {
      if (stage.may_see(*child)) children.push_back(std::move(child));
    }
  };
  const pack::Pack& pack = record.pack();
  for (const auto& type : pack.types) {
    if (type->parent == record.type) take(*type);
  }
  const pack::Pack* base = pack.base != nullptr ? pack.base : &pack;
  for (const auto& type : base->types) {
    if (is_kept_by_program(*type)) take(*type);
  }
  return children;
}

bool is_child(const Stage& stage, const casework::Record& record, const Row& row) {
  const auto other = row.type->parent == record.type ? stage.view.find(row.id) : nullptr;
  return other && other->parent == record.id;
}

void write_related(JsonWriter& json, const Stage& stage, const Reader& reader,
                   const casework::Record& record, const Row& row) {
  json.key("related").begin_array();
  const bool is_company_client = record.type->name == "client" && record.pack().base == nullptr;
  const bool is_client = is_company_client || record.type->is_client;
  const std::string client = is_client ? record.key : row.client;
  if (!client.empty()) {
    RowQuery query{.client = client, .limit = is_client ? related_to_client_max : related_max + 1};
    // Of a regulation's own client everything that names him, whatever its kind.
    if (record.type->is_client) query.family = Family::every, query.pack = record.pack().id;
    query.counted = false;
    const auto page = reader.rows(query, stage.sees);
    if (page) {
      for (const auto& other : page->items) {
        if (other.id != record.id && !is_child(stage, record, other)) write_row(json, stage, other);
      }
    }
  }
  json.end_array();
}

void write_actions(JsonWriter& json, const Stage& stage, const casework::Record& record,
                   Citations& citations) {
  json.key("actions").begin_array();
  for (const auto& command : record.type->commands) {
    if (command->creates) continue;
    if (write_action(json, stage, *command, &record)) {
      citations.add(record.pack(), command->rules);
    }
  }
  for (const auto& type : record.pack().types) {
    if (type->parent != record.type || record.is_final()) continue;
    for (const auto& command : type->commands) {
      if (!command->creates) continue;
      if (write_action(json, stage, *command, &record)) {
        citations.add(record.pack(), command->rules);
      }
    }
  }
  json.end_array();
}

void write_clocks(JsonWriter& json, const Stage& stage, const casework::Record& record,
                  Citations& citations) {
  std::vector<const casework::Clock*> clocks;
  for (const auto& clock : record.clocks) clocks.push_back(&clock);
  // What is owed first, soonest first; what has ended after it, as it came.
  std::stable_sort(clocks.begin(), clocks.end(), [](const auto* a, const auto* b) {
    const bool owed_a = is_owed(*a), owed_b = is_owed(*b);
    if (owed_a != owed_b) return owed_a;
    if (!owed_a) return false;
    if (a->due_at.has_value() != b->due_at.has_value()) return a->due_at.has_value();
    return a->due_at && *a->due_at < *b->due_at;
  });
  json.key("clocks").begin_array();
  for (const auto* clock : clocks) {
    write_clock(json, stage, record, *clock);
    citations.add(record.pack(),
                  record.pack().deadlines[static_cast<std::size_t>(clock->deadline)].rules);
  }
  json.end_array();
}

void write_forms(JsonWriter& json, const Stage& stage, const casework::Record& record,
                 Citations& citations) {
  json.key("forms").begin_array();
  for (const auto& form : record.pack().forms) {
    if (form.type != record.type) continue;
    json.begin_object().field("id", form.id).field("title", stage.say(form.title)).end_object();
    citations.add(record.pack(), form.rules);
  }
  json.end_array();
}

void write_family(JsonWriter& json, const Stage& stage, const casework::Record& record,
                  const Row& row) {
  if (const auto parent = record.parent.is_empty() ? nullptr : stage.view.find(record.parent);
      parent && stage.may_see(*parent)) {
    json.key("parent");
    write_row(json, stage, row_of(stage, *parent));
  }
  std::vector<std::pair<casework::RecordPtr, Row>> breaches;
  json.key("children").begin_array();
  for (const auto& child : children_of(stage, record)) {
    if (is_breach(*child->type)) {
      breaches.emplace_back(child, row);
      continue;
    }
    const Row child_row = row_of(stage, *child);
    write_row(json, stage, child_row);
    for (const auto& below : children_of(stage, *child)) {
      if (is_breach(*below->type)) breaches.emplace_back(below, child_row);
    }
  }
  json.end_array().key("breaches").begin_array();
  for (const auto& [breach, on] : breaches) write_breach(json, stage, *breach, on);
  json.end_array();
}

}  // namespace

void write_fields(JsonWriter& json, const Stage& stage, const casework::Record& record,
                  Citations& citations) {
  const pack::Pack& pack = record.pack();
  json.key("fields").begin_array();
  for (std::size_t i = 0; i < record.type->fields.size(); ++i) {
    if (record.fields[i].is_null()) continue;  // most are, of a case that has just begun
    const pack::Field& field = record.type->fields[i];
    if (record.type->is_explanation(static_cast<int>(i))) continue;
    std::string value;
    feel::append_json(value, record.fields[i]);
    json.begin_object()
        .field("name", field.name)
        .field("title", stage.say(field.title))
        .field("type", pack::to_text(field.type))
        .key("value")
        .raw(value)
        .field("display", display(stage, pack, field.type, record.fields[i]));
    if (is_opinion(*record.type, static_cast<int>(i))) json.field("opinion", true);
    if (!field.type.columns.empty() && !record.fields[i].as_list().empty()) {
      write_table(json, stage, pack, field.type, record.fields[i]);
    }
    if (field.explained_by >= 0) {
      const auto& derivation = record.fields[static_cast<std::size_t>(field.explained_by)];
      if (!derivation.is_null()) write_amount_derivation(json, stage, pack, derivation);
    }
    write_rules(json, pack, field.rules);
    json.end_object();
    citations.add(pack, field.rules);
  }
  json.end_array();
}

Row row_of(const Stage& stage, const casework::Record& record) {
  Row row = to_row(record);
  if (!row.client.empty()) {
    const pack::RecordType* type = record.pack().find_type("client");
    const auto client =
        type ? stage.view.find(casework::make_id(*type, row.client)) : casework::RecordPtr{};
    if (client) row.client_name = client->number;
  }
  return row;
}

std::string case_json(const Stage& stage, const Reader& reader, const casework::Record& record) {
  std::string out;
  out.reserve(16 * 1024);
  JsonWriter json(out);
  Citations citations;
  const Row row = row_of(stage, record);
  json.begin_object();
  write_row_members(json, stage, row);
  if (record.type->is_client) json.field("is_client", true);
  write_fields(json, stage, record, citations);
  write_family(json, stage, record, row);
  write_clocks(json, stage, record, citations);
  json.key("timeline").begin_array();
  for (const auto& entry : reader.timeline(record.stream, 1, timeline_entries_max)) {
    write_entry(json, stage, entry, citations);
  }
  json.end_array();
  write_actions(json, stage, record, citations);
  write_scripts(json, stage, *record.type, nullptr, &record, nullptr, &citations);
  write_forms(json, stage, record, citations);
  write_related(json, stage, reader, record, row);
  citations.write(json, stage);
  json.end_object();
  return out;
}

void write_breach(JsonWriter& json, const Stage& stage, const casework::Record& breach,
                  const Row& on) {
  const pack::Pack& pack = *on.type->pack;
  const auto text = [&breach](std::string_view name) { return breach.field(name).as_string(); };
  const std::string_view code = text("code"), rule = text("rule"), kind = text("owed_kind");
  const pack::Code* stated = pack.find_code(code);
  const int index = pack.find_rule(rule);
  const auto articles =
      index < 0 ? std::vector<std::string>{} : pack::articles_of(pack, pack::Basis{index});
  json.begin_object()
      .field("id", breach.id.text)
      .field("code", code)
      .field("title", stated ? stage.say(stated->text) : code)
      .field("rule", rule)
      .field("article", articles.empty() ? std::string{} : articles.front());
  json.key("case")
      .begin_object()
      .field("id", on.id.text)
      .field("number", on.number)
      .field("title", on.title)
      .end_object();
  json.field("deadline", text("deadline")).key("owed_by");
  using Kind = casework::Owner::Kind;
  write_owner(json, stage, pack,
              {kind == "person"       ? Kind::person
               : kind == "department" ? Kind::department
                                      : Kind::role,
               std::string(text("owed_by"))});
  const auto moment = [&](std::string_view name) {
    if (const auto instant = breach.field(name).as_instant()) {
      write_instant(json, name, *instant, pack);
    }
  };
  moment("due_at");
  moment("breached_at");
  moment("acted_at");
  const bool settled = breach.is_final();
  if (settled) {
    if (const auto late = breach.field("late_seconds").as_int64())
      json.field("late_seconds", *late);
  } else if (const auto due = breach.field("due_at").as_instant()) {
    json.field("late_seconds", (stage.now - *due).count());
  }
  const std::string_view about = text("about");
  if (!about.empty()) json.field("about", about);
  json.field("settled", settled).end_object();
}

void write_notice(JsonWriter& json, const Stage& stage, const NoticeRow& row,
                  const Reader& reader) {
  const Notice& notice = row.notice;
  const pack::Pack* pack = nullptr;
  for (const auto* one : stage.packs) {
    if (one->id == notice.pack) pack = one;
  }
  if (pack == nullptr && !stage.packs.empty()) pack = stage.packs.front();
  json.begin_object().field("id", notice.id);
  json.field("at", pack ? instant_text(notice.at, *pack) : to_utc_text(notice.at));
  json.field("message", notice.message);
  const pack::Text* text = pack ? pack->find_text(notice.message) : nullptr;
  json.field("title", text ? stage.say(*text) : std::string_view(notice.message));
  if (const auto on = reader.row(notice.record)) {
    json.key("case")
        .begin_object()
        .field("id", on->id.text)
        .field("number", on->number)
        .field("title", on->title)
        .end_object();
  }
  json.field("read", row.is_read).end_object();
}

}  // namespace guiju::app
