#include "pack/compile.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "pack/check.hpp"
#include "pack/names.hpp"
#include "pack/read.hpp"

namespace guiju::pack {
namespace {

using feel::Type;

/// The second pass: names become links, expressions become code.
class Linker {
 public:
  Linker(Pack& pack, Diagnostics& diagnostics)
      : pack_(pack), bindings_(pack), diagnostics_(diagnostics) {}

  void link() {
    Names first(pack_, bindings_, diagnostics_);  // to make one takes longer than most compiling
    for (auto& type : pack_.types) link_type(*type, first);
    for (auto& parameter : pack_.parameters) {
      first.compile(parameter.default_while, Type::boolean());
    }
    for (auto& definition : pack_.definitions) {
      Names names(pack_, bindings_, diagnostics_);
      names.add_arguments(definition.parameters);
      names.compile(definition.value);
    }
    shared_.emplace(pack_, bindings_, diagnostics_);
    for (auto& type : pack_.types) {
      for (auto& command : type->commands) link_command(*type, *command);
    }
    for (auto& deadline : pack_.deadlines) {
      if (deadline.type != nullptr) link_deadline(deadline);
    }
    for (auto& schedule : pack_.schedules) link_schedule(schedule);
    for (auto& transition : pack_.transitions) link_transition(transition);
    for (auto& script : pack_.scripts) link_script(script);
    for (auto& form : pack_.forms) link_form(form);
  }

 private:
  void report(const SourcePlace& place, std::string code, std::string message,
              std::string help = {}) {
    diagnostics_.push_back({.place = place,
                            .code = std::move(code),
                            .message = std::move(message),
                            .help = std::move(help)});
  }

  void link_type(RecordType& type, Names& names) {
    if (!type.parent_name.empty()) {
      type.parent = pack_.find_type(type.parent_name);
      if (type.parent == nullptr) {
        report(type.place, "unknown-type", "there is no record type `" + type.parent_name + "`");
      }
    }
    if (type.client_field >= 0) {
      const auto& client = type.fields[static_cast<std::size_t>(type.client_field)].type;
      for (auto& own : pack_.types) {
        if (own->name == client.of) own->is_client = true;
      }
    }
    for (auto& field : type.fields) {
      check_reference(field);
      names.compile(field.choices, Type::list(Type::any()));
      compile_limits(field.attachments, names);
    }
  }

  static void compile_limits(AttachmentLimits& limits, Names& names) {
    names.compile(limits.kinds, Type::list(Type::string()));
    names.compile(limits.bytes_max, Type::number());
    names.compile(limits.count_max, Type::number());
  }

  void check_reference(const Field& field) {
    const FieldType* type = &field.type;
    while (type->kind == FieldType::Kind::list) type = type->element.get();
    if (type->kind == FieldType::Kind::reference && pack_.find_type(type->of) == nullptr) {
      report(field.place, "unknown-type", "there is no record type `" + type->of + "`");
    }
  }

  void link_command(const RecordType& type, Command& command) {
    Names names = *shared_;
    names.add_record(type).add_actor().add_inputs(command);
    for (auto& input : command.inputs) {
      check_reference(input.field);
      names.compile(input.default_value);
      names.compile(input.field.choices, Type::list(Type::any()));
      compile_limits(input.field.attachments, names);
    }
    int index = 0;
    for (auto& [name, value] : command.lets) {
      names.compile(value);
      names.add_let(name, index++, value.compiled ? value.compiled->type() : Type::any());
    }
    for (auto& check : command.checks) {
      names.compile(check.when, Type::boolean());
      names.compile(check.missing_of, Type::list(Type::string()));
      names.compile(check.names, Type::list(Type::any()));
      names.compile(check.since, Type::date_time());
      if (!check.breach) continue;
      names.compile_owner(check.breach->owed_by);
      names.compile(check.breach->about);
    }
    for (auto& assignment : command.assignments) {
      const auto wanted =
          assignment.field < 0
              ? Type::any()
              : to_feel(type.fields[static_cast<std::size_t>(assignment.field)].type);
      names.compile(assignment.value, wanted);
    }
    for (auto& target : command.to) {
      names.compile(target.when, Type::boolean());
      if (type.find_state(target.state) == nullptr) {
        report(command.place, "unknown-state",
               "`" + target.state + "` is no state of `" + type.name + "`");
      }
    }
    for (const auto& state : command.from) {
      if (type.find_state(state) == nullptr) {
        report(command.place, "unknown-state",
               "`" + state + "` is no state of `" + type.name + "`");
      }
    }
    names.compile(command.duty_as, Type::list(Type::string()));
    for (auto& marking : command.markings) names.compile(marking.when, Type::boolean());
    for (auto& breach : command.breaches) {
      names.compile(breach.each_of);
      Names inner = names;
      if (breach.each_of.is_stated()) inner.add_each(Names::element_of(breach.each_of));
      inner.compile(breach.when, Type::boolean());
      inner.compile_owner(breach.owed_by);
      inner.compile(breach.due_at);
      inner.compile(breach.dated);
      inner.compile(breach.about);
    }
    link_follow_ups(command.follow_ups, names);
    link_notifications(command.notifications, names);
  }

