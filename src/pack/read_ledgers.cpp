#include <algorithm>

#include "pack/read.hpp"

namespace guiju::pack {
namespace {

const Text number_title{"编号", "", "Number"};
const Text state_title{"状态", "", "State"};

/// A column of the row first: what a line says of itself goes before what its record says.
LedgerColumn find_column(const Ledger& ledger, const std::string& name, const Yaml& yaml) {
  using Of = LedgerColumn::Of;
  const auto& fields = ledger.type->fields;
  if (ledger.lines >= 0) {
    const auto& columns = fields[static_cast<std::size_t>(ledger.lines)].type.columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name != name) continue;
      return {Of::row, static_cast<int>(i), name, columns[i].title, columns[i].type};
    }
  }
  if (const int field = ledger.type->find_field(name); field >= 0) {
    const auto& stated = fields[static_cast<std::size_t>(field)];
    return {Of::field, field, name, stated.title, stated.type};
  }
  if (name == "state") return {Of::state, -1, name, state_title, {}};
  if (name != "number") {
    yaml.error("unknown-name", "`" + name + "` is no field of `" + ledger.type->name + "`",
               "name a field, a column of `lines`, `number` or `state`");
  }
  return {Of::number, -1, name, number_title, {}};
}

int position(const Ledger& ledger, const std::string& name, const Yaml& yaml) {
  const auto found = std::find_if(ledger.columns.begin(), ledger.columns.end(),
                                  [&](const auto& column) { return column.name == name; });
  if (found == ledger.columns.end()) {
    yaml.error("unknown-name", "`" + name + "` is none of the ledger's columns");
    return -1;
  }
  return static_cast<int>(found - ledger.columns.begin());
}

void read_ledger(ReadState& state, const std::string& id, const Yaml& entry) {
  entry.allow({"title", "rules", "of", "lines", "columns", "by", "month", "sum"});
  Ledger ledger{.id = id,
                .title = entry["title"].text(),
                .rules = read_basis(state, entry["rules"]),
                .type = state.pack.find_type(entry["of"].string())};
  if (ledger.type == nullptr) {
    entry["of"].error("unknown-type", "there is no record type `" + entry["of"].string() + "`");
    return;
  }
  if (const auto lines = entry["lines"]; lines.is_stated()) {
    ledger.lines = ledger.type->find_field(lines.string());
    if (ledger.lines < 0 ||
        ledger.type->fields[static_cast<std::size_t>(ledger.lines)].type.columns.empty()) {
      lines.error("unknown-name", "`" + lines.string() + "` is no list of rows");
      return;
    }
  }
  for (const auto& name : entry["columns"].strings()) {
    ledger.columns.push_back(find_column(ledger, name, entry["columns"]));
  }
  for (const auto& name : entry["by"].strings()) {
    if (const int at = position(ledger, name, entry["by"]); at >= 0) ledger.by.push_back(at);
  }
  if (const auto month = entry["month"]; month.is_stated()) {
    ledger.month = position(ledger, month.string(), month);
  }
  for (const auto& name : entry["sum"].strings()) {
    const int at = position(ledger, name, entry["sum"]);
    if (at < 0) continue;
    auto& column = ledger.columns[static_cast<std::size_t>(at)];
    column.is_summed =
        column.type.kind == FieldType::Kind::money || column.type.kind == FieldType::Kind::number;
    if (!column.is_summed) entry["sum"].error("wrong-shape", "`" + name + "` is no amount");
  }
  state.pack.ledgers.push_back(std::move(ledger));
}

}  // namespace

void read_ledgers(ReadState& state, const Yaml& yaml) {
  for (const auto& [id, entry] : yaml.entries()) read_ledger(state, id, entry);
}

}  // namespace guiju::pack
