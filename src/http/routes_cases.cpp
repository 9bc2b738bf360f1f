#include "http/deferred.hpp"
#include "http/handlers.hpp"
#include "http/list_query.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t page_default = 50, page_max = 200;
constexpr std::size_t found_max = 20;

Instant end_of_day(const Call& call, std::int64_t days_later) {
  const auto& calendar = *call.main_pack().calendar;
  return calendar.end_of_day(calendar.date_of(call.now) + std::chrono::days{days_later});
}

std::size_t limit_of(const Call& call) {
  const auto& limit = call.query_value("limit");
  return limit.present ? static_cast<std::size_t>(limit.integer) : page_default;
}

/// The page of a list that is asked for.
app::RowQuery page_of(const Call& call, app::RowQuery query) {
  query.limit = limit_of(call);
  query.cursor = call.query_value("cursor").text;
  return query;
}

/// What a client's row shows beside his name.
void write_client_summary(JsonWriter& json, const Call& call, const app::Row& row) {
  const auto client = call.stage().view.find(row.id);
  if (!client) return;
  json.key("summary").begin_object();
  for (const std::string_view name : {"phone", "rooms", "kind"}) {
    std::string value;
    feel::append_json(value, client->field(name));
    json.key(name).raw(value);
  }
  json.end_object();
}

void write_client_row(JsonWriter& json, const Call& call, const app::Stage& stage,
                      const app::Row& row) {
  json.begin_object();
  write_row_members(json, stage, row);
  write_client_summary(json, call, row);
  json.end_object();
}

void write_page_end(JsonWriter& json, const Call& call, const std::string& next_cursor,
                    std::int64_t total) {
  json.key("next_cursor");
  if (next_cursor.empty()) {
    json.null();
  } else {
    json.string(next_cursor);
  }
  json.field("total", total).field("server_time", call.now_text());
}

Answer list_rows(Call& call, const app::RowQuery& query, bool are_clients) {
  const auto page = call.reader.rows(query, call.caller->sees);
  if (!page) return call.bad_query("cursor", app::InputFault::out_of_range, "next_cursor");
  const app::Stage stage = call.stage();
  std::string out;
  out.reserve(page->items.size() * 640 + 128);
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto& row : page->items) {
    if (are_clients) {
      write_client_row(json, call, stage, row);
    } else {
      write_row(json, stage, row);
    }
  }
  json.end_array();
  write_page_end(json, call, page->next_cursor, page->total);
  json.end_object();
  return json_response(std::move(out));
}

void restrict_by_due(app::RowQuery& query, const Call& call, std::string_view due) {
  if (due == "overdue") query.due_until = call.now - Seconds{1};
  if (due == "today" || due == "week") {
    query.due_from = call.now;
    query.due_until = end_of_day(call, due == "today" ? 0 : 6);
  }
}

app::RowSort sort_of(std::string_view text) {
  if (text == "due") return app::RowSort::soonest_due;
  if (text == "created") return app::RowSort::oldest;
  if (text == "-updated") return app::RowSort::last_updated;
  return app::RowSort::newest;
}

Response record_response(const Call& call, const casework::Record& record) {
  auto response = json_response(case_json(call.stage(), call.reader, record));
  response.add_header("ETag", "\"" + std::to_string(record.version) + "\"");
  return response;
}

/// The latest round of the deadline; null when the record never had such a clock.
const casework::Clock* find_clock(const casework::Record& record, std::string_view deadline) {
  const auto& deadlines = record.pack().deadlines;
  for (auto clock = record.clocks.rbegin(); clock != record.clocks.rend(); ++clock) {
    if (deadlines[static_cast<std::size_t>(clock->deadline)].id == deadline) return &*clock;
  }
  return nullptr;
}

/// Whoever has this key: a person, else a department, else a role.
std::optional<casework::Owner> owner_of(const Call& call, const QueryValue& value) {
  if (!value.present) return {};
  using Kind = casework::Owner::Kind;
  const auto& directory = *call.caller->directory;
  if (directory.find_person(value.text) != nullptr)
    return casework::Owner{Kind::person, value.text};
  if (directory.departments.contains(value.text)) {
    return casework::Owner{Kind::department, value.text};
  }
  return casework::Owner{Kind::role, value.text};
}

std::string code_title(const Call& call, const std::string& code) {
  for (const auto* pack : call.services.packs()) {
    if (const auto* stated = pack->find_code(code)) {
      return std::string(call.services.texts.say(stated->text, call.language));
    }
  }
  return code;
}

void write_total(JsonWriter& json, std::string_view key, std::string_view title,
                 std::int64_t count) {
  json.begin_object().field("key", key).field("title", title).field("count", count).end_object();
}

}  // namespace

app::RowQuery case_query(const Call& call) {
  const auto text = [&call](std::string_view name) { return call.query_value(name).text; };
  app::RowQuery query{.pack = text("pack"),
                      .type = text("type"),
                      .state = text("state"),
                      .site = text("site"),
                      .owner = text("owner"),
                      .department = text("department"),
                      .client = text("client"),
                      .text = text("q"),
                      .sort = sort_of(text("sort")),
                      .limit = page_max};
  if (!query.type.empty()) query.family = app::Family::every;
  if (query.owner == "me") query.owner = call.caller->person->key;
  if (const auto& open = call.query_value("open"); open.present) query.open = open.boolean;
  restrict_by_due(query, call, text("due"));
  return query;
}

app::RowQuery report_query(const Call& call) {
  return {.family = app::Family::reports,
          .pack = call.query_value("pack").text,
          .type = call.query_value("type").text,
          .site = call.query_value("site").text,
          .limit = page_max};
}

