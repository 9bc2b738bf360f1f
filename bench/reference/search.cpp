// What a search for Chinese words costs at least: 100,000 cases in an FTS5 index over pairs of
// characters, the newest 25 of those found.
//   bench_search [--rows 100000] [--db search.db]

#include <sqlite3.h>

#include <cctype>
#include <filesystem>
#include <iterator>
#include <random>

#include "bench.hpp"

namespace {

sqlite3* db = nullptr;

void exec(const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
  std::fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
  std::exit(1);
}

sqlite3_stmt* prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK) return statement;
  std::fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
  std::exit(1);
}

std::size_t length_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// A run of n Chinese characters gives its n-1 overlapping pairs; Latin letters and digits form
/// words; all else separates.
std::string pairs_of(std::string_view text) {
  std::string tokens;
  std::string_view previous;
  bool is_word = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto size = length_of(text[i]);
    const auto character = text.substr(i, size);
    i += size;
    const bool is_letter = size == 1 && std::isalnum(static_cast<unsigned char>(character[0]));
    const bool is_mark = character >= "\u3000" && character <= "\u303F";
    const bool is_han = size >= 3 && !is_mark && !character.starts_with("\uFF0C");
    if (is_word && !is_letter) tokens += ' ';
    is_word = is_letter;
    if (is_letter) tokens += character;
    if (is_han && !previous.empty()) tokens.append(previous).append(character).append(" ");
    previous = is_han ? character : std::string_view{};
  }
  return tokens;
}

std::string sentence(std::mt19937_64& random, int words) {
  static constexpr const char* lexicon[] = {
      "客户", "反映", "网络", "套餐", "扣费", "异常", "要求", "退款", "宽带", "安装", "迟到",
      "师傅", "态度", "恶劣", "发票", "地址", "错误", "积分", "兑换", "失败", "物流", "破损",
      "换货", "投诉", "催办", "升级", "核实", "回访", "满意", "账单", "余额", "充值", "到账",
      "延迟", "合同", "违约", "家庭", "手机", "号码", "停机", "信号", "覆盖", "小区", "物业"};
  std::string text;
  for (int i = 0; i < words; ++i) {
    text += lexicon[random() % std::size(lexicon)];
    if (i % 6 == 5) text += "，";
  }
  return text;
}

void fill(long rows) {
  exec(
      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144;"
      "PRAGMA mmap_size=1073741824;"
      "CREATE VIRTUAL TABLE words USING fts5(tokens, content='',"
      " tokenize='unicode61 remove_diacritics 0', detail=full); BEGIN");
  sqlite3_stmt* insert = prepare("INSERT INTO words(rowid, tokens) VALUES (?, ?)");
  std::mt19937_64 random(11);
  for (long id = 1; id <= rows; ++id) {
    auto text = sentence(random, 36) + " " + std::to_string(13'900'000'000 + id * 7);
    if (id % 1000 == 0) text += "，龘靐";
    const auto tokens = pairs_of(text);
    sqlite3_bind_int64(insert, 1, id);
    sqlite3_bind_text(insert, 2, tokens.data(), static_cast<int>(tokens.size()), SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  exec("COMMIT");
}

/// Prints the median time of `repeat` searches.
void measure(const char* label, const std::string& query, int repeat) {
  sqlite3_stmt* find =
      prepare("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 25");
  bench::Latencies times;
  long hits = 0;
  for (int i = 0; i < repeat; ++i) {
    const auto start = bench::Clock::now();
    sqlite3_bind_text(find, 1, query.data(), static_cast<int>(query.size()), SQLITE_STATIC);
    for (hits = 0; sqlite3_step(find) == SQLITE_ROW;) ++hits;
    sqlite3_reset(find);
    times.add(bench::seconds_since(start) * 1e6);
  }
  sqlite3_finalize(find);
  std::printf("search what=%s us=%.1f p99_us=%.1f hits=%ld\n", label, times.percentile(50),
              times.percentile(99), hits);
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Args args(argc, argv);
  const auto path = args.text("db", "search.db");
  std::filesystem::remove(path);
  if (sqlite3_open(path.c_str(), &db) != SQLITE_OK) return 1;
  fill(args.number("rows", 100'000));
  measure("rare", "\"龘靐\"", 300);
  measure("common", "\"退款\"", 300);
  measure("phone", "13900070000", 300);
  sqlite3_close(db);
  std::filesystem::remove(path);
}
