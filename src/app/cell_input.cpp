#include "app/cell_input.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "app/mapping.hpp"
#include "app/sheet_number.hpp"
#include "base/text.hpp"
#include "casework/situation.hpp"

namespace guiju::app {
namespace {

namespace json = boost::json;
using pack::FieldType;
using Kind = FieldType::Kind;

const pack::Text not_a_number{"不是数字", "", "is no number"};
const pack::Text not_an_amount{"不是金额", "", "is no amount"};
const pack::Text not_a_date{"不是日期；可写作 2026-03-02", "", "is no date; write 2026-03-02"};
const pack::Text not_a_time{"不是时间；可写作 2026-03-02 09:30", "",
                            "is no time; write 2026-03-02 09:30"};
const pack::Text not_yes_or_no{"应为“是”或“否”", "", "must be yes or no"};
const pack::Text nobody{"没有这个名字或编号", "", "is no name and no key that we know"};
const pack::Text several{"有几个同名的，请写编号", "", "is the name of several: write the key"};
const pack::Text shortened{"数字已被表格软件缩写，后几位已丢失；请把该列设为文本格式，重新填写", "",
                           "was shortened by the spreadsheet, digits are lost; format the column "
                           "as text and write it again"};
const pack::Text not_readable{"不能从表格中读取", "", "cannot be read from a table"};

constexpr int fen_of_yuan = 2;  // powers of ten
constexpr int ten_thousand = 4;

bool take_off_end(std::string_view& text, std::string_view sign) {
  if (!text.ends_with(sign)) return false;
  text.remove_suffix(sign.size());
  text = trimmed(text);
  return true;
}

/// Without what parts thousands.
std::string without_commas(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i).starts_with("，")) {
      i += std::string_view("，").size();
    } else {
      if (text[i] != ',' && text[i] != ' ') out += text[i];
      ++i;
    }
  }
  return out;
}

std::optional<SheetDecimal> number_of(std::string_view text) {
  return read_sheet_decimal(without_commas(text));
}

/// `1.10101E+17`: how a spreadsheet writes a long number into CSV.
bool is_abbreviated(std::string_view text) {
  const auto power = text.find_first_of("eE");
  return power != std::string_view::npos && power + 1 < text.size() && text[power + 1] == '+' &&
         read_sheet_decimal(text).has_value();
}

/// Whether a title ends in 万元, or in 万 as a word of its own: `总价/万`, but not `张万`.
bool ends_in_ten_thousands(std::string_view title) {
  title = trimmed(title);
  for (const std::string_view yuan : {"万元", "萬元"}) {
    if (title.ends_with(yuan)) return true;
  }
  for (const std::string_view sign : {"万", "萬"}) {
    if (!title.ends_with(sign)) continue;
    title.remove_suffix(sign.size());
    constexpr std::string_view before[] = {" ", "　", "/", ":", "：", "-", "_", ",", "，", "、"};
    return title.empty() || std::any_of(std::begin(before), std::end(before),
                                        [&](auto one) { return title.ends_with(one); });
  }
  return false;
}

/// Whether amounts under this title are in ten thousand yuan: 总价(万元), 价格（单位：万）,
/// 总价万元, but not 万科城. What stands in brackets says the unit; `万元/㎡` says it before the
/// slash.
bool is_in_ten_thousands(std::string_view title) {
  std::string outside, inside;
  bool is_inside = false;
  constexpr std::string_view opening[] = {"(", "（", "[", "［", "【"};
  constexpr std::string_view closing[] = {")", "）", "]", "］", "】"};
  while (!title.empty()) {
    const auto& signs = is_inside ? closing : opening;
    const auto sign = std::find_if(std::begin(signs), std::end(signs),
                                   [&](auto one) { return title.starts_with(one); });
    if (sign == std::end(signs)) {
      (is_inside ? inside : outside) += title.front();
      title.remove_prefix(1);
      continue;
    }
    title.remove_prefix(sign->size());
    is_inside = !is_inside;
    if (is_inside) continue;
    const std::string_view unit = std::string_view(inside).substr(0, inside.find('/'));
    if (ends_in_ten_thousands(unit)) return true;
    inside.clear();
  }
  return ends_in_ten_thousands(outside);
}

