#include "app/present.hpp"
#include "casework/situation.hpp"
#include "money/capitals.hpp"

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

using Piece = pack::Form::Piece;

/// An amount in the manner that the form asks for; nothing where there is none.
std::string amount_text(const Stage& stage, const casework::Record& record, const Piece& piece,
                        const feel::Value& value) {
  const auto fen = value.as_int64();
  if (!fen) return {};
  if (piece.manner == Piece::Manner::capitals) {
    return std::string(stage.texts.say_zh(money::in_capitals({*fen}), stage.language));
  }
  return display(stage, record.pack(), {.kind = pack::FieldType::Kind::money}, value);
}

/// A bare field is shown as its type says; any other expression by the kind of its value.
std::string shown(const Stage& stage, const casework::Record& record, const Piece& piece,
                  const feel::Value& value) {
  if (piece.manner != Piece::Manner::as_it_is) return amount_text(stage, record, piece, value);
  const int field = record.type->find_field(piece.formula.text);
  if (field < 0) return display(stage, record.pack(), value);
  return display(stage, record.pack(), record.type->fields[static_cast<std::size_t>(field)].type,
                 value);
}

void append_pieces(std::string& out, const Stage& stage, const casework::Record& record,
                   const std::vector<Piece>& pieces, Situation& situation) {
  using Kind = Piece::Kind;
  for (const auto& piece : pieces) {
    switch (piece.kind) {
      case Kind::html:
        out += stage.texts.say_zh(piece.html, stage.language);
        break;
      case Kind::value:
        append_escaped(out, shown(stage, record, piece, situation.value(piece.formula)));
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

/// The browser takes the shapes of the characters from the page's language.
void mark_script(std::string& html, Language language) {
  static constexpr std::string_view simplified = "<html lang=\"zh-CN\">";
  const auto at = html.find(simplified);
  if (language != Language::zh_hant || at == std::string::npos) return;
  html.replace(at, simplified.size(), "<html lang=\"zh-Hant\">");
}

}  // namespace

std::string form_html(const Stage& stage, const pack::Form& form, const casework::Record& record) {
  const casework::Actor actor{casework::Actor::Kind::person,
                              stage.viewer ? stage.viewer->key : std::string{}};
  Situation situation(stage.view, record.pack(), &record, actor, stage.now);
  std::string out;
  append_pieces(out, stage, record, form.pieces, situation);
  mark_script(out, stage.language);
  return out;
}

}  // namespace guiju::app
