#include "app/present_why.hpp"

#include <algorithm>
#include <set>

#include "app/edition.hpp"
#include "pack/phrase.hpp"

// The whole derivation: what was asked, what was tried in its order, what would have turned it.
namespace guiju::app {
namespace {

using casework::Read;
using casework::Step;
using casework::TableTried;
using feel::Value;
using pack::Text;
using Kind = Step::Kind;

constexpr std::size_t steps_max = 300;
constexpr std::size_t rows_max = 200;

std::string_view kind_name(Kind kind) {
  constexpr std::array names{"who",       "duty",   "check",  "state",     "shape",
                             "set",       "target", "claim",  "mark",      "breach",
                             "follow_up", "clock",  "notice", "transition"};
  return names[static_cast<std::size_t>(kind)];
}

bool is_refusal_kind(Kind kind) {
  return kind == Kind::who || kind == Kind::duty || kind == Kind::check || kind == Kind::state ||
         kind == Kind::shape || kind == Kind::claim;
}

class Page {
 public:
  Page(const Stage& stage, const Redecided& again) : stage_(stage), again_(again) {
    if (const auto* done = std::get_if<casework::Decision>(&again.outcome)) {
      for (const auto& record : done->touched) {
        if (stage.viewer == nullptr || stage.find(record->id)) types_seen_.insert(record->type);
      }
    }
  }

  std::string write() {
    JsonWriter json(out_);
    json.begin_object();
    write_head(json);
    write_outcome(json);
    write_inputs(json);
    write_steps(json);
    write_flips(json);
    citations_.write(json, stage_);
    json.end_object();
    return std::move(out_);
  }

 private:
  bool may_tell(const Read& read) const {
    const auto told = as_told(stage_, again_, read);
    return told && *told == read.value;
  }

  /// What followed from the act is told as far as the records concerned are seen.
  bool may_tell(const Step& step) const {
    const bool is_of_act =
        step.depth == 0 && step.kind != Kind::clock && step.kind != Kind::follow_up;
    if (stage_.viewer == nullptr || is_of_act) return true;
    if (!step.record.is_empty()) return stage_.find(step.record) != nullptr;
    if (step.command == nullptr) return false;
    const auto& type = *step.command->type;
    return types_seen_.contains(&type) ||
           (step.kind == Kind::follow_up && stage_.sees.find(type.pack->id, type.name) != nullptr);
  }

  casework::RecordId subject() const {
    if (const auto* done = std::get_if<casework::Decision>(&again_.outcome)) return done->subject;
    return again_.order.on.is_empty() ? again_.order.parent : again_.order.on;
  }

  std::string title() const {
    static const Text clock{"时限到", "", "The clock"};
    static const Text transition{"新版本施行", "", "The new version"};
    if (again_.order.command != nullptr)
      return std::string(stage_.say(again_.order.command->title));
    return std::string(stage_.say(is_transfer() ? transition : clock));
  }

  bool is_transfer() const { return again_.entries.front().command == version_change; }

  void write_head(JsonWriter& json) {
    const auto& pack = again_.pack();
    const auto& entry = again_.entries.front();
    json.field("entry", static_cast<std::int64_t>(entry.seq)).field("title", title());
    write_instant(json, "at", again_.at, pack);
    const auto& actor = again_.order.actor;
    json.field("by", actor.kind == casework::Actor::Kind::person
                         ? name_of(stage_, pack, {casework::Owner::Kind::person, actor.key})
                         : std::string());
    json.field("pack", pack.id).field("pack_title", stage_.say(pack.title));
    json.field("pack_version", pack.version).field("hash", to_hex(entry.hash));
    json.field("same", again_.is_same);
    const auto record = stage_.find(subject());
    if (record == nullptr) return;
    const auto row = row_of(stage_, *record);
    json.key("case").begin_object().field("id", record->id.text).field("number", row.number);
    json.field("title", row.title).end_object();
  }

