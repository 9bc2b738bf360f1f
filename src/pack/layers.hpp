#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/model.hpp"

/// 继承. A pack that `extends` another consists of the other's files with its own laid over them
/// (docs/pack-language.md, "Extending a regulation"; docs/adr/0016-packs-in-layers.md).
namespace guiju::pack {

/// One file of a pack. `path` is below the pack's folder, `top.path` where the text really stands.
struct LayeredFile {
  std::string path;
  SourceFile top;
  /// The file of the same path in the pack that is extended.
  std::optional<SourceFile> below;
};

/// True for a file of the pack that is extended: its path leads out of the folder, and not to the
/// kinds of the pack `company`.
bool is_inherited(std::string_view path);

/// The files of a pack, by path. Inherited text cites the pack's own rules: each that `same_as` or
/// `instead_of` puts in the place of one or several below; those of which the pack has none stay as
/// they are. A file that `without` names is left out.
std::vector<LayeredFile> layers_of(const std::vector<SourceFile>& files, Diagnostics& diagnostics);

}  // namespace guiju::pack
