#include "pack/yaml.hpp"

#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

namespace guiju::pack {

namespace {

/// Follows the reading of a text and refuses one that says more than it writes: aliases that double
/// what they stand for each time, or that stand for what they are part of.
class AliasCheck final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(mark, anchor, 1); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string&) override {
    add(mark, anchor, 1);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = sizes_.find(anchor);
    if (found == sizes_.end()) {
      throw YAML::ParserException(mark, "the alias stands for what it is part of");
    }
    add(mark, 0, found->second);
  }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open_.push_back({anchor, 1});
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open_.push_back({anchor, 1});
  }
  void OnMapEnd() override { close(); }

 private:
  static constexpr std::size_t nodes_max = 1'000'000;

  struct Open {
    YAML::anchor_t anchor;
    std::size_t size;
  };

  void add(const YAML::Mark& mark, YAML::anchor_t anchor, std::size_t size) {
    if (anchor != 0) sizes_[anchor] = size;
    if (open_.empty()) return;
    open_.back().size += size;
    if (open_.back().size > nodes_max) {
      throw YAML::ParserException(mark, "aliases make too much of this");
    }
  }

  void close() {
    const Open closed = open_.back();
    open_.pop_back();
    add({}, closed.anchor, closed.size);
  }

  std::vector<Open> open_;
  std::map<YAML::anchor_t, std::size_t> sizes_;
};

void check_aliases(const std::string& text) {
  if (text.find('*') == std::string::npos) return;
  std::istringstream in{text};
  YAML::Parser parser{in};
  AliasCheck check;
  // The first document is all that is loaded; of some broken texts the parser finds ever another.
  parser.HandleNextDocument(check);
}

}  // namespace

Yaml Yaml::parse(const std::string& file, const std::string& text, Diagnostics& diagnostics) {
  try {
    check_aliases(text);
    return {YAML::Load(text), file, diagnostics};
  } catch (const YAML::Exception& e) {
    diagnostics.push_back({.place = {file, e.mark.line + 1, e.mark.column + 1},
                           .code = "yaml-syntax",
                           .message = e.msg,
                           .help = {}});
    return {YAML::Node(YAML::NodeType::Undefined), file, diagnostics};
  }
}

Yaml Yaml::laid_over(Yaml top, const Yaml& below) {
  if (!top.is_stated()) return below;
  if (top.node_.Tag() == "!absent") {
    if (!below.is_stated()) {
      top.error("nothing-below", "there is nothing here that could be left out",
                "take the line out");
    }
    Yaml none = top.with(YAML::Node(YAML::NodeType::Undefined));
    none.parent_mark_ = top.node_.Mark();
    return none;
  }
  if (top.is_instead()) {
    if (!below.is_map()) {
      top.error("nothing-below", "there is no map here in whose place this could stand",
                "take `!instead` away");
    }
    return top;
  }
  if ((top.is_added() && below.is_list()) || (top.is_map() && below.is_map())) {
    top.below_ = std::make_shared<const Yaml>(top.below_ ? laid_over(*top.below_, below) : below);
  }
  return top;
}

Yaml Yaml::operator[](const char* key) const {
  if (!is_map()) return with(YAML::Node(YAML::NodeType::Undefined));
  const YAML::Node& constant = node_;
  Yaml child = with(constant[key]);
  child.parent_mark_ = node_.Mark();
  return below_ == nullptr ? child : laid_over(child, (*below_)[key]);
}

Yaml::Entries Yaml::entries() const {
  Entries out;
  if (!is_stated() || is_null()) return out;
  if (!is_map()) {
    error("wrong-shape", "a map of names is wanted here");
    return out;
  }
  for (const auto& entry : node_) {
    const auto name = entry.first.Scalar();
    const bool twice =
        std::any_of(out.begin(), out.end(), [&](const auto& e) { return e.first == name; });
    if (twice) with(entry.first).error("duplicate-key", "`" + name + "` stands here twice");
    out.emplace_back(name, with(entry.second));
  }
  return below_ == nullptr ? out : laid_over(out, below_->entries());
}