  void write_outcome(JsonWriter& json) {
    json.key("outcome").begin_object();
    if (const auto* refusal = again_.refusal()) {
      json.field("kind", "refused").field("code", refusal->code);
      write_code(json, *refusal->pack, refusal->code);
      write_grounds(json, *refusal->pack, refusal->basis);
    } else {
      static const Text done{"已办成", "", "It was done"};
      static const Text passed{"时限到，系统自动办理", "",
                               "The limit was reached; the clock acted"};
      static const Text moved{"按过渡条款转入新版本", "", "It was moved under the new version"};
      const bool is_clock = again_.order.command == nullptr;
      json.field("kind", is_clock ? "clock" : "done");
      json.field("title", stage_.say(is_transfer() ? moved : is_clock ? passed : done));
      const auto& facts = std::get<casework::Decision>(again_.outcome).facts;
      write_grounds(json, *facts.front().basis_pack, facts.front().basis);
    }
    json.end_object();
  }

  void write_code(JsonWriter& json, const pack::Pack& pack, const std::string& id) {
    const auto* code = pack.find_code(id);
    json.field("title", code == nullptr ? std::string_view(id) : stage_.say(code->text));
    if (code != nullptr) json.field("help", stage_.say(code->help));
  }

  void write_grounds(JsonWriter& json, const pack::Pack& pack, const pack::Basis& basis) {
    citations_.add(pack, basis);
    write_rules(json, pack, basis);
    write_articles(json, pack, basis);
  }

  void write_inputs(JsonWriter& json) {
    json.key("inputs").begin_array();
    const auto* command = again_.order.command;
    for (std::size_t i = 0; command != nullptr && i < command->inputs.size(); ++i) {
      if (!again_.order.given[i] || again_.order.inputs[i].is_null()) continue;
      if (command->inputs[i].field.is_derivation()) continue;
      write_fact(json, {.of = Read::Of::input,
                        .index = static_cast<int>(i),
                        .value = again_.order.inputs[i],
                        .command = command});
    }
    json.end_array();
  }

  void write_fact(JsonWriter& json, const Read& read) {
    const auto told = as_told(stage_, again_, read);
    json.begin_object().field("title", fact_title(stage_, again_, read));
    if (told) {
      json.field("text", fact_text(stage_, again_, read, *told));
    } else {
      json.field("text", "").field("hidden", true);
    }
    if (read.of == Read::Of::parameter) {
      const auto& parameter = read.pack->parameters[static_cast<std::size_t>(read.index)];
      json.field("parameter", parameter.name);
      write_grounds(json, *read.pack, parameter.rules);
    }
    json.end_object();
  }

  void write_steps(JsonWriter& json) {
    const auto& steps = again_.trace.steps();
    json.key("steps").begin_array();
    std::size_t written = 0;
    for (const auto& step : steps) {
      if (!may_tell(step) || is_beside(step)) continue;
      if (written++ == steps_max) break;
      write_step(json, step, &step == &steps.back() && again_.refusal() != nullptr);
    }
    json.end_array().field("cut", written > steps_max);
  }

  /// What nobody needs to be told: that what the system passes on is complete, how an amount is
  /// written down, and what the program keeps for itself.
  bool is_beside(const Step& step) const {
    const bool is_own = step.depth > 0 && step.command->type->pack->base == nullptr;
    if (is_own && again_.pack().base != nullptr && step.kind != Kind::clock) return true;
    if (step.kind == Kind::set) {
      const auto& type = *step.command->type;
      const auto& field = type.fields[static_cast<std::size_t>(step.index)];
      return step.depth > 1 || field.is_derivation() || (step.reads.empty() && step.tables.empty());
    }
    return step.depth > 0 && is_refusal_kind(step.kind) && !step.holds;
  }

