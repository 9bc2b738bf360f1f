#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/journal_body.hpp"
#include "app/order.hpp"
#include "app/shelf.hpp"

/// What the journal tells, made ready for being asked again: the first step of a dry run.
namespace guiju::app {

/// The regulations of a company, and the draft that takes the place of one of them.
struct DraftedPacks {
  const Shelf& shelf;
  const pack::Pack& draft;

  /// What takes the place of a version: the draft, or that version.
  const pack::Pack* find(std::string_view id, std::string_view version) const;
  /// Those in force, with the draft in the place of its regulation.
  std::vector<const pack::Pack*> all_in_force(Instant at) const;
  /// What an entry tells, in the words of its own version.
  JournaledDecision read_old(const journal::EntryView& entry) const;
  /// The same in the words of the draft, where it is of that regulation.
  JournaledDecision read_new(const journal::EntryView& entry) const;
};

/// One decision of the journal.
struct JournaledAct {
  enum class Kind {
    before,       ///< of the period: taken over as it was
    consequence,  ///< of the clock or the system: not asked again, follows from the draft
    asked,        ///< by somebody
  };
  Kind kind = Kind::consequence;
  std::vector<journal::Entry> entries;  ///< one for each stream, at least one

  std::vector<JournaledDecision> told;  ///< of `before`, one for each entry

  casework::Actor by;                 ///< here and below of `asked`
  casework::RecordId on;              ///< empty for nothing
  const pack::Command* command = {};  ///< under the draft; null: there is none of the name
  std::variant<casework::Order, BadInput> order;  ///< where there is a command; on nothing yet
  bool changes_nothing = false;                   ///< neither facts nor a refusal came of it

  const journal::Entry& entry() const { return entries.front(); }
  /// Written down later than it happened: while others acted, the company's clock stood elsewhere.
  bool is_brought_in() const { return entry().at < entry().recorded_at; }
};

/// Puts the entries of a journal together to decisions.
class ActReader {
 public:
  /// Entries before `from` are told as they were, until the first that is not.
  ActReader(const DraftedPacks& packs, Instant from) : packs_(packs), from_(from) {}

  /// Takes the next entry. The decision before, where this entry does not belong to it; throws
  /// std::exception on one that no pack of the shelf can read.
  std::optional<JournaledAct> take(journal::Entry entry);
  /// The last decision, if any.
  std::optional<JournaledAct> finish();

 private:
  JournaledAct read(std::vector<journal::Entry> entries);
  void read_asked(JournaledAct& act) const;

  const DraftedPacks packs_;
  const Instant from_;
  bool has_begun_ = false;
  std::vector<journal::Entry> group_;
};

/// Reads what was asked in an entry as an order to `command`; it is on nothing yet.
std::variant<casework::Order, BadInput> read_asked_order(const journal::Entry& entry,
                                                         const pack::Command& command);

}  // namespace guiju::app
