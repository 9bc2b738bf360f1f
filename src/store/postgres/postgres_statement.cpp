#include "store/postgres/postgres_statement.hpp"

#include <atomic>
#include <charconv>

namespace guiju::store {
namespace {

/// So many rows of a scan come first: a page. Then four times as many each time.
constexpr int first_rows = 64, rows_max = 4'096;

std::string next_name(char kind) {
  static std::atomic<std::uint64_t> number{0};
  return kind + std::to_string(++number);
}

int digit_of(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/// `\x0a1b` as the bytes that it stands for.
std::string bytes_of_digits(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 2; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(digit_of(digits[i]) * 16 + digit_of(digits[i + 1]));
  }
  return bytes;
}

}  // namespace

PostgresRows::PostgresRows(Session& session, std::string_view sql)
    : session_(session),
      made_(translate(sql)),
      values_(made_.parameters),
      digits_(made_.parameters) {}

std::optional<std::size_t> PostgresRows::place_of(int at) const {
  const auto index = static_cast<std::size_t>(at - 1);
  if (index >= made_.places.size() || made_.places[index] == 0) return std::nullopt;
  return made_.places[index] - 1;
}

void PostgresRows::bind_integer(int at, std::int64_t value) {
  const auto place = place_of(at);
  if (!place) return;
  auto& digits = digits_[*place];
  *std::to_chars(digits.data(), digits.data() + digits.size() - 1, value).ptr = '\0';
  values_.texts[*place] = digits.data();
  values_.formats[*place] = 0;
}

void PostgresRows::bind_text(int at, std::string_view text) {
  const auto place = place_of(at);
  if (!place) return;
  // A null pointer would be NULL; an empty text is not that. Its length is told, not its end.
  values_.texts[*place] = text.empty() ? "" : text.data();
  values_.lengths[*place] = static_cast<int>(text.size());
  values_.formats[*place] = 1;
}

void PostgresRows::bind_bytes(int at, std::string_view bytes) { bind_text(at, bytes); }

void PostgresRows::bind_nothing(int at) {
  if (const auto place = place_of(at)) values_.texts[*place] = nullptr;
}

void PostgresRows::take(Answer answer) {
  answer_ = std::move(answer);
  count_ = answer_ ? answer_.rows() : 0;
  row_ = -1;
}

std::int64_t PostgresRows::integer(int column) const { return answer_.integer(row_, column); }

bool PostgresRows::is_null(int column) const { return answer_.is_null(row_, column); }

std::string_view PostgresRows::text(int column) const {
  const std::string_view text = answer_.text(row_, column);
  if (!answer_.is_bytes(column)) return text;
  const auto index = static_cast<std::size_t>(column);
  // All at once: what was read of another column stays where it is.
  if (bytes_.size() <= index) bytes_.resize(static_cast<std::size_t>(columns()));
  return bytes_[index] = bytes_of_digits(text);
}

Statement::Kind PostgresRows::kind(int column) const {
  if (answer_.is_null(row_, column)) return Kind::nothing;
  if (answer_.is_integer(column)) return Kind::integer;
  return answer_.is_bytes(column) ? Kind::bytes : Kind::text;
}

PostgresStatement::~PostgresStatement() {
  if (generation_ == session_.generation()) session_.forget(name_);
}

void PostgresStatement::be_prepared() {
  if (!session_.is_in_transaction()) session_.be_connected();
  if (generation_ == session_.generation()) return;
  name_ = next_name('s');
  session_.prepare(name_, made_.sql);
  generation_ = session_.generation();
}

Answer PostgresStatement::ask() {
  be_prepared();
  const bool may_be_asked_again = made_.only_reads && !session_.is_in_transaction();
  try {
    return session_.ask(name_, values_, true);
  } catch (const Fault&) {
    if (!may_be_asked_again || !session_.is_lost()) throw;
  }
  be_prepared();
  return session_.ask(name_, values_, true);
}

bool PostgresStatement::step() {
  if (!made_.only_reads) session_.note_write();
  if (!made_.gives_rows) {
    be_prepared();
    session_.send(name_, values_, true);
    return false;
  }
  if (!is_run_) {
    take(ask());
    is_run_ = true;
  }
  return go_on();
}

bool PostgresScan::step() {
  if (cursor_.empty()) {
    if (!session_.is_in_transaction()) {
      session_.begin("BEGIN");
      owns_transaction_ = true;
    }
    cursor_ = next_name('c');
    wanted_ = first_rows;
    is_at_end_ = false;
    session_.send("DECLARE " + cursor_ + " NO SCROLL CURSOR FOR " + made_.sql, values_, false);
    fetch();
  }
  while (!go_on()) {
    if (is_at_end_) return false;
    fetch();
  }
  return true;
}

void PostgresScan::fetch() {
  take(session_.ask("FETCH FORWARD " + std::to_string(wanted_) + " FROM " + cursor_, Values(0),
                    false));
  is_at_end_ = row_count() < wanted_;
  wanted_ = std::min(wanted_ * 4, rows_max);
}

void PostgresScan::reset() {
  if (cursor_.empty()) return;
  if (owns_transaction_) {
    session_.rollback();  // it has only read
  } else {
    try {
      session_.send("CLOSE " + cursor_, Values(0), false);
    } catch (const Fault&) {
      // The connection is gone, and the cursor with it.
    }
  }
  cursor_.clear();
  owns_transaction_ = false;
}

}  // namespace guiju::store
