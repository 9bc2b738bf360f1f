#include <algorithm>
#include <map>

#include "app/present.hpp"

// 看板. Records of one type as a picture: who receives next, which unit is free.
namespace guiju::app {
namespace {

using casework::Owner;

const feel::Value& member(const feel::Value& row, const char* name) {
  static const feel::Value none{};
  const feel::Value* found = row.find(name);
  return found == nullptr ? none : *found;
}

std::string_view word(const Stage& stage, const pack::Pack& pack, std::string_view id) {
  const auto* text = pack.find_text(id);
  return text == nullptr ? id : stage.say(*text);
}

/// An open reception that stands on the floor by its key: linked only for those who may see it.
void write_reception(JsonWriter& json, const Stage& stage, const casework::Record& floor,
                     std::string_view key) {
  json.begin_object().field("number", key);
  for (const auto& type : floor.pack().types) {
    if (type->parent == nullptr || type->parent->name != floor.type->name) continue;
    const auto record = stage.view.find(casework::make_id(*type, key));
    if (!record) continue;
    write_instant(json, "since", record->updated_at, record->pack());
    if (stage.may_see(*record)) json.field("id", record->id.text);
    break;
  }
  json.end_object();
}

void write_seller(JsonWriter& json, const Stage& stage, const casework::Record& floor,
                  const feel::Value& seller) {
  const auto& pack = floor.pack();
  const std::string person(member(seller, "person").as_string());
  const auto& queue = floor.field("queue").as_list();
  const auto place = std::find_if(queue.begin(), queue.end(), [&](const feel::Value& one) {
    return one.as_string() == person;
  });
  const auto availability = member(seller, "availability").as_string();
  json.begin_object()
      .field("key", person)
      .field("name", name_of(stage, pack, {Owner::Kind::person, person}))
      .field("availability", availability)
      .field("says", word(stage, pack, availability))
      .field("missed_turns", member(seller, "missed_turns").as_int64().value_or(0))
      .field("make_ups",
             static_cast<std::int64_t>(member(seller, "make_up_credits").as_list().size()));
  if (place != queue.end()) {
    json.field("place", static_cast<std::int64_t>(place - queue.begin()) + 1);
  }
  if (const auto key = member(seller, "reception").as_string(); !key.empty()) {
    json.key("reception");
    write_reception(json, stage, floor, key);
  }
  json.end_object();
}

/// The name of its site, where that is its headline.
std::string title_of(const Stage& stage, const casework::Record& record) {
  const int field = record.type->title_field;
  if (field < 0) return record.number;
  const auto at = static_cast<std::size_t>(field);
  return display(stage, record.pack(), record.type->fields[at].type, record.fields[at]);
}

/// Whom the rotation chose last, and whom it passed over for what reason.
void write_last(JsonWriter& json, const Stage& stage, const casework::Record& floor) {
  const auto receiver = floor.field("last_receiver").as_string();
  if (receiver.empty()) return;
  const auto& pack = floor.pack();
  const auto person = [&](std::string_view key) {
    return name_of(stage, pack, {Owner::Kind::person, std::string(key)});
  };
  json.key("last")
      .begin_object()
      .field("number", floor.field("last_reception").as_string())
      .field("receiver", person(receiver))
      .field("kind", word(stage, pack, floor.field("last_kind").as_string()))
      .field("is_counted", floor.field("last_counted").is_true())
      .key("skips")
      .begin_array();
  for (const auto& skip : floor.field("last_skips").as_list()) {
    json.begin_object()
        .field("name", person(member(skip, "person").as_string()))
        .field("reason", word(stage, pack, member(skip, "reason").as_string()))
        .field("treated", word(stage, pack, member(skip, "treated").as_string()))
        .field("missed_turns", member(skip, "missed_turns").as_int64().value_or(0))
        .end_object();
  }
  json.end_array().end_object();
}

void write_floor(JsonWriter& json, const Stage& stage, const casework::Record& floor) {
  const auto standby = floor.field("standby").as_string();
  json.begin_object()
      .field("id", floor.id.text)
      .field("version", floor.version)
      .field("title", title_of(stage, floor))
      .field("standby", standby);
  write_instant(json, "updated_at", floor.updated_at, floor.pack());
  write_last(json, stage, floor);
  json.key("staff").begin_array();
  for (const auto& seller : floor.field("staff").as_list()) {
    write_seller(json, stage, floor, seller);
  }
  json.end_array().key("waiting").begin_array();
  for (const auto& key : floor.field("waiting").as_list()) {
    write_reception(json, stage, floor, key.as_string());
  }
  json.end_array().key("actions").begin_array();
  for (const auto& command : floor.type->commands) {
    write_action(json, stage, *command, &floor);
  }
  for (const auto& type : floor.pack().types) {
    if (type->parent != floor.type) continue;
    for (const auto& command : type->commands) {
      if (command->creates) write_action(json, stage, *command, &floor);
    }
  }
  json.end_array().end_object();
}

using Cells = std::map<std::string, std::vector<casework::RecordPtr>>;  // by block

/// All records of the board's type, or the one that is asked for.
std::vector<casework::RecordPtr> records_of(const Stage& stage, const pack::Board& board,
                                            std::string_view cell) {
  if (cell.empty()) return stage.view.records(*board.type, {}, {}, {});
  auto record = stage.view.find({std::string(cell)});
  if (record == nullptr || record->type->name != board.type->name ||
      record->pack().id != board.type->pack->id) {
    return {};
  }
  return {std::move(record)};
}

Cells cells_of(const Stage& stage, const pack::Board& board, std::string_view cell) {
  Cells cells;
  for (const auto& record : records_of(stage, board, cell)) {
    if (!stage.may_see(*record)) continue;
    const auto& block = board.type->fields[static_cast<std::size_t>(board.block)];
    cells[display(stage, record->pack(), block.type, record->field(block.name))].push_back(record);
  }
  return cells;
}

void write_cell(JsonWriter& json, const Stage& stage, const pack::Board& board,
                const casework::Record& record) {
  const auto& fields = board.type->fields;
  const auto say = [&](int field) {
    const auto& stated = fields[static_cast<std::size_t>(field)];
    return display(stage, record.pack(), stated.type, record.field(stated.name));
  };
  json.begin_array();
  json.string(record.id.text).string(say(board.row)).string(say(board.column));
  json.string(record.state);
  for (const int field : board.shows) json.string(say(field));
  json.end_array();
}

void write_grid(JsonWriter& json, const Stage& stage, const pack::Board& board,
                std::string_view cell) {
  json.key("states").begin_array();
  for (const auto& state : board.type->states) {
    json.begin_object().field("id", state.id).field("title", stage.say(state.title)).end_object();
  }
  json.end_array().key("shows").begin_array();
  for (const int field : board.shows) {
    json.string(stage.say(board.type->fields[static_cast<std::size_t>(field)].title));
  }
  json.end_array().key("blocks").begin_array();
  for (const auto& [title, records] : cells_of(stage, board, cell)) {
    json.begin_object().field("title", title).key("cells").begin_array();
    for (const auto& record : records) write_cell(json, stage, board, *record);
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

void write_board_head(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                      const pack::Board& board) {
  json.field("pack", pack.id)
      .field("pack_title", stage.say(pack.title))
      .field("id", board.id)
      .field("kind", board.kind == pack::Board::Kind::rotation ? "rotation" : "grid")
      .field("type", board.type->name)
      .field("title", stage.say(board.title));
  write_rules(json, pack, board.rules);
}

std::string board_json(const Stage& stage, const pack::Board& board, std::string_view cell) {
  const auto& pack = *board.type->pack;
  std::string out;
  JsonWriter json(out);
  Citations citations;
  citations.add(pack, board.rules);
  json.begin_object().key("board").begin_object();
  write_board_head(json, stage, pack, board);
  json.end_object();
  if (board.kind == pack::Board::Kind::rotation) {
    json.key("floors").begin_array();
    for (const auto& floor : stage.view.records(*board.type, {}, {}, {})) {
      if (stage.may_see(*floor)) write_floor(json, stage, *floor);
    }
    json.end_array();
  } else {
    write_grid(json, stage, board, cell);
  }
  citations.write(json, stage);
  json.end_object();
  return out;
}

}  // namespace guiju::app