/// Whole fen; empty for what is none.
std::optional<std::int64_t> fen_of(std::string_view text, std::string_view title) {
  bool in_ten_thousands = is_in_ten_thousands(title);
  for (const std::string_view sign : {"元", "￥", "¥"}) {
    take_off_end(text, sign);
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
  }
  for (const std::string_view sign : {"万", "萬"}) in_ten_thousands |= take_off_end(text, sign);
  auto number = number_of(trimmed(text));
  if (!number || is_shortened(*number)) return std::nullopt;
  number->exponent += fen_of_yuan + (in_ten_thousands ? ten_thousand : 0);
  const auto whole = decimal_text(*number);
  if (whole.find('.') != std::string::npos || whole.size() > 18) return std::nullopt;
  return std::stoll(whole);
}

std::optional<bool> truth_of(std::string_view text) {
  constexpr std::string_view yes[] = {"是",   "有",   "对", "對", "√",   "✓",   "TRUE",
                                      "true", "True", "Y",  "y",  "yes", "Yes", "1"};
  constexpr std::string_view no[] = {"否",    "无",    "無", "错", "錯", "×",  "✗", "FALSE",
                                     "false", "False", "N",  "n",  "no", "No", "0"};
  if (std::find(std::begin(yes), std::end(yes), text) != std::end(yes)) return true;
  if (std::find(std::begin(no), std::end(no), text) != std::end(no)) return false;
  return std::nullopt;
}

/// `20260302` as `2026-03-02`; anything else as it is.
std::string with_dashes(std::string_view text) {
  const bool is_plain =
      text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_plain) return std::string(text);
  return std::string(text.substr(0, 4)) + '-' + std::string(text.substr(4, 2)) + '-' +
         std::string(text.substr(6));
}

json::value json_of(const feel::Value& value) {
  std::string text;
  feel::append_json(text, value);
  return json::parse(text);
}

}  // namespace

CellInput::CellInput(const Stage& stage, const Reader& reader, const pack::Command& command)
    : stage_(stage),
      reader_(reader),
      command_(command),
      pack_(*command.type->pack),
      choices_(command.inputs.size()) {
  note_choices(command);
}

void CellInput::note_choices(const pack::Command& command) {
  const casework::Actor actor{casework::Actor::Kind::person, stage_.viewer->key};
  const std::vector<feel::Value> nothing(command.inputs.size());
  casework::Situation situation(stage_.view, pack_, nullptr, actor, stage_.now);
  situation.set_inputs(command, &nothing);
  for (std::size_t i = 0; i < command.inputs.size(); ++i) {
    const auto& field = command.inputs[i].field;
    if (!field.choices.is_stated()) continue;
    const auto offered = situation.value(field.choices);
    for (const auto language : {Language::zh_hans, Language::zh_hant, Language::en}) {
      const Stage speaking{.view = stage_.view,
                           .directory = stage_.directory,
                           .texts = stage_.texts,
                           .language = language,
                           .now = stage_.now,
                           .viewer = stage_.viewer,
                           .sees = stage_.sees,
                           .packs = stage_.packs};
      for (const auto& choice : offered.as_list()) {
        choices_[i].emplace(display(speaking, pack_, choice), json_of(choice));
        choices_[i].emplace(feel::to_text(choice), json_of(choice));
      }
    }
  }
}

bool CellInput::can_read(const FieldType& type) {
  switch (type.kind) {
    case Kind::context:
    case Kind::derivation:
    case Kind::attachment:
    case Kind::rows:
      return false;
    case Kind::list:
      return type.element != nullptr && type.element->kind != Kind::list && can_read(*type.element);
    default:
      return true;
  }
}

