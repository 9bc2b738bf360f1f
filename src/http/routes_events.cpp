#include <charconv>

#include "app/observed_store.hpp"
#include "http/handlers.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t new_notices_max = 20;
constexpr std::int64_t advance_days_max = 3660;

/// What one open page is told: changes of records that its person may see, the person's notices,
/// and the virtual clock. Only on its io thread.
class PageEvents final : public EventSource {
 public:
  PageEvents(Services& services, const app::Reader& reader, std::string person,
             std::string token_hash, app::Language language)
      : services_(services),
        reader_(reader),
        person_(std::move(person)),
        token_hash_(std::move(token_hash)),
        language_(language) {
    ++services_.event_streams;
  }
  ~PageEvents() override { --services_.event_streams; }
  PageEvents(const PageEvents&) = delete;
  PageEvents& operator=(const PageEvents&) = delete;

  void start_after(std::uint64_t id) { last_ = id; }
  void start_at_latest() { last_ = services_.events.latest(); }
  /// Notices up to here are known to the page.
  void know_notices(std::int64_t id) { last_notice_ = id; }

  bool take(std::string& out) override {
    const auto principal = services_.access.find(person_, services_.time.now());
    if (!principal || is_ended()) return false;
    if (!greeted_) {
      greeted_ = true;
      out += "retry: 2000\n\n";
    }
    const auto events = services_.events.after(last_);
    if (!events) {
      // What was missed is not known any more: the page loads everything anew.
      last_ = services_.events.latest();
      write(out, last_, "reset", "{}");
      return true;
    }
    bool has_notice = false;
    for (const auto& event : *events) {
      last_ = event->id;
      if (event->kind == Event::Kind::changed) write_changed(out, *event, *principal);
      if (event->kind == Event::Kind::clock) write_clock(out, *event);
      if (event->kind == Event::Kind::reset) write(out, event->id, "reset", "{}");
      has_notice = has_notice || event->kind == Event::Kind::notice;
    }
    if (has_notice) write_notices(out, *principal);
    return true;
  }

  void beat(std::string& out) override { out += ": alive\n\n"; }

 private:
  static void write(std::string& out, std::uint64_t id, std::string_view name,
                    std::string_view data) {
    out.append("id: ").append(std::to_string(id)).append("\nevent: ").append(name);
    out.append("\ndata: ").append(data).append("\n\n");
  }

  /// A stream ends with the session that opened it.
  bool is_ended() {
    const Instant now = real_now();
    if (now < next_check_) return false;
    next_check_ = now + services_.settings.sessions.recheck;
    const auto session = reader_.find_session(token_hash_);
    if (session) return now >= session->expires_at;
    const auto token = reader_.find_token(token_hash_);
    return !token || now >= token->expires_at;
  }

  app::Stage stage(const app::Principal& principal) const {
    return {.view = {reader_, principal.person},
            .directory = *principal.directory,
            .texts = services_.texts,
            .language = language_,
            .now = services_.time.now(),
            .viewer = principal.person,
            .sees = principal.sees,
            .packs = services_.packs()};
  }

  void write_changed(std::string& out, const Event& event, const app::Principal& principal) {
    const casework::Record& record = *event.record;
    if (!stage(principal).may_see(record)) return;
    std::string data;
    JsonWriter json(data);
    json.begin_object()
        .field("id", record.id.text)
        .field("pack", record.pack().id)
        .field("type", record.type->name);
    if (record.type->site_field >= 0) {
      json.field("site",
                 record.fields[static_cast<std::size_t>(record.type->site_field)].as_string());
    }
    if (!record.parent.is_empty()) json.field("parent", record.parent.text);
    json.field("version", record.version).end_object();
    write(out, event.id, "changed", data);
  }

  void write_clock(std::string& out, const Event& event) {
    std::string data;
    JsonWriter json(data);
    json.begin_object()
        .field("now", app::instant_text(event.now, *services_.packs().front()))
        .end_object();
    write(out, event.id, "clock", data);
  }

  void write_notices(std::string& out, const app::Principal& principal) {
    const auto page = reader_.notices(*principal.person, new_notices_max);
    for (auto row = page.items.rbegin(); row != page.items.rend(); ++row) {
      if (row->notice.id <= last_notice_) continue;
      last_notice_ = row->notice.id;
      std::string data;
      JsonWriter json(data);
      app::write_notice(json, stage(principal), *row, reader_);
      write(out, last_, "notice", data);
    }
  }

  Services& services_;
  const app::Reader& reader_;
  const std::string person_;
  const std::string token_hash_;
  const app::Language language_;
  std::uint64_t last_ = 0;
  std::int64_t last_notice_ = 0;
  Instant next_check_{};
  bool greeted_ = false;
};

}  // namespace

Answer open_events(Call& call) {
  const auto& person = *call.caller->person;
  auto events = std::make_shared<PageEvents>(call.services, call.reader, person.key,
                                             call.token_hash, call.language);
  const auto newest = call.reader.notices(person, 1);
  if (!newest.items.empty()) events->know_notices(newest.items.front().notice.id);
  const auto last = call.request.header(Header::last_event_id);
  std::uint64_t id = 0;
  const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), id);
  if (error == std::errc{} && end == last.data() + last.size()) {
    events->start_after(id);
  } else {
    events->start_at_latest();
  }
  Response response;
  response.content_type = "text/event-stream; charset=utf-8";
  response.add_header("Cache-Control", "no-store");
  response.add_header("X-Accel-Buffering", "no");
  response.events = std::move(events);
  return response;
}

Answer move_clock(Call& call) {
  app::TimeSource& time = call.services.time;
  if (!time.is_virtual()) return call.problem(app::ProblemCode::not_found);
  const auto& seconds = call.member("advance_seconds");
  const auto& to = call.member("to");
  if (seconds.present == to.present) {
    return call.bad_member("advance_seconds", app::InputFault::missing, "advance_seconds | to");
  }
  const Instant now = time.now();
  const Instant latest = now + std::chrono::days(advance_days_max);
  const Instant target = to.present ? to.instant : now + Seconds{seconds.integer};
  const bool is_in_range = to.present
                               ? target >= now && target <= latest
                               : seconds.integer >= 0 && seconds.integer <= (latest - now).count();
  if (!is_in_range || !time.advance_to(target)) {
    return call.bad_member(to.present ? "to" : "advance_seconds", app::InputFault::out_of_range,
                           ">= 0");
  }
  call.services.events.publish({Event{.kind = Event::Kind::clock, .now = target}});
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("now", app::instant_text(target, call.main_pack()))
      .field("virtual", true)
      .end_object();
  // What has become due happens before the answer: whoever moved the clock sees it.
  auto complete = call.exchange.defer();
  auto answer = [&services = call.services, complete, body = std::move(out)] {
    if (services.on_clock_moved) services.on_clock_moved();
    complete(json_response(body));
  };
  if (!call.services.workers.submit(std::move(answer))) {
    complete(call.problem(app::ProblemCode::unavailable));
  }
  return {};
}

}  // namespace guiju::http
