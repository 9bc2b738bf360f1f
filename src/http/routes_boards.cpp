#include "http/deferred.hpp"
#include "http/gzip.hpp"
#include "http/wire.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t worth_compressing = 16 * 1024;

/// A board of ten thousand units is near a megabyte, and a seventh of it compressed. Nothing that a
/// stranger could choose stands in it beside a secret.
Response compressed(std::string body, bool accepts) {
  auto response = json_response(std::move(body));
  response.add_header("Vary", "Accept-Encoding");
  if (!accepts || response.body.size() < worth_compressing) return response;
  response.body = gzipped(response.body);
  response.add_header("Content-Encoding", "gzip");
  return response;
}

}  // namespace

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
  const bool accepts = accepts_gzip(call.request.header(Header::accept_encoding));
  return answer_on_worker(call, [board, accepts, cell = call.query_value("cell").text](
                                    const app::Stage& stage, app::Reader&) {
    return compressed(board_json(stage, *board, cell), accepts);
  });
}

}  // namespace guiju::http
