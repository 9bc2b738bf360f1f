#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "casework/decide.hpp"
#include "casework/trace.hpp"
#include "feel/scope.hpp"
#include "pack/functions.hpp"

namespace guiju::casework {

/// What the names of a pack's expressions stand for in one act: the record, the inputs, who acts,
/// when. Asked lazily; lets and tables are computed once.
class Situation final : public feel::Environment {
 public:
  Situation(const View& view, const pack::Pack& pack, const Record* record, const Actor& actor,
            Instant now)
      : view_(view), pack_(pack), record_(record), actor_(actor), now_(now) {}

  void set_inputs(const pack::Command& command, const std::vector<feel::Value>* inputs);
  void set_record(const Record* record) { record_ = record; }
  void set_parent(RecordId parent) { parent_ = std::move(parent); }
  void set_each(feel::Value each, std::int64_t position);
  void set_clock(const Clock& clock);
  /// Tells it what is read; null: nobody listens.
  void set_trace(Trace* trace) { trace_ = trace; }

  feel::Value variable(int slot) const override;
  feel::Value call(int slot, std::span<const feel::Value> arguments) const override;

  /// The value of a formula; null for one that is not stated.
  feel::Value value(const pack::Formula& formula) const;
  /// True when the formula says true; `otherwise` when it is not stated.
  bool holds(const pack::Formula& formula, bool otherwise = true) const;
  /// Computes all lets, as things stand before the act.
  void settle_lets() const;
  /// Rules of the table rows that decided something so far.
  const std::set<int>& used_rules() const { return used_rules_; }

  /// Whoever `value` names: a person, else a department, else a role.
  Owner owner(const feel::Value& value) const;
  std::vector<Owner> owners(const feel::Value& value) const;

  /// A moment from a date (its start) or a date and time; empty for anything else.
  std::optional<Instant> moment(const feel::Value& value) const;
  feel::Value moment_value(Instant instant) const;

 private:
  feel::Value on_record(const pack::Binding& binding, const Record& record) const;
  feel::Value through_reference(const pack::Binding& binding, const Record* record) const;
  feel::Value resolve(int slot, const Record* record) const;
  feel::Value stands_for(const pack::Binding& binding, const Record* record) const;
  RecordPtr parent_of(const Record* record) const;
  feel::Value actor_roles() const;
  feel::Value let(std::size_t index) const;
  feel::Value table(int index) const;
  feel::Value reading(int index) const;
  feel::Value calendar_call(pack::Function function, std::span<const feel::Value> a) const;
  feel::Value record_call(pack::Function function, std::span<const feel::Value> a) const;
  feel::Value people_call(pack::Function function, std::span<const feel::Value> a) const;
  feel::Value definition_call(int index, std::span<const feel::Value> arguments) const;
  feel::Value found_one(pack::Function function, const pack::RecordType& type,
                        const RecordPtr& record) const;
  feel::Value found_all(pack::Function function, const pack::RecordType& type,
                        const std::vector<RecordPtr>& records) const;
  void tell_read(const pack::Binding& binding, const Record* record,
                 const feel::Value& value) const;
  void tell_found(pack::Function function, const pack::RecordType& type,
                  const std::vector<RecordPtr>& records, const feel::Value& value) const;
  void tell_table(const pack::AskedTable& asked, const feel::TableResult& result) const;

  const View& view_;
  const pack::Pack& pack_;
  const Record* record_;
  RecordId parent_;  ///< of a record that is yet to be created
  const Actor& actor_;
  Instant now_;
  const pack::Command* command_ = nullptr;
  const std::vector<feel::Value>* inputs_ = nullptr;
  feel::Value each_;
  std::int64_t position_ = 0;
  feel::Value due_at_;
  feel::Value started_at_;
  mutable std::vector<std::optional<feel::Value>> lets_;
  mutable std::vector<std::span<const feel::Value>> arguments_;
  mutable std::set<int> used_rules_;
  Trace* trace_ = nullptr;
};

}  // namespace guiju::casework
