#include "store/sql/writer.hpp"

#include <future>

#include "store/characters.hpp"
#include "store/sql/schema.hpp"

namespace guiju::store {
namespace {

/// A pause: nobody has written for so long. Also how long it takes at most until it is noticed what
/// another process has written.
constexpr std::chrono::milliseconds pause{500};
/// More jobs than this wait for the next commit, so that the first need not wait for all.
constexpr std::size_t batch_max = 256;

std::unique_ptr<Database> open_migrated(const Location& location) {
  auto database = connect_writer(location);
  migrate(*database);
  return database;
}

}  // namespace

Writer::Writer(const SqlOptions& options)
    : database_(open_migrated(options.location)),
      unit_(*database_, options),
      // Here, so that neither the opening nor the first commit waits for it.
      warming_up_(warm_up_characters) {
  told_versions_ = unit_.versions();
  publish();
  thread_ = std::thread([this] { run(); });
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  wake_.notify_one();
  thread_.join();
  warming_up_.join();
}

void Writer::submit(Job job) {
  bool is_first = false;
  {
    const std::lock_guard lock(mutex_);
    is_first = queue_.empty();
    queue_.push_back(std::move(job));
  }
  if (is_first) wake_.notify_one();
}

void Writer::write(std::function<void(SqlUnit&)> work) {
  std::promise<void> finished;
  submit({std::move(work), [&finished](std::exception_ptr failure) {
            failure ? finished.set_exception(failure) : finished.set_value();
          }});
  finished.get_future().get();
}

std::shared_ptr<const casework::Directory> Writer::directory() const {
  const std::lock_guard lock(published_mutex_);
  return directory_;
}

std::optional<Instant> Writer::next_timer() const {
  const std::lock_guard lock(published_mutex_);
  return next_timer_;
}

WriterFigures Writer::figures() const {
  return {
      .commits = commits_, .jobs = jobs_, .redone = redone_, .waits = waits_, .reloads = reloads_};
}

std::optional<Writer::Batch> Writer::take_batch() {
  std::unique_lock lock(mutex_);
  const auto is_due = [this] { return is_stopped_ || !queue_.empty(); };
  if (!wake_.wait_for(lock, pause, is_due)) return std::nullopt;
  if (queue_.size() <= batch_max) return std::exchange(queue_, {});
  Batch batch;
  for (std::size_t i = 0; i < batch_max; ++i) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return batch;
}

void Writer::run() {
  for (;;) {
    std::optional<Batch> batch = take_batch();
    if (lacks_space_) look_for_space();
    if (!batch) {
      use_pause();
      continue;
    }
    if (batch->empty()) return;
    run_batch(*batch);
    database_->tend();
    waits_ = database_->waits();
  }
}

/// Writes something and takes it away: what is only read needs no space, and perhaps nobody asks
/// for anything for a long time.
void Writer::look_for_space() {
  try {
    Transaction transaction(*database_);
    write_meta(*database_, "space", "looked for");
    forget_meta(*database_, "space");
    transaction.commit();
    lacks_space_ = false;
  } catch (const std::exception&) {
    // There is none yet.
  }
}

/// What nobody waits for: records are taken into the full-text index, and a transaction, empty or
/// not, takes over what another process has changed.
void Writer::use_pause() {
  try {
    tell_of_elsewhere();
    if (!unit_.is_changed_elsewhere() && !unit_.has_waiting_words()) return;
    begin();
    unit_.index_words();
    unit_.finish();
    unit_.commit();
    publish();
  } catch (const std::exception&) {
    // Another process is writing at length, or the disk is gone: the next job will say so.
    unit_.rollback();
  }
}

/// What another process has put in force is so for the jobs of this transaction.
void Writer::begin() {
  unit_.begin();
  reloads_ = unit_.reloads();
  tell_of_elsewhere();
}

void Writer::tell_of_elsewhere() {
  if (told_reloads_ == unit_.reloads()) return;
  const std::lock_guard lock(told_mutex_);
  try {
    if (told_) told_(unit_.shared_directory(), told_versions_ != unit_.versions());
  } catch (const std::exception&) {
    return;  // told again at the next pause
  }
  told_reloads_ = unit_.reloads();
  told_versions_ = unit_.versions();
}

void Writer::when_changed_elsewhere(app::Store::ToldOfChange told) {
  const std::lock_guard lock(told_mutex_);
  told_ = std::move(told);
}

void Writer::run_batch(Batch& batch) {
  if (run_together(batch)) return;
  redone_ += batch.size() > 1;
  for (Job& job : batch) run_alone(job);
}

/// Commits all jobs at once. False when one of them threw: then nothing is kept.
bool Writer::run_together(Batch& batch) {
  std::exception_ptr failure;
  bool is_committing = false;
  try {
    begin();
    for (Job& job : batch) job.work(unit_);
    unit_.finish();
    is_committing = true;
    unit_.commit();
  } catch (const StorageFull&) {
    failure = std::current_exception();
    lacks_space_ = true;
  } catch (const std::exception&) {
    failure = std::current_exception();
  }
  if (!failure) {
    ++commits_;
    jobs_ += batch.size();
    publish();
    for (Job& job : batch) job.done(nullptr);
    return true;
  }
  unit_.rollback();
  // Whatever keeps a commit from happening keeps the next one from it too; so does the only job's
  // own failure.
  if (!is_committing && batch.size() > 1) return false;
  for (Job& job : batch) job.done(failure);
  return true;
}

void Writer::run_alone(Job& job) {
  Batch alone;
  alone.push_back(std::move(job));
  run_together(alone);
}

void Writer::publish() {
  if (unit_.catalogue().take_changed()) ++catalogue_version_;
  const std::lock_guard lock(published_mutex_);
  directory_ = unit_.shared_directory();
  next_timer_ = unit_.next_timer();
}

}  // namespace guiju::store
