#include "app/importer.hpp"

#include "base/hash.hpp"
#include "casework/version.hpp"

namespace guiju::app {

using casework::RecordId;

namespace {

/// Enough for the store to fill its commits while rows are read.
constexpr std::size_t queued_max = 2'048;

/// Takes the transaction of one entry back.
struct TakenBack : std::exception {
  const char* what() const noexcept override { return "taken back"; }
};

std::string hash_of(const Entry& entry) {
  std::string text;
  for (const auto& row : entry.rows) append_csv_row(text, row.cells);
  return to_hex(sha256(text));
}

std::string to_sentence(const casework::Refusal& refusal) {
  std::string text = refusal.code;
  for (const auto& field : refusal.fields) text += " " + field;
  for (const auto& name : refusal.names) text += " " + name;
  std::string rules;
  for (const auto& rule : pack::rules_of(*refusal.pack, refusal.basis)) {
    rules += (rules.empty() ? "" : ", ") + rule;
  }
  if (!rules.empty()) text += " (" + rules + ")";
  if (const auto* code = refusal.pack->find_code(refusal.code)) text += ": " + code->text.zh;
  return text;
}

}  // namespace

struct Importer::Job {
  Entry entry;
  MappedEntry mapped;
  std::string hash;
  enum class Result { pending, imported, known, passed_over, faulty } result = Result::pending;
  EntryFault fault;
  bool done = false;
  std::exception_ptr failure;  ///< of the store itself

  void refuse(std::int64_t line, std::string reason) {
    result = Result::faulty;
    fault = {line, std::move(reason)};
  }
};

Importer::Importer(const Context& context, HandBack hand_back)
    : context_(context),
      hand_back_(std::move(hand_back)),
      actor_("import:" + context.mapping.id()) {}

Importer::~Importer() {
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return jobs_.empty() || jobs_.back()->done; });
}

void Importer::take(Entry entry) {
  auto job = std::make_shared<Job>();
  auto mapped = context_.mapping.map(entry);
  const auto line = entry.rows.front().line;
  job->entry = std::move(entry);
  if (const auto* fault = std::get_if<EntryFault>(&mapped)) {
    job->refuse(fault->csv_line, fault->reason);
  } else {
    job->mapped = std::get<MappedEntry>(std::move(mapped));
    job->hash = hash_of(job->entry);
    if (job->mapped.key.empty()) job->mapped.key = job->hash;
    if (job->mapped.skipped)
      job->result = Job::Result::passed_over;
    else if (is_double(*job))
      job->refuse(line, "the key `" + job->mapped.key + "` stands in the file twice");
  }
  job->done = job->result != Job::Result::pending;
  jobs_.push_back(job);
  if (!job->done) {
    context_.store.submit([this, job](UnitOfWork& unit) { run(unit, *job); },
                          [this, job](const std::exception_ptr& failure) {
                            const std::lock_guard lock(mutex_);
                            if (failure && job->result == Job::Result::pending)
                              job->failure = failure;
                            job->done = true;
                            done_.notify_one();
                          });
  }
  settle(queued_max);
}

void Importer::finish() { settle(0); }

/// In a dry run nothing is kept that would tell.
bool Importer::is_double(const Job& job) {
  return context_.mode == Mode::dry_run && !seen_.insert(job.mapped.key).second;
}

/// Counts and hands back what is done, in order, until no more than `left` are queued.
void Importer::settle(std::size_t left) {
  while (!jobs_.empty()) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      if (jobs_.size() > left) done_.wait(lock, [this] { return jobs_.front()->done; });
      if (!jobs_.front()->done) return;
      job = jobs_.front();
    }
    jobs_.pop_front();
    count(*job);
  }
}

void Importer::count(Job& job) {
  if (job.failure) std::rethrow_exception(job.failure);
  switch (job.result) {
    case Job::Result::imported:
      ++figures_.imported;
      break;
    case Job::Result::known:
      ++figures_.known;
      break;
    case Job::Result::passed_over:
      ++figures_.passed_over;
      break;
    default:
      ++figures_.faulty;
      hand_back_(job.entry, job.fault);
  }
}

