#include "app/sheet.hpp"

#include "app/row_text.hpp"

namespace guiju::app {
namespace {

using pack::FieldType;

const pack::Text number_heading{"编号", "", "Number"}, belongs_to_heading{"所属", "", "Belongs to"},
    type_heading{"类型", "", "Type"}, title_heading{"事项", "", "Subject"},
    state_heading{"状态", "", "State"}, client_heading{"客户", "", "Client"},
    site_heading{"项目", "", "Site"}, department_heading{"部门", "", "Department"},
    owner_heading{"承办人", "", "Owner"}, deadline_heading{"时限", "", "Limit"},
    due_heading{"应完成时间", "", "Due at"}, owed_by_heading{"应办者", "", "Owed by"},
    created_heading{"建立时间", "", "Created at"}, field_heading{"栏目", "", "Field"},
    value_heading{"内容", "", "Value"}, records_title{"记录", "", "Records"},
    reports_title{"报表", "", "Reports"};

pack::Text cut_note() {
  const auto most = std::to_string(sheet_rows_max);
  return {"只列前 " + most + " 行，请缩小筛选范围", "",
          "Only the first " + most + " rows; narrow the filter"};
}

LocalTime local(const pack::Pack& pack, Instant at) {
  return pack.calendar_rules.zone.to_local(at);
}

/// Whether a field can stand in a column: derivations and free contexts are for the page.
bool is_column(const pack::RecordType& type, std::size_t field) {
  const auto kind = type.fields[field].type.kind;
  return kind != FieldType::Kind::derivation && kind != FieldType::Kind::context &&
         !type.is_explanation(static_cast<int>(field));
}

/// The fields by which rows already say who, where and for whom.
bool is_said_by_row(const pack::RecordType& type, int field) {
  return field == type.site_field || field == type.department_field || field == type.owner_field ||
         field == type.client_field;
}

/// The columns of a list: what every list shows, then the fields of the one type it is of.
class Columns {
 public:
  Columns(const Stage& stage, const pack::RecordType* type) : stage_(stage), type_(type) {
    if (type == nullptr) return;
    for (std::size_t i = 0; i < type->fields.size(); ++i) {
      if (is_column(*type, i) && !is_said_by_row(*type, static_cast<int>(i))) fields_.push_back(i);
    }
  }

  std::vector<std::string> headings() const {
    std::vector<std::string> out;
    for (const auto* heading : standing()) out.emplace_back(stage_.say(*heading));
    for (const auto at : fields_) out.emplace_back(stage_.say(type_->fields[at].title));
    return out;
  }

  std::vector<SheetCell> cells(const Row& row) const {
    const auto& pack = *row.type->pack;
    std::vector<SheetCell> out;
    for (const auto* heading : standing()) out.push_back(standing_cell(*heading, row));
    if (fields_.empty()) return out;
    // A record lives under its own version of the type: its fields are found by name.
    const auto record = stage_.view.find(row.id);
    for (const auto at : fields_) {
      const auto& name = type_->fields[at].name;
      const int own = record ? record->type->find_field(name) : -1;
      out.push_back(own < 0 ? SheetCell{}
                            : sheet_cell(stage_, pack,
                                         record->type->fields[static_cast<std::size_t>(own)].type,
                                         record->field(name)));
    }
    return out;
  }

 private:
  std::vector<const pack::Text*> standing() const {
    std::vector<const pack::Text*> out{&number_heading};
    const auto* type = type_;
    const auto add = [&out](bool wanted, const pack::Text& heading) {
      if (wanted) out.push_back(&heading);
    };
    add(type != nullptr && type->parent != nullptr, belongs_to_heading);
    add(type == nullptr, type_heading);
    add(type == nullptr || type->title_field < 0, title_heading);
    add(true, state_heading);
    add(type == nullptr || type->client_field >= 0, client_heading);
    add(type == nullptr || type->site_field >= 0, site_heading);
    add(type == nullptr || type->department_field >= 0, department_heading);
    add(type == nullptr || type->owner_field >= 0, owner_heading);
    const bool has_limits = type == nullptr || !type->deadlines.empty();
    add(has_limits, deadline_heading);
    add(has_limits, due_heading);
    add(has_limits, owed_by_heading);
    add(true, created_heading);
    return out;
  }

  SheetCell standing_cell(const pack::Text& heading, const Row& row) const {
    using Kind = casework::Owner::Kind;
    const auto& pack = *row.type->pack;
    const auto& due = row.next_deadline;
    if (&heading == &number_heading) return row.number;
    if (&heading == &belongs_to_heading) return parent_number(row);
    if (&heading == &type_heading) return std::string(stage_.say(row.type->title));
    if (&heading == &title_heading) return title_text(stage_, row);
    if (&heading == &state_heading) {
      const auto* state = row.type->find_state(row.state);
      return state == nullptr ? row.state : std::string(stage_.say(state->title));
    }
    if (&heading == &client_heading) return row.client_name.empty() ? row.client : row.client_name;
    if (&heading == &site_heading) return display(stage_, pack, feel::Value::string(row.site));
    if (&heading == &department_heading) {
      return name_of(stage_, pack, {Kind::department, row.department});
    }
    if (&heading == &owner_heading) return name_of(stage_, pack, {Kind::person, row.owner});
    if (&heading == &created_heading) return local(pack, row.created_at);
    if (!due) return {};
    if (&heading == &deadline_heading) return std::string(stage_.say(due->deadline->title));
    if (&heading == &owed_by_heading) return name_of(stage_, pack, due->owed_by);
    if (!due->due_at) return {};
    return local(pack, *due->due_at);
  }

