#include "http/import_run.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <condition_variable>
#include <deque>

#include "app/journal_body.hpp"
#include "app/store_fault.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"

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
  /// The store writes into the rows of the queue: none may be left with it.
  ~RowWriter() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] {
      return std::all_of(queue_.begin(), queue_.end(),
                         [](const auto& row) { return row->is_done; });
    });
  }
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

/// Takes off the two columns of an earlier hand-back: the last of their titles, for the first may
/// be the table's own.
void drop_handed_back(app::TableFile& table) {
  const auto last_of = [&](std::string_view own) {
    for (std::size_t column = table.header.size(); column-- > 0;) {
      std::string_view title = table.header[column];
      if (!title.starts_with(own)) continue;
      title.remove_prefix(own.size());  // what is left tells it from one of the same title
      if (title.empty() || title.find_first_not_of(" 0123456789") == title.npos) return column;
    }
    return table.header.size();
  };
  const auto titles = handed_back_titles();
  for (const auto own : {&pack::Text::zh, &pack::Text::zh_hant, &pack::Text::en}) {
    const auto line = last_of(titles[0].*own), reason = last_of(titles[1].*own);
    if (line == table.header.size() || reason == table.header.size()) continue;
    app::drop_column(table, std::max(line, reason));
    app::drop_column(table, std::min(line, reason));
    return;
  }
}

/// What is asked of a column that the table does not have.
std::optional<app::Problem> fault_of(const ImportOrder& order, const app::TableFile& table,
                                     const app::Texts& texts) {
  for (const auto& [title, input] : order.columns) {
    const auto found = std::find(table.header.begin(), table.header.end(), title);
    if (found != table.header.end()) continue;
    return app::bad_input(app::InputFault::unknown_field, "/columns" + app::pointer_step(title),
                          title, texts, order.language);
  }
  return {};
}

app::ImportPlan plan_of(const ImportOrder& order, const app::TableFile& table) {
  app::ImportPlan plan{.command = order.command,
                       .titles = table.header,
                       .inputs = std::vector<int>(table.header.size(), -1),
                       .fixed = std::vector<std::string>(order.command->inputs.size())};
  for (const auto& [title, input] : order.columns) {
    const auto column = std::find(table.header.begin(), table.header.end(), title);
    plan.inputs[static_cast<std::size_t>(column - table.header.begin())] =
        order.command->find_input(input);
  }
  for (const auto& [name, text] : order.fixed) {
    const int input = order.command->find_input(name);
    if (input >= 0) plan.fixed[static_cast<std::size_t>(input)] = text;
  }
  return plan;
}

/// A trial is seen as an export is: who, with which table, and how many rows; not what stands in
/// them.
void leave_line(Services& services, const ImportOrder& order, std::size_t rows) {
  std::string input;
  JsonWriter json(input);
  json.begin_object()
      .field("pack", order.command->type->pack->id)
      .field("command", order.command->name)
      .field("upload", order.upload)
      .field("rows", static_cast<std::int64_t>(rows))
      .end_object();
  services.store.write([&](app::UnitOfWork& unit) {
    app::append_note(unit,
                     {.stream = "company.import",
                      .command = "import.check",
                      .by = {casework::Actor::Kind::person, order.person},
                      .input = input,
                      .at = services.time.now()},
                     *services.packs().front());
  });
}

/// Keeps what was settled, for the next table with the same titles: for the person, and once rows
/// came in by it for the company. What stands for empty cells is the person's own: it may say whose
/// clients these are.
void keep_settled(Services& services, const ImportOrder& order,
                  const std::vector<std::string>& titles) {
  json::object columns, fixed;
  for (const auto& [title, input] : order.columns) columns[title] = input;
  for (const auto& [input, text] : order.fixed) fixed[input] = text;
  const auto name = setting_of(*order.command, titles);
  services.store.write([&](app::UnitOfWork& unit) {
    unit.put_setting(order.person, name,
                     json::serialize(json::object{{"columns", columns}, {"fixed", fixed}}));
    if (!order.keeps) return;
    unit.put_setting(
        {}, name, json::serialize(json::object{{"columns", columns}, {"fixed", json::object{}}}));
  });
}

/// False when it was stopped before the last row.
bool take_rows(app::TableFile& table, app::RowImport& rows, ImportJob& job, RowWriter& writer) {
  const auto depth = job.order.keeps ? app::RowImport::Depth::read : app::RowImport::Depth::decide;
  for (auto& row : table.rows) {
    if (job.is_stopped() || writer.failure()) return false;
    auto read = rows.read(row, depth);
    const auto& verdict = read.verdict;
    const bool is_taken =
        verdict.status == Status::ready ||
        (verdict.status == Status::duplicate && !verdict.is_refused && job.order.takes_duplicates);
    ToldRow told{.line = row.line,
                 .verdict = std::move(read.verdict),
                 .shown = std::move(read.shown),
                 .cells = std::move(row.cells)};
    if (job.order.keeps && is_taken) {
      writer.write(std::move(told), std::move(read.with));
    } else {
      writer.pass(std::move(told));
    }
  }
  return true;
}

