#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <functional>
#include <iostream>
#include <system_error>
#include <thread>

#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/draft_folder.hpp"
#include "cli/key_file.hpp"
#include "cli/options.hpp"
#include "cli/play_examples.hpp"
#include "cli/running_server.hpp"
#include "cli/stderr_log.hpp"
#include "delivery/clock.hpp"
#include "http/metrics.hpp"
#include "http/tls.hpp"
#include "http/traditional.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string database, packs, drafts, web = "web/dist", clock, address = "127.0.0.1", key_file;
  http::Certificate::Files certificate;
  std::vector<std::string> second_factor_roles;
  std::uint16_t port = 8080, metrics_port = 0;
  int io_threads = 0;
  bool secure_cookie = false, behind_proxy = false, second_factor_required = false;
  std::size_t attachment_mb = 20;
};

/// The signals that the server is told things by. Made before any thread, so that none of them gets
/// one.
class Signals {
 public:
  /// Without `has_certificate` SIGHUP does what it does: a terminal that is closed ends the server.
  explicit Signals(bool has_certificate) {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    if (has_certificate) sigaddset(&signals_, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // whoever read the log may leave before the server does
  }
  /// Until the server is to stop; calls `reread` whenever files are to be read anew.
  void wait(const std::function<void()>& reread) const {
    for (int signal = 0;;) {
      sigwait(&signals_, &signal);
      if (signal != SIGHUP) return;
      reread();
    }
  }

 private:
  sigset_t signals_{};
};

/// Null where none is named.
std::shared_ptr<http::Certificate> certificate_of(const Options& options) {
  if (options.certificate.chain.empty()) return nullptr;
  return std::make_shared<http::Certificate>(options.certificate);
}

void tell(app::Log& log, std::string_view what, const http::Certificate& certificate,
          const Options& options) {
  log.write(app::Log::Level::info, what,
            {{"file", options.certificate.chain}, {"last_day", certificate.last_day()}});
  if (certificate.is_key_open()) {
    log.write(app::Log::Level::warning, "the certificate's key can be read by others",
              {{"file", options.certificate.key}});
  }
}

bool is_of_this_machine(std::string_view address) {
  return address.starts_with("127.") || address == "::1";
}

/// A new one that is no good leaves the old one as it is.
void renew(http::Certificate& certificate, app::Log& log, const Options& options) try {
  certificate.reread();
  tell(log, "certificate read anew", certificate, options);
} catch (const std::runtime_error& reason) {
  log.write(app::Log::Level::error, "the new certificate is not taken",
            {{"fault", std::string(reason.what())}});
}

/// As many files as the machine allows: a connection is one.
void take_all_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);  // where that is refused, fewer connections are let in
}

std::unique_ptr<app::TimeSource> time_source(const Options& options, const CompanyFile& file) {
  if (options.clock.empty()) return std::make_unique<delivery::RealClock>();
  const auto start = parse_instant(options.clock);
  if (!start) {
    throw std::runtime_error("--clock wants a moment with its offset, 2026-03-07T02:10:00+08:00");
  }
  if (!file.founding().is_demo) {
    throw std::runtime_error(
        "--clock is for a demo company: what is done on a movable clock is no record of anything");
  }
  return std::make_unique<delivery::MovableClock>(*start);
}

