#include <algorithm>

#include "store/memory_reader.hpp"
#include "store/projection.hpp"
#include "store/row_query.hpp"
#include "store/search_text.hpp"

/// The lists of the memory engine.
namespace guiju::store {
namespace {

using Lock = std::lock_guard<std::recursive_mutex>;
using Slot = MemoryTables::Slot;

bool has(std::string_view wanted, std::string_view value) {
  return wanted.empty() || wanted == value;
}

bool is_wanted(const app::RowQuery& query, const std::vector<SearchPhrase>& phrases,
               const casework::Record& record) {
  const pack::RecordType& type = *record.type;
  if (!is_of_family(type, query.family) || !has(query.pack, type.pack->id) ||
      !has(query.type, type.name) || !has(query.state, record.state) ||
      !has(query.site, text_of(record, type.site_field)) ||
      !has(query.owner, text_of(record, type.owner_field)) ||
      !has(query.department, text_of(record, type.department_field)) ||
      !has(query.client, text_of(record, type.client_field)) ||
      (query.open && *query.open == record.is_final())) {
    return false;
  }
  if (query.due_from || query.due_until) {
    const casework::Clock* next = next_clock(record);
    if (!next || (query.due_from && *next->due_at < *query.due_from) ||
        (query.due_until && *next->due_at > *query.due_until)) {
      return false;
    }
  }
  return phrases.empty() ||
         (search_table_of(type) != SearchTable::none && matches(search_words(record), phrases));
}

std::int64_t seconds(Instant instant) { return instant.time_since_epoch().count(); }

/// What a page is sorted by. Among what words have found, the newest is what was entered last.
std::int64_t sorted_by(const casework::Record& record, std::uint64_t ordinal, bool is_found,
                       app::RowSort sort) {
  if (sort == app::RowSort::last_updated) return seconds(record.updated_at);
  if (sort != app::RowSort::soonest_due) {
    return is_found ? static_cast<std::int64_t>(ordinal) : seconds(record.created_at);
  }
  const casework::Clock* next = next_clock(record);
  return next ? seconds(*next->due_at) : no_due;
}

/// Cuts the page out of what was found: behind the cursor, and no more than asked for.
template <class Found>
std::string cut_page(std::vector<std::pair<Cursor, Found>>& found, std::string_view cursor_text,
                     std::optional<Cursor> cursor, app::RowSort sort, std::size_t limit) {
  const bool descending = is_descending(sort);
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
    return descending ? b.first < a.first : a.first < b.first;
  });
  if (!cursor_text.empty()) {
    std::erase_if(found, [&](const auto& item) {
      return descending ? item.first >= *cursor : item.first <= *cursor;
    });
  }
  if (found.size() <= limit) return {};
  found.resize(limit);
  return found.empty() ? std::string{} : to_text(found.back().first, sort);
}

}  // namespace

std::optional<app::RowPage> MemoryReader::rows(const app::RowQuery& query,
                                               const app::Visibility& sees) const {
  const Lock lock(mutex_);
  const auto cursor = parse_cursor(query.cursor, query.sort);
  if (!cursor && !query.cursor.empty()) return std::nullopt;
  const std::vector<SearchPhrase> phrases = phrases_of(query.text);
  std::vector<std::pair<Cursor, casework::RecordPtr>> found;
  for (const auto& [ordinal, slot] : tables_.by_ordinal) {
    if (!is_wanted(query, phrases, *slot->record) || !app::is_visible(sees, *slot->record)) {
      continue;
    }
    found.push_back({{sorted_by(*slot->record, ordinal, !phrases.empty(), query.sort),
                      static_cast<std::int64_t>(ordinal)},
                     slot->record});
  }
  app::RowPage page;
  if (query.counted)
    page.total = std::min(static_cast<std::int64_t>(found.size()), app::total_limit);
  page.next_cursor = cut_page(found, query.cursor, cursor, query.sort, query.limit);
  for (const auto& [at, record] : found) page.items.push_back(to_named_row(*record));
  return page;
}