  void write_step(JsonWriter& json, const Step& step, bool is_decisive) {
    json.begin_object().field("kind", kind_name(step.kind)).field("depth", step.depth);
    json.field("title", step_title(step)).field("holds", step.holds);
    json.field("refuses", is_refusal_kind(step.kind));
    if (is_decisive) json.field("decisive", true);
    if (!step.condition.empty()) json.field("condition", step.condition);
    if (const auto wanted = wanted_by(step); !wanted.empty()) json.field("wanted", wanted);
    if (const auto value = value_of(step); !value.empty()) json.field("value", value);
    write_grounds(json, *step.pack, step.basis);
    json.key("facts").begin_array();
    for (const auto& read : step.reads) {
      if (!fact_title(stage_, again_, read).empty()) write_fact(json, read);
    }
    json.end_array().key("tables").begin_array();
    for (const auto& tried : step.tables) {
      if (is_news(tried)) write_table(json, step, tried);
    }
    json.end_array().end_object();
  }

  /// The same table with the same case is told once, where it was asked first.
  bool is_news(const TableTried& tried) {
    const auto is_same = [&](const TableTried* told) {
      return told->table == tried.table &&
             std::ranges::equal(told->inputs, tried.inputs, {}, &TableTried::Input::value,
                                &TableTried::Input::value);
    };
    if (std::ranges::any_of(tables_told_, is_same)) return false;
    tables_told_.push_back(&tried);
    return true;
  }

  std::string code_text(const pack::Pack& pack, const std::string& id) const {
    if (const auto* code = pack.find_code(id)) return std::string(stage_.say(code->text));
    if (const auto* text = pack.find_text(id)) return std::string(stage_.say(*text));
    return id;
  }

  std::string step_title(const Step& step) const {
    static const Text who{"谁可以办理", "", "Who may do it"};
    static const Text duty{"不相容职务", "", "Duties kept apart"};
    static const Text state{"是否轮到这一步", "", "Is it the turn of this step"};
    static const Text shape{"必填项与选项", "", "What must be filled in"};
    static const Text target{"转到状态", "", "Comes to"};
    static const Text moves{"在办事项转入本版", "", "Running cases that come under this version"};
    switch (step.kind) {
      case Kind::who:
        return std::string(stage_.say(who));
      case Kind::duty:
        return std::string(stage_.say(duty));
      case Kind::state:
        return std::string(stage_.say(state));
      case Kind::shape:
        return step.holds ? code_text(*step.pack, step.code) : std::string(stage_.say(shape));
      case Kind::set:
        return std::string(
            stage_.say(step.command->type->fields[static_cast<std::size_t>(step.index)].title));
      case Kind::target:
        return std::string(stage_.say(target));
      case Kind::follow_up:
        return std::string(stage_.say(step.command->title));
      case Kind::transition:
        return std::string(stage_.say(moves));
      case Kind::clock:
        return std::string(
            stage_.say(step.pack->deadlines[static_cast<std::size_t>(step.index)].title));
      default:
        return code_text(*step.pack, step.code);
    }
  }

  std::string who_text(const pack::Command& command) const {
    static const Text anyone{"所有人", "", "anyone"};
    if (!command.who_stated) return std::string(stage_.say(anyone));
    std::string text;
    const auto& pack = *command.type->pack;
    for (const auto& who : command.who) {
      std::string word(stage_.say(anyone));
      if (who.kind == pack::Who::Kind::role) {
        word = name_of(stage_, pack, {casework::Owner::Kind::role, who.name});
      } else if (who.kind == pack::Who::Kind::field) {
        const int field = command.type->find_field(who.name);
        const int input = command.find_input(who.name);
        if (field >= 0) {
          word = stage_.say(command.type->fields[static_cast<std::size_t>(field)].title);
        } else if (input >= 0) {
          word = stage_.say(command.inputs[static_cast<std::size_t>(input)].field.title);
        }
      }
      text += (text.empty() ? "" : separator()) + word;
    }
    return text;
  }

  std::string separator() const { return stage_.language == Language::en ? ", " : "、"; }

  /// What would have let it pass.
  std::string wanted_by(const Step& step) const {
    if (step.kind == Kind::who) return who_text(*step.command);
    if (step.kind != Kind::state) return {};
    std::string text;
    for (const auto& id : step.command->from) {
      const auto* state = step.command->type->find_state(id);
      text += (text.empty() ? "" : separator()) +
              (state == nullptr ? id : std::string(stage_.say(state->title)));
    }
    static const Text open{"尚未结束", "", "not ended yet"};
    return text.empty() ? std::string(stage_.say(open)) : text;
  }

