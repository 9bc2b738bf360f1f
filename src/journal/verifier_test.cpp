#include "journal/verifier.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <map>
#include <random>

namespace guiju::journal {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int entries_a_day = 10;

/// Three sealed days and a fourth that is not sealed yet, in four interleaved streams.
struct Journal {
  std::vector<Entry> entries;
  std::vector<Seal> seals;
};

LocalDate day(int n) { return parse_date("2026-03-02").value() + std::chrono::days{n}; }

Journal sound() {
  Journal journal;
  std::array<Hash, 4> heads{};
  std::array<std::uint64_t, 4> numbers{};
  Sealer sealer;
  std::mt19937 random(1);
  for (int d = 0; d < 4; ++d) {
    for (int i = 0; i < entries_a_day; ++i) {
      const auto stream = random() % heads.size();
      const auto seq = journal.entries.size() + 1;
      Entry entry{.seq = seq,
                  .stream = "case-" + std::to_string(stream),
                  .stream_seq = ++numbers[stream],
                  .at = Instant{Seconds{1'772'416'800 + 3600 * static_cast<int>(seq)}},
                  .recorded_at = Instant{Seconds{1'772'416'801 + 3600 * static_cast<int>(seq)}},
                  .actor = "内勤A",
                  .command = "item.sort",
                  .pack_id = "huayuan",
                  .pack_version = "1.0.0",
                  .body = "{\"n\":" + std::to_string(seq) + "}"};
      chain(entry, heads[stream]);
      heads[stream] = entry.hash;
      if (d < 3) sealer.add(entry.seq, entry.hash);
      journal.entries.push_back(std::move(entry));
    }
    if (d < 3) journal.seals.push_back(sealer.seal(day(d)));
  }
  return journal;
}

std::vector<std::string> faults_of(const Journal& journal) {
  std::vector<std::string> found;
  Verifier verifier([&](const Fault& fault) {
    std::string line = name_of(fault.kind);
    line += fault.day ? " " + to_text(*fault.day)
                      : " " + std::to_string(fault.seq) + " " + fault.stream;
    found.push_back(line);
  });
  std::size_t entry = 0, seal = 0;
  verify(
      verifier,
      [&]() -> std::optional<EntryView> {
        if (entry == journal.entries.size()) return std::nullopt;
        return view(journal.entries[entry++]);
      },
      [&]() -> std::optional<Seal> {
        if (seal == journal.seals.size()) return std::nullopt;
        return journal.seals[seal++];
      });
  EXPECT_EQ(verifier.faults(), found.size());
  EXPECT_EQ(verifier.entries(), journal.entries.size());
  return found;
}

/// Index of an entry of the first day whose stream goes on within the sealed days.
std::size_t inner_entry(const Journal& journal) {
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    if (journal.entries[i].stream == "case-0" && journal.entries[i].stream_seq == 2) return i;
  }
  return 0;
}

const Entry& next_in_stream(const Journal& journal, const Entry& entry) {
  for (const Entry& other : journal.entries) {
    if (other.stream == entry.stream && other.stream_seq == entry.stream_seq + 1) return other;
  }
  ADD_FAILURE() << "the stream ends";
  return entry;
}

std::string fault(const char* kind, const Entry& entry) {
  return std::string(kind) + " " + std::to_string(entry.seq) + " " + entry.stream;
}

TEST(A_journal, that_nobody_touched_has_no_fault) {
  EXPECT_THAT(faults_of(sound()), IsEmpty());
  EXPECT_THAT(faults_of(Journal{}), IsEmpty());
}

TEST(A_changed_field, is_found_at_its_entry) {
  const std::vector<std::function<void(Entry&)>> changes{
      [](Entry& e) { e.at += Seconds{1}; },    [](Entry& e) { e.recorded_at += Seconds{1}; },
      [](Entry& e) { e.actor = "销售B"; },     [](Entry& e) { e.command = "item.void"; },
      [](Entry& e) { e.pack_id = "tobacco"; }, [](Entry& e) { e.pack_version = "1.0.1"; },
      [](Entry& e) { e.body = "{}"; }};
  for (const auto& change : changes) {
    Journal journal = sound();
    Entry& entry = journal.entries[inner_entry(journal)];
    change(entry);
    EXPECT_THAT(faults_of(journal), ElementsAre(fault("entry_changed", entry)));
  }
}

TEST(A_changed_number_or_link, is_found_at_its_entry) {
  const std::vector<std::function<void(Entry&)>> changes{[](Entry& e) { e.seq += 100; },
                                                         [](Entry& e) { e.seq -= 1; },
                                                         [](Entry& e) { e.stream_seq += 1; },
                                                         [](Entry& e) { e.stream = "case-1"; },
                                                         [](Entry& e) { e.previous_hash[0] ^= 1; },
                                                         [](Entry& e) { e.hash[0] ^= 1; }};
  for (const auto& change : changes) {
    Journal journal = sound();
    Entry& entry = journal.entries[inner_entry(journal)];
    change(entry);
    EXPECT_THAT(faults_of(journal), Contains(fault("entry_changed", entry)));
  }
}

TEST(An_entry, changed_and_hashed_anew_is_found_by_the_next_of_its_stream_and_by_the_seal) {
  Journal journal = sound();
  Entry& entry = journal.entries[inner_entry(journal)];
  entry.body = "{}";
  entry.hash = hash_of(entry);
  EXPECT_THAT(faults_of(journal),
              ::testing::UnorderedElementsAre(fault("chain_broken", next_in_stream(journal, entry)),
                                              "seal_entries_differ 2026-03-02"));
}

TEST(A_stream, rewritten_from_an_entry_on_is_found_by_the_seals) {
  Journal journal = sound();
  Hash head{};
  for (Entry& entry : journal.entries) {
    if (entry.stream != "case-0") continue;
    if (entry.stream_seq == 2) entry.body = "{}";
    if (entry.stream_seq >= 2) chain(entry, head);
    head = entry.hash;
  }
  EXPECT_THAT(faults_of(journal),
              ElementsAre("seal_entries_differ 2026-03-02", "seal_entries_differ 2026-03-03",
                          "seal_entries_differ 2026-03-04"));
}

TEST(A_removed_entry, is_found_by_number_by_stream_and_by_seal) {
  Journal journal = sound();
  const std::size_t index = inner_entry(journal);
  const Entry removed = journal.entries[index];
  journal.entries.erase(journal.entries.begin() + static_cast<std::ptrdiff_t>(index));
  EXPECT_THAT(faults_of(journal),
              ::testing::UnorderedElementsAre(fault("seq_gap", journal.entries[index]),
                                              fault("stream_gap", next_in_stream(journal, removed)),
                                              "seal_entries_differ 2026-03-02"));
}

TEST(A_removed_entry, is_found_even_if_everything_after_it_is_numbered_and_linked_anew) {
  Journal journal = sound();
  journal.entries.erase(journal.entries.begin() +
                        static_cast<std::ptrdiff_t>(inner_entry(journal)));
  std::map<std::string, Entry> heads;
  std::uint64_t seq = 0;
  for (Entry& entry : journal.entries) {
    entry.seq = ++seq;
    const Entry& head = heads[entry.stream];
    entry.stream_seq = head.stream_seq + 1;
    chain(entry, head.hash);
    heads[entry.stream] = entry;
  }
  EXPECT_THAT(faults_of(journal),
              ElementsAre("seal_entries_differ 2026-03-02", "seal_entries_differ 2026-03-03",
                          "seal_entries_differ 2026-03-04"));
}

TEST(An_inserted_entry, is_found) {
  Journal journal = sound();
  const std::size_t index = inner_entry(journal);
  Entry inserted = journal.entries[index];
  inserted.body = "{}";
  chain(inserted, journal.entries[index].previous_hash);
  journal.entries.insert(journal.entries.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                         inserted);
  EXPECT_THAT(faults_of(journal),
              ElementsAre(fault("seq_repeated", inserted), fault("stream_repeated", inserted)));

  journal = sound();
  inserted.stream = "case-new";
  inserted.stream_seq = 1;
  chain(inserted, no_hash);
  journal.entries.insert(journal.entries.begin() + static_cast<std::ptrdiff_t>(index), inserted);
  EXPECT_THAT(faults_of(journal), ElementsAre(fault("seq_repeated", journal.entries[index + 1]),
                                              "seal_entries_differ 2026-03-02"));
}

TEST(Two_entries, swapped_in_content_or_in_order_are_found) {
  Journal journal = sound();
  std::swap(journal.entries[4].body, journal.entries[5].body);
  EXPECT_THAT(faults_of(journal), ElementsAre(fault("entry_changed", journal.entries[4]),
                                              fault("entry_changed", journal.entries[5])));
  journal = sound();
  std::swap(journal.entries[4], journal.entries[5]);
  EXPECT_THAT(faults_of(journal), Contains(fault("seq_repeated", journal.entries[5])));
}

TEST(A_journal, cut_off_before_its_last_seal_is_found_and_behind_it_is_not) {
  Journal journal = sound();
  journal.entries.resize(3 * entries_a_day - 1);
  EXPECT_THAT(faults_of(journal), ElementsAre("truncated 2026-03-04"));
  journal.entries.clear();
  EXPECT_THAT(faults_of(journal),
              ElementsAre("truncated 2026-03-02", "truncated 2026-03-03", "truncated 2026-03-04"));
  journal = sound();
  journal.entries.resize(3 * entries_a_day + 4);
  EXPECT_THAT(faults_of(journal), IsEmpty());
}

TEST(A_changed_seal, is_found_in_every_field_and_by_the_next_seal_if_hashed_anew) {
  const std::vector<std::function<void(Seal&)>> changes{
      [](Seal& s) { s.day -= std::chrono::days{5}; },
      [](Seal& s) { ++s.first_seq; },
      [](Seal& s) { --s.last_seq; },
      [](Seal& s) { ++s.count; },
      [](Seal& s) { s.entries_root[0] ^= 1; },
      [](Seal& s) { s.previous_root[0] ^= 1; }};
  for (const auto& change : changes) {
    Journal journal = sound();
    Seal& seal = journal.seals[1];
    change(seal);
    EXPECT_THAT(faults_of(journal), Contains("seal_changed " + to_text(seal.day)));
    seal.root = root_of(seal);
    EXPECT_THAT(faults_of(journal), Contains("seal_chain_broken 2026-03-04"));
  }
  Journal journal = sound();
  journal.seals[1].root[0] ^= 1;
  EXPECT_THAT(faults_of(journal),
              ElementsAre("seal_changed 2026-03-03", "seal_chain_broken 2026-03-04"));
}

TEST(A_seal, that_was_removed_breaks_the_chain_of_seals) {
  Journal journal = sound();
  journal.seals.erase(journal.seals.begin() + 1);
  EXPECT_THAT(faults_of(journal),
              ElementsAre("seal_chain_broken 2026-03-04", "seal_range_wrong 2026-03-04"));
}

TEST(A_seal, of_an_earlier_day_or_of_other_entries_is_found) {
  Journal journal = sound();
  Seal& last = journal.seals[2];
  last.day = day(1);
  last.root = root_of(last);
  EXPECT_THAT(faults_of(journal), ElementsAre("seal_day_wrong 2026-03-03"));
  last.day = day(2);
  last.entries_root = sha256("other entries");
  last.root = root_of(last);
  EXPECT_THAT(faults_of(journal), ElementsAre("seal_entries_differ 2026-03-04"));
}

TEST(A_day_without_entries, is_sealed_too) {
  Journal journal = sound();
  Sealer sealer(journal.seals[2]);
  journal.entries.resize(3 * entries_a_day);
  journal.seals.push_back(sealer.seal(day(3)));
  EXPECT_EQ(journal.seals[3].count, 0u);
  EXPECT_EQ(journal.seals[3].last_seq, 30u);
  EXPECT_THAT(faults_of(journal), IsEmpty());
}

TEST(A_merkle_root, is_that_of_the_tree_split_at_the_largest_power_of_two) {
  // RFC 6962, 2.1, said recursively, over leaves that are hashes already.
  const std::function<Hash(const std::vector<Hash>&)> split = [&](const std::vector<Hash>& leaves) {
    if (leaves.size() == 1) return leaves[0];
    std::size_t half = 1;
    while (half * 2 < leaves.size()) half *= 2;
    const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(half);
    std::string bytes = "\x01";
    bytes += bytes_of(split({leaves.begin(), middle}));
    bytes += bytes_of(split({middle, leaves.end()}));
    return sha256(bytes);
  };
  EXPECT_EQ(MerkleTree{}.root(), sha256(""));
  MerkleTree tree;
  std::vector<Hash> leaves;
  for (int n = 1; n <= 70; ++n) {
    leaves.push_back(sha256(std::to_string(n)));
    tree.add(leaves.back());
    ASSERT_EQ(tree.root(), split(leaves)) << n << " leaves";
    ASSERT_EQ(tree.size(), leaves.size());
  }
}

TEST(Any_single_byte, that_changes_in_an_encoded_journal_is_found) {
  std::mt19937_64 random(20260302);
  for (int i = 0; i < 2'000; ++i) {
    Journal journal = sound();
    Entry& entry = journal.entries[random() % (3 * entries_a_day)];
    std::string bytes;
    encode(view(entry), bytes);
    const std::size_t at = random() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
    const auto decoded = decode(bytes);
    if (!decoded) continue;  // a length or the tag was hit: it does not even decode
    entry = own(*decoded);
    ASSERT_FALSE(faults_of(journal).empty()) << "question " << i << ", byte " << at;
  }
}

}  // namespace
}  // namespace guiju::journal
