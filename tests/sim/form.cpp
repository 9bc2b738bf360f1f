#include "form.hpp"

#include <algorithm>
#include <boost/json/array.hpp>

#include "server.hpp"

namespace guiju::sim {
namespace {

namespace json = boost::json;
using std::chrono::days;
using std::chrono::hours;

constexpr std::string_view list_of = "list of ";

std::string_view text_of(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  return found == nullptr || !found->is_string() ? std::string_view{} : found->get_string();
}

bool is_number_field(std::string_view name) {
  return name.find("phone") != name.npos || name.find("receipt") != name.npos ||
         name.find("serial") != name.npos || name.find("tail") != name.npos;
}

bool is_of_now(std::string_view type) {
  return type == "date" || type == "time" || type == "moment";
}

/// Of these types a value names something that must be there.
bool is_reference(std::string_view type) {
  return type == "person" || type == "department" || type == "site" || type == "client" ||
         type.starts_with("ref ");
}

}  // namespace

json::object FormFiller::fill(const json::array& inputs, const std::vector<json::object>& examples,
                              const std::set<std::string>& wanted) {
  const json::object* example =
      !examples.empty() && dice_.percent(75) ? &dice_.of(examples) : nullptr;
  json::object with;
  for (const auto& item : inputs) {
    const auto& input = item.as_object();
    const std::string name(text_of(input, "name"));
    const auto* shown = example == nullptr ? nullptr : example->if_contains(name);
    const auto* initial = input.if_contains("default");
    if (shown != nullptr) {
      with[name] = adapted(input, *shown);
    } else if (initial != nullptr && !dice_.one_in(8)) {
      with[name] = *initial;
    } else if (wanted.contains(name) || input.at("required").as_bool() ||
               dice_.percent(example != nullptr                     ? 10
                             : is_reference(text_of(input, "type")) ? 30
                                                                    : 75)) {
      with[name] = draw(input);
    }
  }
  return with;
}

void FormFiller::spoil(json::object& with) {
  switch (with.empty() ? 2 : dice_.below(5)) {
    case 0:
    case 1:
      with.erase(std::next(with.begin(), static_cast<std::ptrdiff_t>(dice_.below(with.size()))));
      break;
    case 2:
      with["no_such_input"] = 1;
      break;
    case 3:
      std::next(with.begin(), static_cast<std::ptrdiff_t>(dice_.below(with.size())))->value() =
          json::object{{"what", "is this"}};
      break;
    default:
      std::next(with.begin(), static_cast<std::ptrdiff_t>(dice_.below(with.size())))->value() =
          "哪里都没有的";
  }
}

json::value FormFiller::draw(const json::object& input) {
  const auto type = text_of(input, "type");
  if (const auto* columns = input.if_contains("of")) {
    json::array rows;
    for (std::size_t i = 1 + dice_.below(3); i > 0; --i)
      rows.push_back(row_of(columns->as_array()));
    return rows;
  }
  const auto* choices = input.if_contains("choices");
  if (choices != nullptr && !choices->as_array().empty()) {
    return chosen(choices->as_array(), type);
  }
  return draw_of(type, text_of(input, "name"));
}

json::value FormFiller::row_of(const json::array& columns) {
  json::object row;
  for (const auto& column : columns) {
    row[text_of(column.as_object(), "name")] = draw(column.as_object());
  }
  return row;
}

json::value FormFiller::chosen(const json::array& choices, std::string_view type) {
  const auto one = [&]() -> const json::value& {
    return choices[dice_.below(choices.size())].as_object().at("value");
  };
  if (!type.starts_with(list_of)) return one();
  json::array several{one()};
  const auto& another = one();
  if (dice_.one_in(3) && another != several[0]) several.push_back(another);
  return several;
}

json::value FormFiller::draw_of(std::string_view type, std::string_view name) {
  if (type.starts_with(list_of)) {
    json::array items;
    for (std::size_t i = 1 + dice_.below(2); i > 0; --i) {
      items.push_back(draw_of(type.substr(list_of.size()), name));
    }
    return items;
  }
  if (type == "number") return dice_.one_in(10) ? dice_.between(-3, 3000) : dice_.between(0, 20);
  if (type == "money") return dice_.between(0, dice_.one_in(4) ? 500'000'000 : 900'000);
  if (type == "boolean") return !dice_.one_in(3);
  if (type == "date") return json::value(date_text());
  if (type == "time") return json::value(moment_text());
  if (type == "moment") return json::value(dice_.one_in(2) ? date_text() : moment_text());
  if (type == "duration") return json::value("P" + std::to_string(dice_.between(1, 9)) + "D");
  if (type == "context" || type == "derivation") return json::object{};
  if (type == "attachment") {
    const auto& attachment = dice_.of(Server::attachments());
    return json::object{{"name", attachment.name},
                        {"media_type", attachment.media_type},
                        {"bytes", attachment.bytes},
                        {"hash", attachment.hash}};
  }
  if (is_reference(type)) return key_of(type);
  return json::value(text_for(name));
}

std::string FormFiller::text_for(std::string_view name) {
  static const std::vector<std::string> words{
      "水管漏水", "电梯异响",     "客户要求退款", "钥匙 3-502", "Lift A12", "板面分层",
      "外地出差", "已与客户说明", "𠮷野家对面",   "3-1101",     "同意",     "请再核对一次"};
  if (is_number_field(name)) return std::to_string(13'800'000'000 + dice_.between(0, 400));
  return dice_.of(words);
}

json::value FormFiller::key_of(std::string_view type) {
  if (type.starts_with("ref ")) type.remove_prefix(4);
  const auto found = known_.keys.find(type);
  if (found == known_.keys.end()) return nullptr;
  // What is at hand is mostly of late.
  const auto& keys = found->second;
  const auto from = dice_.one_in(2) && keys.size() > 10 ? keys.size() - 10 : 0;
  return json::value(keys[from + dice_.below(keys.size() - from)]);
}

std::string FormFiller::date_text() {
  const auto today = known_.pack.calendar->date_of(known_.now);
  const auto away = dice_.one_in(3) ? dice_.between(-30, 60) : dice_.between(-2, 5);
  return guiju::to_text(today + days{dice_.one_in(3) ? 0 : away});
}

std::string FormFiller::moment_text() {
  const auto at = dice_.one_in(4) ? known_.now + hours{dice_.between(-48, 200)}
                                  : known_.now - Seconds{dice_.between(0, 7200)};
  return guiju::to_text(at, known_.pack.calendar_rules.zone.offset_at(at));
}

json::value FormFiller::adapted(const json::object& input, const json::value& example) {
  const auto type = text_of(input, "type");
  if (const auto* columns = input.if_contains("of"); columns != nullptr && example.is_array()) {
    json::array rows;
    for (const auto& row : example.get_array()) {
      if (!row.is_object()) return example;
      json::object adapted_row = row.get_object();
      for (const auto& column : columns->as_array()) {
        auto* cell = adapted_row.if_contains(text_of(column.as_object(), "name"));
        if (cell != nullptr && !cell->is_null()) *cell = adapted(column.as_object(), *cell);
      }
      rows.push_back(std::move(adapted_row));
    }
    return rows;
  }
  const auto item = type.starts_with(list_of) ? type.substr(list_of.size()) : type;
  if (item == "attachment" || (is_of_now(item) && dice_.one_in(2))) {
    return draw_of(type, text_of(input, "name"));
  }
  if (is_number_field(text_of(input, "name")) && dice_.one_in(2)) {
    return draw_of(type, text_of(input, "name"));
  }
  if (!is_reference(type)) return example;
  const auto found = known_.keys.find(type.starts_with("ref ") ? type.substr(4) : type);
  const bool is_known =
      found != known_.keys.end() && example.is_string() &&
      std::ranges::find(found->second, std::string(example.get_string())) != found->second.end();
  return is_known && !dice_.one_in(4) ? example : key_of(type);
}

}  // namespace guiju::sim