CellInput::Read CellInput::read(std::size_t input, std::string_view text,
                                std::string_view title) const {
  text = trimmed(text);
  if (text.empty()) return json::value(nullptr);
  if (is_abbreviated(text)) return say(shortened);
  if (const auto choice = choices_[input].find(text); choice != choices_[input].end()) {
    return choice->second;
  }
  return read_type(command_.inputs[input].field.type, text, title);
}

CellInput::Read CellInput::read_type(const FieldType& type, std::string_view text,
                                     std::string_view title) const {
  switch (type.kind) {
    case Kind::text:
    case Kind::long_text:
    case Kind::duration:
      return json::value(text);
    case Kind::number: {
      const auto number = number_of(text);
      if (!number) return say(not_a_number);
      if (is_shortened(*number)) return say(shortened);
      return json::parse(decimal_text(*number));
    }
    case Kind::money:
      if (const auto fen = fen_of(text, title)) return json::value(*fen);
      return say(not_an_amount);
    case Kind::boolean:
      if (const auto truth = truth_of(text)) return json::value(*truth);
      return say(not_yes_or_no);
    case Kind::date:
    case Kind::time:
    case Kind::moment:
      return read_time(type, text);
    case Kind::reference:
      return read_reference(type.of, text);
    case Kind::list:
      if (type.element) return read_list(*type.element, text);
      return say(not_readable);
    default:
      return say(not_readable);
  }
}

CellInput::Read CellInput::read_time(const FieldType& type, std::string_view text) const {
  const auto& zone = pack_.calendar_rules.zone;
  const auto instant = read_moment(with_dashes(text), zone);
  if (!instant) return say(type.kind == Kind::date ? not_a_date : not_a_time);
  const LocalTime local = zone.to_local(*instant);
  const auto date = std::chrono::floor<std::chrono::days>(local);
  const bool is_midnight = local == LocalTime{date};
  if (type.kind == Kind::date || (type.kind == Kind::moment && is_midnight)) {
    if (!is_midnight) return say(not_a_date);
    return json::value(guiju::to_text(LocalDate{date}));
  }
  return json::value(instant_text(*instant, pack_));
}

CellInput::Read CellInput::read_list(const FieldType& element, std::string_view text) const {
  json::array items;
  while (!text.empty()) {
    std::size_t end = text.size(), next = text.size();
    for (const std::string_view sign : {"、", ",", "，", ";", "；", "\n"}) {
      const auto at = text.find(sign);
      if (at < end) end = at, next = at + sign.size();
    }
    const auto item = trimmed(text.substr(0, end));
    text = text.substr(next);
    if (item.empty()) continue;
    auto read = read_type(element, item, {});
    if (std::holds_alternative<std::string>(read)) return read;
    items.push_back(std::get<json::value>(std::move(read)));
  }
  return json::value(std::move(items));
}

/// By key, or by a name that is one's alone; of records that one may see.
CellInput::Read CellInput::read_reference(const std::string& type, std::string_view text) const {
  std::vector<std::string> found;
  const auto by_name = [&](const auto& members) {
    if (members.contains(text)) return found.assign(1, std::string(text));
    for (const auto& [key, member] : members) {
      if (member.name == text) found.push_back(key);
    }
  };
  if (type == "person") {
    by_name(stage_.directory.people);
  } else if (type == "department") {
    by_name(stage_.directory.departments);
  } else if (type == "site") {
    by_name(stage_.directory.sites);
  } else {
    for (const auto& id : reader_.named(text)) {
      const auto record = stage_.view.find(id);
      if (record && record->type->name == type && stage_.may_see(*record)) {
        found.push_back(record->key);
      }
    }
  }
  if (found.empty()) return say(nobody);
  if (found.size() > 1) return say(several);
  return json::value(found.front());
}

}  // namespace guiju::app