  std::string parent_number(const Row& row) const {
    const auto record = stage_.view.find(row.id);
    if (!record || record->parent.is_empty()) return {};
    const auto parent = stage_.find(record->parent);
    return parent ? parent->number : std::string();
  }

  const Stage& stage_;
  const pack::RecordType* type_;
  std::vector<std::size_t> fields_;
};

/// The type that a query is of; null where it asks for none, or for one that no pack has.
const pack::RecordType* type_of(const Stage& stage, const RowQuery& query) {
  if (query.type.empty()) return nullptr;
  for (const auto* pack : stage.packs) {
    if (!query.pack.empty() && pack->id != query.pack) continue;
    const auto* type = pack->find_type(query.type);
    if (type != nullptr) return type;
  }
  return nullptr;
}

void write_table(SheetWriter& writer, const Stage& stage, const casework::Record& record,
                 const pack::Field& field, const feel::Value& value) {
  std::vector<std::string> headings;
  for (const auto& column : field.type.columns) {
    if (!column.is_derivation()) headings.emplace_back(stage.say(column.title));
  }
  writer.begin_sheet(stage.say(field.title), headings);
  for (const auto& row : value.as_list()) {
    std::vector<SheetCell> cells;
    for (const auto& column : field.type.columns) {
      if (column.is_derivation()) continue;
      const feel::Value* cell = row.find(column.name);
      cells.push_back(cell == nullptr ? SheetCell{}
                                      : sheet_cell(stage, record.pack(), column.type, *cell));
    }
    writer.write_row(cells);
  }
}

}  // namespace

SheetCell sheet_cell(const Stage& stage, const pack::Pack& pack, const FieldType& type,
                     const feel::Value& value) {
  if (value.is_null()) return {};
  if (type.kind == FieldType::Kind::money) {
    if (const auto fen = value.as_int64()) return SheetAmount{*fen};
  }
  if (value.kind() == feel::Kind::number) return SheetNumber{feel::to_text(value)};
  if (const auto date = value.as_date(); date && value.kind() == feel::Kind::date) return *date;
  if (value.kind() == feel::Kind::date_time) {
    if (const auto at = value.as_instant()) return pack.calendar_rules.zone.to_local(*at);
  }
  return display(stage, pack, type, value);
}

void write_list(SheetWriter& writer, const Stage& stage, const Reader& reader, RowQuery query) {
  const Columns columns(stage, type_of(stage, query));
  writer.begin_sheet(sheet_title(stage, query), columns.headings());
  query.counted = false;
  std::size_t written = 0;
  for (;;) {
    const auto page = reader.rows(query, stage.sees);
    if (!page) return;
    for (const auto& row : page->items) {
      if (written == sheet_rows_max) {
        std::vector<SheetCell> last(columns.headings().size());
        last.front() = std::string(stage.say(cut_note()));
        writer.write_footer(last);
        return;
      }
      writer.write_row(columns.cells(row));
      ++written;
    }
    if (page->next_cursor.empty()) return;
    query.cursor = page->next_cursor;
  }
}

void write_record(SheetWriter& writer, const Stage& stage, const casework::Record& record) {
  const auto& type = *record.type;
  writer.begin_sheet(stage.say(type.title), {std::string(stage.say(field_heading)),
                                             std::string(stage.say(value_heading))});
  const auto* state = type.find_state(record.state);
  writer.write_row({std::string(stage.say(number_heading)), record.number});
  writer.write_row({std::string(stage.say(state_heading)),
                    state == nullptr ? record.state : std::string(stage.say(state->title))});
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const auto& field = type.fields[i];
    if (record.fields[i].is_null() || !is_column(type, i) || !field.type.columns.empty()) continue;
    writer.write_row({std::string(stage.say(field.title)),
                      sheet_cell(stage, record.pack(), field.type, record.fields[i])});
  }
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    if (record.fields[i].is_null() || type.fields[i].type.columns.empty()) continue;
    write_table(writer, stage, record, type.fields[i], record.fields[i]);
  }
}

std::string sheet_title(const Stage& stage, const RowQuery& query) {
  const auto* type = type_of(stage, query);
  if (type != nullptr) return std::string(stage.say(type->title));
  return std::string(stage.say(query.family == Family::reports ? reports_title : records_title));
}

}  // namespace guiju::app
