#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/time.hpp"
#include "calendar/calendar_series.hpp"
#include "calendar/clock.hpp"
#include "feel/decision_table.hpp"
#include "feel/expression.hpp"
#include "pack/binding.hpp"
#include "pack/field.hpp"

/// 制度包. A regulation as data, compiled once into an immutable structure (docs/pack-language.md).
namespace guiju::pack {

struct Article {
  std::string id;
  std::string number;
  Text heading;
};

/// One rule of the rulebook that the pack carries, in the pack's own words.
struct Rule {
  std::string id;
  std::vector<int> articles;  ///< indices into `Pack::articles`, the one it stands under first
  Text text;
  /// Its parameters with `default_while`.
  std::vector<int> defaults;
};

struct Parameter {
  std::string name;
  FieldType type;
  feel::Value value;
  std::string unit;
  Text title;
  Basis rules;
  /// The source leaves it to the company, and while this holds the value is only the one shipped.
  /// Not stated where the source gives the value, and where the company file states its own.
  Formula default_while;
};

struct Role {
  std::string id;
  Text title;
  Text does;
};

/// A refusal, breach or marker code and what it says to whoever meets it.
struct Code {
  std::string id;
  Text text;
  Text help;
};

struct NamedText {
  std::string id;
  Text text;
};

/// A word of `who` or `sees`.
struct Who {
  enum class Kind { anyone, field, role };
  Kind kind = Kind::role;
  int field = -1;  ///< of the record, where it has one of that name
  int input = -1;  ///< of the command that creates its record
  std::string name;
};

struct Input {
  Field field;
  int stored_in = -1;  ///< index of the record's field of the same name, -1: not stored
  bool required = false;
  Formula default_value;
};

/// One way in which a command may be refused.
/// A breach that an act is, or that to be refused for it is.
struct ActBreach {
  std::string code;
  Formula when;
  Formula each_of;
  Formula owed_by;
  Formula due_at;
  Formula dated;
  Formula about;
  Basis rules;
};

struct Check {
  std::string code;
  Formula when;                      ///< not stated: always looked at
  std::vector<std::string> missing;  ///< names of inputs or fields
  std::vector<int> missing_inputs;   ///< for each of `missing`: its input, or -1
  std::vector<int> missing_fields;   ///< for each of `missing`: its field, or -1
  Formula missing_of;                ///< instead of `missing`: an expression that gives the names
  Formula names;
  Formula since;  ///< since when what stands in the way has been so
  std::string field;
  Basis rules;
  std::optional<ActBreach> breach;  ///< to be refused for this is one
  SourcePlace place;
};

struct Assignment {
  int field = -1;
  std::string name;
  Formula value;
};

/// A state that a command leads to, the first of which `when` holds.
struct Target {
  std::string state;
  Formula when;
};

struct Marking {
  std::string marker;
  Formula when;
  Basis rules;
};

/// One piece of a key or number: literal text or a token.
struct KeyPart {
  enum class Kind { literal, field, input, parent_key, parent_number, serial, year, month, day };
  Kind kind = Kind::literal;
  std::string text;
  int index = -1;  ///< of the field
  int width = 0;   ///< of the serial; of a year written with two digits 2
};

struct Command;

/// What the system itself does after an act, in the same transaction.
struct FollowUp {
  std::string command_name;
  const Command* command = nullptr;
  Formula when;
  Formula each_of;
  Formula on;
  Formula parent;
  std::vector<std::pair<int, Formula>> with;  ///< input index of the command, value
  std::vector<std::string> with_names;        ///< as written, same order
  bool is_optional = false;  ///< a refusal of it leaves it undone, and the act stands
  SourcePlace place;
};

struct Notification {
  Formula to;
  std::string message;
  Formula when;
};

/// An order that people, the system or the clock may give about a record.
struct Command {
  std::string name;  ///< `item.sort`
  Text title;
  const RecordType* type = nullptr;
  Basis rules;
  Basis who_rules;
  bool who_stated = false;
  std::vector<Who> who;  ///< stated and empty: only the system
  bool creates = false;
  bool from_any = false;
  std::vector<std::string> from;  ///< empty and not `from_any`: every state that is not final
  std::vector<Target> to;
  std::vector<KeyPart> number;  ///< the number that the record gets by this act; may be empty
  std::vector<std::string> number_per;  ///< within what its serial counts
  std::vector<Input> inputs;
  std::vector<std::pair<std::string, Formula>> lets;
  std::vector<Check> checks;
  std::vector<Assignment> assignments;
  std::string fact;
  std::vector<Marking> markings;
  std::vector<ActBreach> breaches;
  std::vector<FollowUp> follow_ups;
  std::vector<Notification> notifications;
  std::vector<int> reveals;  ///< masked fields that whoever gives the command is told whole
  std::string duty;          ///< a name of `Pack::duties`; empty: none that must be kept apart
  Formula duty_as;           ///< the roles as which it is done; not stated: those of `who`
  SourcePlace place;

