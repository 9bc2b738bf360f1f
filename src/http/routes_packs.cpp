#include "app/present_pack.hpp"
#include "http/deferred.hpp"
#include "http/file_response.hpp"
#include "pack/dmn_table.hpp"

// Regulations: to read, to compare, and as drafts.
namespace guiju::http {
namespace {

/// A version that was, is or will be in force; where none is named the one in force; null for none.
const pack::Pack* find_version(const Services& services, std::string_view id,
                               const QueryValue& named) {
  if (!named.present) return services.shelf.in_force(id, services.time.now());
  for (const auto& [version, term] : services.shelf.versions(id)) {
    if (version->version == named.text) return version;
  }
  return nullptr;
}

/// A draft that compiles, for who may read it; null for everyone else.
std::shared_ptr<const pack::Pack> find_draft(const Services& services, const app::Stage& stage,
                                             std::string_view folder) {
  if (services.drafts == nullptr || !app::may_read_drafts(*stage.viewer)) return nullptr;
  for (const auto& draft : services.drafts->list()) {
    if (draft->folder == folder) return draft->pack;
  }
  return nullptr;
}

}  // namespace

Answer list_packs(Call& call) {
  const app::Stage stage = call.stage();
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const auto* pack : call.services.packs()) write_pack_head(json, stage, *pack);
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer get_pack(Call& call) {
  const auto* pack = find_version(call.services, call.path[0], call.query_value("version"));
  if (pack == nullptr) return call.problem(app::ProblemCode::not_found);
  return answer_on_worker(call, [&services = call.services, pack](const auto& stage, auto&) {
    return json_response(pack_json(stage, *pack, *services.readings.of(*pack), services.shelf));
  });
}

Answer get_difference(Call& call) {
  auto& services = call.services;
  const auto* before = find_version(services, call.path[0], call.query_value("before"));
  const auto* after = find_version(services, call.path[0], call.query_value("after"));
  if (before == nullptr || after == nullptr) return call.problem(app::ProblemCode::not_found);
  const auto draft = call.query_value("draft");
  return answer_on_worker(call, [&services, before, after, draft](const auto& stage, auto&) {
    const auto kept = draft.present ? find_draft(services, stage, draft.text) : nullptr;
    if (draft.present && (kept == nullptr || kept->id != before->id)) return not_found(stage);
    const auto& later = draft.present ? *kept : *after;
    return json_response(difference_json(stage, *before, later, pack::differences(*before, later)));
  });
}

Answer export_table(Call& call) {
  const auto* pack = find_version(call.services, call.path[0], call.query_value("version"));
  if (pack == nullptr) return call.problem(app::ProblemCode::not_found);
  return answer_on_worker(call, [pack, id = call.path[1]](const app::Stage& stage, app::Reader&) {
    Diagnostics told_when_compiled;
    const auto table = pack::find_written_table(pack->files, id, told_when_compiled);
    if (!table) return not_found(stage);
    return file_response(FileKind::dmn, pack::to_dmn(*table, pack->id), pack->id + " " + id);
  });
}

Answer list_drafts(Call& call) {
  auto* drafts = call.services.drafts;
  return answer_on_worker(call, [drafts](const app::Stage& stage, app::Reader&) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    // Whoever may not read them learns as much as where there are none.
    if (drafts != nullptr && app::may_read_drafts(*stage.viewer)) {
      for (const auto& draft : drafts->list()) write_draft(json, stage, *draft);
    }
    json.end_array().end_object();
    return json_response(std::move(out));
  });
}

}  // namespace guiju::http
