#include "http/deferred.hpp"

namespace guiju::http {

Answer list_boards(Call& call) {
  const app::Stage stage = call.stage();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto* pack : stage.packs) {
    for (const auto& board : pack->boards) {
      if (!sees_some(call, *board.type)) continue;
      json.begin_object();
      write_board_head(json, stage, *pack, board);
      json.end_object();
    }
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer get_board(Call& call) {
  const auto* pack = call.find_pack(call.path[0]);
  const auto* board = pack == nullptr ? nullptr : pack->find_board(call.path[1]);
  if (board == nullptr) return call.problem(app::ProblemCode::not_found);
  return answer_on_worker(call, [board](const app::Stage& stage, app::Reader& reader) {
    return json_response(board_json(stage, reader, *board));
  });
}

}  // namespace guiju::http