void import_rows(Services& services, ImportJob& job, const app::Principal& principal) {
  const auto reader = services.store.open_reader();
  auto table = read_upload(services, *reader, job.order.upload, job.order.person,
                           {.sheet = job.order.sheet, .stop = job.stop_token()});
  if (!table) {
    job.fail(app::make_problem(app::ProblemCode::not_found, services.texts, job.order.language));
    return;
  }
  if (auto fault = fault_of(job.order, *table, services.texts)) return job.fail(*std::move(fault));
  job.begin(table->header, table->rows.size());
  if (!job.order.keeps) leave_line(services, job.order, table->rows.size());
  const app::Stage stage{.view = {*reader, principal.person},
                         .directory = *principal.directory,
                         .texts = services.texts,
                         .language = job.order.language,
                         .now = services.time.now(),
                         .viewer = principal.person,
                         .sees = principal.sees,
                         .packs = services.packs()};
  app::RowImport rows(stage, *reader, plan_of(job.order, *table));
  RowWriter writer(services, job, rows);
  bool is_whole = false;
  try {
    is_whole = take_rows(*table, rows, job, writer);
  } catch (const std::exception&) {
    writer.wait_for(0);  // what is in is counted, whatever happens to the rest
    throw;
  }
  writer.wait_for(0);
  if (writer.failure()) std::rethrow_exception(writer.failure());
  if (!is_whole) return job.end(ImportJob::State::stopped);
  try {
    keep_settled(services, job.order, table->header);
  } catch (const std::exception& fault) {
    services.log.write(app::Log::Level::error, "meaning of an import's columns not kept",
                       {{"fault", fault.what()}});
  }
  job.end(ImportJob::State::done);
}

}  // namespace

std::optional<app::TableFile> read_upload(const Services& services, const app::Reader& reader,
                                          const std::string& upload, const std::string& person,
                                          app::TableWish wish) {
  if (!reader.find_upload(upload, person)) return std::nullopt;
  const auto content = services.contents.open(upload);
  if (!content) return std::nullopt;
  std::string bytes;
  for (std::size_t before = 1; bytes.size() != before;) {
    before = bytes.size();
    if (!content->read(bytes, chunk_bytes)) throw std::runtime_error("an upload cannot be read");
  }
  auto table = app::read_table(std::move(bytes), std::move(wish));
  drop_handed_back(table);
  return table;
}

app::Problem problem_of(const app::TableError& error, const app::Texts& texts,
                        app::Language language) {
  auto problem = app::make_problem(app::ProblemCode::table_unreadable, texts, language);
  const auto& text = app::text_of(error.fault);
  problem.title = texts.say(text.what, language);
  constexpr std::string_view place = "{limit}";
  const auto at = problem.title.find(place);
  if (at != std::string::npos) problem.title.replace(at, place.size(), error.limit);
  problem.help = texts.say(text.help, language);
  if (error.line > 0) {
    static const pack::Text row{"行号", "", "Row"};
    problem.detail = std::string(texts.say(row, language)) + " " + std::to_string(error.line);
  }
  return problem;
}

std::span<const pack::Text> handed_back_titles() {
  static const pack::Text titles[] = {{"原行号", "原行號", "Row in the file"},
                                      {"退回原因", "退回原因", "Why it was handed back"}};
  return titles;
}

bool is_fillable(const pack::Command& command, std::string_view name) {
  const int input = command.find_input(name);
  return input >= 0 &&
         app::CellInput::can_read(command.inputs[static_cast<std::size_t>(input)].field.type);
}

std::string setting_of(const pack::Command& command, const std::vector<std::string>& titles) {
  std::string text;
  for (const auto& title : titles) text.append(title).append(1, '\n');
  return "import " + command.type->pack->id + ' ' + command.name + ' ' + to_hex(sha256(text));
}

void run_import(Services& services, ImportJob& job) {
  const auto language = job.order.language;
  try {
    const auto principal = services.access.find(job.order.person, services.time.now());
    if (!principal) {
      job.fail(app::make_problem(app::ProblemCode::unauthenticated, services.texts, language));
      return;
    }
    import_rows(services, job, *principal);
  } catch (const app::ReadingStopped&) {
    job.end(ImportJob::State::stopped);
  } catch (const app::TableError& error) {
    job.fail(problem_of(error, services.texts, language));
  } catch (const std::exception& fault) {
    services.log.write(app::Log::Level::error, "import failed", {{"fault", fault.what()}});
    const bool is_full = dynamic_cast<const app::StorageFull*>(&fault) != nullptr;
    job.fail(
        app::make_problem(is_full ? app::ProblemCode::storage_full : app::ProblemCode::unavailable,
                          services.texts, language));
  }
}

}  // namespace guiju::http
