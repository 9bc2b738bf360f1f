#include "pack/outline_writer.hpp"

namespace guiju::pack {
namespace {

Text fact_title(const Pack& pack, const RecordType& type, const Trigger& trigger) {
  const RecordType* of = trigger.child_type.empty() ? &type : pack.find_type(trigger.child_type);
  if (of != nullptr) {
    for (const auto& command : of->commands) {
      if (command->fact == trigger.fact) return command->title;
    }
  }
  return same_words(trigger.fact);
}

void outline_triggers(OutlineWriter& out, const char* id, const Text& name,
                      const Deadline& deadline, const TriggerSet& set) {
  std::vector<std::string> keys;
  Enumeration shown;
  for (const auto& trigger : set.on) {
    keys.push_back(trigger.child_type + "/" + trigger.fact);
    const auto title = fact_title(out.pack(), *deadline.type, trigger);
    shown.add(title, trigger.fact);
  }
  out.names(id, name, std::move(keys), shown.text());
  const std::string when = std::string(id) + "_when";
  out.condition(when.c_str(), words(name.zh + "条件", name.en + " when"), set.when);
}

Text unit_words(calendar::LimitUnit unit, const Text& amount) {
  using Unit = calendar::LimitUnit;
  const auto in = [&](const char* zh, const char* en) {
    return words(amount.zh + " " + zh, amount.en + " " + en);
  };
  switch (unit) {
    case Unit::minutes:
      return in("分钟", "minutes");
    case Unit::hours:
      return in("小时", "hours");
    case Unit::calendar_days:
      return in("个自然日", "calendar days");
    case Unit::calendar_months:
      return in("个月", "months");
    case Unit::working_days:
      return in("个工作日", "working days");
    case Unit::working_minutes:
      return in("工作分钟", "working minutes");
    case Unit::instant:
      break;
  }
  return words("至 " + amount.zh, "until " + amount.en);
}

void outline_deadline(OutlineWriter& out, const Deadline& deadline) {
  out.about(deadline.type)
      .item("deadline", words("时限", "deadline"), deadline.id, deadline.title, deadline.rules,
            deadline.place);
  const auto amount = with_parameters(out.pack(), deadline.due.amount.text);
  const auto due =
      unit_words(deadline.due.unit, Phrases(out.pack(), deadline.type).expression(amount));
  out.plain("due", words("期限", "limit"),
            std::to_string(static_cast<int>(deadline.due.unit)) + feel::normal_text(amount), due);
  out.formula("from", words("起算", "counted from"), deadline.due.from);
  outline_triggers(out, "start", words("开始", "starts"), deadline, deadline.start);
  outline_triggers(out, "stop", words("完成", "is met"), deadline, deadline.stop);
  outline_triggers(out, "cancel", words("取消", "is cancelled"), deadline, deadline.cancel);
  outline_triggers(out, "pause", words("暂停", "pauses"), deadline, deadline.pause);
  outline_triggers(out, "resume", words("恢复", "resumes"), deadline, deadline.resume);
  outline_triggers(out, "reset", words("重新起算", "runs anew"), deadline, deadline.reset);
  out.formula("owed_by", words("责任人", "owed by"), deadline.owed_by);
  out.formula("warn", words("提前提醒", "warned before"), deadline.warn_before);
  const Code* breach = out.pack().find_code(deadline.breach_code);
  out.plain("breach", words("逾期违规", "breach"), deadline.breach_code,
            breach != nullptr ? breach->text : same_words(deadline.breach_code));
  out.formula("breach_owed_by", words("逾期责任人", "breach owed by"), deadline.breach_owed_by);
  out.value("slip", words("逾期单", "slip"), deadline.slip);
  out.value("ladder", words("阶梯", "ladder"),
            deadline.ladder.empty() ? "" : deadline.ladder + " " + std::to_string(deadline.rung));
  out.text("title", words("名称", "title"), deadline.title);
  out.value("type", words("单据类型", "record type"), deadline.type->name);
  out.basis(deadline.rules);
}

void outline_schedule(OutlineWriter& out, const Schedule& schedule) {
  out.about(nullptr).item("schedule", words("定期办理", "schedule"), schedule.id, schedule.title,
                          schedule.rules);
  constexpr const char* every[] = {"day", "week", "month"};
  out.value("every", words("每", "every"), every[static_cast<int>(schedule.every)]);
  out.formula("day", words("日", "day"), schedule.day);
  out.formula("at", words("时刻", "at"), schedule.at);
  out.formula("for", words("每一个", "for each"), schedule.each_of);
  out.condition("when", words("条件", "condition"), schedule.when);
  out.value("do", words("办理", "does"), schedule.act.command_name);
  std::string with;
  for (std::size_t i = 0; i < schedule.act.with.size(); ++i) {
    with += schedule.act.with_names[i] + ": " +
            feel::normal_text(with_parameters(out.pack(), schedule.act.with[i].second.text)) + "; ";
  }
  out.value("with", words("填写", "with"), with);
  out.basis(schedule.rules);
}

void outline_transition(OutlineWriter& out, const Transition& transition) {
  const auto& type = *transition.type;
  const auto title = words(type.title.zh + "过渡", "Transition of " + type.title.en);
  out.about(&type).item("transition", words("过渡", "transition"), type.name, title,
                        transition.rules, transition.place);
  out.text("cases", words("转入本版的在办事项", "running cases that come under this version"),
           type.title);
  out.condition("when", words("条件", "condition"), transition.when);
  out.plain("limits", words("时限", "limits"), transition.recomputes_limits ? "recomputed" : "kept",
            transition.recomputes_limits
                ? words("按本版从原起算时间重算", "this version's, counted from when they began")
                : words("保持不变", "kept as they are"));
  out.basis(transition.rules);
}

}  // namespace

void outline_deadlines(OutlineWriter& out) {
  for (const auto& deadline : out.pack().deadlines) {
    outline_deadline(out, deadline);
    outline_follow_ups(out, "deadline " + deadline.id, deadline.follow_ups, deadline.rules);
    outline_notices(out, "deadline " + deadline.id, deadline.notifications, deadline.rules);
  }
  for (const auto& schedule : out.pack().schedules) outline_schedule(out, schedule);
  for (const auto& transition : out.pack().transitions) outline_transition(out, transition);
}

}  // namespace guiju::pack