Answer list_cases(Call& call) { return list_rows(call, page_of(call, case_query(call)), false); }

Answer list_clients(Call& call) {
  app::RowQuery query{.family = app::Family::every,
                      .pack = "company",
                      .type = "client",
                      .text = call.query_value("q").text,
                      .limit = limit_of(call),
                      .cursor = call.query_value("cursor").text};
  return list_rows(call, query, true);
}

Answer list_reports(Call& call) {
  return list_rows(call, page_of(call, report_query(call)), false);
}

Answer get_case(Call& call) {
  const auto record = call.find_visible(call.path[0]);
  if (!record) return call.problem(app::ProblemCode::not_found);
  return record_response(call, *record);
}

Answer get_client(Call& call) {
  const auto* type = call.main_pack().find_type("client");
  const auto record =
      type ? call.find_visible(casework::make_id(*type, call.path[0]).text) : nullptr;
  if (!record) return call.problem(app::ProblemCode::not_found);
  return record_response(call, *record);
}

Answer get_derivation(Call& call) {
  const auto record = call.find_visible(call.path[0]);
  const auto* clock = record ? find_clock(*record, call.path[1]) : nullptr;
  if (clock == nullptr) return call.problem(app::ProblemCode::not_found);
  return json_response(derivation_json(call.stage(), *record, *clock));
}

Answer get_ladder(Call& call) {
  const auto record = call.find_visible(call.path[0]);
  if (!record) return call.problem(app::ProblemCode::not_found);
  return json_response(ladder_json(call.stage(), *record));
}

Answer get_route(Call& call) {
  return answer_on_worker(
      call, [id = casework::RecordId{call.path[0]}](const app::Stage& stage, app::Reader& reader) {
        const auto record = stage.find(id);
        if (!record) return not_found(stage);
        return json_response(route_json(stage, reader, *record));
      });
}

Answer get_form(Call& call) {
  call.take_language();
  const auto record = call.find_visible(call.path[0]);
  const auto* form = record ? record->pack().find_form(*record->type, call.path[1]) : nullptr;
  if (form == nullptr) return call.problem(app::ProblemCode::not_found);
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = form_html(call.stage(), *form, *record);
  // A form carries its own styles and nothing that runs.
  response.add_header(
      "Content-Security-Policy",
      "default-src 'none'; object-src 'none'; style-src 'unsafe-inline'; img-src data:; "
      "frame-ancestors 'self'; base-uri 'none'; form-action 'none'");
  response.add_header("Referrer-Policy", "same-origin");
  return response;
}

Answer search(Call& call) {
  const auto found = call.reader.search(call.query_value("q").text, found_max, call.caller->sees);
  const app::Stage stage = call.stage();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("clients").begin_array();
  for (const auto& row : found.clients) write_client_row(json, call, stage, row);
  json.end_array().key("cases").begin_array();
  for (const auto& row : found.cases) write_row(json, stage, row);
  json.end_array().field("server_time", call.now_text()).end_object();
  return json_response(std::move(out));
}

bool sees_some(const Call& call, const pack::RecordType& type) {
  const app::RowQuery query{.family = app::Family::every,
                            .pack = type.pack->id,
                            .type = type.name,
                            .limit = 1,
                            .counted = false};
  const auto first = call.reader.rows(query, call.caller->sees);
  return first && !first->items.empty();
}

Answer list_ledgers(Call& call) {
  const app::Stage stage = call.stage();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto* pack : stage.packs) {
    for (const auto& ledger : pack->ledgers) {
      if (!sees_some(call, *ledger.type)) continue;
      json.begin_object();
      write_ledger_head(json, stage, ledger);
      json.end_object();
    }
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer get_ledger(Call& call) {
  const auto* pack = call.find_pack(call.path[0]);
  const auto* ledger = pack == nullptr ? nullptr : pack->find_ledger(call.path[1]);
  if (ledger == nullptr) return call.problem(app::ProblemCode::not_found);
  return answer_on_worker(call, [ledger, month = call.query_value("month").text](
                                    const app::Stage& stage, app::Reader& reader) {
    return json_response(ledger_json(stage, reader, *ledger, month));
  });
}

Answer list_breaches(Call& call) {
  const auto day = [&call](std::string_view name) {
    const auto& value = call.query_value(name);
    return value.present ? std::optional(value.date) : std::nullopt;
  };
  const app::BreachQuery query{.pack = call.query_value("pack").text,
                               .site = call.query_value("site").text,
                               .code = call.query_value("code").text,
                               .owed_by = owner_of(call, call.query_value("owed_by")),
                               .from = day("from"),
                               .to = day("to"),
                               .limit = limit_of(call),
                               .cursor = call.query_value("cursor").text};
  const auto page = call.reader.breaches(query, call.caller->sees);
  if (!page) return call.bad_query("cursor", app::InputFault::out_of_range, "next_cursor");
  const app::Stage stage = call.stage();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto& item : page->items) write_breach(json, stage, *item.breach, item.on);
  json.end_array().key("totals").begin_object().key("by_code").begin_array();
  for (const auto& [code, count] : page->by_code) {
    write_total(json, code, code_title(call, code), count);
  }
  json.end_array().key("by_owner").begin_array();
  for (const auto& [owner, count] : page->by_owner) {
    write_total(json, owner.key, name_of(stage, call.main_pack(), owner), count);
  }
  json.end_array().end_object();
  write_page_end(json, call, page->next_cursor, page->total);
  json.end_object();
  return json_response(std::move(out));
}

}  // namespace guiju::http
