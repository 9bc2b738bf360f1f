#include "pack/outline_writer.hpp"

namespace guiju::pack {
namespace {

std::string hit_word(feel::HitPolicy policy) { return feel::to_text(policy); }

void outline_table(OutlineWriter& out, const Table& table) {
  out.item("table", words("决策表", "decision table"), table.id, table.title, table.rules,
           table.source.place);
  out.text("title", words("名称", "title"), table.title);
  out.value("hit", words("取行方式", "hit policy"), hit_word(table.source.hit_policy));
  out.basis(table.rules);
}

void outline_script(OutlineWriter& out, const Script& script) {
  out.item("script", script.is_checklist ? words("检查表", "checklist") : words("话术", "script"),
           script.id, script.title, script.rules);
  out.text("title", words("名称", "title"), script.title);
  out.plain("body", words("正文", "text"), script.body.zh + '\n' + script.body.en, {});
  std::string at;
  for (const auto& place : script.at) at += (at.empty() ? "" : ", ") + place;
  out.names("at", words("显示于", "shown at"), script.at, same_words(at));
  out.condition("when", words("条件", "condition"), script.when);
  out.basis(script.rules);
}

void append_pieces(std::string& key, const Pack& pack, const std::vector<Form::Piece>& pieces) {
  for (const auto& piece : pieces) {
    key += std::to_string(static_cast<int>(piece.kind)) +
           std::to_string(static_cast<int>(piece.manner)) + piece.html +
           feel::normal_text(with_parameters(pack, piece.formula.text)) + '{';
    append_pieces(key, pack, piece.inner);
    key += '}';
  }
}

void outline_form(OutlineWriter& out, const Form& form) {
  out.item("form", words("表单", "form"), form.type->name + "/" + form.id, form.title, form.rules);
  out.text("title", words("名称", "title"), form.title);
  std::string key;
  append_pieces(key, out.pack(), form.pieces);
  out.plain("page", words("版面", "page"), std::move(key), {});
  out.basis(form.rules);
}

void outline_ledger(OutlineWriter& out, const Ledger& ledger) {
  out.item("ledger", words("台账", "ledger"), ledger.id, ledger.title, ledger.rules);
  out.text("title", words("名称", "title"), ledger.title);
  std::string columns;
  for (const auto& column : ledger.columns) {
    columns += (columns.empty() ? "" : ", ") + column.name + (column.is_summed ? " +" : "");
  }
  out.value("columns", words("栏目", "columns"), columns);
  std::string by;
  for (const int column : ledger.by) {
    by += (by.empty() ? "" : ", ") + ledger.columns[static_cast<std::size_t>(column)].name;
  }
  out.value("by", words("分组", "grouped by"), by);
  out.basis(ledger.rules);
}

void outline_board(OutlineWriter& out, const Board& board) {
  out.item("board", words("看板", "board"), board.id, board.title, board.rules);
  out.text("title", words("名称", "title"), board.title);
  std::string fields;
  for (const int field : {board.block, board.row, board.column}) {
    if (field >= 0) fields += board.type->fields[static_cast<std::size_t>(field)].name + ' ';
  }
  for (const int field : board.shows) {
    fields += board.type->fields[static_cast<std::size_t>(field)].name + ' ';
  }
  out.value("fields", words("栏目", "fields"), fields);
  out.basis(board.rules);
}

}  // namespace

void outline_papers(OutlineWriter& out) {
  const Pack& pack = out.pack();
  out.about(nullptr);
  for (const auto& table : pack.tables) outline_table(out, table);
  for (const auto& script : pack.scripts) outline_script(out, script);
  for (const auto& form : pack.forms) outline_form(out, form);
  for (const auto& ledger : pack.ledgers) outline_ledger(out, ledger);
  for (const auto& board : pack.boards) outline_board(out, board);
}

}  // namespace guiju::pack