  void link_follow_ups(std::vector<FollowUp>& follow_ups, Names& names) {
    for (auto& follow_up : follow_ups) {
      names.compile(follow_up.each_of);
      if (follow_up.each_of.is_stated()) {
        Names inner = names;
        link_follow_up(follow_up, inner.add_each(Names::element_of(follow_up.each_of)));
      } else {
        link_follow_up(follow_up, names);
      }
    }
  }

  void link_follow_up(FollowUp& follow_up, Names& names) {
    names.compile(follow_up.when, Type::boolean());
    names.compile(follow_up.on, Type::string());
    names.compile(follow_up.parent, Type::string());
    follow_up.command = pack_.find_command(follow_up.command_name);
    if (follow_up.command == nullptr) {
      report(follow_up.place, "unknown-command",
             "there is no command `" + follow_up.command_name + "`");
    }
    for (std::size_t i = 0; i < follow_up.with.size(); ++i) {
      auto& [input, value] = follow_up.with[i];
      names.compile(value);
      if (follow_up.command == nullptr) continue;
      input = follow_up.command->find_input(follow_up.with_names[i]);
      if (input < 0) {
        report(value.place, "unknown-name",
               "`" + follow_up.with_names[i] + "` is no input of `" + follow_up.command_name + "`");
      }
    }
  }

  void link_notifications(std::vector<Notification>& notifications, Names& names) {
    for (auto& notification : notifications) {
      names.compile_owner(notification.to);
      names.compile(notification.when, Type::boolean());
    }
  }

  void link_deadline(Deadline& deadline) {
    Names names = *shared_;
    names.add_record(*deadline.type).add_actor();
    for (TriggerSet* set : {&deadline.start, &deadline.stop, &deadline.cancel, &deadline.pause,
                            &deadline.resume, &deadline.reset}) {
      names.compile(set->when, Type::boolean());
    }
    names.compile(deadline.due.from);
    names.compile(deadline.due.amount);
    names.compile_owner(deadline.owed_by);
    names.compile(deadline.warn_before, Type::days_duration());
    names.add_clock();
    names.compile_owner(deadline.breach_owed_by);
    link_follow_ups(deadline.follow_ups, names);
    link_notifications(deadline.notifications, names);
  }

  void link_schedule(Schedule& schedule) {
    Names names = *shared_;
    names.compile(schedule.day, Type::number());
    names.compile(schedule.at, Type::string());
    names.compile(schedule.each_of);
    if (schedule.each_of.is_stated()) names.add_each(Names::element_of(schedule.each_of));
    names.compile(schedule.when, Type::boolean());
    link_follow_up(schedule.act, names);
  }

  void link_transition(Transition& transition) {
    Names names = *shared_;
    names.add_record(*transition.type).add_actor();
    names.compile(transition.when, Type::boolean());
  }

  void link_script(Script& script) {
    for (const auto& at : script.at) {
      Script::Placed placed{
          .type = nullptr, .command = pack_.find_command(at), .when = script.when};
      placed.type = placed.command != nullptr ? placed.command->type : pack_.find_type(at);
      if (placed.type == nullptr) {
        report(
            script.when.place, "unknown-name",
            "script `" + script.id + "` is shown at `" + at + "`, which is no command and no type");
        continue;
      }
      Names names = *shared_;
      names.add_record(*placed.type).add_actor();
      if (placed.command != nullptr) names.add_inputs(*placed.command);
      names.compile(placed.when, Type::boolean());
      script.placed.push_back(std::move(placed));
    }
  }

  void link_form(Form& form) {
    Names names = *shared_;
    names.add_record(*form.type).add_actor();
    link_pieces(form.pieces, names);
  }

