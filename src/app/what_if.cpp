#include "app/what_if.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "app/nearby_values.hpp"

namespace guiju::app {
namespace {

using casework::Outcome;
using casework::Read;
using casework::RecordId;
using casework::RecordPtr;
using casework::Step;

constexpr std::size_t changes_max = 3;
constexpr std::size_t branches_max = 4;  ///< other refusals that are followed further, a level
constexpr std::size_t told_max = 3;      ///< of each goal
constexpr int clock_steps_max = 50;

/// The past with some records as they are supposed to be.
class Supposed final : public casework::View {
 public:
  explicit Supposed(const casework::View& below) : below_(below) {}

  void put(RecordPtr record) { records_[record->id.text] = std::move(record); }

  RecordPtr find(const RecordId& id) const override {
    const auto found = records_.find(id.text);
    return found == records_.end() ? below_.find(id) : found->second;
  }
  std::vector<RecordPtr> children(const RecordId& parent,
                                  const pack::RecordType& type) const override {
    return as_supposed(below_.children(parent, type));
  }
  std::vector<RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                 std::optional<LocalDate> from,
                                 std::optional<LocalDate> to) const override {
    return as_supposed(below_.records(type, site, from, to));
  }
  casework::Holder holder(const pack::RecordType& type, std::string_view claim) const override {
    return below_.holder(type, claim);
  }
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override {
    return below_.serials_taken(type, scope);
  }
  std::vector<RecordPtr> with_provisional_clocks() const override {
    return as_supposed(below_.with_provisional_clocks());
  }
  const casework::Directory& directory() const override { return below_.directory(); }

 private:
  std::vector<RecordPtr> as_supposed(std::vector<RecordPtr> found) const {
    for (auto& record : found) {
      const auto other = records_.find(record->id.text);
      if (other != records_.end()) record = other->second;
    }
    return found;
  }

  const casework::View& below_;
  std::map<std::string, RecordPtr> records_;
};

/// Of a later moment the clock acts first, as it would have.
void let_clock_act(Supposed& supposed, const RecordId& id, Instant until) {
  for (int i = 0; i < clock_steps_max; ++i) {
    const auto record = id.is_empty() ? nullptr : supposed.find(id);
    if (record == nullptr) return;
    const auto step = casework::advance(supposed, *record, until);
    if (!step) return;
    for (const auto& touched : std::get<casework::Decision>(step->outcome).touched) {
      supposed.put(touched);
    }
  }
}

/// The rows by which the tables decided, in the order in which they were asked.
using Rows = std::vector<std::pair<const pack::Table*, std::vector<int>>>;

Rows rows_of(const casework::Trace& trace) {
  Rows rows;
  for (const auto& step : trace.steps()) {
    if (step.depth != 0) continue;
    for (const auto& tried : step.tables) {
      const bool is_known =
          std::ranges::any_of(rows, [&](const auto& one) { return one.first == tried.table; });
      if (!is_known) rows.emplace_back(tried.table, tried.result.rows);
    }
  }
  return rows;
}

/// What a step looked at, tables included.
std::vector<Read> reads_of(const Step& step) {
  auto reads = step.reads;
  for (const auto& tried : step.tables) {
    for (const auto& input : tried.inputs) {
      reads.insert(reads.end(), input.reads.begin(), input.reads.end());
    }
  }
  return reads;
}

/// What one would rather change: what was stated, then the moment, then what is so, then who acts.
int reluctance(const Read& fact) {
  switch (fact.of) {
    case Read::Of::input:
      return 0;
    case Read::Of::now:
      return 1;
    case Read::Of::field:
      return 2;
    case Read::Of::state:
      return 3;
    default:
      return 4;
  }
}

class Search {
 public:
  Search(const Redecided& base, const MayTell& may_tell, std::size_t tries_max)
      : base_(base), may_tell_(may_tell), tries_max_(tries_max) {}

  Flips run() {
    if (base_.refusal() != nullptr) {
      for (std::size_t count = 1; count <= changes_max && flips_.found.empty(); ++count) {
        look_for_done(count);
      }
    } else {
      look_for_refusal();
      look_for_rows();
    }
    return std::move(flips_);
  }

 private:
  struct Branch {
    std::vector<FactChange> changes;
    casework::Trace trace;
  };
  using Reached = std::function<bool(const Outcome&, const casework::Trace&)>;

  bool is_reached(const std::vector<FactChange>& changes, const Reached& reached) {
    if (++flips_.tried > tries_max_) {
      flips_.is_cut_short = true;
      return false;
    }
    casework::Trace trace;
    try {
      const auto outcome = decide_with(base_, changes, &trace);
      return reached(outcome, trace);
    } catch (const std::domain_error&) {
      return false;  // the act would write what its field cannot hold
    }
  }

  std::vector<Read> facts_of(const std::vector<Read>& reads,
                             const std::vector<FactChange>& changed) const {
    std::vector<Read> facts;
    for (const auto& read : reads) {
      const auto is_same = [&](const Read& one) { return one.is_same(read); };
      if (read.of == Read::Of::records || read.of == Read::Of::mark ||
          read.of == Read::Of::parameter || std::ranges::any_of(facts, is_same) ||
          std::ranges::any_of(changed, is_same, &FactChange::fact) || !may_tell_(read)) {
        continue;
      }
      facts.push_back(read);
    }
    std::ranges::stable_sort(facts, {}, reluctance);
    return facts;
  }

  /// The value nearest to what the fact is with which `reached` holds.
  std::optional<FactChange> nearest(const Read& fact, const std::vector<FactChange>& others,
                                    const Reached& reached) {
    const auto tries = [&](const feel::Value& value) {
      auto changes = others;
      changes.push_back({fact, value});
      return is_reached(changes, reached);
    };
    auto value = nearest_value(base_, fact, tries);
    if (!value) return std::nullopt;
    return FactChange{fact, *std::move(value)};
  }