  std::string value_of(const Step& step) const {
    switch (step.kind) {
      case Kind::who:
      case Kind::duty:
        return name_of(stage_, *step.pack,
                       {casework::Owner::Kind::person, std::string(step.value.as_string())});
      case Kind::set:
        return set_text(step);
      case Kind::target: {
        const auto* state = step.command->type->find_state(step.code);
        return state == nullptr ? step.code : std::string(stage_.say(state->title));
      }
      case Kind::clock:
        return clock_text(step);
      case Kind::notice:
        return display(stage_, *step.pack, step.value);
      default:
        return {};
    }
  }

  std::string set_text(const Step& step) const {
    Read written{.of = Read::Of::field,
                 .index = step.index,
                 .record = step.record,
                 .type = step.command->type,
                 .value = step.value};
    const bool is_made = again_.refusal() == nullptr && step.depth == 0;
    if (written.record.is_empty() && is_made) written.record = subject();
    if (!written.record.is_empty()) {
      const auto told = as_told(stage_, again_, written);
      return told ? fact_text(stage_, again_, written, *told) : std::string();
    }
    // There is no record by which it could be said who reads what is masked.
    const bool is_masked = step.command->type->find_mask(step.index) != nullptr;
    return is_masked && stage_.viewer != nullptr ? std::string()
                                                 : fact_text(stage_, again_, written, step.value);
  }

  std::string clock_text(const Step& step) const {
    static const std::pair<std::string_view, Text> words[] = {
        {"clock_started", {"开始计时", "", "starts"}},
        {"clock_reset", {"重新计时", "", "starts anew"}},
        {"clock_paused", {"暂停计时", "", "pauses"}},
        {"clock_resumed", {"恢复计时", "", "goes on"}},
        {"clock_stopped", {"停止计时", "", "stops"}},
        {"clock_cancelled", {"取消计时", "", "is cancelled"}},
        {"limit_passed", {"时限已过", "", "has passed"}},
        {"warning_given", {"临近时限", "", "is near"}},
    };
    static const Text due{"，应完成于 ", "", ", due at "};
    std::string text;
    for (const auto& [name, word] : words) {
      if (name == step.code) text = stage_.say(word);
    }
    if (step.value.is_null()) return text;
    return text.append(stage_.say(due)) + display(stage_, *step.pack, step.value);
  }

  void write_table(JsonWriter& json, const Step& step, const TableTried& tried) {
    const auto& table = *tried.table;
    const auto& pack = *step.pack;
    std::vector<bool> shown;
    json.begin_object().field("id", table.id).field("title", stage_.say(table.title));
    json.field("policy", feel::to_text(table.source.hit_policy)).key("columns").begin_array();
    for (std::size_t i = 0; i < tried.inputs.size(); ++i) {
      const auto& reads = tried.inputs[i].reads;
      shown.push_back(stage_.viewer == nullptr ||
                      std::ranges::all_of(reads, [&](const Read& r) { return may_tell(r); }));
      json.begin_object().field("title", table.source.inputs[i].label);
      json.field("text", shown[i] ? input_text(pack, tried.inputs[i]) : std::string());
      if (!shown[i]) json.field("hidden", true);
      json.end_object();
    }
    json.end_array().key("outputs").begin_array();
    for (const auto& output : table.source.outputs) json.string(output.name);
    json.end_array();
    write_grounds(json, pack, table.rules);
    json.key("rows").begin_array();
    for (std::size_t row = 0; row < tried.fits.size() && row < rows_max; ++row) {
      write_table_row(json, pack, tried, row, shown);
    }
    json.end_array().field("cut", tried.fits.size() > rows_max);
    json.field("default", tried.result.rows.empty()).end_object();
  }

