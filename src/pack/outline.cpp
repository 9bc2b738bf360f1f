#include "pack/outline.hpp"

#include "pack/outline_writer.hpp"
#include "pack/phrase_words.hpp"

namespace guiju::pack {
namespace {

std::string clock_text(Seconds time) {
  const auto minutes = time.count() / 60;
  const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const auto rest = time.count() % 60;
  return two(minutes / 60) + ":" + two(minutes % 60) + (rest == 0 ? "" : ":" + two(rest));
}

Text day_end(const calendar::DayEnd& end) {
  if (end.kind == calendar::DayEnd::Kind::close_of_business) {
    return words("下班时", "close of business");
  }
  return same_words(clock_text(end.time_of_day));
}

void outline_calendar(OutlineWriter& out) {
  const auto& rules = out.pack().calendar_rules;
  out.item("calendar", words("工作时间", "working time"), "calendar", {}, {});
  out.value("holidays", words("节假日表", "holidays"), rules.holidays);
  std::string days;
  for (const bool works : rules.week.works) days += works ? '1' : '0';
  out.value("week", words("一周工作日（周一起）", "working days from Monday"), days);
  std::string periods;
  for (const auto& period : rules.working_periods) {
    periods +=
        (periods.empty() ? "" : ", ") + clock_text(period.from) + "–" + clock_text(period.to);
  }
  out.value("working_periods", words("工作时段", "working hours"), periods);
  out.value("close_of_business", words("下班时间", "close of business"),
            rules.close_of_business ? clock_text(*rules.close_of_business) : "");
  const bool moves = rules.day_zero == calendar::DayZero::next_working_day_if_after_close;
  out.plain("day_zero", words("起算日", "day zero"), moves ? "moves" : "trigger",
            moves ? words("下班后顺延至下一工作日", "the next working day after close")
                  : words("当日", "the day itself"));
  const auto end = [&](const char* id, Text name, const calendar::DayEnd& value) {
    const auto text = day_end(value);
    out.plain(id, std::move(name), text.en, text);
  };
  end("n_working_days_end", words("工作日时限止于", "limits in working days end at"),
      rules.n_working_days_end);
  end("n_calendar_days_end", words("自然日时限止于", "limits in calendar days end at"),
      rules.n_calendar_days_end);
  out.flag("late_in_whole_minutes", words("逾期按整分钟进位", "lateness in whole minutes"),
           out.pack().late_in_whole_minutes);
}

void outline_pack(OutlineWriter& out) {
  const Pack& pack = out.pack();
  out.item("pack", words("制度", "regulation"), "pack", {}, {});
  out.text("title", words("名称", "title"), pack.title);
  out.text("summary", words("概要", "summary"), pack.summary);
  out.value("effective_from", words("施行日期", "in force from"),
            guiju::to_text(pack.effective_from));
  out.value("step_order_code", words("步骤不符的拒绝码", "refusal out of order"),
            pack.step_order_code);
  std::string order;
  for (const auto& code : pack.refusal_order) order += (order.empty() ? "" : ", ") + code;
  out.value("refusal_order", words("优先的拒绝码", "refusals that go first"), order);
}

void outline_articles(OutlineWriter& out) {
  const Pack& pack = out.pack();
  for (const auto& article : pack.articles) {
    out.item("article", words("条款", "article"), article.id, article.heading, {});
    out.value("number", words("编号", "number"), article.number);
    out.text("heading", words("标题", "heading"), article.heading);
  }
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    const auto& rule = pack.rules[i];
    out.item("rule", words("规则", "rule"), rule.id, {}, {static_cast<int>(i)});
    out.text("text", words("文字", "wording"), rule.text);
    std::vector<std::string> articles;
    std::string shown;
    for (const int a : rule.articles) {
      articles.push_back(pack.articles[static_cast<std::size_t>(a)].id);
      shown += (shown.empty() ? "" : ", ") + pack.articles[static_cast<std::size_t>(a)].number;
    }
    out.names("articles", words("所在条款", "articles"), std::move(articles), same_words(shown));
  }
}

std::string json_text(const feel::Value& value) {
  std::string text;
  append_json(text, value);
  return text;
}

void outline_parameters(OutlineWriter& out) {
  const Pack& pack = out.pack();
  for (const auto& parameter : pack.parameters) {
    out.item("parameter", words("参数", "parameter"), parameter.name, parameter.title,
             parameter.rules);
    auto shown = words("未定", "not set");
    if (!parameter.value.is_null()) {
      const auto literal = feel::literal_of(parameter.value);
      shown = literal ? Phrases(pack).expression(*literal) : same_words(json_text(parameter.value));
      const auto unit = unit_words(parameter.unit);
      if (!unit.zh.empty()) shown = words(shown.zh + " " + unit.zh, shown.en + " " + unit.en);
    }
    out.plain("value", words("数值", "value"), json_text(parameter.value), shown);
    out.value("unit", words("单位", "unit"), parameter.unit);
    out.value("type", words("类型", "type"), to_text(parameter.type));
    out.text("title", words("名称", "title"), parameter.title);
    out.formula("default_while", words("留待公司自定", "left to the company while"),
                parameter.default_while);
    out.basis(parameter.rules);
  }
}

void outline_words(OutlineWriter& out) {
  const Pack& pack = out.pack();
  for (const auto& role : pack.roles) {
    out.item("role", words("角色", "role"), role.id, role.title, {});
    out.text("title", words("名称", "title"), role.title);
    out.text("does", words("职责", "does"), role.does);
  }
  for (const auto& code : pack.codes) {
    out.item("code", words("代码", "code"), code.id, code.text, {});
    out.text("text", words("文字", "text"), code.text);
    out.text("help", words("提示", "help"), code.help);
  }
  for (const auto& text : pack.texts) {
    out.item("text", words("用语", "text"), text.id, text.text, {});
    out.text("text", words("文字", "text"), text.text);
  }
  for (const auto& duty : pack.duties) {
    out.item("duty", words("不相容职务", "duty kept apart"), duty.id, duty.text, {});
    out.text("text", words("名称", "text"), duty.text);
  }
}

void outline_definitions(OutlineWriter& out) {
  for (const auto& definition : out.pack().definitions) {
    out.item("definition", words("算法", "calculation"), definition.name, {}, definition.rules);
    std::string parameters;
    for (const auto& name : definition.parameters) {
      parameters += (parameters.empty() ? "" : ", ") + name;
    }
    out.value("parameters", words("参数", "arguments"), parameters);
    out.formula("value", words("算式", "expression"), definition.value);
    out.basis(definition.rules);
  }
}

}  // namespace

std::string with_parameters(const Pack& pack, std::string_view text) {
  return feel::with_values(text, "params", [&](std::string_view name) -> const feel::Value* {
    const auto* parameter = pack.find_parameter(name);
    return parameter == nullptr ? nullptr : &parameter->value;
  });
}

feel::DecisionTableSource with_parameters(const Pack& pack,
                                          const feel::DecisionTableSource& source) {
  auto table = source;
  const auto fill = [&](feel::SourceText& text) { text.text = with_parameters(pack, text.text); };
  for (auto& input : table.inputs) {
    fill(input.expression);
    fill(input.allowed_values);
  }
  for (auto& output : table.outputs) fill(output.default_value);
  for (auto& rule : table.rules) {
    for (auto& test : rule.tests) fill(test);
    for (auto& output : rule.outputs) fill(output);
  }
  return table;
}

std::vector<Item> outline(const Pack& pack) {
  OutlineWriter out(pack);
  outline_pack(out);
  outline_articles(out);
  outline_calendar(out);
  outline_parameters(out);
  outline_words(out);
  outline_definitions(out);
  outline_types(out);
  outline_deadlines(out);
  outline_papers(out);
  return out.take();
}

}  // namespace guiju::pack
