#include "http/import_run.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <condition_variable>
#include <cstdio>
#include <deque>

#include "base/hash.hpp"

namespace guiju::http {
namespace {

namespace json = boost::json;
using Status = app::RowVerdict::Status;

constexpr std::size_t chunk_bytes = 1U << 20U;
/// Enough for the store to fill its commits, few enough that whoever else writes hardly waits.
constexpr std::size_t in_flight_max = 64;

/// The rows of a job that are with the store, in their order.
class RowWriter {
 public:
  RowWriter(Services& services, ImportJob& job, const app::RowImport& rows)
      : services_(services), job_(job), rows_(rows) {}
  ~RowWriter() { wait_for(0); }
  RowWriter(const RowWriter&) = delete;
  RowWriter& operator=(const RowWriter&) = delete;

  void write(ToldRow told, json::object with) {
    auto row = std::make_shared<Row>();
    row->told = std::move(told);
    row->key = rows_.receipt_key(with);
    row->actor = rows_.receipt_actor();
    const auto& command = *job_.order.command;
    row->request = {.pack = command.type->pack->id,
                    .command = command.name,
                    .on = {},
                    .with = std::move(with),
                    .actor = job_.order.person,
                    .idempotency_key = {},
                    .if_match = {},
                    .language = job_.order.language};
    queue_.push_back(row);
    services_.store.submit([row, this](app::UnitOfWork& unit) { carry_out(unit, *row); },
                           [row, this](const std::exception_ptr& failure) {
                             const std::lock_guard lock(mutex_);
                             row->failure = failure;
                             row->is_done = true;
                             done_.notify_one();
                           });
    wait_for(in_flight_max);
  }
  /// A row that is not for the store, behind those that are.
  void pass(ToldRow told) {
    auto row = std::make_shared<Row>();
    row->told = std::move(told);
    row->is_passed = row->is_done = true;
    queue_.push_back(std::move(row));
    wait_for(in_flight_max);
  }
  /// Until no more than `left` are with the store.
  void wait_for(std::size_t left) {
    while (queue_.size() > left || (!queue_.empty() && is_done(*queue_.front()))) {
      {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [this] { return queue_.front()->is_done; });
      }
      const auto row = queue_.front();
      queue_.pop_front();
      if (row->failure && !failure_) failure_ = row->failure;
      if (!row->failure) settle(*row);
    }
  }
  /// What kept the store from writing, if anything.
  const std::exception_ptr& failure() const { return failure_; }

 private:
  struct Row {
    ToldRow told;
    std::string key, actor;
    app::CommandRequest request;
    app::Receipt receipt;
    bool is_known = false, is_passed = false, is_done = false;
    std::exception_ptr failure;
  };

  bool is_done(const Row& row) {
    const std::lock_guard lock(mutex_);
    return row.is_done;
  }

  /// May be run twice: what was begun is taken back before.
  void carry_out(app::UnitOfWork& unit, Row& row) const {
    row.is_known = unit.find_receipt(row.actor, row.key, "").has_value();
    if (row.is_known) return;
    const Instant now = services_.time.now();
    row.receipt = services_.desk.execute(unit, row.request, now, now).receipt;
    if (row.receipt.status < 400) unit.put_receipt(row.actor, row.key, "", now, {201, "{}"});
  }

  void settle(Row& row) {
    if (row.is_passed) {
      job_.settle(std::move(row.told));
      return;
    }
    if (row.is_known) {
      row.told.verdict = {.status = Status::known};
    } else if (row.receipt.status >= 400) {
      row.told.verdict = {.status = Status::faulty, .reason = reason_of(row.receipt.body)};
    } else {
      row.told.verdict = {.status = Status::ready};
    }
    job_.settle(std::move(row.told));
  }

  std::string reason_of(const std::string& body) const {
    const auto refused = json::parse(body);
    const auto& object = refused.as_object();
    app::Problem problem;
    problem.title = object.at("title").as_string();
    if (const auto* fields = object.if_contains("fields")) {
      for (const auto& field : fields->as_array()) problem.fields.emplace_back(field.as_string());
    }
    for (const auto& rule : object.at("rules").as_array()) {
      problem.rules.push_back({std::string(rule.at("id").as_string()), {}});
    }
    return rows_.reason_of(problem);
  }

  Services& services_;
  ImportJob& job_;
  const app::RowImport& rows_;
  std::deque<std::shared_ptr<Row>> queue_;
  std::exception_ptr failure_;
  std::mutex mutex_;
  std::condition_variable done_;
};

app::ImportPlan plan_of(const ImportOrder& order, const app::TableFile& table) {
  app::ImportPlan plan{.command = order.command,
                       .titles = table.header,
                       .inputs = std::vector<int>(table.header.size(), -1),
                       .fixed = std::vector<std::string>(order.command->inputs.size())};
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    const auto meant = order.columns.find(table.header[column]);
    if (meant != order.columns.end()) {
      plan.inputs[column] = order.command->find_input(meant->second);
    }
  }
  for (const auto& [name, text] : order.fixed) {
    const int input = order.command->find_input(name);
    if (input >= 0) plan.fixed[static_cast<std::size_t>(input)] = text;
  }
  return plan;
}

