#include "store/sql_store.hpp"

#include "store/sql/reader.hpp"
#include "store/sql/schema.hpp"
#include "store/sql/writer.hpp"

namespace guiju::store {

class SqlStore::Engine {
 public:
  explicit Engine(const SqlOptions& options)
      : location(options.location), find_pack(options.find_pack), writer(options) {}

  const Location location;
  const FindPack find_pack;
  Writer writer;
};

std::vector<StoredPack> stored_packs(const Location& location) {
  std::vector<StoredPack> packs;
  if (!is_taken(location)) return packs;
  const auto database = connect(location, Access::read);
  check_readable(*database);
  Use rows(database->prepared("SELECT ordinal, id, version FROM packs ORDER BY ordinal"));
  while (rows->step()) {
    StoredPack& pack = packs.emplace_back();
    pack.id = rows->string(1);
    pack.version = rows->string(2);
    Use files(database->prepared("SELECT path, text FROM pack_files WHERE pack=? ORDER BY path"));
    files->bind(1, rows->integer(0));
    while (files->step()) pack.files.push_back({files->string(0), files->string(1)});
  }
  return packs;
}

std::optional<std::string> stored_meta(const Location& location, std::string_view name) {
  if (!is_taken(location)) return std::nullopt;
  const auto database = connect(location, Access::read);
  check_readable(*database);
  return read_meta(*database, name);
}

SqlStore::SqlStore(SqlOptions options) : engine_(std::make_unique<Engine>(options)) {}

SqlStore::~SqlStore() = default;

void SqlStore::submit(std::function<void(app::UnitOfWork&)> work,
                      std::function<void(std::exception_ptr)> done) {
  engine_->writer.submit({std::move(work), std::move(done)});
}

std::optional<Instant> SqlStore::next_timer() { return engine_->writer.next_timer(); }

bool SqlStore::lacks_space() const { return engine_->writer.lacks_space(); }

void SqlStore::when_changed_elsewhere(ToldOfChange told) {
  engine_->writer.when_changed_elsewhere(std::move(told));
}

std::unique_ptr<app::Reader> SqlStore::open_reader() {
  return std::make_unique<SqlReader>(engine_->location, engine_->find_pack, engine_->writer);
}

void SqlStore::keep_pack(const pack::Pack& pack) {
  engine_->writer.write([&](SqlUnit& unit) { unit.keep_pack(pack); });
}

void SqlStore::seal_before(Instant now) {
  engine_->writer.write([&](SqlUnit& unit) { unit.journal().seal_before(now); });
}

std::optional<std::string> SqlStore::meta(std::string_view name) {
  std::optional<std::string> value;
  engine_->writer.write([&](SqlUnit& unit) { value = read_meta(unit.database(), name); });
  return value;
}

void SqlStore::set_meta(std::string_view name, std::string_view value) {
  engine_->writer.write([&](SqlUnit& unit) { write_meta(unit.database(), name, value); });
}

void SqlStore::set_unfinished(bool is_unfinished) {
  engine_->writer.write([&](SqlUnit& unit) {
    is_unfinished ? write_meta(unit.database(), unfinished, "1")
                  : forget_meta(unit.database(), unfinished);
  });
}

WriterFigures SqlStore::figures() const { return engine_->writer.figures(); }

}  // namespace guiju::store
