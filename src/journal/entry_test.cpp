#include "journal/entry.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <set>
#include <sstream>

namespace guiju::journal {
namespace {

Entry example() {
  Entry entry{.seq = 42,
              .stream = "huayuan.complaint.P1-17",
              .stream_seq = 3,
              .at = parse_instant("2026-03-02T10:05:00+08:00").value(),
              .recorded_at = parse_instant("2026-03-02T10:05:01+08:00").value(),
              .actor = "内勤A",
              .command = "item.sort",
              .pack_id = "huayuan",
              .pack_version = "1.0.0",
              .body = R"({"ok":true})"};
  chain(entry, sha256("the entry before"));
  return entry;
}

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(c));
    text += digits;
  }
  return text;
}

TEST(A_hash, is_sha_256) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(A_hash, is_written_in_hexadecimal_and_read_back) {
  const Hash hash = sha256("abc");
  EXPECT_EQ(parse_hex(to_hex(hash)), hash);
  EXPECT_EQ(hash_from(bytes_of(hash)), hash);
  EXPECT_FALSE(parse_hex("ba78"));
  EXPECT_FALSE(parse_hex(std::string(64, 'g')));
  EXPECT_FALSE(hash_from("short"));
}

TEST(An_entry, is_encoded_as_the_format_page_shows) {
  std::ifstream file("docs/journal-format.md");
  std::stringstream page;
  page << file.rdbuf();
  ASSERT_FALSE(page.str().empty()) << "tests run in the project's root";

  std::string shown;  // the page breaks the bytes into lines
  for (const char c : page.str()) {
    if (c != '\n' && c != ' ') shown += c;
  }
  std::string bytes;
  encode(view(example()), bytes);
  EXPECT_NE(shown.find(hex(bytes)), std::string::npos) << hex(bytes);
}

TEST(An_entry, is_decoded_to_what_was_encoded) {
  const Entry entry = example();
  std::string bytes;
  encode(view(entry), bytes);
  const auto decoded = decode(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(hash_of(*decoded), entry.hash);
  EXPECT_EQ(decoded->hash, entry.hash);
  EXPECT_EQ(own(*decoded).body, entry.body);
  std::string again;
  encode(*decoded, again);
  EXPECT_EQ(again, bytes);
}

TEST(An_entry, cut_off_anywhere_or_continued_is_not_decoded) {
  std::string bytes;
  encode(view(example()), bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto decoded = decode(std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(decoded) << size;
    EXPECT_EQ(decoded.error(), DecodeFault::too_short) << size;
  }
  EXPECT_EQ(decode(bytes + "x").error(), DecodeFault::trailing_bytes);
  bytes[0] = 'X';
  EXPECT_EQ(decode(bytes).error(), DecodeFault::wrong_tag);
}

TEST(An_entry, larger_than_a_page_is_hashed_like_a_small_one) {
  Entry entry = example();
  entry.body = std::string(100'000, 'x');
  std::string bytes;
  chain(entry, no_hash);
  encode(view(entry), bytes);
  EXPECT_EQ(entry.hash, sha256(std::string_view(bytes).substr(0, bytes.size() - sizeof(Hash))));
}

TEST(A_change_of_any_field, changes_the_hash) {
  const std::vector<std::function<void(Entry&)>> changes{
      [](Entry& e) { ++e.seq; }, [](Entry& e) { e.stream += "8"; },
      [](Entry& e) { ++e.stream_seq; }, [](Entry& e) { e.at += Seconds{1}; },
      [](Entry& e) { e.recorded_at += Seconds{1}; }, [](Entry& e) { e.actor = "内勤B"; },
      [](Entry& e) { e.command += "x"; }, [](Entry& e) { e.pack_id += "x"; },
      [](Entry& e) { e.pack_version = "1.0.1"; }, [](Entry& e) { e.body = R"({"ok":false})"; },
      [](Entry& e) { e.previous_hash[31] ^= 1; },
      // Text that moves from one field to its neighbour is a change too.
      [](Entry& e) { e.actor += e.command[0], e.command.erase(0, 1); },
      [](Entry& e) { std::swap(e.pack_id, e.pack_version); }};
  std::set<Hash> hashes{example().hash};
  for (const auto& change : changes) {
    Entry entry = example();
    change(entry);
    hashes.insert(hash_of(entry));
  }
  EXPECT_EQ(hashes.size(), changes.size() + 1);
}

}  // namespace
}  // namespace guiju::journal