int io_threads_of(const Options& options) {
  if (options.io_threads > 0) return options.io_threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

/// Null where no folder is named.
std::unique_ptr<DraftFolder> drafts_of(const Options& options, const PackLoader& loader,
                                       const CompanyFile& file) {
  if (options.drafts.empty()) return nullptr;
  return std::make_unique<DraftFolder>(
      options.drafts, [&loader](const auto& folder) { return loader.read(folder); },
      [&](const auto& files, Diagnostics& findings) {
        return compile_for(loader, files, file.founding(), findings);
      },
      [&loader](const auto& files) {
        Diagnostics told_when_compiled;
        return play_examples(loader, files, false, told_when_compiled);
      });
}

http::SecondFactorSettings second_factor_of(const Options& options, const app::Shelf& shelf) {
  http::SecondFactorSettings settings{.is_required = options.second_factor_required,
                                      .roles = options.second_factor_roles};
  const store::Location database(options.database);
  if (!options.key_file.empty()) {
    settings.key = key_of_file(options.key_file);
  } else if (!database.is_postgres()) {
    settings.key = key_of_file(options.database + ".key");
  } else if (settings.is_required || !settings.roles.empty()) {
    throw std::runtime_error("second factors need --key-file where the database is PostgreSQL");
  }
  for (const auto& role : settings.roles) {
    const auto packs = shelf.all();
    if (std::ranges::none_of(packs, [&](const auto* pack) { return pack->find_role(role); })) {
      throw std::runtime_error("no regulation knows the role " + role);
    }
  }
  return settings;
}

int serve(const Options& options) {
  const auto certificate = certificate_of(options);
  const Signals signals(certificate != nullptr);
  take_all_files();
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  CompanyFile file(options.database, loader);
  const auto drafts = drafts_of(options, loader, file);
  const auto time = time_source(options, file);
  const app::Texts texts(http::make_traditional_converter());
  StderrLog log;
  http::ServerSettings settings;
  settings.company_name = file.founding().name;
  settings.web_directory = options.web;
  settings.secure_cookie = options.secure_cookie;
  settings.behind_proxy = options.behind_proxy;
  settings.second_factor = second_factor_of(options, file.shelf());
  settings.attachment_bytes_max = options.attachment_mb * 1024 * 1024;
  settings.shipped_holidays = loader.shipped_holidays();
  http::ListenerOptions listener;
  listener.address = options.address;
  listener.port = options.port;
  listener.io_threads = io_threads_of(options);
  listener.certificate = certificate;
  if (options.behind_proxy) listener.connections_per_address_max = 0;  // all come from the proxy's
  try {
    RunningServer server(file.store(), file.shelf(), *time, file.contents(), texts, log, settings,
                         listener, drafts.get(), [&file] { file.reread_versions(); });
    const auto& name = file.founding().name;
    std::cout << (name.empty() ? "guiju" : name) << ": http" << (certificate ? "s" : "") << "://"
              << options.address << ":" << server.port() << std::endl;
    if (time->is_virtual()) {
      std::cout << "movable clock, at " << to_utc_text(time->now()) << std::endl;
    }
    std::optional<http::Listener> metrics;
    if (options.metrics_port != 0) {
      metrics.emplace(http::ListenerOptions{.port = options.metrics_port},
                      [&server] { return http::make_metrics_handler(server.services()); });
    }
    log.write(app::Log::Level::info, "serving",
              {{"address", options.address}, {"port", std::int64_t{server.port()}}});
    if (certificate) {
      tell(log, "certificate", *certificate, options);
    } else if (!options.behind_proxy && !is_of_this_machine(options.address)) {
      log.write(app::Log::Level::warning, "in clear: passwords can be read on the way",
                {{"address", options.address}});
    }
    signals.wait([&] { renew(*certificate, log, options); });
    log.write(app::Log::Level::info, "stopping");
  } catch (const std::system_error& error) {
    throw std::runtime_error(std::string("cannot listen on ") + error.what());
  }
  return done;
}

}  // namespace

void add_serve(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("serve", "Serve a company: the API, the web UI, the clock's work");
  auto options = std::make_shared<Options>();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->add_option("--drafts", options->drafts,
                  "a folder with drafts of regulations, each a folder");
  sub->add_option("--web", options->web, "the built web UI")->capture_default_str();
  sub->add_option("--port", options->port, "0: any free one")->capture_default_str();
  sub->add_option("--address", options->address, "where to listen")->capture_default_str();
  sub->add_option("--metrics-port", options->metrics_port,
                  "where Prometheus asks for /metrics, on 127.0.0.1 alone; default: nowhere");
  sub->add_option("--io-threads", options->io_threads,
                  "default: one less than the machine's cores");
  sub->add_flag("--second-factor-required", options->second_factor_required,
                "everyone must turn on a second factor before anything else");
  sub->add_option("--second-factor-required-of", options->second_factor_roles,
                  "the same, of whoever holds the role; may be given several times")
      ->type_name("ROLE");
  sub->add_option("--key-file", options->key_file,
                  "what seals second factors, made where there is none; default: beside a file's "
                  "database, `.key` behind its name, and none with PostgreSQL");
  auto* chain = sub->add_option("--certificate", options->certificate.chain,
                                "speak TLS with this certificate and its chain (PEM); read anew on "
                                "SIGHUP")
                    ->type_name("FILE");
  auto* key = sub->add_option("--certificate-key", options->certificate.key, "its key (PEM)")
                  ->type_name("FILE");
  chain->needs(key);
  key->needs(chain);
  sub->add_flag("--secure-cookie", options->secure_cookie,
                "behind a proxy that speaks TLS: browsers send the cookie over TLS alone");
  sub->add_flag("--behind-proxy", options->behind_proxy,
                "behind a proxy that writes X-Forwarded-For: its last address is the client's");
  sub->add_option("--attachment-mb", options->attachment_mb, "largest file that may be attached")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  sub->add_option(
      "--clock", options->clock,
      "begin at this moment, on a clock that stands still until it is moved (demo only)");
  sub->footer("Ends on SIGINT or SIGTERM, when the answers under way are given.");
  sub->callback([&action, options] { action = [options] { return serve(*options); }; });
}

}  // namespace guiju::cli
