// How many FEEL expressions and decision tables one core evaluates and compiles in a second.
//   guiju_feel_bench

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "feel/decision_table.hpp"
#include "feel/expression.hpp"

namespace guiju::feel {
namespace {

class Case final : public Environment {
 public:
  Case() {
    add("channel", Type::string(), Value::string("phone"));
    add("amount", Type::number(), Value::number(600'000));
    add("opened_at", Type::date_time(),
        Value::date_time(*parse_instant("2026-03-02T10:00:00+08:00"), Seconds{28'800}));
    add("now", Type::date_time(),
        Value::date_time(*parse_instant("2026-03-04T10:00:00+08:00"), Seconds{28'800}));
    add("roles", Type::list(Type::string()),
        Value::list({Value::string("salesperson"), Value::string("intake_officer")}));
  }

  Value variable(int slot) const override { return values_[static_cast<std::size_t>(slot)]; }
  Value call(int, std::span<const Value>) const override { return {}; }
  const Scope& scope() const { return scope_; }

 private:
  void add(const char* name, Type type, Value value) {
    scope_.add_variable(name, std::move(type), static_cast<int>(values_.size()));
    values_.push_back(std::move(value));
  }

  Scope scope_;
  List values_;
};

/// Runs `act` for about half a second and prints how often it went in one.
template <class Act>
void measure(const char* what, const Act& act) {
  using clock = std::chrono::steady_clock;
  const auto begin = clock::now();
  std::int64_t count = 0;
  std::int64_t trues = 0;
  while (clock::now() - begin < std::chrono::milliseconds{500}) {
    for (int i = 0; i < 1'000; ++i) trues += act() ? 1 : 0;
    count += 1'000;
  }
  const auto elapsed =
      std::chrono::duration_cast<std::chrono::nanoseconds>(clock::now() - begin).count();
  std::printf("%10lld /s  %s%s\n", static_cast<long long>(count * 1'000 / (elapsed / 1'000'000)),
              what, trues == count ? "" : "  (not always true)");
}

void run() {
  const Case names;
  for (const char* text :
       {"channel = \"phone\" and amount > 500000", "amount * 1.05 > 500000",
        "now - opened_at <= duration(\"P2D\")", "list contains(roles, \"intake_officer\")",
        "some r in roles satisfies r = \"intake_officer\""}) {
    Diagnostics diagnostics;
    const auto guard = Expression::compile(text, {}, names.scope(), diagnostics);
    measure(text, [&] { return guard->evaluate(names).is_true(); });
  }
  measure("compiling channel = \"phone\" and amount > 500000", [&] {
    Diagnostics diagnostics;
    return Expression::compile("channel = \"phone\" and amount > 500000", {}, names.scope(),
                               diagnostics)
        .has_value();
  });
  DecisionTableSource source;
  source.inputs = {{"channel", {"channel", {}}, Type::string(), {}},
                   {"amount", {"amount", {}}, Type::number(), {}}};
  source.outputs = {{"grade", Type::string(), {}, {}}};
  for (int i = 0; i < 19; ++i) {
    source.rules.push_back({{{"\"letter\"", {}}, {"> " + std::to_string(i), {}}}, {{"\"x\"", {}}}});
  }
  source.rules.push_back({{{"\"phone\"", {}}, {"> 500000", {}}}, {{"\"major\"", {}}}});
  Diagnostics diagnostics;
  const auto table = DecisionTable::compile(source, names.scope(), diagnostics);
  measure("a table of 20 rows that is decided by the last",
          [&] { return table->evaluate(names).rows.size() == 1; });
}

}  // namespace
}  // namespace guiju::feel

int main() { guiju::feel::run(); }
