#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/language.hpp"
#include "app/problem.hpp"
#include "app/row_import.hpp"

namespace guiju::http {

/// What somebody wants of a table.
struct ImportOrder {
  std::string person;
  app::Language language = app::Language::zh_hans;
  std::string upload;  ///< hash of the file
  std::string sheet;
  const pack::Command* command = nullptr;
  std::map<std::string, std::string> columns;  ///< title of a column: name of an input
  std::map<std::string, std::string> fixed;    ///< name of an input: what stands for empty cells
  bool keeps = false;                          ///< false: only tries
  bool takes_duplicates = false;
};

/// A row of which people are told more than that it was taken in.
struct ToldRow {
  std::int64_t line = 0;
  app::RowVerdict verdict;
  std::vector<std::string> shown;  ///< by input; empty for problem rows behind the first
  std::vector<std::string> cells;  ///< as they stood in the file, where the row is handed back
};

/// So many problem rows are shown; all of them are handed back as a file.
inline constexpr std::size_t shown_problems_max = 200;

/// An import on its way, or done: in memory, for a day. Of the table it keeps the titles, and the
/// cells of what is handed back. Any thread.
class ImportJob {
 public:
  enum class State { waiting, running, done, stopped, failed };
  struct Figures {
    State state = State::waiting;
    std::int64_t rows = 0, done = 0;
    std::int64_t ready = 0, known = 0, duplicates = 0, faulty = 0;
    std::int64_t takeable = 0;  ///< duplicates that the pack would let in
    std::chrono::milliseconds took{0};
  };

  ImportJob(std::string id, ImportOrder order);
  const std::string id;
  const ImportOrder order;

  void begin(std::vector<std::string> titles, std::size_t rows);
  void settle(ToldRow row);
  void end(State state);
  void fail(app::Problem why);
  void stop() { stop_.request_stop(); }
  bool is_stopped() const { return stop_.stop_requested(); }
  std::stop_token stop_token() const { return stop_.get_token(); }

  Figures figures() const;
  app::Problem problem() const;
  /// Of the table's columns; none before it has begun.
  std::vector<std::string> titles() const;
  /// The first rows of the table, and the first of those that were not taken in.
  std::vector<ToldRow> first_rows() const;
  std::vector<ToldRow> shown_problems() const;
  std::vector<ToldRow> problem_rows() const;
  bool is_over() const;

 private:
  using Clock = std::chrono::steady_clock;
  mutable std::mutex mutex_;
  Figures figures_;
  Clock::time_point begun_at_{};
  std::vector<std::string> titles_;
  std::vector<ToldRow> first_, problems_;
  app::Problem problem_;
  std::stop_source stop_;
};

/// The imports of all people. Any thread.
class ImportJobs {
 public:
  /// Stops a trial of the person's that is not over: what it tries is wanted no longer. Null when
  /// he has an import that is not over, or too many wait.
  std::shared_ptr<ImportJob> add(ImportOrder order);
  /// One of the person's own; null when there is none of that id.
  std::shared_ptr<ImportJob> find(std::string_view id, std::string_view person) const;
  void drop(std::string_view id);

  /// Stops all of them when it goes.
  class StopsAtEnd {
   public:
    explicit StopsAtEnd(ImportJobs& jobs) : jobs_(jobs) {}
    ~StopsAtEnd() { jobs_.stop_all(); }
    StopsAtEnd(const StopsAtEnd&) = delete;
    StopsAtEnd& operator=(const StopsAtEnd&) = delete;

   private:
    ImportJobs& jobs_;
  };

 private:
  struct Kept {
    std::shared_ptr<ImportJob> job;
    std::chrono::steady_clock::time_point at;
  };
  void stop_all();
  void forget_old();

  mutable std::mutex mutex_;
  std::vector<Kept> jobs_;  ///< oldest first
};

}  // namespace guiju::http