  int find_input(std::string_view name) const;
};

/// What no two records of a type have at once, while they are in one of some states.
struct Unique {
  std::string name;
  std::vector<int> of;          ///< fields; an empty one claims nothing
  std::vector<std::string> in;  ///< states; empty: every one
  std::string code;             ///< how a second one is refused
  Basis rules;
};

/// 脱敏. What stays of a text that not everyone who sees the record reads whole.
struct Mask {
  int field = -1;
  int first = 0, last = 0;    ///< characters that stay at either end
  std::vector<Who> clear_to;  ///< who reads it whole
};

struct State {
  std::string id;
  Text title;
  bool is_final = false;
};

struct RecordType {
  std::string name;
  const Pack* pack = nullptr;
  Text title;
  std::string like;  ///< the kind of the pack `company` that it takes after
  std::string parent_name;
  const RecordType* parent = nullptr;
  std::string key_text, number_text;
  std::vector<KeyPart> key, number;  ///< `number` empty: the key
  std::vector<std::string> serial_per;
  std::vector<Field> fields;
  std::vector<State> states;
  std::vector<std::unique_ptr<Command>> commands;
  int title_field = -1, site_field = -1, department_field = -1, owner_field = -1, client_field = -1,
      period_field = -1;
  std::vector<int> search_fields;
  /// Two records with the same in one of these may be about the same: an import says so.
  std::vector<int> alike_fields;
  std::vector<int> opinion_fields;  ///< shown side by side, in this order
  /// Who may see its records: `sees`, and whoever may give one of its commands unless the type is
  /// confidential.
  std::vector<Who> seers;
  std::vector<Unique> uniques;
  std::vector<Mask> masks;
  bool has_own_stream = false;  ///< a journal stream of its own, though it has a parent
  bool is_case = false;
  bool is_report = false;
  bool is_client = false;      ///< other types call a record of it their client
  std::vector<int> deadlines;  ///< indices into `Pack::deadlines`
  /// Which of them listen to a fact, by `heard_name`.
  std::unordered_map<std::string, std::vector<int>> listeners;
  SourcePlace place;

  /// Made after the kind `approval`: it has that kind's fields.
  bool is_approval() const { return like == "approval"; }
  /// What `listeners` calls a fact of the record itself, or of a child of type `child_type`.
  static std::string heard_name(std::string_view child_type, std::string_view fact);
  int find_field(std::string_view name) const;
  /// Whether the field holds the derivation of another: then it is shown there.
  bool is_explanation(int field) const;
  const State* find_state(std::string_view id) const;
  const Command* find_command(std::string_view name) const;
  const Unique* find_unique(std::string_view name) const;
  /// Null for a field that whoever sees the record reads whole.
  const Mask* find_mask(int field) const;
};

/// A fact that a deadline listens to: of its own record, or of a child of type `child_type`.
struct Trigger {
  std::string fact;
  std::string child_type;
};

struct TriggerSet {
  std::vector<Trigger> on;
  Formula when;
};

struct Limit {
  calendar::LimitUnit unit = calendar::LimitUnit::hours;
  Formula from;    ///< not stated: the moment of the act that starts it
  Formula amount;  ///< of `instant`: the moment
};

/// 时限. One duty with its limit: when it starts, what ends it, who owes it, what a breach is.
struct Deadline {
  std::string id;
  Text title;
  const RecordType* type = nullptr;
  Basis rules;
  TriggerSet start, stop, cancel, pause, resume, reset;
  Limit due;
  Formula owed_by;
  Formula warn_before;
  std::string breach_code;  ///< empty: a lapse, or nothing
  Formula breach_owed_by;
  std::string slip;
  std::vector<Notification> notifications;
  std::vector<FollowUp> follow_ups;  ///< of the breach or the lapse
  std::string ladder;
  int rung = 0;
  SourcePlace place;
};

/// What the clock does by itself, again and again.
struct Schedule {
  std::string id;
  Text title;
  Basis rules;
  enum class Every { day, week, month };
  Every every = Every::day;
  Formula day;  ///< of the week (Monday is 1) or of the month
  Formula at;   ///< time of day, `"18:00"`
  Formula each_of;
  Formula when;
  FollowUp act;
};

/// 过渡条款. Running cases of an earlier version that come under this one when it takes effect.
struct Transition {
  const RecordType* type = nullptr;  ///< of the cases; what stands under them moves along
  Formula when;                      ///< of a case, as this version keeps it
  bool recomputes_limits = false;  ///< running limits are this version's, counted from their start
  Basis rules;
  SourcePlace place;
};

struct Table {
  std::string id;
  Text title;
  Basis rules;
  feel::DecisionTableSource source;
  std::vector<Basis> row_rules;
};

/// A table compiled for the names of one command that asks it.
struct AskedTable {
  int table = -1;
  feel::DecisionTable code;
};

/// A named calculation.
struct Definition {
  std::string name;
  std::vector<std::string> parameters;
  Formula value;
  Basis rules;
};

struct Script {
  std::string id;
  bool is_checklist = false;
  Basis rules;
  std::vector<std::string> at;  ///< command or type names
  Formula when;                 ///< as written; compiled for each place in `placed`
  Text title;
  Text body;
  struct Placed {
    const RecordType* type = nullptr;
    const Command* command = nullptr;
    Formula when;
  };
  std::vector<Placed> placed;
};

struct LedgerColumn {
  enum class Of { number, state, field, row };  ///< of the record, or of the row that is the line
  Of of = Of::number;
  int index = -1;  ///< of the field, or of the row's column
  std::string name;
  Text title;
  FieldType type;
  bool is_summed = false;
};

/// 台账. How records of one type are shown as a book: line by line, in groups, with sums.
struct Ledger {
  std::string id;
  Text title;
  Basis rules;
  const RecordType* type = nullptr;
  int lines = -1;  ///< a field of rows, each of which is a line; -1: each record is one
  std::vector<LedgerColumn> columns;
  std::vector<int> by;  ///< columns whose values make a group
  int month = -1;       ///< the column that says to which month a line belongs
};

/// 看板. Records of one type as a picture that the whole desk looks at.
struct Board {
  /// rotation: each record is a sales floor, with its `queue`, `staff`, `waiting` and `standby`.
  /// grid: each record is a cell, coloured by its state.
  enum class Kind { rotation, grid };
  std::string id;
  Text title;
  Basis rules;
  Kind kind = Kind::grid;
  const RecordType* type = nullptr;
  int block = -1, row = -1, column = -1;  ///< of a grid: fields
  std::vector<int> shows;                 ///< of a grid: further fields of a cell
};

/// 单据. A paper form: HTML with expressions.
struct Form {
  std::string id;
  const RecordType* type = nullptr;
  Text title;
  Basis rules;
  struct Piece {
    enum class Kind { html, value, each, condition };
    /// How a value is written where its type does not say it.
    enum class Manner { as_it_is, money, capitals };
    Kind kind = Kind::html;
    Manner manner = Manner::as_it_is;
    std::string html;
    Formula formula;
    std::vector<Piece> inner;
  };
  std::vector<Piece> pieces;
};

/// One file of a pack, as it was read.
struct SourceFile {
  std::string path;  ///< below the pack's folder, with `/`
  std::string text;
};

struct Pack {
  std::string id;
  std::string version;
  Text title;
  Text summary;
  LocalDate effective_from{};
  calendar::Rules calendar_rules;
  bool late_in_whole_minutes = false;
  /// How an act out of its order is refused.
  std::string step_order_code = "STEP_ORDER";
  Basis step_order_rules;
  /// Codes that go before all others, in this order; the others go by the number of their rule.
  std::vector<std::string> refusal_order{"NOT_ENTITLED_ROLE", "BEYOND_AUTHORITY"};
  /// 不相容职务. No person has two of them in one matter.
  std::vector<NamedText> duties;
  std::shared_ptr<const calendar::CalendarSeries> calendars;
  std::shared_ptr<const calendar::Calendar> calendar;  ///< the first of them: dates and zone
  const Pack* base = nullptr;                          ///< the pack `company`; null in itself

