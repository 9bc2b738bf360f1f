#include "app/look_alikes.hpp"

#include <algorithm>

#include "app/duplicates.hpp"
#include "casework/claims.hpp"

namespace guiju::app {
namespace {

constexpr std::size_t found_max = 3;
/// One character, or the beginning of a number, is like too much.
constexpr std::size_t bytes_min = 4;

std::string text_of(const std::vector<int>& fed, int field,
                    const std::vector<feel::Value>& inputs) {
  const int input = fed[static_cast<std::size_t>(field)];
  if (input < 0) return {};
  const auto& value = inputs[static_cast<std::size_t>(input)];
  return value.is_null() ? std::string{} : feel::to_text(value);
}

/// Numbers are the same or not; names are also found by other scripts and sounds.
bool is_like(const feel::Value& value, std::string_view text) {
  const bool is_number = std::none_of(text.begin(), text.end(), [](char c) { return c < 0; });
  return !is_number || value.as_string() == text;
}

class Search {
 public:
  Search(const Stage& stage, const Reader& reader) : stage_(stage), reader_(reader) {}

  void by_unique(const pack::RecordType& type, const pack::Unique& unique,
                 const std::vector<int>& fed, const std::vector<feel::Value>& inputs) {
    std::vector<std::string> values;
    for (const int field : unique.of) values.push_back(text_of(fed, field, inputs));
    const auto is_empty = [](const std::string& text) { return text.empty(); };
    if (std::any_of(values.begin(), values.end(), is_empty)) return;
    auto record = stage_.view.holder(type, casework::claim_text(unique.name, values)).record;
    if (record == nullptr) return;
    add({&type, unique.of.front(), stage_.may_see(*record) ? std::move(record) : nullptr});
  }

  void by_words(const pack::RecordType& type, int field, const std::string& text) {
    if (text.size() < bytes_min) return;
    RowQuery query{.family = Family::every, .pack = type.pack->id, .type = type.name};
    query.text = text;
    query.limit = found_max;
    query.counted = false;
    const auto page = reader_.rows(query, stage_.sees);
    if (!page) return;
    for (const auto& row : page->items) {
      auto record = stage_.view.find(row.id);
      if (record &&
          is_like(record->field(type.fields[static_cast<std::size_t>(field)].name), text)) {
        add({&type, field, std::move(record)});
      }
    }
  }

  std::vector<LookAlike> take() { return std::move(found_); }

 private:
  void add(LookAlike alike) {
    const auto is_same = [&](const LookAlike& known) {
      return alike.record && known.record && known.record->id == alike.record->id;
    };
    if (found_.size() == found_max || std::any_of(found_.begin(), found_.end(), is_same)) return;
    found_.push_back(std::move(alike));
  }

  const Stage& stage_;
  const Reader& reader_;
  std::vector<LookAlike> found_;
};

}  // namespace

std::vector<LookAlike> look_alikes(const Stage& stage, const Reader& reader,
                                   const pack::Command& command,
                                   const std::vector<feel::Value>& inputs) {
  Search search(stage, reader);
  for (const auto& [type, fed] : made_of_inputs(command)) {
    for (const auto& unique : type->uniques) search.by_unique(*type, unique, fed, inputs);
    for (const int field : type->alike_fields) {
      search.by_words(*type, field, text_of(fed, field, inputs));
    }
  }
  return search.take();
}

void write_look_alikes(JsonWriter& json, const Stage& stage, const pack::Command& command,
                       const std::vector<LookAlike>& found) {
  json.key("alike").begin_array();
  for (const auto& alike : found) {
    json.begin_object()
        .field("type", alike.type->name)
        .field("title", stage.say(alike.type->title))
        .field("by", stage.say(alike.type->fields[static_cast<std::size_t>(alike.field)].title));
    for (const auto& input : command.inputs) {
      if (input.field.type.kind != pack::FieldType::Kind::reference ||
          input.field.type.of != alike.type->name) {
        continue;
      }
      json.field("into", input.field.name);
      break;
    }
    if (alike.record) {
      json.key("row");
      write_row(json, stage, row_of(stage, *alike.record));
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace guiju::app
