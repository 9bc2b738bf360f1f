#include <algorithm>
#include <map>
#include <sstream>

#include "pack/read.hpp"

/// Scripts and forms: files that are mostly text for people.
namespace guiju::pack {
namespace {

/// Cuts `text` at lines that are exactly `---`.
std::vector<std::string> cut_at_rules(const std::string& text) {
  std::vector<std::string> parts(1);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line == "---") {
      parts.emplace_back();
    } else {
      parts.back() += line + "\n";
    }
  }
  return parts;
}

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

SourcePlace place_of(const SourceFile& file, std::size_t offset) {
  int line = 1;
  int column = 1;
  for (std::size_t i = 0; i < offset; ++i) {
    column = file.text[i] == '\n' ? 1 : column + 1;
    line += file.text[i] == '\n' ? 1 : 0;
  }
  return {file.path, line, column};
}

/// `a: b, c: d` of a form's first line; values may hold no comma.
std::string head_value(const std::string& head, const std::string& key) {
  const auto at = head.find(key + ":");
  if (at == std::string::npos) return {};
  const auto from = at + key.size() + 1;
  return trimmed(head.substr(from, head.find(',', from) - from));
}

/// `amount_fen | capitals`: what stands behind the last bar says how the value is written.
Form::Piece read_value(ReadState& state, const std::string& inside, const SourcePlace& place) {
  using Manner = Form::Piece::Manner;
  static const std::map<std::string, Manner> manners{{"money", Manner::money},
                                                     {"capitals", Manner::capitals}};
  Form::Piece piece;
  piece.kind = Form::Piece::Kind::value;
  piece.formula = {inside, place, {}};
  const auto bar = inside.rfind('|');
  if (bar == std::string::npos || inside.find('"', bar) != std::string::npos) return piece;
  const auto word = trimmed(inside.substr(bar + 1));
  piece.formula.text = trimmed(inside.substr(0, bar));
  const auto manner = manners.find(word);
  if (manner != manners.end()) {
    piece.manner = manner->second;
  } else {
    state.diagnostics.push_back({.place = place,
                                 .code = "unknown-word",
                                 .message = "nothing is written in the manner `" + word + "`",
                                 .help = "`money` or `capitals`"});
  }
  return piece;
}

/// Reads pieces from `at` until `{{/<until>}}` or the end.
std::vector<Form::Piece> read_pieces(ReadState& state, const SourceFile& file, std::size_t& at,
                                     const std::string& until) {
  std::vector<Form::Piece> pieces;
  while (at < file.text.size()) {
    const auto open = file.text.find("{{", at);
    Form::Piece html;
    html.html = file.text.substr(at, open == std::string::npos ? open : open - at);
    pieces.push_back(std::move(html));
    if (open == std::string::npos) {
      at = file.text.size();
      break;
    }
    const auto close = file.text.find("}}", open);
    const auto place = place_of(file, open + 2);
    if (close == std::string::npos) {
      state.diagnostics.push_back(
          {.place = place, .code = "wrong-shape", .message = "`{{` is not closed", .help = {}});
      at = file.text.size();
      break;
    }
    const auto inside = trimmed(file.text.substr(open + 2, close - open - 2));
    at = close + 2;
    if (inside == "/" + until) return pieces;
    Form::Piece piece;
    if (inside.starts_with("#each ")) {
      piece.kind = Form::Piece::Kind::each;
      piece.formula = {inside.substr(6), place, {}};
      piece.inner = read_pieces(state, file, at, "each");
    } else if (inside.starts_with("#if ")) {
      piece.kind = Form::Piece::Kind::condition;
      piece.formula = {inside.substr(4), place, {}};
      piece.inner = read_pieces(state, file, at, "if");
    } else {
      piece = read_value(state, inside, place);
    }
    pieces.push_back(std::move(piece));
  }
  if (!until.empty()) {
    state.diagnostics.push_back({.place = place_of(file, file.text.size()),
                                 .code = "wrong-shape",
                                 .message = "`{{#" + until + "}}` is not closed",
                                 .help = "add {{/" + until + "}}"});
  }
  return pieces;
}

/// Puts the pack's own stylesheets in place of the links to them, so that a page stands alone.
void take_in_styles(ReadState& state, const SourceFile& file, std::vector<Form::Piece>& pieces) {
  static constexpr std::string_view link = "<link rel=\"stylesheet\" href=\"", end = "\">";
  for (auto& piece : pieces) {
    for (auto at = piece.html.find(link); at != std::string::npos; at = piece.html.find(link, at)) {
      const auto from = at + link.size();
      const auto close = piece.html.find(end, from);
      const auto path = "forms/" + piece.html.substr(from, close - from);
      const auto style = std::find_if(state.files.begin(), state.files.end(),
                                      [&](const LayeredFile& known) { return known.path == path; });
      if (close == std::string::npos || style == state.files.end()) {
        state.diagnostics.push_back({.place = place_of(file, file.text.find(link)),
                                     .code = "unknown-file",
                                     .message = "there is no stylesheet `" + path + "`",
                                     .help = "put it beside the form"});
        return;
      }
      const auto text = "<style>\n" + style->top.text + "</style>";
      piece.html.replace(at, close + end.size() - at, text);
      at += text.size();
    }
  }
}

}  // namespace

void read_script(ReadState& state, const SourceFile& file) {
  const auto parts = cut_at_rules(file.text);
  if (parts.size() < 3) {
    state.diagnostics.push_back({.place = {file.path, 1, 1},
                                 .code = "wrong-shape",
                                 .message = "a script has a head between two lines `---`",
                                 .help = {}});
    return;
  }
  const auto head = Yaml::parse(file.path, "\n" + parts[1], state.diagnostics);
  head.allow({"id", "kind", "rules", "at", "when", "title"});
  Script script;
  script.id = head["id"].string();
  script.is_checklist = head["kind"].string_or("script") == "checklist";
  script.rules = read_basis(state, head["rules"]);
  script.at = head["at"].strings();
  script.when = head["when"].formula();
  script.title = head["title"].text();
  script.body = {trimmed(parts[2]), {}, parts.size() > 3 ? trimmed(parts[3]) : trimmed(parts[2])};
  if (script.at.empty()) head.error("missing-key", "a script names in `at` where it is shown");
  state.pack.scripts.push_back(std::move(script));
}

void read_form(ReadState& state, const SourceFile& file) {
  const auto head_end = file.text.find("-->");
  const auto head = file.text.substr(0, head_end);
  Form form;
  form.id = head_value(head, "form");
  form.title = {head_value(head, "title.zh"), {}, head_value(head, "title.en")};
  const auto type_name = head_value(head, "type");
  form.type = state.pack.find_type(type_name);
  if (head_end == std::string::npos || form.id.empty() || form.type == nullptr) {
    state.diagnostics.push_back(
        {.place = {file.path, 1, 1},
         .code = "wrong-shape",
         .message = "the first line must say which form this is, of which type",
         .help = "<!-- form: id, type: type, title.zh: …, title.en: … -->"});
    return;
  }
  std::istringstream ids(head_value(head, "rules"));
  std::vector<std::string> rules;
  for (std::string id; ids >> id;) rules.push_back(id);
  form.rules = find_rules(state, rules, {file.path, 1, 1});
  std::size_t at = file.text.find('\n', head_end);
  if (at == std::string::npos) at = file.text.size();
  form.pieces = read_pieces(state, file, at, {});
  take_in_styles(state, file, form.pieces);
  state.pack.forms.push_back(std::move(form));
}

}  // namespace guiju::pack
