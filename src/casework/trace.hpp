#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "casework/record.hpp"
#include "feel/decision_table.hpp"

namespace guiju::casework {

/// A value that a decision read, and where.
struct Read {
  enum class Of {
    input,      ///< `index` of the command
    field,      ///< `index` of the record's type
    state,      ///< of the record
    mark,       ///< another mark of the record: its key, number, who entered it and when
    parameter,  ///< `index` of the pack
    now,        ///< the moment, or the day of it
    actor,      ///< who acts, or what he is
    records,    ///< what a function found: `index` is a `pack::Function`
  };
  Of of = Of::field;
  int index = -1;
  RecordId record;
  const pack::RecordType* type = nullptr;  ///< of that record, or of what was looked for
  feel::Value value;
  const pack::Command* command = nullptr;  ///< of an input
  const pack::Pack* pack = nullptr;        ///< of a parameter
  std::vector<RecordId> touched = {};      ///< what a function has read

  /// It is the same fact, whatever its value.
  bool is_same(const Read& other) const {
    return of == other.of && index == other.index && record == other.record && type == other.type &&
           command == other.command && pack == other.pack;
  }
};
using Reads = std::vector<Read>;

/// A decision table that was asked: every row with all its cells, not only as far as the answer
/// needed them.
struct TableTried {
  const pack::Table* table = nullptr;
  struct Input {
    feel::Value value;
    Reads reads;  ///< what it was made from
  };
  std::vector<Input> inputs;
  std::vector<std::vector<bool>> fits;  ///< by row and input
  feel::TableResult result;
};

/// One thing that a decision tried.
struct Step {
  enum class Kind {
    who,        ///< may this person give the order
    duty,       ///< has he another duty in the matter
    check,      ///< a refusal of the pack: `check`
    state,      ///< is it the turn of this step
    shape,      ///< inputs that are missing or do not fit
    set,        ///< the field `index` becomes `value`
    target,     ///< the record comes to the state `code`
    claim,      ///< somebody else has it
    mark,       ///< the marker `code`
    breach,     ///< the breach `code`
    follow_up,  ///< the command `command` by the system
    clock,      ///< the deadline `index` of `pack`: what becomes of its clock
    notice,     ///< the message `code`
    transition  ///< a running case that comes under the version `pack`
  };
  Kind kind = Kind::check;
  int depth = 0;                           ///< 0: of the act itself; else of what followed from it
  const pack::Command* command = nullptr;  ///< whose; of `clock`: that made it act
  const pack::Pack* pack = nullptr;        ///< whose rules `basis` cites
  pack::Basis basis = {};
  const pack::Check* check = nullptr;
  int index = -1;
  std::string code = {};
  std::string condition = {};  ///< as the pack writes it
  bool holds = false;          ///< it refused, was done, was taken
  feel::Value value = {};
  RecordId record = {};
  Reads reads = {};
  std::vector<TableTried> tables = {};
};

/// Listens to a decision and keeps what it tried, in its order.
class Trace {
 public:
  const std::vector<Step>& steps() const { return steps_; }

  /// What is read from now on belongs to a step that is to be told; `end` gives it its place.
  void begin() { open_.emplace_back(); }
  void end(Step step);
  void drop() { open_.pop_back(); }

  void read(Read read);
  void asked(TableTried table);
  /// What is read until `end_reads` is kept apart.
  void begin_reads() { open_.emplace_back(); }
  Reads end_reads();
  /// A `let` is computed once and read again and again: each time it rests on what it was made of.
  void begin_let() { open_.emplace_back(); }
  void end_let(const pack::Command& command, std::size_t let);
  void read_let(const pack::Command& command, std::size_t let);

 private:
  struct Looked {
    Reads reads;
    std::vector<TableTried> tables;
  };
  void add(const Looked& looked);

  std::vector<Step> steps_;
  std::vector<Looked> open_;
  std::map<std::pair<const pack::Command*, std::size_t>, Looked> lets_;
};

/// A step while it is tried: told where somebody listens and `told` was called.
class Trying {
 public:
  explicit Trying(Trace* trace) : trace_(trace) {
    if (trace_ != nullptr) trace_->begin();
  }
  ~Trying() {
    if (trace_ != nullptr) trace_->drop();
  }
  Trying(const Trying&) = delete;
  Trying& operator=(const Trying&) = delete;

  /// `make` is called only where somebody listens.
  template <class Make>
  void told(Make&& make) {
    if (trace_ == nullptr) return;
    trace_->end(make());
    trace_ = nullptr;
  }

 private:
  Trace* trace_;
};

}  // namespace guiju::casework
