#include "feel/dmn/table.hpp"

#include "feel/dmn/xml.hpp"

namespace guiju::feel::dmn {
namespace {

HitPolicy hit_policy_of(const pugi::xml_node& node) {
  const std::string policy = attribute(node, "hitPolicy");
  if (policy == "ANY") return HitPolicy::any;
  if (policy == "PRIORITY") return HitPolicy::priority;
  if (policy == "FIRST") return HitPolicy::first;
  if (policy == "RULE ORDER") return HitPolicy::rule_order;
  if (policy == "OUTPUT ORDER") return HitPolicy::output_order;
  if (policy != "COLLECT") return HitPolicy::unique;
  const std::string aggregation = attribute(node, "aggregation");
  if (aggregation == "SUM") return HitPolicy::collect_sum;
  if (aggregation == "MIN") return HitPolicy::collect_min;
  if (aggregation == "MAX") return HitPolicy::collect_max;
  if (aggregation == "COUNT") return HitPolicy::collect_count;
  return HitPolicy::collect;
}

}  // namespace

DecisionTableSource read_decision_table(const pugi::xml_node& node, const Types& types,
                                        const std::string& file) {
  const SourcePlace place{file, 0, 0};
  const auto text = [&](const pugi::xml_node& parent) {
    return SourceText{child_text(parent, "text"), place};
  };
  DecisionTableSource table;
  table.hit_policy = hit_policy_of(node);
  table.place = place;
  for (const auto& input : children(node, "input")) {
    const auto expression = child(input, "inputExpression");
    table.inputs.push_back({attribute(input, "label"), text(expression),
                            types.find(attribute(expression, "typeRef")),
                            text(child(input, "inputValues"))});
  }
  for (const auto& output : children(node, "output")) {
    table.outputs.push_back({attribute(output, "name"), types.find(attribute(output, "typeRef")),
                             text(child(output, "outputValues")),
                             text(child(output, "defaultOutputEntry"))});
  }
  for (const auto& rule : children(node, "rule")) {
    DecisionTableSource::Rule row;
    row.place = place;
    for (const auto& entry : children(rule, "inputEntry")) row.tests.push_back(text(entry));
    for (const auto& entry : children(rule, "outputEntry")) row.outputs.push_back(text(entry));
    row.annotation = child_text(child(rule, "annotationEntry"), "text");
    table.rules.push_back(std::move(row));
  }
  return table;
}

}  // namespace guiju::feel::dmn
