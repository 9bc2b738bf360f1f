#include "app/row_import.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "app/order.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace guiju::app {
namespace {

namespace json = boost::json;
using casework::Actor;

const pack::Text twice_in_file{"与文件第", "", "the same as row "};
const pack::Text row_number{"行重复", "", " of the file"};
const pack::Text on_file{"已在册", "", "on file already"};
const pack::Text not_understood{"内容不符", "", "not understood"};
const pack::Text stands_on{"依据", "", "by"};

const pack::Field& field_of(const pack::Command& command, std::size_t input) {
  return command.inputs[input].field;
}

}  // namespace

bool can_import(const pack::Command& command) {
  return command.creates && command.type->parent == nullptr &&
         std::all_of(command.inputs.begin(), command.inputs.end(), [](const pack::Input& input) {
           return !input.required || input.default_value.is_stated() ||
                  CellInput::can_read(input.field.type);
         });
}

RowImport::RowImport(const Stage& stage, const Reader& reader, ImportPlan plan)
    : stage_(stage),
      reader_(reader),
      plan_(std::move(plan)),
      cells_(stage, reader, *plan_.command),
      duplicates_(stage, *plan_.command) {}

std::string_view RowImport::between(std::string_view chinese, std::string_view english) const {
  return stage_.language == Language::en ? english : chinese;
}

std::string RowImport::titles_of(const std::vector<int>& inputs) const {
  std::string text;
  for (const int input : inputs) {
    if (!text.empty()) text += between("、", ", ");
    text += stage_.say(field_of(*plan_.command, static_cast<std::size_t>(input)).title);
  }
  return text;
}

void RowImport::read_cells(const TableRow& row, ReadRow& read, std::string& faults) const {
  const auto blame = [&](std::size_t input, std::string_view why) {
    if (!faults.empty()) faults += between("；", "; ");
    faults += stage_.say(field_of(*plan_.command, input).title);
    faults.append(between("：", ": ")).append(why);
  };
  const auto take = [&](std::size_t input, std::string_view text, std::string_view title) {
    auto value = cells_.read(input, text, title);
    if (const auto* why = std::get_if<std::string>(&value)) {
      read.shown[input] = text;
      return blame(input, *why);
    }
    auto& found = std::get<json::value>(value);
    if (!found.is_null()) read.with[field_of(*plan_.command, input).name] = std::move(found);
  };
  std::vector<bool> is_filled(plan_.command->inputs.size());
  for (std::size_t column = 0; column < plan_.inputs.size(); ++column) {
    if (plan_.inputs[column] < 0) continue;
    const auto input = static_cast<std::size_t>(plan_.inputs[column]);
    const auto fault = std::find_if(row.faults.begin(), row.faults.end(),
                                    [&](const CellFault& one) { return one.column == column; });
    const auto text = trimmed(row.cells[column]);
    if (fault != row.faults.end()) {
      read.shown[input] = text;
      blame(input, stage_.say(text_of(fault->kind)));
    } else if (!text.empty()) {
      take(input, text, plan_.titles[column]);
    } else {
      continue;
    }
    is_filled[input] = true;
  }
  for (std::size_t input = 0; input < is_filled.size(); ++input) {
    if (!is_filled[input] && !plan_.fixed[input].empty()) take(input, plan_.fixed[input], {});
  }
}

ReadRow RowImport::read(const TableRow& row, Depth depth) {
  ReadRow read{.verdict = {}, .with = {}, .shown = {}};
  read.shown.resize(plan_.command->inputs.size());
  std::string faults;
  read_cells(row, read, faults);
  auto order = read_order(*plan_.command, read.with, {Actor::Kind::person, stage_.viewer->key});
  if (const auto* bad = std::get_if<BadInput>(&order)) {
    const auto name = bad->pointer.substr(1, bad->pointer.find('/', 1) - 1);
    const int input = plan_.command->find_input(name);
    if (!faults.empty()) faults += between("；", "; ");
    faults.append(titles_of({input})).append(between("：", ": "));
    faults += stage_.say(not_understood);
    read.verdict = {.status = RowVerdict::Status::faulty, .reason = std::move(faults)};
    return read;
  }
  const auto& inputs = std::get<casework::Order>(order).inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].is_null()) continue;
    read.shown[i] =
        display(stage_, *plan_.command->type->pack, field_of(*plan_.command, i).type, inputs[i]);
  }
  if (!faults.empty()) {
    read.verdict = {.status = RowVerdict::Status::faulty, .reason = std::move(faults)};
    return read;
  }
  if (reader_.find_receipt(receipt_actor(), receipt_key(read.with), "")) {
    read.verdict.status = RowVerdict::Status::known;
    return read;
  }
  if (const auto found = duplicates_.look(inputs, row.line)) {
    read.verdict = {.status = RowVerdict::Status::duplicate,
                    .reason = duplicate_reason(*found),
                    .record = found->record};
  }
  if (depth == Depth::decide) decide(std::get<casework::Order>(order), read.verdict);
  return read;
}

/// A duplicate that the pack would let in remains one; of a refused one the refusal is told too.
void RowImport::decide(const casework::Order& order, RowVerdict& verdict) const {
  const auto outcome = casework::decide(stage_.view, order, stage_.now);
  const auto* refusal = std::get_if<casework::Refusal>(&outcome);
  if (refusal == nullptr) return;
  const auto reason = reason_of(to_problem(*refusal, stage_.texts, stage_.language));
  if (verdict.status == RowVerdict::Status::duplicate) {
    verdict.reason.append(between("；", "; ")).append(reason);
    verdict.is_refused = true;
    return;
  }
  verdict = {.status = RowVerdict::Status::faulty, .reason = reason};
}

std::string RowImport::duplicate_reason(const Duplicates::Found& found) const {
  std::string text = titles_of(found.inputs);
  text += between("：", ": ");
  if (found.record == nullptr) {
    return text.append(stage_.say(twice_in_file))
        .append(" " + std::to_string(found.line) + " ")
        .append(stage_.say(row_number));
  }
  text += stage_.say(on_file);
  return text.append(between("（", " (")).append(found.record->number).append(between("）", ")"));
}

std::string RowImport::reason_of(const Problem& problem) const {
  std::vector<int> inputs;
  for (const auto& field : problem.fields) {
    const int input = plan_.command->find_input(field);
    if (input >= 0) inputs.push_back(input);
  }
  std::string text = titles_of(inputs);
  if (!text.empty()) text += between("：", ": ");
  text += problem.title;
  std::string rules;
  for (const auto& rule : problem.rules) {
    if (!rules.empty()) rules += between("、", ", ");
    rules += rule.id;
  }
  if (rules.empty()) return text;
  return text.append(between("（", " ("))
      .append(stage_.say(stands_on))
      .append(" " + rules)
      .append(between("）", ")"));
}

std::string RowImport::receipt_key(const json::object& with) const {
  const auto& command = *plan_.command;
  return to_hex(
      sha256(command.type->pack->id + '\n' + command.name + '\n' + json::serialize(with)));
}

std::string RowImport::receipt_actor() const { return "import:" + stage_.viewer->key; }

}  // namespace guiju::app
