#include "store/sql/record_table.hpp"

#include <algorithm>

#include "app/visibility.hpp"
#include "casework/record_json.hpp"
#include "store/projection.hpp"
#include "store/row_query.hpp"
#include "store/search_text.hpp"
#include "store/sql/reach.hpp"

namespace guiju::store {

/// The columns of a record beside its identity. Texts point into the record.
struct RecordTable::Columns {
  std::int64_t kind = 0, pack = 0;
  std::string title, markers;
  bool is_open = false, has_site = false, is_listed = false;
  std::string_view site, department, owner, client;
  std::optional<Instant> timer;
  std::optional<LocalDate> period;
  const casework::Clock* next = nullptr;
  std::int64_t due_order = no_due;
};

namespace {

using casework::Record;

constexpr const char* insert_sql =
    "INSERT INTO records(id, kind, pack, version, number, title, state, department, owner, client,"
    " client_name, updated_at, updated_order, next_deadline, next_status, next_started_at,"
    " next_due_at, next_warn_at, next_owed_kind, next_owed_key, markers, body, due_order, timer,"
    " is_open, site, period, created_at, parent, stream, entered_by, rid)"
    " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,"
    "?24,?25,?26,?27,?28,?29,?30,?31,?32)";

/// What no index depends on, but `updated_order`.
const std::string update_plain =
    "UPDATE records SET version=?4, title=?6, state=?7, department=?8, owner=?9, client=?10,"
    " client_name=coalesce(?11, client_name), updated_at=?12, updated_order=?13,"
    " next_deadline=?14, next_status=?15, next_started_at=?16, next_due_at=?17,"
    " next_warn_at=?18, next_owed_kind=?19, next_owed_key=?20, markers=?21, body=?22";
const std::string update_plain_sql = update_plain + " WHERE rid=?32";
const std::string update_clocks_sql = update_plain + ", due_order=?23, timer=?24 WHERE rid=?32";
const std::string update_all_sql = update_plain +
                                   ", pack=?3, number=?5, due_order=?23, timer=?24, is_open=?25,"
                                   " site=?26, period=?27 WHERE rid=?32";

bool is_same_owed(const Record& a, const Record& b) {
  const auto next = [](const Record& record, std::size_t from) {
    while (from < record.clocks.size() && !is_owed(record.clocks[from])) ++from;
    return from;
  };
  std::size_t i = next(a, 0), j = next(b, 0);
  for (; i < a.clocks.size() && j < b.clocks.size(); i = next(a, i + 1), j = next(b, j + 1)) {
    const casework::Clock &x = a.clocks[i], &y = b.clocks[j];
    if (i != j || x.deadline != y.deadline || x.status != y.status || x.due_at != y.due_at ||
        x.warn_at != y.warn_at || x.started_at != y.started_at || x.provisional != y.provisional ||
        x.owed_by != y.owed_by) {
      return false;
    }
  }
  return i >= a.clocks.size() && j >= b.clocks.size();
}

bool is_same_place(const Record& a, const Record& b) {
  const pack::RecordType& type = *b.type;
  return text_of(a, a.type->site_field) == text_of(b, type.site_field) &&
         text_of(a, a.type->department_field) == text_of(b, type.department_field);
}

bool is_same_text(const Record& a, const Record& b) {
  if (a.type != b.type || a.number != b.number) return false;
  const auto is_same = [&](int field) {
    return field < 0 ||
           a.fields[static_cast<std::size_t>(field)] == b.fields[static_cast<std::size_t>(field)];
  };
  return is_same(b.type->title_field) &&
         std::all_of(b.type->search_fields.begin(), b.type->search_fields.end(), is_same);
}

}  // namespace

RecordTable::Columns RecordTable::columns_of(const Record& record) {
  const pack::RecordType& type = *record.type;
  Columns columns{.kind = catalogue_.number_of(type),
                  .pack = catalogue_.number_of(record.pack()),
                  .title = title_of(record),
                  .is_open = !record.is_final(),
                  .has_site = type.site_field >= 0,
                  .is_listed = type.is_case || type.is_report,
                  .site = text_of(record, type.site_field),
                  .department = text_of(record, type.department_field),
                  .owner = text_of(record, type.owner_field),
                  .client = text_of(record, type.client_field),
                  .timer = casework::next_timer(record),
                  .period = period_of(record),
                  .next = next_clock(record)};
  if (columns.next) columns.due_order = columns.next->due_at->time_since_epoch().count();
  for (const std::string& marker : record.markers) {
    if (!columns.markers.empty()) columns.markers += '\n';
    columns.markers += marker;
  }
  return columns;
}

namespace {

/// Binds parameters 1 to 31 of the statements above. `client_name` null: leave as it is.
template <class Columns>
void bind_columns(Statement& row, const Columns& columns, const Record& record,
                  const std::string_view* client_name, std::string_view body) {
  row.bind(1, record.id.text).bind(2, columns.kind).bind(3, columns.pack).bind(4, record.version);
  row.bind(5, record.number).bind(6, columns.title).bind(7, record.state);
  row.bind(8, columns.department).bind(9, columns.owner).bind(10, columns.client);
  client_name ? row.bind(11, *client_name) : row.bind_null(11);
  row.bind(12, record.updated_at);
  columns.is_listed ? row.bind(13, record.updated_at) : row.bind_null(13);
  if (const casework::Clock* next = columns.next) {
    row.bind(14, record.pack().deadlines[static_cast<std::size_t>(next->deadline)].id);
    row.bind(15, static_cast<int>(next->status)).bind(16, next->started_at);
    row.bind(17, next->due_at).bind(18, next->warn_at);
    row.bind(19, static_cast<int>(next->owed_by.kind)).bind(20, next->owed_by.key);
  } else {
    for (int column = 14; column <= 20; ++column) row.bind_null(column);
  }
  row.bind(21, columns.markers).bind(22, body);
  columns.is_listed ? row.bind(23, columns.due_order) : row.bind_null(23);
  row.bind(24, columns.timer).bind(25, columns.is_open);
  columns.has_site ? row.bind(26, columns.site) : row.bind_null(26);
  columns.period ? row.bind(27, columns.period->time_since_epoch().count()) : row.bind_null(27);
  row.bind(28, record.created_at);
  record.parent.is_empty() ? row.bind_null(29) : row.bind(29, record.parent.text);
  row.bind(30, record.stream.text).bind(31, record.entered_by);
}

}  // namespace

std::int64_t RecordTable::insert(const Record& record, std::string_view client_name) {
  const Columns columns = columns_of(record);
  body_.clear();
  casework::append_body_json(body_, record);
  const std::int64_t rid = ++last_rid_;
  {
    Use row(database_.prepared(insert_sql));
    bind_columns(*row, columns, record, &client_name, body_);
    row->bind(32, rid).step();
  }
  const Named named = named_by(record);
  write_named(rid, record, columns.kind, named);
  write_clocks(rid, record);
  if (const SearchTable place = search_table_of(*record.type); place != SearchTable::none) {
    words_.insert(rid, place, search_words(record));
  }
  if (is_breach(*record.type)) write_breach(rid, record);
  count(columns, record, named, 1);
  return rid;
}

void RecordTable::update(std::int64_t rid, const Record& before, const Record& record,
                         std::string_view client_name) {
  const Columns was = columns_of(before);
  const Columns is = columns_of(record);
  const bool moves = was.pack != is.pack || before.number != record.number ||
                     was.is_open != is.is_open || was.site != is.site ||
                     was.has_site != is.has_site || was.period != is.period;
  // Under another version of its pack fields and deadlines stand in other places.
  const bool is_transferred = before.type != record.type;
  const bool ticks = was.due_order != is.due_order || was.timer != is.timer;
  body_.clear();
  casework::append_body_json(body_, record);
  {
    Use row(database_.prepared(moves   ? update_all_sql
                               : ticks ? update_clocks_sql
                                       : update_plain_sql));
    bind_columns(*row, is, record, was.client != is.client ? &client_name : nullptr, body_);
    row->bind(32, rid).step();
  }
  const Named was_named = named_by(before);
  const Named now_named = named_by(record);
  const bool is_renamed = was_named != now_named;
  if (is_renamed || was.is_open != is.is_open) {
    erase_named(rid, before, was_named);
    write_named(rid, record, is.kind, now_named);
  }
  if (is_transferred || !is_same_owed(before, record) ||
      (!is_same_place(before, record) && !record.clocks.empty())) {
    Use row(database_.prepared("DELETE FROM clocks WHERE rid=?"));
    row->bind(1, rid).step();
    write_clocks(rid, record);
  }
  if (is_transferred || !is_same_text(before, record)) replace_words(rid, before, record);
  if (is_breach(*record.type)) write_breach(rid, record);
  if (is_renamed || was.is_open != is.is_open || was.site != is.site ||
      before.state != record.state) {
    count(was, before, was_named, -1);
    count(is, record, now_named, 1);
  }
}

RecordTable::Named RecordTable::named_by(const Record& record) {
  Named named;
  for (const casework::Owner& seer : app::seers_of(record)) {
    named.emplace((seer.kind == casework::Owner::Kind::person ? "p:" : "d:") + seer.key, true);
  }
  const auto add = [&](const char* prefix, int field) {
    const std::string_view key = text_of(record, field);
    if (!key.empty()) named.emplace(std::string(prefix).append(key), false);
  };
  add("p:", record.type->owner_field);
  add("d:", record.type->department_field);
  add("c:", record.type->client_field);
  return named;
}

void RecordTable::write_named(std::int64_t rid, const Record& record, std::int64_t kind,
                              const Named& named) {
  for (const auto& [who, sees] : named) {
    Use row(
        database_.prepared("INSERT INTO named(who, is_open, created_at, rid, kind, sees)"
                           " VALUES(?,?,?,?,?,?)"));
    row->bind(1, who).bind(2, !record.is_final()).bind(3, record.created_at);
    row->bind(4, rid).bind(5, kind).bind(6, sees).step();
  }
}

void RecordTable::erase_named(std::int64_t rid, const Record& record, const Named& named) {
  for (const auto& [who, sees] : named) {
    Use row(database_.prepared(
        "DELETE FROM named WHERE who=? AND is_open=? AND created_at=? AND rid=?"));
    row->bind(1, who).bind(2, !record.is_final()).bind(3, record.created_at).bind(4, rid).step();
  }
}

void RecordTable::write_clocks(std::int64_t rid, const Record& record) {
  for (std::size_t i = 0; i < record.clocks.size(); ++i) {
    const casework::Clock& clock = record.clocks[i];
    if (!is_owed(clock)) continue;
    Use row(database_.prepared(
        "INSERT INTO clocks(rid, ordinal, deadline, status, started_at, due_order, due_at,"
        " warn_at, owed_kind, owed_key, site, department, provisional)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    row->bind(1, rid).bind(2, static_cast<std::int64_t>(i));
    row->bind(3, record.pack().deadlines[static_cast<std::size_t>(clock.deadline)].id);
    row->bind(4, static_cast<int>(clock.status)).bind(5, clock.started_at);
    row->bind(6, clock.due_at ? clock.due_at->time_since_epoch().count() : no_due);
    row->bind(7, clock.due_at).bind(8, clock.warn_at);
    row->bind(9, static_cast<int>(clock.owed_by.kind)).bind(10, clock.owed_by.key);
    row->bind(11, text_of(record, record.type->site_field));
    row->bind(12, text_of(record, record.type->department_field));
    row->bind(13, casework::is_provisional(clock)).step();
  }
}

void RecordTable::write_breach(std::int64_t rid, const Record& record) {
  const BreachColumns columns = breach_columns(record);
  const std::string_view on = record.parent.text;
  Use row(database_.prepared(
      "INSERT INTO breaches(rid, on_record, created_at, pack, site, code, owed_kind, owed_key,"
      " occurred_on) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(rid) DO UPDATE SET"
      " on_record=excluded.on_record, created_at=excluded.created_at, pack=excluded.pack,"
      " site=excluded.site, code=excluded.code, owed_kind=excluded.owed_kind,"
      " owed_key=excluded.owed_key, occurred_on=excluded.occurred_on"));
  row->bind(1, rid).bind(2, on).bind(3, record.created_at);
  row->bind(4, on.substr(0, on.find('.'))).bind(5, columns.site).bind(6, columns.code);
  row->bind(7, static_cast<int>(columns.owed_by.kind)).bind(8, columns.owed_by.key);
  row->bind(9, columns.occurred_on.time_since_epoch().count()).step();
}

void RecordTable::replace_words(std::int64_t rid, const Record& before, const Record& record) {
  const SearchTable place = search_table_of(*record.type);
  if (place == SearchTable::none) return;
  const std::string was = search_words(before), is = search_words(record);
  if (was != is) words_.replace(rid, place, was, is);
}

void RecordTable::reload() {
  last_rid_ = database_.integer("SELECT coalesce(max(rid), 0) FROM records");
}

void RecordTable::rename_client(std::string_view key, std::string_view name) {
  const std::string who = std::string("c:").append(key);
  Use row(
      database_.prepared("UPDATE records SET client_name=? WHERE rid IN"
                         " (SELECT rid FROM named WHERE who=?)"));
  row->bind(1, name).bind(2, who).step();
}

std::vector<std::string> RecordTable::counted_for(const Named& named) {
  std::vector<std::string> all{{}};
  for (const auto& [person, person_sees] : named) {
    if (!person_sees) continue;
    all.push_back(person);
    if (!person.starts_with("p:")) continue;
    for (const auto& [department, department_sees] : named) {
      if (department_sees && department.starts_with("d:")) all.push_back(both(person, department));
    }
  }
  return all;
}

void RecordTable::count(const Columns& columns, const Record& record, const Named& named,
                        int difference) {
  for (std::string& who : counted_for(named)) {
    counts_[{std::move(who), columns.kind, std::string(columns.site), record.state,
             columns.is_open}] += difference;
  }
}

void RecordTable::flush_counts() {
  for (const auto& [group, difference] : counts_) {
    if (difference == 0) continue;
    const auto& [who, kind, site, state, is_open] = group;
    Use row(database_.prepared(
        who.empty() ? "INSERT INTO counts(kind, site, state, is_open, records) VALUES(?,?,?,?,?)"
                      " ON CONFLICT(kind, site, state, is_open)"
                      " DO UPDATE SET records=counts.records+excluded.records"
                    : "INSERT INTO named_counts(kind, site, state, is_open, records, who)"
                      " VALUES(?,?,?,?,?,?) ON CONFLICT(who, kind, site, state, is_open)"
                      " DO UPDATE SET records=named_counts.records+excluded.records"));
    row->bind(1, kind).bind(2, site).bind(3, state).bind(4, is_open).bind(5, difference);
    if (!who.empty()) row->bind(6, who);
    row->step();
  }
  counts_.clear();
}

}  // namespace guiju::store
