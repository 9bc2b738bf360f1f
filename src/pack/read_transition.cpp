#include "pack/read.hpp"

namespace guiju::pack {

void read_transition(ReadState& state, const Yaml& yaml) {
  for (const auto& entry : items_of(state, yaml)) {
    entry.allow({"cases", "when", "limits", "rules"});
    Transition transition{.type = nullptr,
                          .when = entry["when"].formula(),
                          .rules = read_basis(state, entry["rules"]),
                          .place = entry.place()};
    if (transition.rules.empty()) {
      entry.error("missing-key", "a transition cites its rule in `rules`");
    }
    if (const auto limits = entry["limits"]; limits.is_stated()) {
      transition.recomputes_limits = limits.string() == "recomputed";
      if (!transition.recomputes_limits && limits.string() != "kept") {
        limits.error("unknown-value", "`" + limits.string() + "` is nothing to do with limits",
                     "write kept or recomputed");
      }
    }
    const auto cases = entry["cases"];
    if (!cases.require("cases")) continue;
    for (const auto& type : state.pack.types) {
      if (type->name == cases.string()) transition.type = type.get();
    }
    if (transition.type == nullptr) {
      cases.error("unknown-type", "there is no record type `" + cases.string() + "` in this pack");
    } else if (!transition.type->parent_name.empty()) {
      cases.error("wrong-type", "a `" + cases.string() + "` moves with its `" +
                                    transition.type->parent_name + "`, never alone");
    } else {
      state.pack.transitions.push_back(std::move(transition));
    }
  }
}

}  // namespace guiju::pack
