// What the store does in a second, without HTTP: to be read beside bench_store and bench_search,
// which do the bare minimum on the same tables' size.
//   guiju_store_bench [ROWS] [FILE | postgresql://… with an empty schema]
// CPU time is what a call costs whatever else runs on the machine; wall time holds the syncs too.

#include <boost/json/parse.hpp>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "app/journal_body.hpp"
#include "app/order.hpp"
#include "calendar/holiday_file.hpp"
#include "pack/compile.hpp"
#include "store/sql_store.hpp"

namespace guiju::store {
namespace {

using casework::RecordId;

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<pack::SourceFile> read_folder(const std::filesystem::path& folder) {
  std::vector<pack::SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files.push_back({std::filesystem::relative(entry.path(), folder).generic_string(),
                     read_text(entry.path())});
  }
  return files;
}

double wall_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
double cpu_now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void report(const char* what, double count, double wall, double cpu) {
  std::printf("%-52s %10.0f /s  %8.1f us wall  %8.1f us cpu\n", what, count / wall,
              wall * 1e6 / count, cpu * 1e6 / count);
  std::fflush(stdout);
}

/// Runs `act` for about a second.
void measure(const char* what, const std::function<void()>& act) {
  for (int i = 0; i < 50; ++i) act();
  const double wall = wall_now(), cpu = cpu_now();
  double count = 0;
  while (wall_now() - wall < 1.0) {
    for (int i = 0; i < 20; ++i) act();
    count += 20;
  }
  report(what, count, wall_now() - wall, cpu_now() - cpu);
}

/// A company at the shop's desk: 40 sites, 500 clients, 50 officers.
class Bench {
 public:
  Bench(long rows, Location location) : rows_(rows), location_(std::move(location)) {
    const std::string calendar = "data/calendars/statutory_cn.yaml";
    holidays_.push_back(
        calendar::read_holiday_table(calendar, read_text(calendar), diagnostics_).value());
    company_ = pack::compile(read_folder("packs/company"), {.holidays = holidays_}, diagnostics_);
    shop_ = pack::compile(read_folder("tests/packs/shop"),
                          {.base = company_.get(), .holidays = holidays_}, diagnostics_);
    remove_file();
    store_ = std::make_unique<SqlStore>(SqlOptions{
        .location = location_, .find_pack = [this](std::string_view id, std::string_view) {
          return id == "company" ? company_.get() : shop_.get();
        }});
  }
  ~Bench() {
    store_.reset();
    remove_file();
  }

  void run() {
    found_company();
    fill();
    measure_writes();
    measure_reads();
  }

 private:
  void remove_file() const {
    if (location_.is_postgres()) return;
    for (const char* suffix : {"", "-wal", "-shm"})
      std::filesystem::remove(location_.file().string() + suffix);
  }

  void act(app::UnitOfWork& unit, const char* command, const std::string& with) {
    const pack::Command* wanted = shop_->find_command(command);
    auto read = app::read_order(*wanted, boost::json::parse(with).as_object(),
                                {casework::Actor::Kind::system, {}});
    const auto outcome = casework::decide(unit, std::get<casework::Order>(std::move(read)), now_);
    take_over(unit, std::get<casework::Decision>(outcome));
  }

  void take_over(app::UnitOfWork& unit, const casework::Decision& decision) {
    const casework::Actor system{casework::Actor::Kind::system, {}};
    for (const auto& part : app::parts_of({system, {}, {}}, decision, *shop_)) {
      for (const auto& record : part.records) unit.put(record);
      unit.append({.stream = part.stream,
                   .at = now_,
                   .recorded_at = now_,
                   .actor = "system",
                   .command = "ticket.open",
                   .pack = "shop@1.0.0",
                   .body = part.body});
    }
    for (const auto& serial : decision.serials) unit.take_serial(serial);
  }

  void found_company() {
    store_->write([&](app::UnitOfWork& unit) {
      for (int i = 0; i < 40; ++i) {
        const std::string site = "S" + std::to_string(i);
        act(unit, "site.register", R"({"key":")" + site + R"(","name":"项目"})");
      }
      act(unit, "department.register", R"({"key":"工程部","name":"工程部"})");
      for (int i = 0; i < 50; ++i) {
        const std::string key = "员工" + std::to_string(i);
        act(unit, "person.register",
            R"({"key":")" + key + R"(","name":")" + key + R"(","department":"工程部","roles":[)" +
                (i == 0 ? R"({"role":"manager","site":"S1"},{"role":"manager","site":"S2"})" : "") +
                "]}");
      }
      for (int i = 0; i < 500; ++i) {
        char phone[16];
        std::snprintf(phone, sizeof phone, "138%08d", i * 7919 + 1001);
        act(unit, "client.register",
            R"({"key":"C)" + std::to_string(i) + R"(","name":"欧阳修)" + std::to_string(i) +
                R"(","phone":")" + phone + R"(","rooms":["3-)" + std::to_string(100 + i) + "\"]}");
      }
    });
  }

