#include "cli/pack_mutate.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <iomanip>
#include <iostream>
#include <mutex>
#include <random>
#include <thread>

#include "app/examples.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "pack/difference.hpp"
#include "pack/mutants.hpp"

namespace guiju::cli {
namespace {

using pack::Mutant;

enum class Verdict {
  noticed,  ///< an example fails
  missed,   ///< no example fails, and it decides otherwise
  alike,    ///< proved to decide alike
  no_pack,  ///< does not compile
};

/// A pack under test with its examples.
class Subject {
 public:
  Subject(const PackLoader& loader, const std::filesystem::path& folder)
      : loader_(loader),
        folder_(folder),
        files_(read_pack_folder(folder)),
        own_(loader, files_, is_base(folder)),
        examples_(files_, maker(own_), diagnostics_),
        pack_(own_.with({}, diagnostics_)),
        passes_(examples_.size()) {
    if (pack_ == nullptr) throw std::runtime_error("\n" + findings_text(diagnostics_, folder));
    for (std::size_t i = 0; i < examples_.size(); ++i) covers_.push_back(examples_.covers(i));
  }

  const pack::Pack& pack() const { return *pack_; }
  const std::vector<pack::SourceFile>& files() const { return files_; }
  const std::filesystem::path& folder() const { return folder_; }

  /// Which examples to play, first those that noticed the last change: the next stands near it.
  struct Order {
    std::vector<std::size_t> plain;            ///< with the pack's parameters
    std::vector<std::size_t> with_parameters;  ///< of their own: each set compiles the pack anew
  };
  Order first_order() const {
    Order order;
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      (examples_.has_parameters(i) ? order.with_parameters : order.plain).push_back(i);
    }
    return order;
  }

  Verdict judge(const Mutant& mutant, Order& order) {
    Editions changed(loader_, pack::with_mutant(files_, mutant), is_base(folder_));
    Diagnostics diagnostics;
    const auto pack = changed.with({}, diagnostics);
    if (pack == nullptr) return Verdict::no_pack;
    if (notice(changed, order.plain, mutant.rules)) return Verdict::noticed;
    const auto found = pack::differences(*pack_, *pack);
    const bool is_alike = std::all_of(found.begin(), found.end(), [](const auto& difference) {
      return difference.kind == pack::Difference::Kind::alike;
    });
    if (is_alike) return Verdict::alike;
    return notice(changed, order.with_parameters, mutant.rules) ? Verdict::noticed
                                                                : Verdict::missed;
  }

 private:
  static app::PackMaker maker(Editions& editions) {
    return [&editions](std::span<const pack::ParameterOverride> parameters, Diagnostics& found) {
      return editions.with(parameters, found);
    };
  }

  /// Plays until one fails, which goes to the front: those first that cover one of the rules.
  bool notice(Editions& changed, std::vector<std::size_t>& examples,
              const std::vector<std::string>& rules) {
    const auto covers = [&](std::size_t which) {
      const auto& covered = covers_[which];
      return std::find_first_of(covered.begin(), covered.end(), rules.begin(), rules.end()) !=
             covered.end();
    };
    Diagnostics diagnostics;
    for (const bool is_near : {true, false}) {
      for (auto which = examples.begin(); which != examples.end(); ++which) {
        if (covers(*which) != is_near) continue;
        if (examples_.play(*which, maker(changed), diagnostics).failures.empty()) continue;
        require_pass(*which);
        std::rotate(examples.begin(), which, which + 1);
        return true;
      }
    }
    return false;
  }

  /// An example that fails anyway notices nothing.
  void require_pass(std::size_t which) {
    const std::lock_guard lock(playing_);
    if (passes_[which]) return;
    const auto result = examples_.play(which, maker(own_), diagnostics_);
    if (!result.failures.empty()) {
      throw std::runtime_error("the example `" + result.name + "` of " + folder_.string() +
                               " fails as it stands: mend it first (guiju pack test)");
    }
    passes_[which] = true;
  }

