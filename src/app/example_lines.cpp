#include "app/example_lines.hpp"

#include <algorithm>

#include "pack/yaml.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::app {
namespace {

using pack::Yaml;

void read_lines(const Yaml& top, const Yaml& below, ExampleLines& out) {
  for (const auto& [name, line] : Yaml::laid_over(top, below).entries()) {
    auto value = pack::yaml_to_json(line);
    if (value.is_object()) {
      out.lines.emplace(name, std::move(value.get_object()));
    } else {
      line.error("wrong-shape", "a line of a timeline is wanted here", "write {at: …, do: …}");
    }
  }
  for (const auto& [name, line] : below.entries()) {
    if (!out.lines.contains(name)) out.left_out.insert(name);
  }
}

}  // namespace

ExampleLines example_lines_of(const std::vector<pack::LayeredFile>& layers,
                              Diagnostics& diagnostics) {
  ExampleLines out;
  const auto file = std::find_if(layers.begin(), layers.end(), [](const pack::LayeredFile& layer) {
    return layer.path == example_lines_path;
  });
  if (file == layers.end()) return out;
  const auto read = [&](const pack::SourceFile& source) {
    return Yaml::parse(source.path, source.text, diagnostics);
  };
  const auto below = file->below.value_or(pack::SourceFile{file->path, {}});
  read_lines(read(file->top), read(below), out);
  return out;
}

}  // namespace guiju::app