  std::string ticket(long i) {
    static const std::vector<std::string> words{"客户", "反映", "网络", "套餐", "扣费", "异常",
                                                "要求", "退款", "宽带", "安装", "迟到", "师傅"};
    std::string summary, text;
    for (int word = 0; word < 6; ++word) summary += words[random_() % words.size()];
    for (int word = 0; word < 25; ++word) text += words[random_() % words.size()];
    if (i % 1000 == 500) text += "龘靐";
    return R"({"summary":")" + summary + R"(","text":")" + text + R"(","site":"S)" +
           std::to_string(i % 40) + R"(","officer":"员工)" + std::to_string(i % 50) +
           R"(","client":"C)" + std::to_string(random_() % 500) +
           R"(","received_on":"2026-03-02"})";
  }

  void fill() {
    const double wall = wall_now(), cpu = cpu_now();
    for (long i = 0; i < rows_;) {
      store_->write([&](app::UnitOfWork& unit) {
        for (int n = 0; n < 1000 && i < rows_; ++n, ++i) act(unit, "ticket.open", ticket(i));
      });
      now_ += Seconds{7};
    }
    report("fill: decided and written, 1,000 a commit", static_cast<double>(rows_),
           wall_now() - wall, cpu_now() - cpu);
  }

  /// Decisions that were made beforehand, for what it costs to keep them.
  std::vector<casework::Decision> decided(int count) {
    std::vector<casework::Decision> decisions;
    store_->write([&](app::UnitOfWork& unit) {
      for (int i = 0; i < count; ++i) {
        auto read = app::read_order(*shop_->find_command("ticket.open"),
                                    boost::json::parse(ticket(i)).as_object(),
                                    {casework::Actor::Kind::system, {}});
        auto& order = std::get<casework::Order>(read);
        auto outcome = casework::decide(unit, order, now_);
        auto& decision = std::get<casework::Decision>(outcome);
        rename(decision, "x" + std::to_string(made_++));
        decisions.push_back(std::move(decision));
      }
    });
    return decisions;
  }

  /// Each was decided as if it were the next; no two may have one key.
  static void rename(casework::Decision& decision, const std::string& key) {
    for (auto& record : decision.touched) {
      auto renamed = std::make_shared<casework::Record>(*record);
      renamed->key = key;
      renamed->id = casework::make_id(*renamed->type, key);
      renamed->stream = renamed->id;
      renamed->number = key;
      record = renamed;
    }
    for (auto& fact : decision.facts) fact.key = key;
  }

  void measure_writes() {
    for (const int batch : {1, 8, 32, 128}) {
      const int count = batch == 1 ? 500 : 4'096;
      const auto decisions = decided(count);
      const double wall = wall_now(), cpu = cpu_now();
      for (int i = 0; i < count; i += batch) {
        store_->write([&](app::UnitOfWork& unit) {
          for (int n = i; n < std::min(i + batch, count); ++n) {
            take_over(unit, decisions[static_cast<std::size_t>(n)]);
            unit.put_receipt("员工1", std::to_string(made_) + "-" + std::to_string(n), "hash", now_,
                             {201, std::string(400, 'x')});
          }
        });
      }
      const std::string what =
          "insert with journal, words, receipt: " + std::to_string(batch) + " a commit";
      report(what.c_str(), count, wall_now() - wall, cpu_now() - cpu);
    }
  }

  void measure_reads() {
    const auto reader = store_->open_reader();
    const auto everyone = app::Visibility::all();
    const std::vector<const pack::Pack*> packs{company_.get(), shop_.get()};
    const auto& people = reader->directory();
    const auto manager = app::visibility_of(*people.find_person("员工0"), packs);
    const auto clerk = app::visibility_of(*people.find_person("员工7"), packs);
    const auto list = [&](const char* what, const app::RowQuery& query,
                          const app::Visibility& sees) {
      const auto page = reader->rows(query, sees);
      std::printf("  [%zu rows of %lld] ", page->items.size(), static_cast<long long>(page->total));
      measure(what, [&] { reader->rows(query, sees); });
    };
    const auto site = [&] { return "S" + std::to_string(random_() % 40); };

    measure("point: a record", [&] { reader->find(random_ticket()); });
    measure("point: a row", [&] { reader->row(random_ticket()); });
    measure("newest 25 of a site, seen by all", [&] {
      reader->rows({.type = "ticket", .site = site(), .open = true, .limit = 25}, everyone);
    });
    list("newest 25, open, seen by all", {.open = true, .limit = 25}, everyone);
    list("newest 25 of a state, seen by all", {.state = "open", .limit = 25}, everyone);
    list("newest 25, seen by two sites' manager", {.open = true, .limit = 25}, manager);
    list("newest 25, seen by name only", {.open = true, .limit = 25}, clerk);
    list("newest 25 of an owner", {.owner = "员工7", .open = true, .limit = 25}, everyone);
    list("soonest due 25", {.open = true, .sort = app::RowSort::soonest_due, .limit = 25},
         everyone);
    list("last updated 25", {.sort = app::RowSort::last_updated, .limit = 25}, everyone);
    for (const char* text : {"龘靐", "退款", "oyx7", "00001001", "3-107"}) {
      const auto found = reader->search(text, 25, everyone);
      std::printf("  [%zu clients, %zu cases] ", found.clients.size(), found.cases.size());
      measure(("search " + std::string(text)).c_str(), [&] { reader->search(text, 25, everyone); });
    }
    const auto by = app::debtors_of(*people.find_person("员工7"));
    measure("desk: what a person owes",
            [&] { reader->owed(by, now_, now_ + std::chrono::hours{8}, 50, clerk); });
  }

  RecordId random_ticket() {
    const long i = static_cast<long>(random_() % static_cast<std::uint64_t>(rows_));
    return {"shop.ticket.S" + std::to_string(i % 40) + "-" + std::to_string(i / 40 + 1)};
  }

  const long rows_;
  const Location location_;
  Diagnostics diagnostics_;
  std::vector<calendar::HolidayTable> holidays_;
  std::shared_ptr<const pack::Pack> company_, shop_;
  std::unique_ptr<SqlStore> store_;
  Instant now_ = *parse_instant("2026-03-02T10:00:00+08:00");
  std::mt19937_64 random_{11};
  long made_ = 0;
};

}  // namespace
}  // namespace guiju::store

int main(int argc, char** argv) {
  const long rows = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 100'000;
  guiju::store::Bench(rows, argc > 2 ? argv[2] : "store_bench.db").run();
}
