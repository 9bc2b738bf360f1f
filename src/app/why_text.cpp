#include "app/why_text.hpp"

#include <boost/json/array.hpp>

namespace guiju::app {
namespace {

namespace json = boost::json;

class Writer {
 public:
  Writer(const Texts& texts, Language language) : texts_(texts), language_(language) {}

  std::string write(const json::object& why) {
    write_head(why);
    line(say("经过（按所试的先后）", "What was tried, in its order"));
    int number = 0;
    for (const auto& step : array(why, "steps")) write_step(step.as_object(), ++number);
    line(say("要怎样才会不同", "What would have had to be different"));
    const auto& flips = array(why, "flips");
    for (const auto& flip : flips) line("  " + text(flip.as_object(), "text"));
    if (flips.empty()) {
      line(say("  试了 ", "  None found in ") +
           std::to_string(why.at("tried").to_number<std::int64_t>()) +
           say(" 次，没有找到改动少许就会不同的情形。", " tries."));
    }
    if (flag(why, "some_hidden")) {
      line(say("  有的事实您无权查看，没有拿来试。",
               "  Some facts that you may not see were not tried."));
    }
    return std::move(out_);
  }

 private:
  std::string say(const char* zh, const char* english) const {
    return std::string(texts_.say({zh, "", english}, language_));
  }
  void line(const std::string& text) { out_ += text + '\n'; }

  static std::string text(const json::object& of, const char* name) {
    const auto* value = of.if_contains(name);
    return value == nullptr ? std::string() : std::string(value->as_string());
  }
  static bool flag(const json::object& of, const char* name) {
    const auto* value = of.if_contains(name);
    return value != nullptr && value->as_bool();
  }
  static const json::array& array(const json::object& of, const char* name) {
    return of.at(name).as_array();
  }

  std::string clauses(const json::object& of) const {
    std::string all;
    if (!of.contains("rules")) return all;
    for (const auto& rule : array(of, "rules")) {
      all += (all.empty() ? "" : say("、", ", ")) + std::string(rule.as_string());
    }
    return all.empty() ? all : say("〔", " [") + all + say("〕", "]");
  }

  void write_head(const json::object& why) {
    auto title = text(why, "title") + "  " + text(why, "at");
    if (const auto by = text(why, "by"); !by.empty()) title += "  " + by;
    if (const auto* about = why.if_contains("case")) {
      title += "  " + text(about->as_object(), "number") + ' ' + text(about->as_object(), "title");
    }
    line(title);
    const auto& outcome = why.at("outcome").as_object();
    const bool is_refused = text(outcome, "kind") == "refused";
    line((is_refused ? say("不准：", "Refused: ") : std::string()) + text(outcome, "title") +
         clauses(outcome));
    if (const auto help = text(outcome, "help"); !help.empty()) line("  " + help);
    if (!flag(why, "same")) {
      line(say("注意：用现在的程序重新决定，结果与日志不同，以下不是当时的理由。",
               "Note: decided again by this program it comes out otherwise than the journal says; "
               "what follows is not why."));
    }
    if (array(why, "inputs").empty()) return;
    line(say("填写的内容", "What was stated"));
    for (const auto& fact : array(why, "inputs")) line("  " + fact_line(fact.as_object()));
  }

  std::string fact_line(const json::object& fact) const {
    return text(fact, "title") + " = " +
           (flag(fact, "hidden") ? say("（您无权查看）", "(not for you to see)")
                                 : text(fact, "text")) +
           clauses(fact);
  }

  std::string came_out(const json::object& step) const {
    const bool holds = flag(step, "holds");
    if (flag(step, "refuses")) {
      if (holds) return say("✗ 不准", "✗ refused");
      // Such a step has the name of what would refuse.
      const auto kind = text(step, "kind");
      const bool is_named_so = kind == "check" || kind == "claim";
      return is_named_so ? say("✓ 无此情形", "✓ not the case") : say("✓ 通过", "✓ passed");
    }
    return holds ? say("→ 是", "→ yes") : say("  否", "  no");
  }

  void write_step(const json::object& step, int number) {
    const auto depth = step.at("depth").to_number<std::int64_t>();
    const std::string indent(static_cast<std::size_t>(2 + 2 * depth), ' ');
    auto told = indent + std::to_string(number) + ". " + text(step, "title");
    if (const auto value = text(step, "value"); !value.empty()) told += say("：", ": ") + value;
    told += "  " + came_out(step) + clauses(step);
    line(told);
    if (const auto wanted = text(step, "wanted"); !wanted.empty()) {
      line(indent + "   " + say("要求：", "wanted: ") + wanted);
    }
    if (const auto condition = text(step, "condition"); !condition.empty()) {
      line(indent + "   " + say("条件：", "when: ") + condition);
    }
    for (const auto& fact : array(step, "facts")) {
      line(indent + "   " + fact_line(fact.as_object()));
    }
    for (const auto& table : array(step, "tables")) write_table(table.as_object(), indent + "   ");
  }

  void write_table(const json::object& table, const std::string& indent) {
    line(indent + say("表「", "table “") + text(table, "title") + say("」", "”") + clauses(table));
    const auto& columns = array(table, "columns");
    for (const auto& column : columns) line(indent + "  " + fact_line_of(column.as_object()));
    for (const auto& row : array(table, "rows")) write_row(row.as_object(), columns, indent + "  ");
    if (flag(table, "default")) {
      line(indent + say("  没有一行相符，取默认值", "  no row matches: the default"));
    }
  }

  std::string fact_line_of(const json::object& column) const {
    return text(column, "title") + " = " +
           (flag(column, "hidden") ? say("（您无权查看）", "(not for you to see)")
                                   : text(column, "text"));
  }

  void write_row(const json::object& row, const json::array& columns, const std::string& indent) {
    std::string told = indent + say("第 ", "row ") +
                       std::to_string(row.at("number").to_number<std::int64_t>()) +
                       say(" 行 ", " ");
    std::string outputs;
    for (const auto& output : array(row, "outputs")) {
      outputs += (outputs.empty() ? "" : say("、", ", ")) + std::string(output.as_string());
    }
    if (flag(row, "won")) {
      line(told + say("→ 采用：", "→ taken: ") + outputs + clauses(row));
      return;
    }
    std::string why_not;
    const auto& cells = array(row, "cells");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& cell = cells[i].as_object();
      if (!cell.contains("fits") || flag(cell, "fits")) continue;
      const auto& column = columns[i].as_object();
      why_not += (why_not.empty() ? "" : say("；", "; ")) + text(column, "title") +
                 say(" 要 ", " wants ") + text(cell, "text") + say("，是 ", ", is ") +
                 text(column, "text");
    }
    if (flag(row, "fits")) why_not = say("也相符，但排在后面", "matches too, but stands behind");
    line(told + "✗ " + outputs + (why_not.empty() ? "" : say("：", ": ") + why_not));
  }

  const Texts& texts_;
  const Language language_;
  std::string out_;
};

}  // namespace

std::string why_text(const json::object& why, const Texts& texts, Language language) {
  return Writer(texts, language).write(why);
}

}  // namespace guiju::app
