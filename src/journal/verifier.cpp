#include "journal/verifier.hpp"

#include <algorithm>

namespace guiju::journal {

const char* name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::entry_changed:
      return "entry_changed";
    case FaultKind::chain_broken:
      return "chain_broken";
    case FaultKind::seq_gap:
      return "seq_gap";
    case FaultKind::seq_repeated:
      return "seq_repeated";
    case FaultKind::stream_gap:
      return "stream_gap";
    case FaultKind::stream_repeated:
      return "stream_repeated";
    case FaultKind::truncated:
      return "truncated";
    case FaultKind::seal_changed:
      return "seal_changed";
    case FaultKind::seal_chain_broken:
      return "seal_chain_broken";
    case FaultKind::seal_range_wrong:
      return "seal_range_wrong";
    case FaultKind::seal_day_wrong:
      return "seal_day_wrong";
    case FaultKind::seal_entries_differ:
      return "seal_entries_differ";
  }
  return "";
}

void Verifier::report(Fault fault) {
  ++faults_;
  sink_(fault);
}

Verifier::StreamHead& Verifier::head_of(std::string_view stream) {
  const auto known = streams_.find(stream);
  if (known != streams_.end()) return known->second;
  return streams_[std::string(stream)];
}

void Verifier::entry(const EntryView& entry) {
  ++entries_;
  const auto fault = [&](FaultKind kind) {
    return Fault{.kind = kind,
                 .seq = entry.seq,
                 .stream = std::string(entry.stream),
                 .expected = last_seq_ + 1,
                 .found = entry.seq};
  };
  if (hash_of(entry) != entry.hash) report(fault(FaultKind::entry_changed));
  if (entry.seq > last_seq_ + 1) report(fault(FaultKind::seq_gap));
  if (entry.seq <= last_seq_) {
    report(fault(FaultKind::seq_repeated));
  } else {
    tree_.add(entry.hash);
  }
  check_stream(entry);
  last_seq_ = std::max(last_seq_, entry.seq);
}

void Verifier::check_stream(const EntryView& entry) {
  StreamHead& head = head_of(entry.stream);
  const auto fault = [&](FaultKind kind) {
    return Fault{.kind = kind,
                 .seq = entry.seq,
                 .stream = std::string(entry.stream),
                 .expected = head.seq + 1,
                 .found = entry.stream_seq};
  };
  if (entry.stream_seq <= head.seq) return report(fault(FaultKind::stream_repeated));
  if (entry.stream_seq > head.seq + 1) {
    report(fault(FaultKind::stream_gap));  // the entry that previous_hash names is not here
  } else if (entry.previous_hash != head.hash) {
    report(fault(FaultKind::chain_broken));
  }
  head = {entry.hash, entry.stream_seq};
}

void Verifier::seal(const Seal& seal) {
  const auto fault = [&](FaultKind kind) {
    return Fault{.kind = kind, .seq = seal.first_seq, .stream = {}, .day = seal.day};
  };
  if (root_of(seal) != seal.root) report(fault(FaultKind::seal_changed));
  const Seal before = last_seal_.value_or(Seal{});
  if (seal.previous_root != before.root) report(fault(FaultKind::seal_chain_broken));
  if (last_seal_ && seal.day <= before.day) report(fault(FaultKind::seal_day_wrong));

  Fault numbers = fault(FaultKind::seal_range_wrong);
  if (seal.first_seq != before.last_seq + 1) {
    numbers.expected = before.last_seq + 1;
    numbers.found = seal.first_seq;
    report(numbers);
  } else if (seal.count != seal.last_seq + 1 - seal.first_seq) {
    numbers.expected = seal.last_seq + 1 - seal.first_seq;
    numbers.found = seal.count;
    report(numbers);
  } else if (seal.last_seq > last_seq_) {
    numbers.kind = FaultKind::truncated;
    numbers.expected = seal.last_seq;
    numbers.found = last_seq_;
    report(numbers);
  } else if (tree_.root() != seal.entries_root) {
    report(fault(FaultKind::seal_entries_differ));
  }
  tree_ = {};
  last_seal_ = seal;
}

}  // namespace guiju::journal
