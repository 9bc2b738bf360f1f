#include <algorithm>

#include "app/journal_reading.hpp"
#include "app/present_dry_run.hpp"
#include "http/deferred.hpp"
#include "http/handlers.hpp"

// 试算 over the company's own past: begun, watched, read.
namespace guiju::http {
namespace {

constexpr std::size_t differences_on_a_page = 100;

std::string_view word_of(DryRunJob::State state) {
  constexpr std::string_view words[] = {"waiting", "running", "done", "stopped", "failed"};
  return words[static_cast<std::size_t>(state)];
}

Instant start_of(const DryRunJob& job, LocalDate day) {
  return job.draft->pack->calendar_rules.zone.to_instant(LocalTime(day));
}

using Clock = std::chrono::steady_clock;

std::int64_t milliseconds_since(Clock::time_point begun) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun).count();
}

void play(Services& services, DryRunJob& job, const app::Visibility& sees) {
  const auto begun = Clock::now();
  const auto reader = services.store.open_reader();
  const auto to = start_of(job, job.to + std::chrono::days(1));
  const auto last = std::min(reader->last_entry_before(to) + 1, reader->entry_count());
  job.entries = static_cast<std::int64_t>(last);
  job.run = std::make_unique<app::DryRun>(services.shelf, *job.draft->pack, start_of(job, job.from),
                                          to, sees);
  app::read_entries(*reader, 1, last, [&](journal::Entry entry) {
    job.done = static_cast<std::int64_t>(entry.seq);
    job.milliseconds = milliseconds_since(begun);
    job.run->take(std::move(entry));
    return !job.is_stopped;
  });
  if (!job.is_stopped) job.report = job.run->finish();
}

void run(Services& services, DryRunJob& job, const app::Visibility& sees) {
  const auto begun = Clock::now();
  job.state = DryRunJob::State::running;
  auto end = DryRunJob::State::failed;
  try {
    play(services, job, sees);
    end = job.is_stopped ? DryRunJob::State::stopped : DryRunJob::State::done;
  } catch (const std::exception& fault) {
    services.log.write(app::Log::Level::error, "dry run failed", {{"fault", fault.what()}});
  }
  job.milliseconds = milliseconds_since(begun);
  job.state = end;
}

std::string job_json(const Call& call, const DryRunJob& job, std::size_t skipped = 0,
                     std::optional<app::Effect> only = std::nullopt) {
  const auto& draft = *job.draft->pack;
  const auto state = job.state.load();
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("id", job.id)
      .field("state", word_of(state))
      .field("folder", job.draft->folder)
      .field("pack", draft.id)
      .field("version", draft.version)
      .field("title", call.services.texts.say(draft.title, call.language))
      .field("from", guiju::to_text(job.from))
      .field("to", guiju::to_text(job.to))
      .field("done", job.done.load())
      .field("entries", job.entries.load())
      .field("milliseconds", job.milliseconds.load());
  if (state == DryRunJob::State::done) {
    const auto packs =
        app::DraftedPacks{call.services.shelf, draft}.all_in_force(call.services.time.now());
    const auto& world = job.run->world();
    const app::Stage stage{.view = {world, call.caller->person},
                           .directory = world.directory(),
                           .texts = call.services.texts,
                           .language = call.language,
                           .now = call.now,
                           .viewer = call.caller->person,
                           .sees = call.caller->sees,
                           .packs = packs};
    app::write_dry_run(json.key("report"), stage, job.report,
                       {.skipped = skipped, .limit = differences_on_a_page, .only = only});
  }
  json.end_object();
  return out;
}

std::optional<app::Effect> effect_named(std::string_view name) {
  for (std::size_t i = 0; i < app::effect_count; ++i) {
    const auto effect = static_cast<app::Effect>(i);
    if (app::to_text(effect) == name) return effect;
  }
  return {};
}

/// A draft by its folder; or a version of a regulation that was, is or will be in force.
struct Played {
  std::string folder, pack, version;
};

std::shared_ptr<const app::Draft> find_played(Services& services, const Played& played) {
  if (!played.folder.empty()) {
    if (services.drafts == nullptr) return nullptr;
    const auto drafts = services.drafts->list();
    const auto found = std::ranges::find(drafts, played.folder, [](const auto& draft) {
      return draft->pack == nullptr ? std::string_view() : std::string_view(draft->folder);
    });
    return found == drafts.end() ? nullptr : *found;
  }
  for (const auto& [version, term] : services.shelf.versions(played.pack)) {
    if (version->version != played.version) continue;
    auto draft = std::make_shared<app::Draft>();
    draft->pack = {std::shared_ptr<const void>(), version};  // the shelf keeps it
    return draft;
  }
  return nullptr;
}

Response unavailable(const app::Stage& stage) {
  return problem_response(
      app::make_problem(app::ProblemCode::unavailable, stage.texts, stage.language));
}

}  // namespace

Answer begin_dry_run(Call& call) {
  const auto from = parse_date(call.member("from").text), to = parse_date(call.member("to").text);
  if (!from) return call.bad_member("from", app::InputFault::no_such_date, "YYYY-MM-DD");
  if (!to) return call.bad_member("to", app::InputFault::no_such_date, "YYYY-MM-DD");
  if (*to < *from)
    return call.bad_member("to", app::InputFault::out_of_range, guiju::to_text(*from) + "..");
  if (!app::may_read_drafts(*call.caller->person)) return call.problem(app::ProblemCode::not_found);
  const Played played{call.member("draft").text, call.member("pack").text,
                      call.member("version").text};
  // Compiling a draft may take longer than this thread may.
  const auto deferred = defer(call);
  const auto work = [deferred, from, to, played] {
    auto& shared = deferred.services;
    deferred.run([&](const app::Stage& stage, app::Reader&) {
      auto draft = find_played(shared, played);
      if (draft == nullptr) return not_found(stage);
      const auto job = shared.dry_runs.add(
          std::make_shared<DryRunJob>(stage.viewer->key, std::move(draft), *from, *to));
      if (job == nullptr) return unavailable(stage);
      if (!shared.imports.submit([job, &shared, sees = stage.sees] { run(shared, *job, sees); })) {
        job->state = DryRunJob::State::failed;
        return unavailable(stage);
      }
      std::string out;
      JsonWriter json(out);
      json.begin_object().field("id", job->id).end_object();
      return json_response(std::move(out), 202);
    });
  };
  if (!call.services.workers.submit(work)) deferred.complete_with(app::ProblemCode::unavailable);
  return {};
}

Answer get_dry_run(Call& call) {
  const auto job = call.services.dry_runs.find(call.path[0], call.caller->person->key);
  if (!job) return call.problem(app::ProblemCode::not_found);
  return json_response(job_json(call, *job,
                                static_cast<std::size_t>(call.query_value("skip").integer),
                                effect_named(call.query_value("effect").text)));
}

Answer stop_dry_run(Call& call) {
  const auto job = call.services.dry_runs.find(call.path[0], call.caller->person->key);
  if (!job) return call.problem(app::ProblemCode::not_found);
  job->is_stopped = true;
  Response response;
  response.status = 204;
  response.content_type = {};
  return response;
}

}  // namespace guiju::http
