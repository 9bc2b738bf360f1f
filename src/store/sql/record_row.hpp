#pragma once

#include "app/reader.hpp"
#include "casework/record.hpp"
#include "store/sql/catalogue.hpp"
#include "store/sql/record_cache.hpp"

/// Rows of the table `records`, read back.
namespace guiju::store {

/// The columns that `read_record` wants, in its order.
inline constexpr const char* record_columns =
    "r.rid, r.kind, r.pack, r.version, r.id, r.number, r.state, r.parent, r.stream, r.created_at,"
    " r.updated_at, r.entered_by, r.body";
/// Makes the record of a row.
casework::RecordPtr read_record(Statement& row, Catalogue& catalogue);
/// The same through the cache: what is there in the same version need not be made anew.
casework::RecordPtr read_record(Statement& row, Catalogue& catalogue, RecordCache& cache);

/// The columns that `read_row` wants, in its order.
inline constexpr const char* row_columns =
    "r.rid, r.kind, r.pack, r.version, r.id, r.number, r.title, r.state, r.is_open, r.site,"
    " r.department, r.owner, r.client, r.client_name, r.created_at, r.updated_at, r.markers,"
    " r.next_deadline, r.next_status, r.next_started_at, r.next_due_at, r.next_warn_at,"
    " r.next_owed_kind, r.next_owed_key";
inline constexpr int row_column_count = 24;
app::Row read_row(Statement& row, Catalogue& catalogue);

/// The seven columns of a clock from `first` on: deadline, status, started_at, due_at, warn_at,
/// owed_kind, owed_key.
app::OwedClock read_owed(Statement& row, int first, const pack::RecordType& type);

/// `huayuan.item.` of the id `huayuan.item.P1-17-1`; the rest is the key.
std::string_view key_of(std::string_view id, const pack::RecordType& type);

}  // namespace guiju::store
