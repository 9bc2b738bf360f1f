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

const pack::Text twice_in_file{"与文件第 {line} 行重复", "", "the same as row {line} of the file"};
const pack::Text equal_row{"整行与文件第 {line} 行相同", "",
                           "every value is that of row {line} of the file"};
const pack::Text on_file{"已在册", "", "on file already"};
const pack::Text not_understood{"内容不符", "", "not understood"};
const pack::Text stands_on{"依据", "", "by"};

std::string with_line(std::string_view text, std::int64_t line) {
  constexpr std::string_view place = "{line}";
  std::string out(text);
  return out.replace(out.find(place), place.size(), std::to_string(line));
}

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
  // In the order of the form: a file with its columns in another order is told the same.
  for (std::size_t input = 0; input < plan_.command->inputs.size(); ++input) {
    const auto filled_by =
        std::find(plan_.inputs.begin(), plan_.inputs.end(), static_cast<int>(input));
    const auto column = static_cast<std::size_t>(filled_by - plan_.inputs.begin());
    const auto fault = std::find_if(row.faults.begin(), row.faults.end(),
                                    [&](const CellFault& one) { return one.column == column; });
    const auto text =
        filled_by == plan_.inputs.end() ? std::string_view{} : trimmed(row.cells[column]);
    if (filled_by != plan_.inputs.end() && fault != row.faults.end()) {
      read.shown[input] = text;
      blame(input, stage_.say(text_of(fault->kind)));
    } else if (!text.empty()) {
      take(input, text, plan_.titles[column]);
    } else if (!plan_.fixed[input].empty()) {
      take(input, plan_.fixed[input], {});
    }
  }
}

/// What need not be decided: imported before, or a row of the file once more, of which only one
/// would be taken in, since both have the same receipt.
bool RowImport::is_settled(const ReadRow& read, std::int64_t line, RowVerdict& verdict) {
  auto key = receipt_key(read.with);
  const auto before = before_.find(key);
  if (before != before_.end() && !before->second.is_known) {
    verdict = {.status = RowVerdict::Status::duplicate,
               .reason = with_line(stage_.say(equal_row), before->second.line),
               .is_refused = true};
    return true;
  }
  const bool is_known = before != before_.end() || reader_.find_receipt(receipt_actor(), key, "");
  before_.try_emplace(std::move(key), Before{line, is_known});
  if (is_known) verdict.status = RowVerdict::Status::known;
  return is_known;
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
  if (is_settled(read, row.line, read.verdict)) return read;
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
  if (found.record.id.empty()) return text + with_line(stage_.say(twice_in_file), found.line);
  text += stage_.say(on_file);
  return text.append(between("（", " (")).append(found.record.number).append(between("）", ")"));
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
  json::object in_order;
  for (const auto& input : command.inputs) {
    const auto* value = with.if_contains(input.field.name);
    if (value != nullptr) in_order[input.field.name] = *value;
  }
  return to_hex(
      sha256(command.type->pack->id + '\n' + command.name + '\n' + json::serialize(in_order)));
}

std::string RowImport::receipt_actor() const { return "import:" + stage_.viewer->key; }

}  // namespace guiju::app