/// May be run twice: what was begun is taken back before.
void Importer::run(UnitOfWork& unit, Job& job) const {
  job.result = Job::Result::pending;
  try {
    if (unit.find_receipt(actor_, job.mapped.key, job.hash)) {
      job.result = Job::Result::known;
      return;
    }
  } catch (const UnitOfWork::KeyReused&) {
    job.refuse(job.entry.rows.front().line,
               "the key `" + job.mapped.key + "` was imported already, with other cells");
    return;
  }
  run_lines(unit, job);
  if (job.result == Job::Result::pending) {
    unit.put_receipt(actor_, job.mapped.key, job.hash, context_.recorded_at, {200, "{}"});
    job.result = Job::Result::imported;
  }
  if (context_.mode == Mode::dry_run) throw TakenBack();
}

void Importer::run_lines(UnitOfWork& unit, Job& job) const {
  EntryRefs refs;
  for (const auto& line : job.mapped.lines) {
    if (line.command == nullptr) continue;
    const auto reason = run_line(unit, line, refs);
    if (reason.empty()) continue;
    job.refuse(line.csv_line, line.command->name + ": " + reason);
    // The first line leaves nothing behind; after it there is something to take back.
    if (&line != &job.mapped.lines.front()) throw TakenBack();
    return;
  }
}

/// Why not; empty when it is done.
std::string Importer::run_line(UnitOfWork& unit, const MappedLine& line, EntryRefs& refs) const {
  const auto person = unit.directory().key_of_person(line.as);
  if (person.empty()) return "there is no person `" + line.as + "`";
  casework::Order order{.command = line.command,
                        .on = {},
                        .inputs = line.inputs,
                        .given = line.given,
                        .actor = {casework::Actor::Kind::person, person},
                        .parent = {}};
  const auto on = find_record(unit, line, refs);
  if (!line.on.empty() && on.is_empty()) return "there is no record `" + line.on + "`";
  if (line.command->creates) {
    const auto* parent = line.command->type->parent;
    if (!on.is_empty() && (parent == nullptr || unit.find(on)->type->name != parent->name)) {
      return "`" + line.on + "` is nothing under which a `" + line.command->type->name +
             "` can stand";
    }
    order.parent = on;
  } else {
    if (on.is_empty()) return "`on` must name a record";
    if (!casework::is_same_type(*unit.find(on)->type, *line.command->type)) {
      return "`" + line.on + "` is no `" + line.command->type->name + "`";
    }
    order.on = on;
  }
  const auto outcome =
      context_.desk.carry_out(unit, std::move(order), line.at, context_.recorded_at);
  if (const auto* refusal = std::get_if<casework::Refusal>(&outcome)) return to_sentence(*refusal);
  const auto& subject = std::get<casework::Decision>(outcome).subject;
  if (line.ref.empty()) return {};
  refs[line.ref] = subject;
  // Refs that hold for the whole file are found again by later entries, and by later runs.
  if (line.refs == nullptr && !unit.find_receipt(actor_, "ref:" + line.ref, "")) {
    unit.put_receipt(actor_, "ref:" + line.ref, "", context_.recorded_at, {200, subject.text});
  }
  return {};
}

RecordId Importer::find_record(UnitOfWork& unit, const MappedLine& line,
                               const EntryRefs& refs) const {
  const auto known = [&](const std::string& name) -> RecordId {
    if (const auto own = refs.find(name); own != refs.end()) return own->second;
    if (line.refs != nullptr) return {};
    const auto receipt = unit.find_receipt(actor_, "ref:" + name, "");
    return receipt ? RecordId{receipt->body} : RecordId{};
  };
  const auto& name = line.on;
  if (name.empty()) return {};
  if (auto id = known(name); !id.is_empty()) return id;
  const auto* type = line.command->creates ? line.command->type->parent : line.command->type;
  if (type != nullptr && unit.find(casework::make_id(*type, name)) != nullptr) {
    return casework::make_id(*type, name);
  }
  if (const auto child = child_key(unit, name, known); !child.empty() && type != nullptr) {
    const auto id = casework::make_id(*type, child);
    if (unit.find(id) != nullptr) return id;
  }
  return unit.find({name}) != nullptr ? RecordId{name} : RecordId{};
}

}  // namespace guiju::app
