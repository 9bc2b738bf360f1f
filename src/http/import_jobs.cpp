#include "http/import_jobs.hpp"

#include <algorithm>

#include "http/secrets.hpp"

namespace guiju::http {
namespace {

/// So many rows are shown before anything is written.
constexpr std::size_t first_rows_max = 20;
constexpr std::chrono::hours kept_for{24};
constexpr std::size_t kept_max = 64, kept_of_person_max = 4;

}  // namespace

ImportJob::ImportJob(std::string job_id, ImportOrder job_order)
    : id(std::move(job_id)), order(std::move(job_order)) {}

void ImportJob::begin(std::vector<std::string> titles, std::size_t rows) {
  const std::lock_guard lock(mutex_);
  figures_.state = State::running;
  figures_.rows = static_cast<std::int64_t>(rows);
  titles_ = std::move(titles);
  begun_at_ = Clock::now();
}

void ImportJob::settle(ToldRow row) {
  using Status = app::RowVerdict::Status;
  const std::lock_guard lock(mutex_);
  ++figures_.done;
  switch (row.verdict.status) {
    case Status::ready:
      ++figures_.ready;
      break;
    case Status::known:
      ++figures_.known;
      break;
    case Status::duplicate:
      ++figures_.duplicates;
      if (!row.verdict.is_refused) ++figures_.takeable;
      break;
    case Status::faulty:
      ++figures_.faulty;
      break;
  }
  const bool is_problem =
      row.verdict.status == Status::duplicate || row.verdict.status == Status::faulty;
  if (first_.size() < first_rows_max) {
    first_.push_back({row.line, row.verdict, row.shown, {}});
  }
  if (!is_problem) return;
  if (problems_.size() >= shown_problems_max) row.shown = {};
  problems_.push_back(std::move(row));
}

void ImportJob::end(State state) {
  const std::lock_guard lock(mutex_);
  const bool has_begun = figures_.state == State::running;
  figures_.state = state;
  if (!has_begun) return;
  figures_.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun_at_);
}

void ImportJob::fail(app::Problem why) {
  const std::lock_guard lock(mutex_);
  figures_.state = State::failed;
  problem_ = std::move(why);
}

ImportJob::Figures ImportJob::figures() const {
  const std::lock_guard lock(mutex_);
  Figures figures = figures_;
  if (figures.state == State::running) {
    figures.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun_at_);
  }
  return figures;
}

app::Problem ImportJob::problem() const {
  const std::lock_guard lock(mutex_);
  return problem_;
}

std::vector<std::string> ImportJob::titles() const {
  const std::lock_guard lock(mutex_);
  return titles_;
}

std::vector<ToldRow> ImportJob::first_rows() const {
  const std::lock_guard lock(mutex_);
  return first_;
}

std::vector<ToldRow> ImportJob::shown_problems() const {
  const std::lock_guard lock(mutex_);
  const auto count = std::min(problems_.size(), shown_problems_max);
  return {problems_.begin(), problems_.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::vector<ToldRow> ImportJob::problem_rows() const {
  const std::lock_guard lock(mutex_);
  return problems_;
}

bool ImportJob::is_over() const {
  const State state = figures().state;
  return state != State::waiting && state != State::running;
}

std::shared_ptr<ImportJob> ImportJobs::add(ImportOrder order) {
  const std::lock_guard lock(mutex_);
  forget_old();
  const auto is_his = [&](const Kept& kept) { return kept.job->order.person == order.person; };
  const bool is_busy = std::any_of(jobs_.begin(), jobs_.end(), [&](const Kept& kept) {
    return is_his(kept) && kept.job->order.keeps && !kept.job->is_over();
  });
  if (is_busy || jobs_.size() >= kept_max) return nullptr;
  for (const auto& kept : jobs_) {
    if (is_his(kept) && !kept.job->order.keeps) kept.job->stop();
  }
  if (std::count_if(jobs_.begin(), jobs_.end(), is_his) >=
      static_cast<std::ptrdiff_t>(kept_of_person_max)) {
    jobs_.erase(std::find_if(jobs_.begin(), jobs_.end(), is_his));
  }
  auto job = std::make_shared<ImportJob>(make_secret(), std::move(order));
  jobs_.push_back({job, std::chrono::steady_clock::now()});
  return job;
}

std::shared_ptr<ImportJob> ImportJobs::find(std::string_view id, std::string_view person) const {
  const std::lock_guard lock(mutex_);
  for (const auto& kept : jobs_) {
    if (kept.job->id == id && kept.job->order.person == person) return kept.job;
  }
  return nullptr;
}

void ImportJobs::drop(std::string_view id) {
  const std::lock_guard lock(mutex_);
  std::erase_if(jobs_, [&](const Kept& kept) { return kept.job->id == id; });
}

void ImportJobs::stop_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& kept : jobs_) kept.job->stop();
}

/// What is over goes after a day, and the oldest of it where there are too many.
void ImportJobs::forget_old() {
  const auto now = std::chrono::steady_clock::now();
  std::erase_if(jobs_,
                [&](const Kept& kept) { return kept.job->is_over() && now - kept.at > kept_for; });
  while (jobs_.size() >= kept_max) {
    const auto oldest = std::find_if(jobs_.begin(), jobs_.end(),
                                     [](const Kept& kept) { return kept.job->is_over(); });
    if (oldest == jobs_.end()) return;
    jobs_.erase(oldest);
  }
}

}  // namespace guiju::http
