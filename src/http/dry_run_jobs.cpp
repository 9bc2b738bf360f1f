#include "http/dry_run_jobs.hpp"

#include <algorithm>

#include "http/secrets.hpp"

namespace guiju::http {
namespace {

constexpr std::chrono::hours kept_for{1};
constexpr std::ptrdiff_t on_their_way_max = 4;  // each holds a company in memory

}  // namespace

DryRunJob::DryRunJob(std::string p, std::shared_ptr<const app::Draft> d, LocalDate first,
                     LocalDate last)
    : id(make_secret()), person(std::move(p)), draft(std::move(d)), from(first), to(last) {}

std::shared_ptr<DryRunJob> DryRunJobs::add(std::shared_ptr<DryRunJob> job) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  std::erase_if(jobs_, [&](const Kept& kept) {
    const bool is_his = kept.job->person == job->person;
    if (is_his) kept.job->is_stopped = true;
    return is_his || (kept.job->is_over() && now - kept.at > kept_for);
  });
  if (std::ranges::count_if(jobs_, [](const Kept& kept) { return !kept.job->is_over(); }) >=
      on_their_way_max) {
    return nullptr;
  }
  jobs_.push_back({job, now});
  return job;
}

std::shared_ptr<DryRunJob> DryRunJobs::find(std::string_view id, std::string_view person) const {
  const std::lock_guard lock(mutex_);
  for (const auto& kept : jobs_) {
    if (kept.job->id == id && kept.job->person == person) return kept.job;
  }
  return nullptr;
}

void DryRunJobs::stop_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& kept : jobs_) kept.job->is_stopped = true;
}

}  // namespace guiju::http
