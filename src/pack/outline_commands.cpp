#include <map>

#include "pack/outline_writer.hpp"

namespace guiju::pack {
namespace {

/// `code`, then `code#2`: what stands several times has its place in its name.
class Counted {
 public:
  std::string name(const std::string& id) {
    const int n = ++seen_[id];
    return n == 1 ? id : id + "#" + std::to_string(n);
  }

 private:
  std::map<std::string, int> seen_;
};

/// A command's name, or `deadline ID`.
std::string owner_item(const std::string& owner) {
  return owner.starts_with("deadline ") ? owner : "command " + owner;
}

Text state_title(const RecordType& type, const std::string& id) {
  const State* state = type.find_state(id);
  return state != nullptr && !state->title.zh.empty() ? state->title : same_words(id);
}

Text code_text(const Pack& pack, const std::string& id) {
  const Code* code = pack.find_code(id);
  return code != nullptr ? code->text : same_words(id);
}

void outline_states(OutlineWriter& out, const RecordType& type, const Command& command) {
  Enumeration from;
  for (const auto& id : command.from) {
    const auto title = state_title(type, id);
    from.add(title.zh, title.en);
  }
  auto shown = from.text();
  std::string all;
  if (command.creates) {
    all = "new";
    shown = words("新建", "new");
  } else if (command.from_any) {
    all = "any";
    shown = words("任何状态", "any state");
  } else if (command.from.empty()) {
    all = "open";
    shown = words("未终结的任何状态", "any state that is not final");
  }
  auto keys = command.from;
  keys.push_back(all);
  out.names("from", words("在何状态可做", "in which states"), std::move(keys), shown);
  std::string key;
  Enumeration to;
  for (const auto& target : command.to) {
    const auto text = with_parameters(out.pack(), target.when.text);
    const auto when = Phrases(out.pack(), &type, &command).expression(text);
    const auto title = state_title(type, target.state);
    key += target.state + " if " + feel::normal_text(text) + '\n';
    to.add(title.zh + (text.empty() ? "" : "（若 " + when.zh + "）"),
           title.en + (text.empty() ? "" : " (if " + when.en + ")"));
  }
  out.plain("to", words("之后的状态", "state after"), std::move(key), to.text());
}

void outline_inputs(OutlineWriter& out, const Command& command) {
  for (const auto& input : command.inputs) {
    out.item("input", words("填写项", "input"), command.name + "/" + input.field.name,
             input.field.title, command.rules)
        .under("command " + command.name);
    out.flag("required", words("必填", "required"), input.required);
    out.value("type", words("类型", "type"), to_text(input.field.type));
    out.text("title", words("名称", "title"), input.field.title);
    out.formula("default", words("默认值", "default"), input.default_value);
    out.formula("choices", words("可选值", "choices"), input.field.choices);
    out.flag("stored", words("存入单据", "stored"), input.stored_in >= 0);
  }
}

void outline_breach(OutlineWriter& out, const std::string& owner, const std::string& id,
                    const ActBreach& breach) {
  out.item("breach", words("违规", "breach"), owner + "/" + id, code_text(out.pack(), breach.code),
           breach.rules)
      .under("command " + owner);
  out.condition("when", words("条件", "condition"), breach.when);
  out.formula("for", words("每一个", "for each"), breach.each_of);
  out.formula("owed_by", words("责任人", "owed by"), breach.owed_by);
  out.formula("due_at", words("应完成时间", "due at"), breach.due_at);
  out.formula("dated", words("日期", "dated"), breach.dated);
  out.formula("about", words("说明", "about"), breach.about);
  out.basis(breach.rules);
}

void outline_refusals(OutlineWriter& out, const Command& command) {
  Counted counted;
  for (const auto& check : command.checks) {
    const auto id = counted.name(check.code);
    out.item("refusal", words("拒绝", "refusal"), command.name + "/" + id,
             code_text(out.pack(), check.code), check.rules, check.place)
        .under("command " + command.name);
    out.condition("when", words("条件", "condition"), check.when);
    Enumeration missing;
    for (const auto& name : check.missing) {
      const auto title = Phrases(out.pack(), command.type, &command).expression(name);
      missing.add(title.zh, title.en);
    }
    out.names("missing", words("不得为空", "must not be empty"), check.missing, missing.text());
    out.formula("missing_of", words("不得为空（算式）", "must not be empty"), check.missing_of);
    out.formula("names", words("列出", "names"), check.names);
    out.formula("since", words("起于", "since"), check.since);
    out.basis(check.rules);
    if (check.breach) outline_breach(out, command.name, "refused " + id, *check.breach);
  }
}

/// The order in which refusals go before one another decides which of them is told.
void outline_precedence(OutlineWriter& out, const Command& command) {
  std::string key;
  Counted counted;
  for (const auto& check : command.checks) key += counted.name(check.code) + '\n';
  out.plain("precedence", words("拒绝的先后", "order of refusals"), std::move(key), {});
}

void outline_effects(OutlineWriter& out, const RecordType& type, const Command& command) {
  for (const auto& [name, value] : command.lets) {
    out.item("value", words("中间值", "named value"), command.name + "/" + name, {}, command.rules)
        .under("command " + command.name);
    out.formula("value", words("算式", "expression"), value);
  }
  for (const auto& set : command.assignments) {
    const auto title =
        set.field < 0 ? Text{} : type.fields[static_cast<std::size_t>(set.field)].title;
    out.item("set", words("写入", "sets"), command.name + "/" + set.name, title, command.rules)
        .under("command " + command.name);
    out.formula("value", words("算式", "expression"), set.value);
  }
  Counted marks;
  for (const auto& marking : command.markings) {
    out.item("mark", words("标记", "marker"), command.name + "/" + marks.name(marking.marker),
             code_text(out.pack(), marking.marker), marking.rules)
        .under("command " + command.name);
    out.condition("when", words("条件", "condition"), marking.when);
    out.basis(marking.rules);
  }
  Counted breaches;
  for (const auto& breach : command.breaches) {
    outline_breach(out, command.name, breaches.name(breach.code), breach);
  }
}

}  // namespace

void outline_command(OutlineWriter& out, const RecordType& type, const Command& command) {
  out.about(&type, &command)
      .item("command", words("办理", "command"), command.name, command.title, command.rules,
            command.place)
      .under("type " + type.name);
  out.text("title", words("名称", "title"), command.title);
  if (!command.who_stated) {
    out.plain("who", words("谁可做", "who may"), "!all", words("所有登录者", "everyone signed in"));
  } else if (command.who.empty()) {
    out.plain("who", words("谁可做", "who may"), "!system", words("只由系统", "only the system"));
  } else {
    outline_who(out, "who", words("谁可做", "who may"), type, command.who);
  }
  outline_states(out, type, command);
  out.value("fact", words("所成事实", "fact"), command.fact);
  out.value("duty", words("不相容职务", "duty"), command.duty);
  out.formula("duty_as", words("以何角色", "as which roles"), command.duty_as);
  out.basis(command.rules);
  outline_precedence(out, command);
  outline_inputs(out, command);
  outline_refusals(out, command);
  outline_effects(out, type, command);
  outline_follow_ups(out, command.name, command.follow_ups, command.rules);
  outline_notices(out, command.name, command.notifications, command.rules);
}

void outline_follow_ups(OutlineWriter& out, const std::string& owner,
                        const std::vector<FollowUp>& follow_ups, const Basis& rules) {
  Counted counted;
  for (const auto& then : follow_ups) {
    out.item("then", words("随之由系统办理", "then the system does"),
             owner + "/" + counted.name(then.command_name),
             then.command != nullptr ? then.command->title : Text{}, rules, then.place)
        .under(owner_item(owner));
    out.condition("when", words("条件", "condition"), then.when);
    out.formula("for", words("每一个", "for each"), then.each_of);
    out.formula("on", words("对象", "on"), then.on);
    out.formula("parent", words("上级", "parent"), then.parent);
    out.flag("optional", words("被拒则略过", "passed over when refused"), then.is_optional);
    std::map<std::string, std::string> with;
    for (std::size_t i = 0; i < then.with.size(); ++i) {
      with[then.with_names[i]] =
          feel::normal_text(with_parameters(out.pack(), then.with[i].second.text));
    }
    std::string shown;
    for (const auto& [name, value] : with) {
      shown += (shown.empty() ? "" : ", ") + name + ": " + value;
    }
    out.value("with", words("填写", "with"), shown);
  }
}

void outline_notices(OutlineWriter& out, const std::string& owner,
                     const std::vector<Notification>& notices, const Basis& rules) {
  Counted counted;
  for (const auto& notice : notices) {
    const Text* text = out.pack().find_text(notice.message);
    out.item("notice", words("通知", "notice"), owner + "/" + counted.name(notice.message),
             text != nullptr ? *text : Text{}, rules)
        .under(owner_item(owner));
    out.formula("to", words("通知谁", "to"), notice.to);
    out.condition("when", words("条件", "condition"), notice.when);
  }
}

}  // namespace guiju::pack
