#include "http/metrics.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "http/route.hpp"
#include "http/services.hpp"

namespace guiju::http {
namespace {

void append_number(std::string& out, double value) {
  char text[32];
  out.append(text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.12g\n", value)));
}

void begin_metric(std::string& out, const char* name, const char* type, const char* help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
  out.append(name).append(" ").append(type).append("\n");
}

void append_metric(std::string& out, const char* name, const char* type, const char* help,
                   double value) {
  begin_metric(out, name, type, help);
  append_number(out.append(name).append(" "), value);
}

void append_gauge(std::string& out, const char* name, const char* help, double value) {
  append_metric(out, name, "gauge", help, value);
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// Names as Prometheus has agreed on them for every program.
void append_process(std::string& out, Instant started_at) {
  append_gauge(out, "process_start_time_seconds", "When the server was started, since 1970.",
               static_cast<double>(started_at.time_since_epoch().count()));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  append_metric(out, "process_cpu_seconds_total", "counter", "Processor time used.",
                seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
  std::uint64_t pages = 0, resident = 0;
  if (std::ifstream("/proc/self/statm") >> pages >> resident) {
    append_gauge(out, "process_resident_memory_bytes", "Memory held.",
                 static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)));
  }
  std::error_code fault;
  const std::filesystem::directory_iterator files("/proc/self/fd", fault);
  if (!fault) {
    append_gauge(out, "process_open_fds", "Files and connections open.",
                 static_cast<double>(std::distance(begin(files), end(files))));
  }
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    append_gauge(out, "process_max_fds", "Files and connections that may be open.",
                 static_cast<double>(limit.rlim_cur));
  }
}

}  // namespace

Metrics::Metrics(const std::vector<Route>& routes)
    : routes_(routes), counters_(routes.size() + 1) {}

void Metrics::count(const Route* route, int status, std::chrono::nanoseconds took) {
  const auto place =
      route == nullptr ? routes_.size() : static_cast<std::size_t>(route - routes_.data());
  auto& counters = counters_[place];
  const auto status_class = static_cast<std::size_t>(std::clamp(status / 100, 0, 5));
  counters.by_class[status_class].fetch_add(1, std::memory_order_relaxed);
  const double seconds = std::chrono::duration<double>(took).count();
  const auto duration = std::ranges::lower_bound(bounds, seconds) - bounds.begin();
  counters.by_duration[static_cast<std::size_t>(duration)].fetch_add(1, std::memory_order_relaxed);
  counters.nanoseconds.fetch_add(static_cast<std::uint64_t>(took.count()),
                                 std::memory_order_relaxed);
}

void Metrics::append(std::string& out) const {
  const auto label_of = [&](std::size_t place) {
    return "route=\"" + (place < routes_.size() ? pattern_of(routes_[place]) : "other") + '"';
  };
  begin_metric(out, "guiju_http_requests_total", "counter",
               "Answers, by route and class of status.");
  for (std::size_t place = 0; place < counters_.size(); ++place) {
    for (std::size_t status = 0; status < counters_[place].by_class.size(); ++status) {
      const auto n = counters_[place].by_class[status].load(std::memory_order_relaxed);
      if (n == 0) continue;
      out += "guiju_http_requests_total{" + label_of(place) + ",status=\"" +
             std::to_string(status) + "xx\"} " + std::to_string(n) + '\n';
    }
  }
  begin_metric(out, "guiju_http_request_duration_seconds", "histogram",
               "From the whole request to its answer.");
  for (std::size_t place = 0; place < counters_.size(); ++place) {
    append_durations(out, counters_[place], label_of(place));
  }
}

void Metrics::append_durations(std::string& out, const Counters& counters,
                               const std::string& label) {
  std::string lines;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < counters.by_duration.size(); ++i) {
    sum += counters.by_duration[i].load(std::memory_order_relaxed);
    lines += "guiju_http_request_duration_seconds_bucket{" + label + ",le=\"";
    if (i < bounds.size()) {
      char bound[16];
      lines.append(bound,
                   static_cast<std::size_t>(std::snprintf(bound, sizeof bound, "%g", bounds[i])));
    } else {
      lines += "+Inf";
    }
    lines += "\"} " + std::to_string(sum) + '\n';
  }
  if (sum == 0) return;
  out += lines + "guiju_http_request_duration_seconds_sum{" + label + "} ";
  append_number(out,
                static_cast<double>(counters.nanoseconds.load(std::memory_order_relaxed)) / 1e9);
  out += "guiju_http_request_duration_seconds_count{" + label + "} " + std::to_string(sum) + '\n';
}

namespace {

Response plain(int status, std::string text) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

class MetricsHandler final : public Handler {
 public:
  explicit MetricsHandler(Services& services)
      : services_(services), reader_(services.store.open_reader()) {}

  std::optional<Response> handle(const Request& request, Exchange&) override {
    if (request.path != "/metrics") return plain(404, "there is /metrics here\n");
    if (request.method != Method::get && request.method != Method::head) {
      auto refused = plain(405, "only GET\n");
      refused.add_header("Allow", "GET, HEAD");
      return refused;
    }
    std::string text;
    services_.metrics.append(text);
    append_waiting(text);
    try {
      append_store(text);
    } catch (const std::exception& fault) {
      return plain(503, std::string("the store cannot be read: ") + fault.what() + '\n');
    }
    append_process(text, services_.started_at);
    auto response = plain(200, std::move(text));
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
  }

  std::size_t body_limit(Method, std::string_view) override { return 0; }
  Response reject(int status, std::string_view) override {
    return plain(status, std::string(reason_phrase(status)) + '\n');
  }

 private:
  void append_waiting(std::string& out) {
    append_gauge(out, "guiju_store_waiting_transactions",
                 "Transactions handed in that are not durable yet.",
                 static_cast<double>(services_.store.waiting()));
    append_gauge(out, "guiju_event_streams", "Pages that are being told of events.",
                 static_cast<double>(services_.event_streams.load()));
    append_gauge(out, "guiju_active_sessions",
                 "Sessions and tokens used within the last five minutes.",
                 static_cast<double>(services_.sessions.active(real_now())));
  }

  void append_store(std::string& out) {
    const app::Reader::Snapshot snapshot(*reader_);
    append_metric(out, "guiju_journal_entries_total", "counter", "Entries of the journal.",
                  static_cast<double>(reader_->entry_count()));
    const auto due = reader_->next_timer();
    const auto now = services_.time.now();
    append_gauge(out, "guiju_timer_lateness_seconds",
                 "How long the earliest timer has been due; 0 when none is.",
                 due && *due < now ? std::chrono::duration<double>(now - *due).count() : 0);
  }

  Services& services_;
  std::unique_ptr<app::Reader> reader_;
};

}  // namespace

std::unique_ptr<Handler> make_metrics_handler(Services& services) {
  return std::make_unique<MetricsHandler>(services);
}

}  // namespace guiju::http
