#include "pack/layers.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>

namespace guiju::pack {
namespace {

using OwnRules = std::map<std::string, std::string, std::less<>>;  // by the rule below

/// A file that cannot be read is reported when it is read in earnest.
YAML::Node load(const SourceFile& file) {
  try {
    return YAML::Load(file.text);
  } catch (const YAML::Exception&) {
    return {};
  }
}

/// Of a list; of anything else nothing. What is wrong is told where the file is read in earnest.
std::vector<YAML::Node> items_of(const YAML::Node& node) {
  if (!node.IsDefined() || !node.IsSequence()) return {};
  return {node.begin(), node.end()};
}

OwnRules own_rules(const SourceFile& articles) {
  OwnRules own;
  for (const auto& article : items_of(load(articles))) {
    if (!article.IsMap()) continue;
    for (const auto& rule : items_of(article["rules"])) {
      for (const char* key : {"same_as", "instead_of"}) {
        if (!rule.IsMap() || !rule["id"] || !rule[key]) continue;
        const YAML::Node below = rule[key];
        if (below.IsScalar()) own.emplace(below.Scalar(), rule["id"].Scalar());
        for (const auto& one : items_of(below)) own.emplace(one.Scalar(), rule["id"].Scalar());
      }
    }
  }
  return own;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_upper(c) || is_digit(c) || (c >= 'a' && c <= 'z') || c == '_'; }

/// Puts the pack's own ids in the place of those below: words like PCB-12.
std::string with_own_rules(const std::string& text, const OwnRules& own) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_upper(text[end])) ++end;
    const std::size_t dash = end;
    if (dash > at && dash < text.size() && text[dash] == '-') {
      for (++end; end < text.size() && is_digit(text[end]);) ++end;
    }
    const bool is_id = end > dash + 1 && (at == 0 || !is_word(text[at - 1])) &&
                       (end == text.size() || !is_word(text[end]));
    const auto found = is_id ? own.find(std::string_view(text).substr(at, end - at)) : own.end();
    if (end == at) ++end;
    found == own.end() ? out.append(text, at, end - at) : out.append(found->second);
    at = end;
  }
  return out;
}

/// What `without` names: a file, or with a star at its end all whose path begins so.
struct LeftOut {
  std::string path;
  bool is_found = false;

  bool names(std::string_view file) const {
    if (!path.ends_with('*')) return file == path;
    return file.starts_with(std::string_view(path).substr(0, path.size() - 1));
  }
};

std::vector<LeftOut> left_out(const SourceFile& pack_file) {
  std::vector<LeftOut> paths;
  const YAML::Node pack = load(pack_file);
  if (pack.IsMap()) {
    for (const auto& path : items_of(pack["without"])) paths.push_back({path.Scalar()});
  }
  return paths;
}

bool take_out(std::vector<LeftOut>& without, std::string_view path) {
  bool is_out = false;
  for (auto& one : without) {
    if (!one.names(path)) continue;
    one.is_found = is_out = true;
  }
  return is_out;
}

}  // namespace

bool is_inherited(std::string_view path) {
  return path.starts_with("../") && !path.starts_with("../company/");
}

std::vector<LayeredFile> layers_of(const std::vector<SourceFile>& files, Diagnostics& diagnostics) {
  std::map<std::string, LayeredFile> layered;
  OwnRules own;
  std::vector<LeftOut> without;
  for (const SourceFile& file : files) {
    if (is_inherited(file.path)) continue;
    layered[file.path] = {file.path, file, {}};
    if (file.path == "articles.yaml") own = own_rules(file);
    if (file.path == "pack.yaml") without = left_out(file);
  }
  for (const SourceFile& file : files) {
    if (!is_inherited(file.path)) continue;
    const auto path = file.path.substr(file.path.find('/', 3) + 1);
    if (take_out(without, path)) continue;
    const bool is_own_words = path == "articles.yaml";
    SourceFile below{file.path, is_own_words ? file.text : with_own_rules(file.text, own)};
    const auto [known, is_new] = layered.try_emplace(path, LayeredFile{path, below, {}});
    if (!is_new) known->second.below = std::move(below);
  }
  for (const auto& [path, is_found] : without) {
    if (is_found) continue;
    diagnostics.push_back({.place = {"pack.yaml", 0, 0},
                           .code = "unknown-file",
                           .message = "`without` names `" + path + "`, which is not there",
                           .help = "name a file of the pack that is extended, as scripts/aims.md"});
  }
  std::vector<LayeredFile> out;
  for (auto& [path, file] : layered) out.push_back(std::move(file));
  return out;
}

}  // namespace guiju::pack