  /// What refused, and what it looked at: in the trace of a refused decision the last step.
  static std::vector<Read> deciding_reads(const casework::Trace& trace) {
    if (trace.steps().empty()) return {};
    const auto& step = trace.steps().back();
    auto reads = reads_of(step);
    if (step.kind == Step::Kind::who || step.kind == Step::Kind::duty) {
      reads.push_back({.of = Read::Of::actor, .value = step.value});
    }
    return reads;
  }

  void look_for_done(std::size_t count) {
    if (count == 1) branches_ = {{{}, base_.trace}};
    std::vector<Branch> next;
    for (const auto& branch : branches_) {
      const auto was = branch.trace.steps().size();
      for (const auto& fact : facts_of(deciding_reads(branch.trace), branch.changes)) {
        const auto done = nearest(fact, branch.changes, [](const Outcome& outcome, const auto&) {
          return std::holds_alternative<casework::Decision>(outcome);
        });
        auto changes = branch.changes;
        if (done) {
          changes.push_back(*done);
          if (flips_.found.size() < told_max) {
            flips_.found.push_back({.goal = Flip::Goal::done, .changes = std::move(changes)});
          }
          continue;
        }
        if (next.size() == branches_max || count == changes_max) continue;
        // Past what refused it, to the next thing that does.
        const auto further =
            nearest(fact, branch.changes, [&](const Outcome&, const casework::Trace& trace) {
              return trace.steps().size() > was;
            });
        if (!further) continue;
        changes.push_back(*further);
        Branch longer{std::move(changes), {}};
        decide_with(base_, longer.changes, &longer.trace);
        next.push_back(std::move(longer));
      }
    }
    branches_ = std::move(next);
  }

  void look_for_refusal() {
    std::vector<Read> reads;
    for (const auto& step : base_.trace.steps()) {
      if (step.depth != 0 || step.kind == Step::Kind::set) continue;
      std::ranges::move(reads_of(step), std::back_inserter(reads));
    }
    for (const auto& fact : facts_of(reads, {})) {
      std::string code;
      auto change = nearest(fact, {}, [&](const Outcome& outcome, const auto&) {
        const auto* refusal = std::get_if<casework::Refusal>(&outcome);
        if (refusal == nullptr) return false;
        code = refusal->code;
        return true;
      });
      if (!change) continue;
      code = std::get<casework::Refusal>(decide_with(base_, {*change})).code;
      flips_.found.push_back({.goal = Flip::Goal::refused, .changes = {*change}, .code = code});
      if (flips_.found.size() == told_max) return;
    }
  }

  void look_for_rows() {
    const auto rows = rows_of(base_.trace);
    for (const auto& [table, was] : rows) {
      const auto row_now = [table = table](const casework::Trace& trace) {
        for (const auto& [other, rows_then] : rows_of(trace)) {
          if (other == table) return rows_then;
        }
        return std::vector<int>{};
      };
      std::vector<Read> reads;
      for (const auto& step : base_.trace.steps()) {
        for (const auto& tried : step.tables) {
          if (tried.table != table || step.depth != 0) continue;
          for (const auto& input : tried.inputs) {
            reads.insert(reads.end(), input.reads.begin(), input.reads.end());
          }
        }
      }
      std::size_t told = 0;
      for (const auto& fact : facts_of(reads, {})) {
        if (told == told_max) break;
        auto change = nearest(
            fact, {}, [&, before = was](const Outcome& outcome, const casework::Trace& trace) {
              const auto now = row_now(trace);
              return std::holds_alternative<casework::Decision>(outcome) && !now.empty() &&
                     now != before;
            });
        if (!change) continue;
        casework::Trace trace;
        decide_with(base_, {*change}, &trace);
        flips_.found.push_back({.goal = Flip::Goal::row,
                                .changes = {*std::move(change)},
                                .table = table,
                                .rows = row_now(trace)});
        ++told;
      }
    }
  }

  const Redecided& base_;
  const MayTell& may_tell_;
  std::size_t tries_max_;
  Flips flips_;
  std::vector<Branch> branches_;
};

}  // namespace

Outcome decide_with(const Redecided& base, const std::vector<FactChange>& changes,
                    casework::Trace* trace) {
  Supposed supposed(*base.before);
  auto order = base.order;
  auto at = base.at;
  for (const auto& [fact, value] : changes) {
    switch (fact.of) {
      case Read::Of::input: {
        const auto index = static_cast<std::size_t>(fact.index);
        order.inputs[index] = value;
        order.given[index] = true;
        break;
      }
      case Read::Of::now:
        at = value.as_instant().value_or(at);
        break;
      case Read::Of::actor:
        order.actor.key = value.as_string();
        break;
      case Read::Of::field:
      case Read::Of::state: {
        const auto was = supposed.find(fact.record);
        if (was == nullptr) break;
        auto record = std::make_shared<casework::Record>(*was);
        if (fact.of == Read::Of::state) {
          record->state = value.as_string();
        } else {
          record->fields[static_cast<std::size_t>(fact.index)] = value;
        }
        supposed.put(std::move(record));
        break;
      }
      default:
        break;
    }
  }
  if (at > base.at) let_clock_act(supposed, order.on.is_empty() ? order.parent : order.on, at);
  return casework::decide(supposed, order, at, trace);
}

Flips find_flips(const Redecided& base, const MayTell& may_tell, std::size_t tries_max) {
  if (base.order.command == nullptr) return {};
  return Search(base, may_tell, tries_max).run();
}

}  // namespace guiju::app
