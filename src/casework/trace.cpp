#include "casework/trace.hpp"

#include <algorithm>

namespace guiju::casework {

void Trace::end(Step step) {
  step.reads = std::move(open_.back().reads);
  step.tables = std::move(open_.back().tables);
  open_.pop_back();
  steps_.push_back(std::move(step));
}

void Trace::read(Read read) {
  if (open_.empty()) return;
  auto& reads = open_.back().reads;
  const bool is_known = std::ranges::any_of(reads, [&](const Read& one) {
    return one.is_same(read) && (one.of != Read::Of::records || one.touched == read.touched);
  });
  if (!is_known) reads.push_back(std::move(read));
}

void Trace::asked(TableTried table) {
  if (open_.empty()) return;
  auto& tables = open_.back().tables;
  const auto is_same = [&](const TableTried& one) {
    return one.table == table.table &&
           std::ranges::equal(one.inputs, table.inputs, {}, &TableTried::Input::value,
                              &TableTried::Input::value);
  };
  if (std::ranges::none_of(tables, is_same)) tables.push_back(std::move(table));
}

Reads Trace::end_reads() {
  auto reads = std::move(open_.back().reads);
  open_.pop_back();
  return reads;
}

void Trace::end_let(const pack::Command& command, std::size_t let) {
  auto looked = std::move(open_.back());
  open_.pop_back();
  add(looked);
  lets_[{&command, let}] = std::move(looked);
}

void Trace::read_let(const pack::Command& command, std::size_t let) {
  const auto found = lets_.find({&command, let});
  if (found != lets_.end()) add(found->second);
}

void Trace::add(const Looked& looked) {
  for (const auto& one : looked.reads) read(one);
  for (const auto& one : looked.tables) asked(one);
}

}  // namespace guiju::casework