  std::vector<Article> articles;
  std::vector<Rule> rules;
  std::vector<Parameter> parameters;
  std::vector<Role> roles;
  std::vector<Code> codes;
  std::vector<NamedText> texts;
  std::vector<Definition> definitions;
  std::vector<std::unique_ptr<RecordType>> types;
  std::vector<Deadline> deadlines;
  std::vector<Table> tables;
  std::vector<AskedTable> asked_tables;
  std::vector<Schedule> schedules;
  std::vector<Transition> transitions;
  std::vector<Script> scripts;
  std::vector<Form> forms;
  std::vector<Ledger> ledgers;
  std::vector<Board> boards;
  std::vector<Binding> bindings;
  std::vector<SourceFile> files;  ///< what it was compiled from

  /// Own types first, then those of `base`.
  const RecordType* find_type(std::string_view name) const;
  const Command* find_command(std::string_view name) const;
  std::vector<std::string> command_names() const;
  const Parameter* find_parameter(std::string_view name) const;
  const Role* find_role(std::string_view id) const;
  const Code* find_code(std::string_view id) const;
  const Text* find_text(std::string_view id) const;
  bool has_duty(std::string_view id) const;  ///< its own, or of `base`
  int find_rule(std::string_view id) const;  ///< -1: none
  /// The number behind the last dash of the rule's id: 14 of `CPH-14`.
  int rule_number(int rule) const;
  /// The place of a code in `refusal_order`; its size for a code that is not there.
  std::size_t refusal_rank(std::string_view code) const;
  const Ledger* find_ledger(std::string_view id) const;
  const Board* find_board(std::string_view id) const;
  const Form* find_form(const RecordType& type, std::string_view id) const;
};

/// Ids of the articles that `basis` rests on, each once, in order.
std::vector<std::string> articles_of(const Pack& pack, const Basis& basis);
/// Their numbers as the regulation prints them, `(五)3(3)`.
std::vector<std::string> clauses_of(const Pack& pack, const Basis& basis);
std::vector<std::string> rules_of(const Pack& pack, const Basis& basis);

}  // namespace guiju::pack
