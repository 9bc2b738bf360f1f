#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "app/reader.hpp"
#include "app/shelf.hpp"
#include "app/texts.hpp"
#include "base/json.hpp"
#include "casework/decide.hpp"
#include "casework/mask.hpp"

/// How records, clocks, acts and packs are shown to one person: the JSON of docs/api.md. Nothing is
/// decided here; what a guard says is asked of the casework.
namespace guiju::app {

/// Where something is shown: what is so, to whom, in which language, at which moment.
struct Stage {
  casework::MaskedView view;  ///< as the viewer reads it
  const casework::Directory& directory;
  const Texts& texts;
  Language language = Language::zh_hans;
  Instant now{};
  const casework::Person* viewer = nullptr;  ///< null: nobody in particular (no actions are shown)
  /// Whoever shows something says for whom: there is no default.
  const Visibility& sees;
  std::span<const pack::Pack* const> packs;
  /// Where what was decided under another version finds it; null: all there is stands in `packs`.
  const Shelf* shelf = nullptr;

  std::string_view say(const pack::Text& text) const { return texts.say(text, language); }
  bool may_see(const casework::Record& record) const;
  /// The record as the viewer reads it; null when there is none that the viewer may see.
  casework::RecordPtr find(const casework::RecordId& id) const;
};

/// The rules that a page cites, for the texts at its end.
class Citations {
 public:
  void add(const pack::Pack& pack, int rule) { rules_.emplace(&pack, rule); }
  void add(const pack::Pack& pack, const pack::Basis& basis) {
    for (const int rule : basis) add(pack, rule);
  }
  /// `"rules": {id: …}, "articles": {id: …}`.
  void write(JsonWriter& json, const Stage& stage) const;

 private:
  struct ById {
    bool operator()(const std::pair<const pack::Pack*, int>& a,
                    const std::pair<const pack::Pack*, int>& b) const;
  };
  std::set<std::pair<const pack::Pack*, int>, ById> rules_;
};

// Values ------------------------------------------------------------------------------------------

/// A moment in the zone of the pack, as JSON.
void write_instant(JsonWriter& json, std::string_view name, Instant instant,
                   const pack::Pack& pack);
std::string instant_text(Instant instant, const pack::Pack& pack);
/// The name of a person, department, site or role; the key where there is none.
std::string name_of(const Stage& stage, const pack::Pack& pack, const casework::Owner& owner);
/// Whoever acted, as an entry of the journal names him: a person, the clock or the system.
std::string actor_name(const Stage& stage, std::string_view actor);
/// What a field holds, as people read it: names instead of keys, titles instead of values.
std::string display(const Stage& stage, const pack::Pack& pack, const pack::FieldType& type,
                    const feel::Value& value);
/// The same where the type is not known: by the kind of the value.
std::string display(const Stage& stage, const pack::Pack& pack, const feel::Value& value);
void write_owner(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                 const casework::Owner& owner);
/// Whether the source leaves the parameter to the company, which has not stated it.
bool is_default(const Stage& stage, const pack::Pack& pack, const pack::Parameter& parameter);
/// `"rules": [id]`.
void write_rules(JsonWriter& json, const pack::Pack& pack, const pack::Basis& basis);
void write_articles(JsonWriter& json, const pack::Pack& pack, const pack::Basis& basis);
/// `"derivation": {title, rounding, inputs, steps}`: how an amount came about.
void write_amount_derivation(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                             const feel::Value& derivation);
/// The same as lines of text, for paper.
std::string amount_derivation_text(const Stage& stage, const pack::Pack& pack,
                                   const feel::Value& derivation);

// Rows and clocks ---------------------------------------------------------------------------------

void write_row(JsonWriter& json, const Stage& stage, const Row& row);
/// The members of a row without the braces, for what begins like one.
void write_row_members(JsonWriter& json, const Stage& stage, const Row& row);
void write_clock(JsonWriter& json, const Stage& stage, const casework::Record& record,
                 const casework::Clock& clock);
void write_owed_clock(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                      const OwedClock& clock);
/// Why is this due then. Precondition: the clock has a start or reset event.
std::string derivation_json(const Stage& stage, const casework::Record& record,
                            const casework::Clock& clock);
/// The same for a limit that nobody owes yet.
std::string limit_json(const Stage& stage, const pack::Pack& pack, Instant from,
                       const calendar::Limit& limit);
/// The escalation ladders of the record: all rungs in order.
std::string ladder_json(const Stage& stage, const casework::Record& record);
std::string calendar_json(const Stage& stage, const pack::Pack& pack, LocalDate from, LocalDate to);

// A record's page ---------------------------------------------------------------------------------

/// `"fields": [...]`: those that hold something, each with its clause.
void write_fields(JsonWriter& json, const Stage& stage, const casework::Record& record,
                  Citations& citations);
/// The row of a record with the name of its client.
Row row_of(const Stage& stage, const casework::Record& record);

std::string case_json(const Stage& stage, const Reader& reader, const casework::Record& record);
/// The way of the record through its procedure, and the people on the way of its approvals.
std::string route_json(const Stage& stage, const Reader& reader, const casework::Record& record);
/// What waits for the viewer's signature or decision, and what he has sent for one.
std::string approvals_json(const Stage& stage, const Reader& reader);
/// Which ledger it is: `pack`, `pack_title`, `id`, `title`, `rules`.
void write_ledger_head(JsonWriter& json, const Stage& stage, const pack::Ledger& ledger);
/// A ledger, of one month (`2026-09`) or, where `month` is empty, of all.
std::string ledger_json(const Stage& stage, const Reader& reader, const pack::Ledger& ledger,
                        std::string_view month);
/// Which board it is: `pack`, `pack_title`, `id`, `kind`, `type`, `title`, `rules`.
void write_board_head(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                      const pack::Board& board);
/// A board with what of it the viewer may see; `cell`, an id: of a grid that one record alone,
/// empty for all.
std::string board_json(const Stage& stage, const pack::Board& board, std::string_view cell);
void write_entry(JsonWriter& json, const Stage& stage, const journal::Entry& entry,
                 Citations& citations);
void write_breach(JsonWriter& json, const Stage& stage, const casework::Record& breach,
                  const Row& on);
void write_notice(JsonWriter& json, const Stage& stage, const NoticeRow& notice,
                  const Reader& reader);

// Acts --------------------------------------------------------------------------------------------

/// `record` is null for a command that begins something. False, and nothing written, when the
/// command is not for people or not for this state.
bool write_action(JsonWriter& json, const Stage& stage, const pack::Command& command,
                  const casework::Record* record);
/// `{scripts, inputs, alike}`: the form of a command on `subject` (the record acted on, the parent
/// of what is made, or null) while it is filled with `inputs`, one for each of the command's.
std::string screen_json(const Stage& stage, const Reader& reader, const pack::Command& command,
                        const casework::Record* subject, const std::vector<feel::Value>& inputs);
/// The members of a command's definition, whoever asks: title, type, rules, inputs.
void write_command(JsonWriter& json, const Stage& stage, const pack::Command& command);
/// Scripts and checklists of a command's form (`inputs` as filled in by now) or of a type's page.
void write_scripts(JsonWriter& json, const Stage& stage, const pack::RecordType& type,
                   const pack::Command* command, const casework::Record* record,
                   const std::vector<feel::Value>* inputs, Citations* citations);

/// A paper form of the record: a page of HTML.
std::string form_html(const Stage& stage, const pack::Form& form, const casework::Record& record);

}  // namespace guiju::app
