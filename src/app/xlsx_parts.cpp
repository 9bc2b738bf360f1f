#include "app/xlsx_parts.hpp"

#include "app/table.hpp"
#include "base/text.hpp"

namespace guiju::app::xlsx {
namespace {

/// Of the tree that a part becomes, whose nodes are many times as long as the shortest tags: a
/// workbook of some KB could become GB of them.
constexpr std::size_t tree_bytes_max = 512U << 20U;
constexpr std::size_t node_bytes = 64, attribute_bytes = 40;

/// The most that the tree of a text may need: a node for each tag that opens and for each text
/// before a tag, an attribute for each two quotation marks.
std::size_t tree_bytes(std::string_view xml) {
  std::size_t nodes = 0, marks = 0;
  char before = '>';
  for (std::size_t i = 0; i < xml.size(); ++i) {
    const char c = xml[i];
    const bool is_tag = c == '<';
    nodes += (is_tag && i + 1 < xml.size() && xml[i + 1] != '/') ? 1 : 0;
    nodes += (is_tag && before != '>') ? 1 : 0;
    marks += (c == '"' || c == '\'') ? 1 : 0;
    before = c;
  }
  return nodes * node_bytes + marks / 2 * attribute_bytes;
}

/// `../xl/./a.xml` beside `folder`, as a name in the archive.
std::string resolve(std::string_view folder, std::string_view target) {
  std::string path = target.starts_with('/') ? std::string() : std::string(folder);
  while (!target.empty()) {
    const auto slash = target.find('/');
    const auto step = target.substr(0, slash);
    target = slash == std::string_view::npos ? std::string_view{} : target.substr(slash + 1);
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      const auto cut = path.rfind('/');
      path.resize(cut == std::string::npos ? 0 : cut);
      continue;
    }
    if (!path.empty()) path += '/';
    path += step;
  }
  return path;
}

/// `_x000D_` is a character that XML cannot hold, or an underscore that would look like one. Line
/// ends stay, other control characters go.
std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape =
        text.substr(i).starts_with("_x") && i + 6 < text.size() && text[i + 6] == '_' &&
        text.substr(i + 2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    if (!is_escape) {
      out += text[i];
      continue;
    }
    const auto code =
        static_cast<unsigned>(std::stoul(std::string(text.substr(i + 2, 4)), nullptr, 16));
    const bool is_surrogate = code >= 0xD800 && code < 0xE000;
    if (code == '\n' || code == '\t' || (code >= 0x20 && !is_surrogate)) append_utf8(out, code);
    i += 6;
  }
  return out;
}

}  // namespace

bool read_part(const ZipFile& zip, const std::string& name, std::size_t bytes_max, Part& part) {
  auto bytes = zip.read(name, bytes_max);
  if (!bytes) return false;
  part.text = *std::move(bytes);
  if (tree_bytes(part.text) > tree_bytes_max) {
    throw TableError(TableFault::too_large, 0, name + " has too many elements", bytes_max);
  }
  const auto parsed = part.xml.load_buffer_inplace(
      part.text.data(), part.text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!parsed) {
    throw TableError(TableFault::broken, 0, name + ": " + parsed.description());
  }
  return true;
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& one : node.children()) {
    if (local_name(one) == name) return one;
  }
  return {};
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const auto& one : node.attributes()) {
    const std::string_view full = one.name();
    const auto colon = full.find(':');
    if ((colon == std::string_view::npos ? full : full.substr(colon + 1)) == name) {
      return one.value();
    }
  }
  return {};
}

Relations relations_of(const ZipFile& zip, const std::string& part, std::size_t bytes_max) {
  const auto slash = part.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash);
  const std::string file = slash == std::string::npos ? part : part.substr(slash + 1);
  Relations relations;
  Part read;
  const std::string name = (folder.empty() ? "" : folder + "/") + "_rels/" + file + ".rels";
  if (!read_part(zip, name, bytes_max, read)) return relations;
  for (const auto& one : child(read.xml, "Relationships").children()) {
    if (attribute(one, "TargetMode") == "External") continue;
    const auto target = resolve(folder, attribute(one, "Target"));
    relations.by_id.emplace(attribute(one, "Id"), target);
    const auto type = attribute(one, "Type");
    relations.by_kind.emplace(type.substr(type.rfind('/') + 1), target);
  }
  return relations;
}

std::string text_of_string(const pugi::xml_node& node) {
  std::string text;
  for (const auto& one : node.children()) {
    if (local_name(one) == "t") text += one.child_value();
    if (local_name(one) == "r") text += child(one, "t").child_value();
  }
  return text.find("_x") == std::string::npos ? text : without_escapes(text);
}

}  // namespace guiju::app::xlsx
