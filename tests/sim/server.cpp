#include "server.hpp"

#include <algorithm>

#include "store/content_folder.hpp"
#include "store/maintenance.hpp"
#include "store/memory.hpp"
#include "store/sql_store.hpp"

namespace guiju::sim {
namespace {

namespace fs = std::filesystem;

/// As the runner of timers: steps of one transaction.
constexpr std::size_t steps_max = 128;

/// The process is gone in the middle of a transaction.
struct Died : std::exception {
  const char* what() const noexcept override { return "the process died"; }
};

app::FindPackVersion versions_of(const Company& company) {
  return [&company](std::string_view id, std::string_view version) {
    return company.shelf().find(id, version);
  };
}

std::string content_of(const casework::Attachment& attachment) {
  return "the content of " + attachment.name;
}

fs::path make_folder() {
  std::string name = (fs::temp_directory_path() / "guiju-sim-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

}  // namespace

Server::Server(const Company& company, Engine engine)
    : company_(company),
      engine_(engine),
      folder_(engine == Engine::sqlite ? make_folder() : fs::path()),
      desk_(company.shelf(), texts_) {
  open();
  company_.found(*store_);
  upload();
}

Server::~Server() {
  reader_.reset();
  store_.reset();
  if (!folder_.empty()) fs::remove_all(folder_);
}

void Server::open() {
  if (engine_ == Engine::memory) {
    store_ = std::make_unique<store::MemoryStore>();
  } else {
    auto store = std::make_unique<store::SqlStore>(
        store::SqlOptions{.location = folder_ / "company.db", .find_pack = versions_of(company_)});
    for (const auto* pack : company_.shelf().all()) store->keep_pack(*pack);
    store_ = std::move(store);
  }
  reader_ = store_->open_reader();
}

std::vector<std::string> Server::verify() {
  if (engine_ == Engine::memory) return {};
  const auto report = store::verify(folder_ / "company.db", versions_of(company_), {},
                                    [](std::uint64_t, std::uint64_t) {});
  std::vector<std::string> texts;
  for (const auto& finding : report.findings) texts.push_back(finding.text);
  return texts;
}

const std::vector<casework::Attachment>& Server::attachments() {
  static const auto known = [] {
    std::vector<casework::Attachment> made{
        {.name = "缺陷照片.jpg", .media_type = "image/jpeg"},
        {.name = "检验报告.pdf", .media_type = "application/pdf"},
        {.name = "说明.txt", .media_type = "text/plain"}};
    for (auto& attachment : made) {
      attachment.bytes = static_cast<std::int64_t>(content_of(attachment).size());
      attachment.hash = to_hex(sha256(content_of(attachment)));
    }
    return made;
  }();
  return known;
}

void Server::upload() {
  if (engine_ == Engine::sqlite) {
    store::ContentFolder contents(folder_ / "company.db");
    for (const auto& attachment : attachments()) {
      const auto incoming = contents.receive();
      incoming->append(content_of(attachment));
      incoming->keep();
    }
  }
  store_->write([&](app::UnitOfWork& unit) {
    for (const auto& [key, person] : unit.directory().people) {
      for (const auto& attachment : attachments()) {
        unit.put_upload({attachment.hash, attachment.media_type, attachment.bytes}, key, Instant{});
      }
    }
  });
}

/// The file as it lies on the disk at this moment. Called inside of a transaction, so that nobody
/// else writes: first what was written ahead, which holds all that is moved into the file
/// meanwhile.
void Server::take_image() {
  fs::remove_all(folder_ / "image");
  fs::create_directory(folder_ / "image");
  for (const char* file : {"company.db-wal", "company.db"}) {
    fs::copy_file(folder_ / file, folder_ / "image" / file);
  }
}

void Server::restart() {
  if (engine_ == Engine::memory) return;  // its store outlives the process that it stands for
  reader_.reset();
  store_.reset();
  fs::remove(folder_ / "company.db-shm");
  for (const char* file : {"company.db-wal", "company.db"}) {
    fs::remove(folder_ / file);
    fs::rename(folder_ / "image" / file, folder_ / file);
  }
  open();
}

void Server::write(const std::function<void(app::UnitOfWork&)>& work, Death death) {
  const auto die = [this](app::UnitOfWork&) {
    if (engine_ == Engine::sqlite) take_image();
    throw Died();
  };
  const auto lives_through = [this](const std::function<void(app::UnitOfWork&)>& job) {
    try {
      store_->write(job);
    } catch (const Died&) {
      restart();
    }
  };
  if (death == Death::before_commit) {
    lives_through([&](app::UnitOfWork& unit) {
      work(unit);
      die(unit);
    });
    return;
  }
  store_->write(work);
  if (death == Death::after_commit) lives_through(die);
}

std::optional<app::Receipt> Server::execute(const app::CommandRequest& request, Instant now,
                                            Death death) {
  app::Receipt receipt;
  write([&](app::UnitOfWork& unit) { receipt = desk_.execute(unit, request, now, now).receipt; },
        death);
  if (death == Death::before_commit) return std::nullopt;
  return receipt;
}

std::optional<Instant> Server::run_timers(Instant now, Death death) {
  std::optional<Instant> next_schedule;
  for (std::size_t steps = steps_max; steps == steps_max;) {
    write(
        [&](app::UnitOfWork& unit) {
          desk_.next_schedule(unit, now);  // sets up those that have never run
          steps = desk_.run_timers(unit, now, now, steps_max).steps;
          next_schedule = desk_.next_schedule(unit, now);
        },
        death);
    if (death != Death::none) return now;
  }
  const auto next_timer = store_->next_timer();
  if (!next_timer || (next_schedule && *next_schedule < *next_timer)) return next_schedule;
  return next_timer;
}

}  // namespace guiju::sim
