#include "app/mapped_timeline.hpp"

#include <algorithm>

namespace guiju::app {

bool MappedTimeline::is_later(const Waiting& a, const Waiting& b) {
  return a.line.at != b.line.at ? a.line.at > b.line.at : a.number > b.number;
}

/// Reads one entry more; false at the end of the file and at a fault.
bool MappedTimeline::read_entry() {
  Entry entry;
  if (!reader_.next(entry)) {
    at_end_ = true;
    return false;
  }
  auto mapped = mapping_.map(entry);
  if (auto* fault = std::get_if<EntryFault>(&mapped)) {
    fault_ = std::move(*fault);
    return false;
  }
  auto& lines = std::get<MappedEntry>(mapped);
  ++entries_;
  skipped_ += lines.skipped ? 1 : 0;
  if (lines.lines.empty()) return true;
  const auto first = lines.lines.front().at;
  if (mapping_.entries_ascend() && newest_ && first < *newest_) {
    fault_ =
        EntryFault{entry.rows.front().line,
                   "begins before the row above it, although the mapping says `order: ascending`"};
    return false;
  }
  newest_ = first;
  for (auto& line : lines.lines) {
    waiting_.push_back({taken_++, std::move(line)});
    std::push_heap(waiting_.begin(), waiting_.end(), is_later);
  }
  return true;
}

bool MappedTimeline::next(MappedLine& line) {
  // What has happened before the newest entry began cannot be preceded by anything still unread.
  const auto is_ready = [&] {
    return mapping_.entries_ascend() && !waiting_.empty() && waiting_.front().line.at <= *newest_;
  };
  while (!at_end_ && !fault_ && !is_ready()) read_entry();
  if (fault_ || waiting_.empty()) return false;
  std::pop_heap(waiting_.begin(), waiting_.end(), is_later);
  line = std::move(waiting_.back().line);
  waiting_.pop_back();
  return true;
}

}  // namespace guiju::app
