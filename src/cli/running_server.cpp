#include "cli/running_server.hpp"

#include "app/edition.hpp"
#include "app/reader.hpp"

namespace guiju::cli {
namespace {

constexpr std::chrono::milliseconds stop_patience{5000};

http::ServerSettings settled(http::ServerSettings settings, const http::ListenerOptions& listener) {
  if (listener.certificate) settings.secure_cookie = true;
  return settings;
}

}  // namespace

RunningServer::RunningServer(app::Store& store, app::Shelf& shelf, app::TimeSource& time,
                             app::ContentStore& contents, const app::Texts& texts, app::Log& log,
                             const http::ServerSettings& settings,
                             const http::ListenerOptions& listener, app::Drafts* drafts,
                             std::function<void()> reread_versions)
    : store_(store),
      shelf_(shelf),
      log_(log),
      reread_versions_(std::move(reread_versions)),
      desk_(shelf, texts),
      access_(shelf),
      observed_(store, [this](const app::Changes& changes) { observe(changes); }) {
  store_.when_changed_elsewhere([this](auto directory, bool has_versions) {
    take_over_from_elsewhere(std::move(directory), has_versions);
  });
  // On the writer thread, where nothing else changes the register meanwhile.
  store_.write([this](app::UnitOfWork& unit) {
    access_.replace(std::make_shared<const casework::Directory>(unit.directory()));
  });
  services_ = std::make_unique<http::Services>(observed_, desk_, shelf, texts, time, access_,
                                               contents, log, settled(settings, listener));
  services_->drafts = drafts;
  timers_ = std::make_unique<delivery::TimerRunner>(observed_, desk_, time, log);
  timers_->start();
  services_->on_clock_moved = [this] {
    timers_->wake();
    timers_->wait_until_idle();
  };
  server_ = std::make_unique<http::Server>(*services_, listener);
  is_up_ = true;
}

RunningServer::~RunningServer() {
  store_.when_changed_elsewhere({});
  server_->stop(stop_patience);
}

/// Nobody knows what has changed: people, what is due, and all that pages show.
void RunningServer::take_over_from_elsewhere(std::shared_ptr<const casework::Directory> directory,
                                             bool has_versions) {
  // Whatever comes of the versions: whoever has left or lost a role is heeded at once.
  access_.replace(std::move(directory));
  const std::string fault = has_versions ? fault_of_rereading() : std::string{};
  const bool is_said = !fault.empty() && fault == said_;  // it is tried again and again
  said_ = fault;
  if (!fault.empty() && !is_said) {
    log_.write(app::Log::Level::error, "versions kept by another server not taken over",
               {{"fault", fault}});
  }
  if (is_up_ && !is_said) {
    http::publish_reset(*services_);
    timers_->wake();
  }
  if (!fault.empty()) throw std::runtime_error(fault);
}

std::string RunningServer::fault_of_rereading() const {
  if (!reread_versions_) return {};
  try {
    reread_versions_();
    return {};
  } catch (const std::exception& fault) {
    return fault.what();
  }
}

void RunningServer::observe(const app::Changes& changes) {
  app::take_editions(shelf_, changes.records);
  if (services_) http::publish_changes(*services_, changes);
  if (timers_) timers_->consider(changes.records);
}

}  // namespace guiju::cli
