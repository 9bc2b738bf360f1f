#include "pack/read.hpp"

namespace guiju::pack {
namespace {

int field_of(const Board& board, const std::string& name, const Yaml& place) {
  const int field = board.type->find_field(name);
  if (field < 0) {
    place.error("unknown-name", "`" + name + "` is no field of `" + board.type->name + "`");
  }
  return field;
}

void read_grid(Board& board, const Yaml& entry) {
  entry.allow({"title", "rules", "kind", "of", "block", "row", "column", "shows"});
  board.block = field_of(board, entry["block"].string(), entry["block"]);
  board.row = field_of(board, entry["row"].string(), entry["row"]);
  board.column = field_of(board, entry["column"].string(), entry["column"]);
  for (const auto& name : entry["shows"].strings()) {
    board.shows.push_back(field_of(board, name, entry["shows"]));
  }
}

/// What the functions of the rotation work on must be there under their names.
void read_rotation(const Board& board, const Yaml& entry) {
  entry.allow({"title", "rules", "kind", "of"});
  for (const char* name : {"queue", "staff", "waiting", "standby"}) {
    field_of(board, name, entry["of"]);
  }
}

}  // namespace

void read_boards(ReadState& state, const Yaml& yaml) {
  for (const auto& [id, entry] : yaml.entries()) {
    Board board{.id = id,
                .title = entry["title"].text(),
                .rules = read_basis(state, entry["rules"]),
                .type = state.pack.find_type(entry["of"].string())};
    if (board.type == nullptr) {
      entry["of"].error("unknown-type", "there is no record type `" + entry["of"].string() + "`");
      continue;
    }
    const auto kind = entry["kind"].string();
    if (kind == "rotation") {
      board.kind = Board::Kind::rotation;
      read_rotation(board, entry);
    } else if (kind == "grid") {
      read_grid(board, entry);
    } else {
      entry["kind"].error("wrong-word", "`" + kind + "` is no kind of board",
                          "write rotation or grid");
    }
    state.pack.boards.push_back(std::move(board));
  }
}

}  // namespace guiju::pack
