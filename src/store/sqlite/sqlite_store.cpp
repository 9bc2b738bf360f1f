#include "store/sqlite.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/writer.hpp"

namespace guiju::store {

class SqliteStore::Engine {
 public:
  explicit Engine(const SqliteOptions& options)
      : path(options.path), find_pack(options.find_pack), writer(options) {}

  const std::filesystem::path path;
  const FindPack find_pack;
  Writer writer;
};

std::vector<StoredPack> stored_packs(const std::filesystem::path& path) {
  std::vector<StoredPack> packs;
  if (!std::filesystem::exists(path)) return packs;
  Database database(path, Access::read);
  check_readable(database);
  Use rows(database.prepared("SELECT ordinal, id, version FROM packs ORDER BY ordinal"));
  while (rows->step()) {
    StoredPack& pack = packs.emplace_back();
    pack.id = rows->string(1);
    pack.version = rows->string(2);
    Use files(database.prepared("SELECT path, text FROM pack_files WHERE pack=? ORDER BY path"));
    files->bind(1, rows->integer(0));
    while (files->step()) pack.files.push_back({files->string(0), files->string(1)});
  }
  return packs;
}

std::optional<std::string> stored_meta(const std::filesystem::path& path, std::string_view name) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  Database database(path, Access::read);
  check_readable(database);
  return read_meta(database, name);
}

SqliteStore::SqliteStore(SqliteOptions options) : engine_(std::make_unique<Engine>(options)) {}

SqliteStore::~SqliteStore() = default;

void SqliteStore::submit(std::function<void(app::UnitOfWork&)> work,
                         std::function<void(std::exception_ptr)> done) {
  engine_->writer.submit({std::move(work), std::move(done)});
}

std::optional<Instant> SqliteStore::next_timer() { return engine_->writer.next_timer(); }

void SqliteStore::when_changed_elsewhere(ToldOfChange told) {
  engine_->writer.when_changed_elsewhere(std::move(told));
}

std::unique_ptr<app::Reader> SqliteStore::open_reader() {
  return std::make_unique<SqliteReader>(engine_->path, engine_->find_pack, engine_->writer);
}

void SqliteStore::keep_pack(const pack::Pack& pack) {
  engine_->writer.write([&](SqliteUnit& unit) { unit.keep_pack(pack); });
}

void SqliteStore::seal_before(Instant now) {
  engine_->writer.write([&](SqliteUnit& unit) { unit.journal().seal_before(now); });
}

std::optional<std::string> SqliteStore::meta(std::string_view name) {
  std::optional<std::string> value;
  engine_->writer.write([&](SqliteUnit& unit) { value = read_meta(unit.database(), name); });
  return value;
}

void SqliteStore::set_meta(std::string_view name, std::string_view value) {
  engine_->writer.write([&](SqliteUnit& unit) {
    Use row(unit.database().prepared("INSERT OR REPLACE INTO meta(name, value) VALUES(?,?)"));
    row->bind(1, name).bind(2, value).step();
  });
}

WriterFigures SqliteStore::figures() const { return engine_->writer.figures(); }

}  // namespace guiju::store
