#include "app/present.hpp"
#include "casework/situation.hpp"

namespace guiju::app {
namespace {

using casework::Situation;

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "<br>";
        break;
      default:
        out += c;
    }
  }
}

/// A bare field is shown as its type says; any other expression by the kind of its value.
std::string shown(const Stage& stage, const casework::Record& record, const pack::Formula& formula,
                  const feel::Value& value) {
  const int field = record.type->find_field(formula.text);
  if (field < 0) return display(stage, record.pack(), value);
  return display(stage, record.pack(), record.type->fields[static_cast<std::size_t>(field)].type,
                 value);
}

void append_pieces(std::string& out, const Stage& stage, const casework::Record& record,
                   const std::vector<pack::Form::Piece>& pieces, Situation& situation) {
  using Kind = pack::Form::Piece::Kind;
  for (const auto& piece : pieces) {
    switch (piece.kind) {
      case Kind::html:
        out += stage.texts.say_zh(piece.html, stage.language);
        break;
      case Kind::value:
        append_escaped(out, shown(stage, record, piece.formula, situation.value(piece.formula)));
        break;
      case Kind::each: {
        const feel::Value list = situation.value(piece.formula);
        std::int64_t position = 0;
        for (const auto& item : list.as_list()) {
          situation.set_each(item, ++position);
          append_pieces(out, stage, record, piece.inner, situation);
        }
        break;
      }
      case Kind::condition:
        if (situation.holds(piece.formula)) {
          append_pieces(out, stage, record, piece.inner, situation);
        }
        break;
    }
  }
}

}  // namespace

std::string form_html(const Stage& stage, const pack::Form& form, const casework::Record& record) {
  const casework::Actor actor{casework::Actor::Kind::person,
                              stage.viewer ? stage.viewer->key : std::string{}};
  Situation situation(stage.view, record.pack(), &record, actor, stage.now);
  std::string out;
  append_pieces(out, stage, record, form.pieces, situation);
  return out;
}

}  // namespace guiju::app
