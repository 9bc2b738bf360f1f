#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/ports.hpp"
#include "app/reader.hpp"
#include "calendar/zone.hpp"
#include "store/location.hpp"
#include "store/sql/catalogue.hpp"

/// The lasting store, over SQLite or PostgreSQL.
namespace guiju::store {

/// A pack version as the store keeps it, to be compiled before the store is opened.
struct StoredPack {
  std::string id, version;
  std::vector<pack::SourceFile> files;
};

/// What the database holds before it is opened as a store: the packs that its decisions rest on,
/// oldest first. Empty where nothing is yet. Throws `Fault`.
std::vector<StoredPack> stored_packs(const Location& location);

/// A fact about the database itself, asked before it is opened as a store. Throws `Fault`.
std::optional<std::string> stored_meta(const Location& location, std::string_view name);

/// The files of a pack differ from those kept under the same version: decisions that rest on that
/// version would change their meaning.
class PackChanged : public Fault {
 public:
  using Fault::Fault;
};

struct SqlOptions {
  Location location;
  /// Must know every pack version of `stored_packs`, and those that new records will be under.
  FindPack find_pack;
  /// Whose civil days the journal is sealed by.
  calendar::Zone zone = calendar::Zone::shanghai();
  /// Of SQLite: so many new records wait for the full-text index at most. Each costs less the more
  /// there are, and whoever searches reads them all (docs/adr/0014-words-wait.md).
  std::int64_t waiting_words_max = 256;
};

/// What the writer has done since the store was opened.
struct WriterFigures {
  std::uint64_t commits = 0;
  std::uint64_t jobs = 0;     ///< committed
  std::uint64_t redone = 0;   ///< batches taken back and redone job by job
  std::uint64_t waits = 0;    ///< times it had to do itself what the engine does beside it
  std::uint64_t reloads = 0;  ///< times another process had written
};

/// One writer thread commits what queues up while the last commit is being synced.
///
/// A job may be run twice: when one of a batch throws, the batch is taken back and redone one by
/// one, so that the others are kept. It must have no effect but through its `UnitOfWork`.
///
/// Several processes may have the same database open, each with a store of its own: what another
/// has written is taken over when a transaction begins, and within half a second while there is
/// none.
class SqlStore final : public app::Store {
 public:
  /// Opens or makes the database and brings its tables up to date. Throws `Fault`.
  explicit SqlStore(SqlOptions options);
  /// Finishes what is queued.
  ~SqlStore() override;

  void submit(std::function<void(app::UnitOfWork&)> work,
              std::function<void(std::exception_ptr)> done) override;
  std::optional<Instant> next_timer() override;
  bool lacks_space() const override;
  void when_changed_elsewhere(ToldOfChange told) override;
  std::unique_ptr<app::Reader> open_reader() override;

  /// Keeps the pack's files under its version. Throws `PackChanged` when the version is kept with
  /// other files, unless the database says that it is a demo: then they take their place.
  void keep_pack(const pack::Pack& pack);
  /// Seals what lies before the civil day of `now`; else a day is sealed with the first entry of a
  /// later one.
  void seal_before(Instant now);

  /// Facts about the database itself: `demo`, `company` (its name), `parameters` (what the company
  /// states instead of the packs' own, as JSON).
  std::optional<std::string> meta(std::string_view name);
  void set_meta(std::string_view name, std::string_view value);
  /// Until it is called with false, nobody can open the database but this store.
  void set_unfinished(bool is_unfinished);

  WriterFigures figures() const;

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace guiju::store
