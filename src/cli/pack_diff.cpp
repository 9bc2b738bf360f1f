#include "cli/pack_diff.hpp"

#include <iostream>

#include "cli/commands.hpp"
#include "pack/difference.hpp"

namespace guiju::cli {
namespace {

using pack::Difference;
using pack::Text;

/// Prints in one language.
class Printer {
 public:
  explicit Printer(bool in_english) : in_english_(in_english) {}

  std::string say(const Text& text) const {
    return in_english_ && !text.en.empty() ? text.en : text.zh;
  }
  std::string say(const char* zh, const char* en) const { return in_english_ ? en : zh; }

  void heading(const std::vector<std::string>& clauses) const {
    std::string all;
    for (const auto& clause : clauses) all += (all.empty() ? "" : say("、", ", ")) + clause;
    std::cout << '\n'
              << (all.empty() ? say("全篇", "The whole")
                              : say("第 ", "Clause ") + all + say(" 条", ""))
              << '\n';
  }

  void print(const Difference& one) const {
    const auto title = say(one.title);
    std::cout << "  " << say(one.words) << "  " << (title.empty() ? one.id : title + " " + one.id)
              << say("：", ": ") << what(one) << '\n';
    for (const auto& witness : one.witnesses) print(witness);
  }

 private:
  std::string quoted(const Text& text) const {
    const auto words = say(text);
    return words.empty() ? say("（无）", "(none)") : words;
  }

  std::string what(const Difference& one) const {
    const auto kind = say(pack::words_of(one.kind));
    const bool has_words = !say(one.before).empty() || !say(one.after).empty();
    if (one.kind == Difference::Kind::added) return kind + (has_words ? "  " + say(one.after) : "");
    if (one.kind == Difference::Kind::removed) {
      return kind + (has_words ? "  " + say(one.before) : "");
    }
    if (!has_words) return kind;
    const bool is_plain = one.kind == Difference::Kind::changed;
    return quoted(one.before) + " → " + quoted(one.after) +
           (is_plain ? "" : say("（", " (") + kind + say("）", ")"));
  }

  std::string ground(const std::vector<int>& rows, const std::vector<std::string>& clauses) const {
    std::string all;
    for (const int row : rows) {
      all += (all.empty() ? "" : say("、", ", ")) +
             (in_english_ ? "row " + std::to_string(row) : "第 " + std::to_string(row) + " 行");
    }
    std::string cited;
    for (const auto& clause : clauses) cited += (cited.empty() ? "" : say("、", ", ")) + clause;
    if (!cited.empty()) {
      all +=
          (all.empty() ? "" : say("，", ", ")) + (in_english_ ? "clause " + cited : cited + " 条");
    }
    return all.empty() ? "" : say("（", " (") + all + say("）", ")");
  }

  void print(const pack::Witness& witness) const {
    std::cout << "      " << say("情形：", "case: ") << say(witness.text) << '\n';
    const auto example = say(witness.example);
    if (!example.empty()) std::cout << "        " << say("例：", "say ") << example << '\n';
    std::cout << "        " << say("原：", "before: ") << say(witness.before_words)
              << ground(witness.rows_before, witness.clauses_before) << '\n'
              << "        " << say("现：", "after:  ") << say(witness.after_words)
              << ground(witness.rows_after, witness.clauses_after) << '\n';
  }

  bool in_english_;
};

std::shared_ptr<const pack::Pack> compiled(const PackLoader& loader, const std::string& name) {
  const auto folder = loader.folder_of(name);
  Diagnostics diagnostics;
  const auto pack = loader.compile(loader.read(folder), {}, diagnostics);
  if (pack == nullptr) std::cerr << findings_text(diagnostics, folder);
  return pack;
}

}  // namespace

int print_differences(const PackLoader& loader, const DiffOptions& options) {
  const auto before = compiled(loader, options.before);
  const auto after = compiled(loader, options.after);
  if (before == nullptr || after == nullptr) return wrong_usage;
  const auto found = pack::differences(*before, *after);
  if (options.json) {
    std::cout << pack::to_json(*before, *after, found) << '\n';
    return done;
  }
  const Printer printer(options.language == "en");
  const auto edition = [&](const pack::Pack& pack) {
    return printer.say(pack.title) + " " + pack.id + " " + pack.version;
  };
  std::cout << edition(*before) << " → " << edition(*after) << '\n';
  const std::vector<std::string>* clauses = nullptr;
  for (const auto& one : found) {
    if (clauses == nullptr || *clauses != one.clauses) printer.heading(one.clauses);
    clauses = &one.clauses;
    printer.print(one);
  }
  if (found.empty()) {
    std::cout << printer.say("两个版本意义相同，没有差别。",
                             "The two mean the same: no difference.")
              << '\n';
  } else {
    std::cout << '\n'
              << printer.say("共 ", "") << found.size()
              << printer.say(" 处。", found.size() == 1 ? " difference." : " differences.") << '\n';
  }
  return done;
}

}  // namespace guiju::cli
