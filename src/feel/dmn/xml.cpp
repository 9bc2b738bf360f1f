#include "feel/dmn/xml.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace guiju::feel::dmn {
namespace {

constexpr int nesting_max = 100;
/// A model of a whole company has a few megabytes.
constexpr std::size_t size_max = 64'000'000;

void report(Diagnostics& diagnostics, std::string_view text, const std::string& file,
            std::size_t offset, std::string message) {
  const auto before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto line_start = before.rfind('\n');
  const auto column = before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1);
  diagnostics.push_back({Diagnostic::Severity::error,
                         {file, static_cast<int>(line), static_cast<int>(column) + 1},
                         "unreadable",
                         std::move(message),
                         ""});
}

/// The first node that stands too deep, looked for without recursion; empty when there is none.
pugi::xml_node too_deep(const pugi::xml_document& document) {
  int depth = 0;
  pugi::xml_node at = document.first_child();
  while (at) {
    if (depth >= nesting_max) return at;
    if (at.first_child()) {
      at = at.first_child();
      ++depth;
      continue;
    }
    while (at && !at.next_sibling()) {
      at = at.parent();
      --depth;
    }
    at = at.next_sibling();
  }
  return {};
}

}  // namespace

bool load_xml(pugi::xml_document& document, std::string_view text, const std::string& file,
              Diagnostics& diagnostics, unsigned options) {
  if (text.size() > size_max) {
    report(diagnostics, text, file, 0, "the file is too large");
    return false;
  }
  const auto result = document.load_buffer(text.data(), text.size(), options | pugi::parse_doctype);
  if (!result) {
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0));
    report(diagnostics, text, file, offset, result.description());
    return false;
  }
  const auto offset_of = [](const pugi::xml_node& node) {
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
  };
  for (const auto& node : document.children()) {
    if (node.type() != pugi::node_doctype) continue;
    report(diagnostics, text, file, offset_of(node), "a document type is not read");
    return false;
  }
  if (const auto node = too_deep(document)) {
    report(diagnostics, text, file, offset_of(node), "the file is nested too deeply");
    return false;
  }
  return true;
}

bool load_xml_file(pugi::xml_document& document, const std::string& file, Diagnostics& diagnostics,
                   unsigned options) {
  std::ifstream in{file, std::ios::binary};
  if (!in) {
    report(diagnostics, "", file, 0, "the file cannot be read");
    return false;
  }
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  return load_xml(document, text, file, diagnostics, options);
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& candidate : node.children()) {
    if (candidate.type() == pugi::node_element && local_name(candidate) == name) return candidate;
  }
  return {};
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const auto& candidate : elements(node)) {
    if (local_name(candidate) == name) found.push_back(candidate);
  }
  return found;
}

std::vector<pugi::xml_node> elements(const pugi::xml_node& node) {
  std::vector<pugi::xml_node> found;
  for (const auto& candidate : node.children()) {
    if (candidate.type() == pugi::node_element) found.push_back(candidate);
  }
  return found;
}

std::string child_text(const pugi::xml_node& node, std::string_view name) {
  std::string text = child(node, name).text().get();
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string attribute(const pugi::xml_node& node, const char* name) {
  return node.attribute(name).value();
}

}  // namespace guiju::feel::dmn
