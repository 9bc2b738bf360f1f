#include "pack/shipped.hpp"

#include <algorithm>

#include "pack/read.hpp"

namespace guiju::pack {

std::map<std::string, feel::Value> shipped_values(const Pack& pack) {
  Diagnostics told_when_compiled;
  const auto layers = layers_of(pack.files, told_when_compiled);
  const auto file = std::find_if(layers.begin(), layers.end(),
                                 [](const auto& one) { return one.path == "pack.yaml"; });
  if (file == layers.end()) return {};
  const auto parse = [&](const SourceFile& source) {
    return Yaml::parse(source.path, source.text, told_when_compiled);
  };
  const auto yaml =
      file->below ? Yaml::laid_over(parse(file->top), parse(*file->below)) : parse(file->top);
  std::map<std::string, feel::Value> shipped;
  for (const auto& [name, entry] : yaml["parameters"].entries()) {
    const auto* parameter = pack.find_parameter(name);
    if (parameter == nullptr) continue;  // gone with its rules
    auto value = read_value(entry["value"], parameter->type);
    if (!(value == parameter->value)) shipped.emplace(name, std::move(value));
  }
  return shipped;
}

}  // namespace guiju::pack