  const PackLoader& loader_;
  std::filesystem::path folder_;
  std::vector<pack::SourceFile> files_;
  Diagnostics diagnostics_;
  Editions own_;
  app::Examples examples_;
  std::shared_ptr<const pack::Pack> pack_;
  std::vector<std::vector<std::string>> covers_;  ///< rule ids, by example
  std::mutex playing_;
  std::vector<bool> passes_;  ///< by example: known to pass as it stands
};

/// `sample` of each kind, in the order of their places; the same for the same seed everywhere.
std::vector<Mutant> drawn(const std::vector<Mutant>& all, const MutateOptions& options) {
  std::vector<Mutant> chosen;
  for (const auto kind : pack::mutant_kinds) {
    const auto word = std::string(to_text(kind));
    if (!options.kinds.empty() &&
        std::find(options.kinds.begin(), options.kinds.end(), word) == options.kinds.end()) {
      continue;
    }
    std::vector<Mutant> of_kind;
    std::copy_if(all.begin(), all.end(), std::back_inserter(of_kind),
                 [&](const Mutant& mutant) { return mutant.kind == kind; });
    std::mt19937_64 random(options.seed);
    auto left = options.sample == 0 ? of_kind.size() : std::min(options.sample, of_kind.size());
    for (std::size_t i = 0; i < of_kind.size() && left > 0; ++i) {
      if (random() % (of_kind.size() - i) >= left) continue;
      chosen.push_back(std::move(of_kind[i]));
      --left;
    }
  }
  return chosen;
}

/// Judges all of them, on as many threads as there are jobs; verdicts in their order.
std::vector<Verdict> judge_all(Subject& subject, const std::vector<Mutant>& mutants, int jobs) {
  std::vector<Verdict> verdicts(mutants.size());
  std::atomic<std::size_t> next = 0;
  std::mutex telling;
  std::exception_ptr fault;
  Progress progress(subject.pack().id, static_cast<std::int64_t>(mutants.size()));
  const auto work = [&] {
    try {
      auto order = subject.first_order();
      for (auto i = next.fetch_add(1); i < mutants.size(); i = next.fetch_add(1)) {
        verdicts[i] = subject.judge(mutants[i], order);
        const std::lock_guard lock(telling);
        progress.update(static_cast<std::int64_t>(i), static_cast<std::int64_t>(i), "changes");
      }
    } catch (...) {
      next = mutants.size();
      const std::lock_guard lock(telling);
      fault = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> workers;
    for (int job = 0; job < jobs; ++job) workers.emplace_back(work);
  }
  if (fault) std::rethrow_exception(fault);
  return verdicts;
}

struct Count {
  std::size_t noticed = 0, missed = 0, alike = 0, no_pack = 0;

  void add(Verdict verdict) {
    noticed += verdict == Verdict::noticed ? 1 : 0;
    missed += verdict == Verdict::missed ? 1 : 0;
    alike += verdict == Verdict::alike ? 1 : 0;
    no_pack += verdict == Verdict::no_pack ? 1 : 0;
  }
  void add(const Count& other) {
    noticed += other.noticed;
    missed += other.missed;
    alike += other.alike;
    no_pack += other.no_pack;
  }
  std::size_t all() const { return noticed + missed + alike + no_pack; }
  std::size_t counted() const { return noticed + missed; }
  double pct() const {
    return 100.0 * static_cast<double>(noticed) / static_cast<double>(counted());
  }
};

void print_line(const std::string& pack, std::string_view kind, const Count& count) {
  if (count.all() == 0) return;
  std::cout << std::left << std::setw(24) << pack << std::setw(10) << kind << std::right
            << std::setw(8) << count.noticed << std::setw(8) << count.missed << std::setw(9)
            << count.alike << std::setw(13) << count.no_pack << "   ";
  if (count.counted() == 0)
    std::cout << "    -";
  else
    std::cout << std::fixed << std::setprecision(1) << std::setw(5) << count.pct() << " %";
  std::cout << '\n';
}

std::string line_of(const Subject& subject, const Mutant& mutant) {
  return (subject.folder() / mutant.place.file).generic_string() + ':' +
         std::to_string(mutant.place.line) + ':' + std::to_string(mutant.place.column) + "  " +
         std::string(to_text(mutant.kind)) + ": " + mutant.change + '\n';
}

const char* to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::noticed:
      return "noticed  ";
    case Verdict::missed:
      return "MISSED   ";
    case Verdict::alike:
      return "alike    ";
    case Verdict::no_pack:
      return "no pack  ";
  }
  return "";
}

/// Prints what was found of one kind in one pack.
Count print(const Subject& subject, Mutant::Kind kind, const std::vector<Mutant>& mutants,
            const std::vector<Verdict>& verdicts, const MutateOptions& options) {
  Count count;
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    if (mutants[i].kind != kind) continue;
    count.add(verdicts[i]);
    if (verdicts[i] == Verdict::missed || options.verbose) {
      std::cout << to_text(verdicts[i]) << line_of(subject, mutants[i]);
    }
  }
  print_line(subject.pack().id, to_text(kind), count);
  return count;
}

}  // namespace

int mutate(const PackLoader& loader, const MutateOptions& options) {
  auto wanted = options.wanted;
  if (wanted.empty()) {
    wanted = loader.installed();
    wanted.insert(wanted.begin(), "company");
  }
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  std::array<Count, pack::mutant_kinds.size()> totals;
  std::cout << std::left << std::setw(24) << "pack" << std::setw(10) << "kind"
            << " noticed  missed    alike   no compile\n";
  for (const auto& name : wanted) {
    const auto folder = loader.folder_of(name);
    const auto mutants = drawn(pack::mutants_of(read_pack_folder(folder)), options);
    if (mutants.empty()) continue;
    Subject subject(loader, folder);
    const auto verdicts = judge_all(subject, mutants, options.jobs > 0 ? options.jobs : cores);
    for (std::size_t k = 0; k < totals.size(); ++k) {
      totals[k].add(print(subject, pack::mutant_kinds[k], mutants, verdicts, options));
    }
    std::cout << std::flush;
  }
  bool holds = true;
  for (std::size_t k = 0; k < totals.size(); ++k) {
    print_line("all", to_text(pack::mutant_kinds[k]), totals[k]);
    holds = holds && (totals[k].counted() == 0 || totals[k].pct() >= options.least_pct);
  }
  return holds ? done : refused;
}

}  // namespace guiju::cli