  /// A single field is told as its type is: an amount as an amount.
  std::string input_text(const pack::Pack& pack, const TableTried::Input& input) const {
    if (input.reads.size() == 1 && input.reads.front().value == input.value) {
      return fact_text(stage_, again_, input.reads.front(), input.value);
    }
    static const Text absent{"（空）", "", "(empty)"};
    const auto text = display(stage_, pack, input.value);
    return text.empty() ? std::string(stage_.say(absent)) : text;
  }

  void write_table_row(JsonWriter& json, const pack::Pack& pack, const TableTried& tried,
                       std::size_t row, const std::vector<bool>& shown) {
    const auto& rule = tried.table->source.rules[row];
    const auto& fits = tried.fits[row];
    const bool won = std::ranges::count(tried.result.rows, static_cast<int>(row)) > 0;
    const pack::Phrases phrases(pack);
    const bool all_shown = std::ranges::count(shown, false) == 0;
    json.begin_object().field("number", static_cast<std::int64_t>(row + 1)).field("won", won);
    if (all_shown) json.field("fits", std::ranges::count(fits, false) == 0);
    json.key("cells").begin_array();
    for (std::size_t i = 0; i < fits.size(); ++i) {
      const auto cell =
          phrases.cell(rule.tests[i].text, tried.table->source.inputs[i].expression.text);
      json.begin_object().field("text", stage_.say(cell));
      if (shown[i]) json.field("fits", static_cast<bool>(fits[i]));
      json.end_object();
    }
    json.end_array().key("outputs").begin_array();
    for (const auto& output : rule.outputs)
      json.string(stage_.say(phrases.expression(output.text)));
    json.end_array();
    write_grounds(json, pack, tried.table->row_rules[row]);
    json.end_object();
  }

  void write_flips(JsonWriter& json) {
    bool is_some_hidden = false;
    const MayTell may = [&](const Read& read) {
      const bool told = may_tell(read);
      is_some_hidden |= !told;
      return told;
    };
    const auto flips = find_flips(again_, may);
    json.key("flips").begin_array();
    for (const auto& flip : flips.found) {
      constexpr std::array goals{"done", "refused", "row"};
      json.begin_object().field("goal", goals[static_cast<std::size_t>(flip.goal)]);
      json.field("text", flip_text(stage_, again_, flip)).key("changes").begin_array();
      for (const auto& change : flip.changes) {
        json.begin_object().field("title", fact_title(stage_, again_, change.fact));
        json.field("before", fact_text(stage_, again_, change.fact, change.fact.value));
        json.field("after", fact_text(stage_, again_, change.fact, change.value)).end_object();
      }
      json.end_array().end_object();
    }
    json.end_array().field("tried", static_cast<std::int64_t>(flips.tried));
    json.field("search_cut", flips.is_cut_short).field("some_hidden", is_some_hidden);
  }

  const Stage& stage_;
  const Redecided& again_;
  std::set<const pack::RecordType*> types_seen_;
  std::vector<const TableTried*> tables_told_;
  Citations citations_;
  std::string out_;
};

}  // namespace

bool may_hear(const Stage& stage, const Redecided& again) {
  if (stage.viewer == nullptr) return true;
  const auto* command = again.order.command;
  if (command == nullptr) return stage.find(again.clock_on) != nullptr;
  const bool is_own = again.order.actor.kind == casework::Actor::Kind::person &&
                      again.order.actor.key == stage.viewer->key;
  if (const auto* done = std::get_if<casework::Decision>(&again.outcome)) {
    return stage.find(done->subject) != nullptr;
  }
  if (is_own) return true;
  if (!command->creates) return stage.find(again.order.on) != nullptr;
  // Of what was to be made there is no record to be seen: whoever sees all of its kind may hear.
  const auto& type = *command->type;
  const auto* grant = stage.sees.find(type.pack->id, type.name);
  return grant != nullptr && grant->all &&
         (again.order.parent.is_empty() || stage.find(again.order.parent) != nullptr);
}

std::string why_json(const Stage& stage, const Redecided& again) {
  return Page(stage, again).write();
}

}  // namespace guiju::app
