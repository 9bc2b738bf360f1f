#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "app/desk.hpp"
#include "app/mapping.hpp"

namespace guiju::app {

struct ImportFigures {
  std::int64_t imported = 0;     ///< entries of which all lines were done
  std::int64_t known = 0;        ///< imported before, passed over
  std::int64_t passed_over = 0;  ///< by the mapping's `skip`
  std::int64_t faulty = 0;       ///< handed back
};

/// Takes the rows of a table into a company through the desk: each entry in a transaction of its
/// own, all of its lines or none. Entries queue up, so that many share one commit.
///
/// An entry is known again by its key (its cells, where the mapping states none): a second run
/// passes over what is there. The same key with other cells is a fault.
class Importer {
 public:
  enum class Mode {
    keep,
    dry_run,  ///< every entry is taken back: what would happen. Entries do not see one another.
  };
  struct Context {
    Store& store;
    const Desk& desk;
    const Mapping& mapping;
    Instant recorded_at;
    Mode mode = Mode::keep;
  };
  /// Gets entries of which nothing was kept, in the order of the file, on the calling thread.
  using HandBack = std::function<void(const Entry&, const EntryFault&)>;

  Importer(const Context& context, HandBack hand_back);
  /// Waits for what is queued.
  ~Importer();
  Importer(const Importer&) = delete;
  Importer& operator=(const Importer&) = delete;

  /// Queues an entry; waits while very many are queued. Throws what keeps the store from writing.
  void take(Entry entry);
  /// Waits until all that was taken is durable or handed back.
  void finish();
  const ImportFigures& figures() const { return figures_; }

 private:
  struct Job;
  void run(UnitOfWork& unit, Job& job) const;
  void run_lines(UnitOfWork& unit, Job& job) const;
  std::string run_line(UnitOfWork& unit, const MappedLine& line, EntryRefs& refs) const;
  casework::RecordId find_record(UnitOfWork& unit, const MappedLine& line,
                                 const EntryRefs& refs) const;
  bool is_double(const Job& job);
  void settle(std::size_t queued_max);
  void count(Job& job);

  Context context_;
  HandBack hand_back_;
  std::string actor_;  ///< under which receipts are kept
  ImportFigures figures_;
  std::set<std::string> seen_;  ///< keys of a dry run
  std::deque<std::shared_ptr<Job>> jobs_;
  std::mutex mutex_;
  std::condition_variable done_;
};

}  // namespace guiju::app