void import_rows(Services& services, ImportJob& job, const app::Principal& principal) {
  const auto reader = services.store.open_reader();
  auto table = read_upload(services, *reader, job.order.upload, job.order.person, job.order.sheet);
  if (!table) {
    job.fail(app::make_problem(app::ProblemCode::not_found, services.texts, job.order.language));
    return;
  }
  job.begin(std::make_shared<const app::TableFile>(*std::move(table)));
  const app::Stage stage{.view = *reader,
                         .directory = *principal.directory,
                         .texts = services.texts,
                         .language = job.order.language,
                         .now = services.time.now(),
                         .viewer = principal.person,
                         .sees = principal.sees,
                         .packs = services.packs};
  const auto kept = job.table();
  app::RowImport rows(stage, *reader, plan_of(job.order, *kept));
  RowWriter writer(services, job, rows);
  const auto depth = job.order.keeps ? app::RowImport::Depth::read : app::RowImport::Depth::decide;
  for (std::size_t i = 0; i < kept->rows.size() && !job.is_stopped() && !writer.failure(); ++i) {
    auto read = rows.read(kept->rows[i], depth);
    const auto status = read.verdict.status;
    const bool is_taken =
        status == Status::ready || (status == Status::duplicate && job.order.takes_duplicates);
    ToldRow told{.row = i,
                 .line = kept->rows[i].line,
                 .verdict = std::move(read.verdict),
                 .shown = std::move(read.shown)};
    if (job.order.keeps && is_taken) {
      writer.write(std::move(told), std::move(read.with));
    } else {
      writer.pass(std::move(told));
    }
  }
  writer.wait_for(0);
  if (writer.failure()) std::rethrow_exception(writer.failure());
  job.end(job.is_stopped() ? ImportJob::State::stopped : ImportJob::State::done);
}

}  // namespace

std::optional<app::TableFile> read_upload(const Services& services, const app::Reader& reader,
                                          const std::string& upload, const std::string& person,
                                          const std::string& sheet) {
  if (!reader.find_upload(upload, person)) return std::nullopt;
  const auto content = services.contents.open(upload);
  if (!content) return std::nullopt;
  std::string bytes;
  for (std::size_t before = 1; bytes.size() != before;) {
    before = bytes.size();
    if (!content->read(bytes, chunk_bytes)) throw std::runtime_error("an upload cannot be read");
  }
  return app::read_table(std::move(bytes), sheet);
}

app::Problem problem_of(const app::TableError& error, const app::Texts& texts,
                        app::Language language) {
  auto problem = app::make_problem(app::ProblemCode::table_unreadable, texts, language);
  const auto& text = app::text_of(error.fault);
  problem.title = texts.say(text.what, language);
  problem.help = texts.say(text.help, language);
  if (error.line > 0) {
    static const pack::Text row{"行号", "", "Row"};
    problem.detail = std::string(texts.say(row, language)) + " " + std::to_string(error.line);
  }
  return problem;
}

std::span<const pack::Text> handed_back_titles() {
  static const pack::Text titles[] = {{"原行号", "原行號", "Row"},
                                      {"退回原因", "退回原因", "Reason"}};
  return titles;
}

std::string setting_of(const pack::Command& command, const std::vector<std::string>& titles) {
  const auto is_own = [](const std::string& title) {
    const auto own = handed_back_titles();
    return std::any_of(own.begin(), own.end(), [&](const pack::Text& text) {
      return title == text.zh || title == text.zh_hant || title == text.en;
    });
  };
  std::string text;
  for (const auto& title : titles) {
    if (!is_own(title)) text.append(title).append(1, '\n');
  }
  return "import " + command.type->pack->id + ' ' + command.name + ' ' + to_hex(sha256(text));
}

void run_import(Services& services, ImportJob& job) {
  const auto language = job.order.language;
  try {
    const auto principal = services.access.find(job.order.person);
    if (!principal) {
      job.fail(app::make_problem(app::ProblemCode::unauthenticated, services.texts, language));
      return;
    }
    import_rows(services, job, *principal);
  } catch (const app::TableError& error) {
    job.fail(problem_of(error, services.texts, language));
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "guiju: an import failed: %s\n", fault.what());
    job.fail(app::make_problem(app::ProblemCode::unavailable, services.texts, language));
  }
}

}  // namespace guiju::http