/// In the order below, then what is new.
Yaml::Entries Yaml::laid_over(const Entries& top, const Entries& below) const {
  const auto find = [](const Entries& entries, const std::string& name) {
    return std::find_if(entries.begin(), entries.end(),
                        [&](const auto& entry) { return entry.first == name; });
  };
  Entries out;
  for (const auto& [name, value] : below) {
    const auto own = find(top, name);
    const Yaml both = own == top.end() ? value : laid_over(own->second, value);
    if (both.is_stated()) out.emplace_back(name, both);
  }
  for (const auto& [name, value] : top) {
    if (find(below, name) != below.end()) continue;
    const Yaml own = laid_over(value, with(YAML::Node(YAML::NodeType::Undefined)));
    if (own.is_stated()) out.emplace_back(name, own);
  }
  return out;
}

std::vector<Yaml> Yaml::items() const {
  std::vector<Yaml> out;
  if (is_null()) return out;
  if (!is_list()) {
    error("wrong-shape", "a list is wanted here");
    return out;
  }
  if (below_ != nullptr) out = below_->items();
  for (const auto& item : node_) {
    if (item.Tag() == "!absent") {
      out = with(item).left_out_of(out);
    } else {
      out.push_back(with(item));
    }
  }
  return out;
}

std::vector<Yaml> Yaml::left_out_of(const std::vector<Yaml>& below) const {
  const auto code = string();
  std::vector<Yaml> rest;  // a node is never assigned: that would write into the tree
  for (const auto& item : below) {
    if (!item.is_map() || item["code"].string_or({}) != code) rest.push_back(item);
  }
  if (rest.size() == below.size()) {
    error("nothing-below", "nothing here below has the code `" + code + "`", "take the item out");
  }
  return rest;
}

const Yaml& Yaml::allow(std::initializer_list<const char*> known) const {
  const std::vector<std::string> names(known.begin(), known.end());
  for (const auto& [name, value] : entries()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const auto near = nearest(name, names);
    std::string all;
    for (const auto& n : names) all += (all.empty() ? "`" : ", `") + n + "`";
    value.error("unknown-key", "`" + name + "` is not known here",
                near.empty() ? "known are " + all : "did you mean `" + near + "`?");
  }
  return *this;
}

bool Yaml::require(const char* what) const {
  if (is_stated()) return true;
  error("missing-key", std::string("`") + what + "` is missing here", "add it");
  return false;
}

std::string Yaml::string() const {
  if (is_scalar()) return node_.Scalar();
  if (is_stated()) error("wrong-shape", "a text is wanted here");
  return {};
}

std::string Yaml::string_or(std::string fallback) const {
  return is_null() ? std::move(fallback) : string();
}

bool Yaml::boolean() const {
  if (is_null()) return false;
  const auto text = string();
  if (text != "true" && text != "false") error("wrong-shape", "`true` or `false` is wanted here");
  return text == "true";
}

int Yaml::integer() const {
  const auto text = string();
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    error("wrong-shape", "a whole number is wanted here");
  }
  return value;
}

std::vector<std::string> Yaml::strings() const {
  std::vector<std::string> out;
  if (is_null()) return out;
  if (is_scalar()) return {node_.Scalar()};
  for (const auto& item : items()) out.push_back(item.string());
  return out;
}

Text Yaml::text() const {
  if (is_null()) return {};
  if (is_scalar()) return {node_.Scalar(), {}, node_.Scalar()};
  allow({"zh", "zh_hant", "en"});
  return {(*this)["zh"].string_or({}), (*this)["zh_hant"].string_or({}),
          (*this)["en"].string_or({})};
}

Formula Yaml::formula() const {
  if (!is_stated()) return {};
  if (is_null()) return {"null", place(), {}};
  return {string(), place(), {}};
}

Formula Yaml::list_formula() const {
  if (!is_list()) return formula();
  std::string text = "[";
  for (const auto& item : items()) {
    if (text.size() > 1) text += ", ";
    const auto value = item.string();
    const bool is_text = item.is_quoted() || (value != "true" && value != "false" &&
                                              feel::Value::number_from_text(value).is_null());
    text += is_text ? feel_quote(value) : value;
  }
  return {text + "]", place(), {}};
}

SourcePlace Yaml::place() const {
  const auto mark = node_.IsDefined() ? node_.Mark() : parent_mark_;
  return {file_, mark.line + 1, mark.column + 1 + (is_quoted() ? 1 : 0)};
}

void Yaml::error(std::string code, std::string message, std::string help) const {
  diagnostics_->push_back({.place = place(),
                           .code = std::move(code),
                           .message = std::move(message),
                           .help = std::move(help)});
}

std::string feel_quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace guiju::pack