app::OwedPage MemoryReader::owed(const std::vector<app::Debtor>& by, Instant now,
                                 Instant end_of_today, std::size_t limit,
                                 const app::Visibility& sees) const {
  const Lock lock(mutex_);
  struct Found {
    std::int64_t due_at;
    std::uint64_t ordinal;
    std::size_t clock;
    const casework::Record* record;
  };
  std::vector<Found> found;
  for (const auto& [ordinal, slot] : tables_.by_ordinal) {
    const casework::Record& record = *slot->record;
    for (std::size_t i = 0; i < record.clocks.size(); ++i) {
      const casework::Clock& clock = record.clocks[i];
      if (!is_owed(clock) || !std::any_of(by.begin(), by.end(), [&](const app::Debtor& me) {
            return me.answers_for(clock.owed_by, record.pack().id,
                                  text_of(record, record.type->site_field),
                                  text_of(record, record.type->department_field));
          })) {
        continue;
      }
      if (!app::is_visible(sees, record)) continue;
      found.push_back({clock.due_at ? seconds(*clock.due_at) : no_due, ordinal, i, &record});
    }
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tie(a.due_at, a.ordinal, a.clock) < std::tie(b.due_at, b.ordinal, b.clock);
  });
  app::OwedPage page{.total = static_cast<std::int64_t>(found.size())};
  for (const Found& owed : found) {
    if (owed.due_at < seconds(now)) ++page.overdue;
    if (owed.due_at >= seconds(now) && owed.due_at <= seconds(end_of_today)) ++page.today;
    if (page.items.size() == limit) continue;
    page.items.push_back(
        {to_named_row(*owed.record), app::to_owed(*owed.record, owed.record->clocks[owed.clock])});
  }
  return page;
}

app::SearchResult MemoryReader::search(std::string_view text, std::size_t limit,
                                       const app::Visibility& sees) const {
  const Lock lock(mutex_);
  const std::vector<SearchPhrase> phrases = phrases_of(text);
  app::SearchResult result;
  if (phrases.empty()) return result;
  std::vector<std::string_view> clients;
  for (auto at = tables_.by_ordinal.rbegin(); at != tables_.by_ordinal.rend(); ++at) {
    const casework::Record& record = *at->second->record;
    if (result.clients.size() == limit) break;
    if (search_table_of(*record.type) != SearchTable::clients || !app::is_visible(sees, record) ||
        !matches(search_words(record), phrases)) {
      continue;
    }
    result.clients.push_back(to_named_row(record));
    clients.push_back(record.key);
  }
  for (auto at = tables_.by_ordinal.rbegin(); at != tables_.by_ordinal.rend(); ++at) {
    const casework::Record& record = *at->second->record;
    if (result.cases.size() == limit) break;
    if (search_table_of(*record.type) != SearchTable::cases || !app::is_visible(sees, record)) {
      continue;
    }
    const std::string_view client = text_of(record, record.type->client_field);
    const bool is_theirs =
        !client.empty() && std::find(clients.begin(), clients.end(), client) != clients.end();
    if (is_theirs || matches(search_words(record), phrases)) {
      result.cases.push_back(to_named_row(record));
    }
  }
  return result;
}

std::optional<app::BreachPage> MemoryReader::breaches(const app::BreachQuery& query,
                                                      const app::Visibility& sees) const {
  const Lock lock(mutex_);
  const auto cursor = parse_cursor(query.cursor, app::RowSort::newest);
  if (!cursor && !query.cursor.empty()) return std::nullopt;
  std::vector<std::pair<Cursor, casework::RecordPtr>> found;
  std::map<std::string, std::int64_t> by_code;
  std::map<std::pair<casework::Owner::Kind, std::string>, std::int64_t> by_owner;
  for (const auto& [ordinal, slot] : tables_.by_ordinal) {
    const casework::Record& breach = *slot->record;
    if (!is_breach(*breach.type)) continue;
    const Slot* on = tables_.find(breach.parent.text);
    if (!on || !app::is_visible(sees, *on->record)) continue;
    const BreachColumns columns = breach_columns(breach);
    if (!has(query.pack, on->record->pack().id) || !has(query.site, columns.site) ||
        !has(query.code, columns.code) || (query.owed_by && *query.owed_by != columns.owed_by) ||
        (query.from && columns.occurred_on < *query.from) ||
        (query.to && columns.occurred_on > *query.to)) {
      continue;
    }
    ++by_code[columns.code];
    ++by_owner[{columns.owed_by.kind, columns.owed_by.key}];
    found.push_back(
        {{seconds(breach.created_at), static_cast<std::int64_t>(ordinal)}, slot->record});
  }
  app::BreachPage page{.total = static_cast<std::int64_t>(found.size()),
                       .by_code = {by_code.begin(), by_code.end()}};
  for (const auto& [owner, count] : by_owner) {
    page.by_owner.push_back({{owner.first, owner.second}, count});
  }
  page.next_cursor = cut_page(found, query.cursor, cursor, app::RowSort::newest, query.limit);
  for (const auto& [at, breach] : found) {
    page.items.push_back({breach, to_named_row(*tables_.find(breach->parent.text)->record)});
  }
  return page;
}

}  // namespace guiju::store
