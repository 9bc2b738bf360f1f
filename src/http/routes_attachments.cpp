#include "http/handlers.hpp"
#include "http/sniff.hpp"
#include "http/upload_sink.hpp"
#include "http/wire.hpp"
#include "pack/media.hpp"

namespace guiju::http {
namespace {

/// Uploads that nothing uses are looked for no more often than this.
constexpr std::chrono::hours between_cleanings{1};

/// A file on its way through the worker pool and the store.
struct Upload {
  Services& services;
  std::unique_ptr<app::IncomingContent> content;
  std::string name, person;
  const pack::MediaType* type;
  app::Language language;
  Completion complete;
  app::Content kept = {};

  Response problem(app::ProblemCode code) const {
    auto problem = app::make_problem(code, services.texts, language);
    problem.field = "name";
    problem.names = {name};
    return problem_response(problem);
  }
};

std::string attachment_json(const Upload& upload) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("hash", upload.kept.hash)
      .field("name", upload.name)
      .field("media_type", upload.type->name)
      .field("bytes", upload.kept.bytes)
      .end_object();
  return out;
}

void clean_now_and_then(Services& services) {
  if (!services.cleanings.is_due(between_cleanings)) return;
  app::remove_unused_contents(services.store, services.contents,
                              real_now() - services.settings.upload_kept);
}

/// Runs on the worker pool.
void settle(const std::shared_ptr<Upload>& upload) {
  Services& services = upload->services;
  try {
    upload->kept.looks = sniff_media_type(upload->content->head());
    if (!pack::may_look_like(*upload->type, upload->kept.looks)) {
      upload->complete(upload->problem(app::ProblemCode::attachment_type_false));
      return;
    }
    upload->kept.bytes = upload->content->bytes();
    upload->kept.hash = upload->content->keep();
  } catch (const std::exception&) {
    upload->complete(fault_response(std::current_exception(), services.texts, upload->language));
    return;
  }
  services.store.submit(
      [upload](app::UnitOfWork& unit) {
        upload->content->keep_again();
        unit.put_upload(upload->kept, upload->person, real_now());
      },
      [upload](std::exception_ptr error) {
        upload->complete(error ? fault_response(error, upload->services.texts, upload->language)
                               : json_response(attachment_json(*upload), 201));
      });
  try {
    clean_now_and_then(services);
  } catch (const std::exception& fault) {
    services.log.write(app::Log::Level::error, "unused uploads not removed",
                       {{"fault", fault.what()}});
  }
}

bool is_shown_in_place(std::string_view kind) {
  return kind == "image" || kind == "pdf" || kind == "audio" || kind == "video";
}

/// `type` may be null: then it is nothing but bytes.
Answer content_response(Call& call, std::string_view hash, const pack::MediaType* type,
                        std::string_view name) {
  Response response;
  const std::string tag = "\"" + std::string(hash) + "\"";
  response.add_header("ETag", tag);
  // Whoever may see it today may not tomorrow: kept by the browser, asked for each time.
  response.add_header("Cache-Control", "private, no-cache");
  if (matches_tag(call.request.header(Header::if_none_match), tag)) {
    response.status = 304;
    return response;
  }
  auto content = call.services.contents.open(hash);
  if (!content) throw std::runtime_error("the content " + std::string(hash) + " is not there");
  response.source = std::make_shared<ContentSource>(std::move(content));
  response.content_type = type != nullptr ? type->name : "application/octet-stream";
  const bool in_place = type != nullptr && is_shown_in_place(type->kind);
  std::string disposition = in_place ? "inline" : "attachment";
  if (!name.empty()) disposition += "; filename*=UTF-8''" + percent_encode(name);
  response.add_header("Content-Disposition", disposition);
  // Nothing in it may run, load or be framed elsewhere; the browser's own viewer of PDF needs a
  // page of its own, which a sandbox would take from it.
  const bool is_pdf = type != nullptr && type->kind == "pdf";
  response.add_header("Content-Security-Policy",
                      is_pdf ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
                               "base-uri 'none'; frame-ancestors 'self'"
                             : "default-src 'none'; object-src 'none'; base-uri 'none'; sandbox; "
                               "frame-ancestors 'self'");
  response.add_header("Cross-Origin-Resource-Policy", "same-origin");
  response.add_header("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace

Answer upload_attachment(Call& call) {
  // A body of no bytes never came to a sink.
  if (!call.request.sink) return call.problem(app::ProblemCode::attachment_empty);
  auto content = static_cast<UploadSink&>(*call.request.sink).release();
  const std::string& name = call.query_value("name").text;
  if (!app::is_good_file_name(name)) {
    return call.bad_query("name", app::InputFault::out_of_range, "a name of 1..200 bytes, no path");
  }
  auto upload = std::make_shared<Upload>(Upload{.services = call.services,
                                                .content = std::move(content),
                                                .name = name,
                                                .person = call.caller->person->key,
                                                .type = pack::media_type_of_file(name),
                                                .language = call.language,
                                                .complete = {}});
  if (upload->type == nullptr) return upload->problem(app::ProblemCode::attachment_type_unknown);
  if (upload->content->bytes() == 0) return upload->problem(app::ProblemCode::attachment_empty);
  upload->complete = call.exchange.defer();
  if (!call.services.workers.submit([upload] { settle(upload); })) {
    upload->complete(call.problem(app::ProblemCode::unavailable));
  }
  return {};
}

Answer get_attachment(Call& call) {
  const auto record = call.find_visible(call.path[0]);
  const auto attachment =
      record ? call.reader.find_attachment(record->id, call.path[1]) : std::nullopt;
  if (!attachment) return call.problem(app::ProblemCode::not_found);
  return content_response(call, attachment->hash, pack::find_media_type(attachment->media_type),
                          attachment->name);
}

Answer get_upload(Call& call) {
  const auto content = call.reader.find_upload(call.path[0], call.caller->person->key);
  if (!content) return call.problem(app::ProblemCode::not_found);
  return content_response(call, content->hash, pack::find_media_type(content->looks), {});
}

}  // namespace guiju::http
