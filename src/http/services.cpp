#include "http/services.hpp"

#include <algorithm>
#include <chrono>

#include "http/openapi.hpp"
#include "http/route.hpp"
#include "http/second_factor.hpp"

namespace guiju::http {
namespace {

/// Event ids of a server begin behind all those of the server before it: it is microseconds later.
std::uint64_t first_event() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
}

constexpr std::size_t waiting_jobs_max = 256, waiting_exports_max = 8, waiting_imports_max = 16;
constexpr int import_threads = 2;  // a long import holds up one of them; what is third waits

}  // namespace

bool SecondFactorSettings::is_required_of(const casework::Person& person) const {
  return is_required || std::ranges::any_of(person.roles, [this](const auto& held) {
           return std::ranges::find(roles, held.role) != roles.end();
         });
}

std::shared_ptr<const std::string> Description::of(const std::vector<const pack::Pack*>& packs) {
  const std::lock_guard lock(mutex_);
  if (&packs != packs_) text_ = std::make_shared<const std::string>(openapi_json(packs));
  packs_ = &packs;
  return text_;
}

Services::Services(app::ObservedStore& s, const app::Desk& d, app::Shelf& p, const app::Texts& t,
                   app::TimeSource& c, app::Access& a, app::ContentStore& k, app::Log& l,
                   const ServerSettings& o)
    : store(s),
      desk(d),
      shelf(p),
      texts(t),
      time(c),
      access(a),
      contents(k),
      log(l),
      settings(o),
      events(first_event(), o.events_kept),
      sessions(o.sessions),
      sign_ins(o.sign_ins),
      second_factors(o.second_factor.key.empty()
                         ? nullptr
                         : std::make_shared<SecondFactors>(o.second_factor.key)),
      files(o.web_directory),
      metrics(routes()),
      started_at(real_now()),
      workers(o.worker_threads, waiting_jobs_max),
      exports(1, waiting_exports_max),
      imports(import_threads, waiting_imports_max) {}

Instant real_now() { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); }

}  // namespace guiju::http
