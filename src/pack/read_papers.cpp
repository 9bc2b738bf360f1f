#include <algorithm>
#include <iterator>
#include <map>
#include <sstream>

#include "base/text.hpp"
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
  return std::string(trimmed(std::string_view(head).substr(from, head.find(',', from) - from)));
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
  const std::string word(trimmed(std::string_view(inside).substr(bar + 1)));
  piece.formula.text = trimmed(std::string_view(inside).substr(0, bar));
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

/// Reads one file of a form: its page, or the parts of it that a sister regulation states anew.
class PageReader {
 public:
  using Pieces = std::vector<Form::Piece>;
  /// By name: what stands in the place of the page's own part.
  using Parts = std::map<std::string, Pieces>;

  PageReader(ReadState& state, const SourceFile& file, std::string title)
      : state_(state), file_(file), title_(std::move(title)) {}

  /// The page from `at`; `parts` are taken out where they are put in place.
  Pieces read_page(std::size_t at, Parts& parts) {
    at_ = at;
    is_page_ = true;
    parts_ = &parts;
    return read_until({});
  }

  Parts read_parts(std::size_t at) {
    Parts parts;
    at_ = at;
    is_page_ = false;
    parts_ = &parts;
    for (const auto& piece : read_until({})) {
      if (piece.kind == Form::Piece::Kind::html && trimmed(piece.html).empty()) continue;
      report(at, "what stands outside of parts has no place in the page below",
             "put it into a part, or state the whole page");
      break;
    }
    return parts;
  }

 private:
  void report(std::size_t at, std::string message, std::string help) {
    state_.diagnostics.push_back({.place = place_of(file_, at),
                                  .code = "wrong-shape",
                                  .message = std::move(message),
                                  .help = std::move(help)});
  }

  /// Reads pieces until `{{/<until>}}` or the end.
  Pieces read_until(const std::string& until) {
    Pieces pieces;
    while (at_ < file_.text.size()) {
      const auto open = file_.text.find("{{", at_);
      add_html(pieces, file_.text.substr(at_, open == std::string::npos ? open : open - at_));
      if (open == std::string::npos) break;
      const auto close = file_.text.find("}}", open);
      if (close == std::string::npos) {
        report(open + 2, "`{{` is not closed", {});
        break;
      }
      const std::string inside(
          trimmed(std::string_view(file_.text).substr(open + 2, close - open - 2)));
      at_ = close + 2;
      if (inside == "/" + until) return pieces;
      read_piece(pieces, inside, place_of(file_, open + 2));
    }
    at_ = file_.text.size();
    if (!until.empty()) {
      report(at_, "`{{#" + until + "}}` is not closed", "add {{/" + until + "}}");
    }
    return pieces;
  }

  void read_piece(Pieces& pieces, const std::string& inside, const SourcePlace& place) {
    Form::Piece piece;
    if (inside == "form.title") return add_html(pieces, title_);
    if (inside.starts_with("#part "))
      return read_part(pieces, std::string(trimmed(std::string_view(inside).substr(6))));
    if (inside.starts_with("#each ")) {
      piece.kind = Form::Piece::Kind::each;
      piece.formula = {inside.substr(6), place, {}};
      piece.inner = read_until("each");
    } else if (inside.starts_with("#if ")) {
      piece.kind = Form::Piece::Kind::condition;
      piece.formula = {inside.substr(4), place, {}};
      piece.inner = read_until("if");
    } else {
      piece = read_value(state_, inside, place);
    }
    pieces.push_back(std::move(piece));
  }

  void read_part(Pieces& pieces, const std::string& name) {
    auto inner = read_until("part");
    if (!is_page_) {
      parts_->insert_or_assign(name, std::move(inner));
      return;
    }
    if (const auto own = parts_->find(name); own != parts_->end()) {
      inner = std::move(own->second);
      parts_->erase(own);
    }
    std::move(inner.begin(), inner.end(), std::back_inserter(pieces));
  }

  static void add_html(Pieces& pieces, std::string html) {
    Form::Piece piece;
    piece.html = std::move(html);
    pieces.push_back(std::move(piece));
  }

  ReadState& state_;
  const SourceFile& file_;
  std::string title_;
  std::size_t at_ = 0;
  bool is_page_ = true;
  Parts* parts_ = nullptr;
};

/// The lines that say which forms a file is for, one each; `page` is where they end.
std::vector<std::string> read_heads(const SourceFile& file, std::size_t& page) {
  static constexpr std::string_view open = "<!-- form:", close = "-->";
  std::vector<std::string> heads;
  for (page = 0; file.text.compare(page, open.size(), open) == 0;) {
    const auto end = file.text.find(close, page);
    if (end == std::string::npos) break;
    heads.push_back(file.text.substr(page, end - page));
    page = std::min(file.text.find('\n', end), file.text.size() - 1) + 1;
  }
  return heads;
}

