// DMN XML: the model is read, each of its decisions asked without any input, each table taken over
// into a pack and written out again.

#include <string>
#include <string_view>

#include "feel/dmn/model.hpp"
#include "pack/dmn_table.hpp"
#include "target.hpp"

using namespace guiju;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  Diagnostics diagnostics;
  const auto model = feel::dmn::Model::read(text, "fuzz.dmn", diagnostics);
  if (!model && diagnostics.empty()) __builtin_trap();  // refused without a word
  if (!model) return 0;
  for (const auto& name : model->decisions()) {
    std::string json;
    feel::append_json(json, model->decide(name, {}, feel::Value{}));
    model->invoke(name, {}, feel::Value{});
    if (const auto table = pack::from_dmn(text, "fuzz.dmn", name, diagnostics)) {
      pack::to_yaml(*table);
      pack::to_dmn(*table, "fuzz");
    }
  }
  return 0;
}