  void link_pieces(std::vector<Form::Piece>& pieces, Names& names) {
    for (auto& piece : pieces) {
      const bool is_amount = piece.manner != Form::Piece::Manner::as_it_is;
      names.compile(piece.formula, is_amount ? Type::number() : Type{});
      if (piece.kind == Form::Piece::Kind::each) {
        Names inner = names;
        inner.add_each(Names::element_of(piece.formula));
        link_pieces(piece.inner, inner);
      } else {
        link_pieces(piece.inner, names);
      }
    }
  }

  Pack& pack_;
  Bindings bindings_;
  Diagnostics& diagnostics_;
  std::optional<Names> shared_;  ///< what every expression may use, once the definitions are known
};

bool is_under(const LayeredFile& file, std::string_view folder, std::string_view ending) {
  return file.path.starts_with(folder) && file.path.ends_with(ending);
}

void read_files(ReadState& state) {
  const auto parse = [&](const SourceFile& file) {
    return Yaml::parse(file.path, file.text, state.diagnostics);
  };
  const auto read = [&](std::string_view folder, std::string_view ending, auto reader) {
    for (const auto& file : state.files) {
      if (!is_under(file, folder, ending)) continue;
      const auto yaml =
          file.below ? Yaml::laid_over(parse(file.top), parse(*file.below)) : parse(file.top);
      if (yaml.is_stated()) reader(state, yaml);
    }
  };
  for (const auto& file : state.files) {
    if (file.path != "articles.yaml") continue;
    const auto below = file.below ? parse(*file.below) : Yaml({}, file.top.path, state.diagnostics);
    if (const auto own = parse(file.top); own.is_stated()) read_articles(state, own, below);
  }
  read("pack.yaml", "", read_pack_file);
  read("cases/", ".yaml", read_record_type);
  read("tables/", ".yaml", read_table);
  read("ladders.yaml", "", read_ladders);
  read("reports.yaml", "", read_reports);
  read("transition.yaml", "", read_transition);
  read("ledgers.yaml", "", read_ledgers);
  read("boards.yaml", "", read_boards);
  for (const auto& file : state.files) {
    if (is_under(file, "scripts/", ".md")) read_script(state, file.top);
    if (is_under(file, "forms/", ".html") && file.path != form_frame) read_form(state, file);
  }
}

std::shared_ptr<const calendar::CalendarSeries> make_calendars(const Pack& pack,
                                                               const CompileOptions& options,
                                                               Diagnostics& diagnostics) {
  const auto& wanted = pack.calendar_rules.holidays;
  const calendar::HolidayTable* table = nullptr;
  for (const auto& known : options.holidays) {
    if (known.id == wanted) table = &known;
  }
  if (table == nullptr && !wanted.empty()) {
    diagnostics.push_back({.place = {"pack.yaml", 0, 0},
                           .code = "unknown-holidays",
                           .message = "there is no holiday table `" + wanted + "`",
                           .help = "name a file of data/calendars, or `none`"});
    return nullptr;
  }
  return std::make_shared<calendar::CalendarSeries>(pack.calendar_rules, table);
}

void check_overrides(const Pack& pack, const CompileOptions& options, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const auto& parameter : pack.parameters) names.push_back(parameter.name);
  for (const auto& stated : options.parameters) {
    if (pack.find_parameter(stated.name) != nullptr) continue;
    const auto near = nearest(stated.name, names);
    diagnostics.push_back({.place = stated.place,
                           .code = "unknown-parameter",
                           .message = "`" + pack.id + "` has no parameter `" + stated.name + "`",
                           .help = near.empty() ? "" : "did you mean `" + near + "`?"});
  }
}

}  // namespace

std::shared_ptr<const Pack> compile(const std::vector<SourceFile>& files,
                                    const CompileOptions& options, Diagnostics& diagnostics) {
  auto pack = std::make_shared<Pack>();
  pack->base = options.base;
  pack->files = files;
  std::sort(pack->files.begin(), pack->files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  const auto layers = layers_of(pack->files, diagnostics);
  ReadState state{*pack, options, diagnostics, layers, {}};
  read_files(state);
  check_overrides(*pack, options, diagnostics);
  if (has_errors(diagnostics)) return nullptr;  // later findings would only repeat these
  pack->calendars = make_calendars(*pack, options, diagnostics);
  if (pack->calendars != nullptr) pack->calendar = {pack->calendars, &pack->calendars->first()};
  Linker(*pack, diagnostics).link();
  check(*pack, diagnostics);
  if (has_errors(diagnostics)) return nullptr;
  return pack;
}

}  // namespace guiju::pack