/// A file of the pack, else of the pack `company`; null when there is none.
const SourceFile* find_shared(const ReadState& state, std::string_view path) {
  for (const auto& file : state.files) {
    if (file.path == path) return &file.top;
  }
  if (state.pack.base == nullptr) return nullptr;
  for (const auto& file : state.pack.base->files) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

bool is_whole(const SourceFile& file) { return file.text.find("<html") != std::string::npos; }
bool is_page(const SourceFile& file) {
  return is_whole(file) || file.text.find("<body") != std::string::npos;
}

/// The page from `at`, `parts` put in; one that begins at `<body>` with the head that all share.
std::vector<Form::Piece> read_page(ReadState& state, const SourceFile& file, std::size_t at,
                                   const std::string& title, PageReader::Parts& parts) {
  auto pieces = PageReader(state, file, title).read_page(at, parts);
  if (is_whole(file)) return pieces;
  const auto* frame = find_shared(state, form_frame);
  PageReader::Parts body{{"body", std::move(pieces)}};
  auto page = frame == nullptr ? std::vector<Form::Piece>{}
                               : PageReader(state, *frame, title).read_page(0, body);
  if (!body.empty()) {
    state.diagnostics.push_back({.place = {file.path, 1, 1},
                                 .code = "missing-page",
                                 .message = "this page begins at `<body>`, and no " +
                                            std::string(form_frame) + " has the part `body`",
                                 .help = "write the whole page, from `<html>` on"});
  }
  return page;
}

/// The page of a form: its own, or that of the file below with its own parts put into it.
std::vector<Form::Piece> read_pieces(ReadState& state, const LayeredFile& file, std::size_t at,
                                     const std::string& title) {
  PageReader::Parts parts;
  if (is_page(file.top)) return read_page(state, file.top, at, title, parts);
  parts = PageReader(state, file.top, title).read_parts(at);
  if (!file.below || !is_page(*file.below)) {
    state.diagnostics.push_back({.place = {file.top.path, 1, 1},
                                 .code = "missing-page",
                                 .message = "there is no page here, and none below",
                                 .help = "write the page of the form behind its first line"});
    return {};
  }
  std::size_t page = 0;
  read_heads(*file.below, page);
  auto pieces = read_page(state, *file.below, page, title, parts);
  for (const auto& [name, unused] : parts) {
    state.diagnostics.push_back({.place = {file.top.path, 1, 1},
                                 .code = "nothing-below",
                                 .message = "the page below has no part `" + name + "`",
                                 .help = "name a part of " + file.below->path});
  }
  return pieces;
}

/// Puts stylesheets in place of the links to them, so that a page stands alone.
void take_in_styles(ReadState& state, const SourceFile& file, std::vector<Form::Piece>& pieces) {
  static constexpr std::string_view link = "<link rel=\"stylesheet\" href=\"", end = "\">";
  for (auto& piece : pieces) {
    for (auto at = piece.html.find(link); at != std::string::npos; at = piece.html.find(link, at)) {
      const auto from = at + link.size();
      const auto close = piece.html.find(end, from);
      const auto path = "forms/" + piece.html.substr(from, close - from);
      const auto* style = find_shared(state, path);
      if (close == std::string::npos || style == nullptr) {
        state.diagnostics.push_back(
            {.place = place_of(file, file.text.find(link)),
             .code = "unknown-file",
             .message = "there is no stylesheet `" + path + "`",
             .help = "put it beside the form, or name one of packs/company/forms"});
        return;
      }
      const auto text = "<style>\n" + style->text + "</style>";
      piece.html.replace(at, close + end.size() - at, text);
      at += text.size();
    }
  }
}

void report_head(ReadState& state, const SourceFile& file) {
  state.diagnostics.push_back(
      {.place = {file.path, 1, 1},
       .code = "wrong-shape",
       .message = "the first line must say which form this is, of which type",
       .help = "<!-- form: id, type: type, title.zh: …, title.en: … -->"});
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
  const std::string chinese(trimmed(parts[2]));
  script.body = {chinese, {}, parts.size() > 3 ? std::string(trimmed(parts[3])) : chinese};
  if (script.at.empty()) head.error("missing-key", "a script names in `at` where it is shown");
  state.pack.scripts.push_back(std::move(script));
}

namespace {

void read_one_form(ReadState& state, const LayeredFile& file, const std::string& head,
                   std::size_t page) {
  Form form;
  form.id = head_value(head, "form");
  form.title = {head_value(head, "title.zh"), {}, head_value(head, "title.en")};
  form.type = state.pack.find_type(head_value(head, "type"));
  if (form.id.empty() || form.type == nullptr) {
    report_head(state, file.top);
    return;
  }
  std::istringstream ids(head_value(head, "rules"));
  std::vector<std::string> rules;
  for (std::string id; ids >> id;) rules.push_back(id);
  form.rules = find_rules(state, rules, {file.top.path, 1, 1});
  form.pieces = read_pieces(state, file, page, form.title.zh);
  take_in_styles(state, file.top, form.pieces);
  state.pack.forms.push_back(std::move(form));
}

}  // namespace

void read_form(ReadState& state, const LayeredFile& file) {
  std::size_t page = 0;
  const auto heads = read_heads(file.top, page);
  if (heads.empty()) report_head(state, file.top);
  for (const auto& head : heads) read_one_form(state, file, head, page);
}

}  // namespace guiju::pack
