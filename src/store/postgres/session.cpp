#include "store/postgres/session.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <utility>

#include "base/assert.hpp"

namespace guiju::store {
namespace {

constexpr int oldest_server = 150'000;
constexpr unsigned bytea_type = 17, bigint_type = 20, integer_type = 23;

/// What the store relies on, whatever the server's own settings are: nothing is answered before it
/// is durable, each statement of a writer sees what was committed before it.
const std::string settings =
    "SET client_encoding='UTF8'; SET synchronous_commit=on; SET bytea_output=hex;"
    " SET default_transaction_isolation='read committed'; SET client_min_messages=error;"
    " SET statement_timeout=0; SET idle_in_transaction_session_timeout=0;"
    // Compiling a plan takes longer than what it could save here. Of what comes by a cursor all is
    // wanted: a search that finds little must not walk through everything, newest first.
    " SET jit=off; SET cursor_tuple_fraction=1;"
    " SET lock_timeout=" +
    std::to_string(busy_timeout_ms);

/// A writer that stands still in the midst of a transaction holds up all others: it is cut off.
const std::string give_up_when_idle = "; SET idle_in_transaction_session_timeout=15000";

/// Without these nobody notices for hours that the other machine, or the way to it, is gone.
constexpr const char* silence_limits[][2] = {{"connect_timeout", "10"},
                                             {"keepalives_idle", "15"},
                                             {"keepalives_interval", "5"},
                                             {"keepalives_count", "3"},
                                             {"tcp_user_timeout", "20000"}};

/// The first line of what libpq says.
std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

bool has_state(const PGresult* result, std::string_view wanted) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state != nullptr && state == wanted;
}

std::string meaning_of(const PGresult* result) {
  if (has_state(result, "55P03")) return "another process has been writing for too long";
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  return message ? message : first_line(PQresultErrorMessage(result));
}

}  // namespace

std::optional<std::string> shown_url(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
  if (options == nullptr) return std::nullopt;
  const auto value = [&](std::string_view wanted) {
    for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
      if (option->keyword == wanted && option->val != nullptr) return std::string(option->val);
    }
    return std::string{};
  };
  const auto host = value("host"), port = value("port"), name = value("dbname");
  // Where a password holds a `/`, `?` or `@`, a part of it is read as one of these.
  const bool is_number = port.find_first_not_of("0123456789,") == std::string::npos;
  if (!is_number || (host + name).find('@') != std::string::npos) return std::nullopt;
  std::string shown = "postgresql://";
  if (const auto user = value("user"); !user.empty()) shown += user + '@';
  shown += host;
  if (!port.empty()) shown += ':' + port;
  shown += '/' + name;
  if (const auto own = value("options"); !own.empty()) shown += " (" + own + ')';
  return shown;
}

void Answer::Clear::operator()(pg_result* result) const { PQclear(result); }

int Answer::rows() const { return PQntuples(result_.get()); }

bool Answer::is_null(int row, int column) const {
  return PQgetisnull(result_.get(), row, column) != 0;
}

std::string_view Answer::text(int row, int column) const {
  return {PQgetvalue(result_.get(), row, column),
          static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::int64_t Answer::integer(int row, int column) const {
  std::int64_t number = 0;
  const std::string_view digits = text(row, column);
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

bool Answer::is_bytes(int column) const { return PQftype(result_.get(), column) == bytea_type; }

bool Answer::is_integer(int column) const {
  const unsigned type = PQftype(result_.get(), column);
  return type == bigint_type || type == integer_type;
}

int Answer::columns() const { return PQnfields(result_.get()); }

std::string_view Answer::column_name(int column) const { return PQfname(result_.get(), column); }

Session::Session(const std::string& url, Access access) : url_(url), access_(access) { connect(); }

Session::~Session() { PQfinish(connection_); }

void Session::connect() {
  const auto shown = shown_url(url_);
  if (!shown) {
    throw Fault(
        "database: the URL of PostgreSQL cannot be read; what is neither a letter nor a digit in "
        "user and password must be percent-encoded");
  }
  shown_ = *shown;
  std::vector<const char*> names, values;
  const auto state = [&](const char* name, const char* value) {
    names.push_back(name);
    values.push_back(value);
  };
  for (const auto& [name, value] : silence_limits) state(name, value);
  state("fallback_application_name", "guiju");
  state("dbname", url_.c_str());  // last: what the URL says goes before all these
  state(nullptr, nullptr);
  connection_ = PQconnectdbParams(names.data(), values.data(), 1);
  try {
    set_up();
  } catch (const Fault&) {
    PQfinish(connection_);
    connection_ = nullptr;
    throw;
  }
}

void Session::set_up() {
  if (PQstatus(connection_) != CONNECTION_OK) {
    throw Fault("database: cannot reach PostgreSQL at " + shown_ + ": " +
                first_line(PQerrorMessage(connection_)));
  }
  if (PQserverVersion(connection_) < oldest_server) {
    throw Fault("database: PostgreSQL 15 or later is needed, and " + shown_ + " is " +
                std::string(PQparameterStatus(connection_, "server_version")));
  }
  if (std::string_view(PQparameterStatus(connection_, "server_encoding")) != "UTF8") {
    throw Fault("database: " + shown_ +
                " does not keep texts as UTF-8; make another with "
                "`createdb --encoding=UTF8 --template=template0`");
  }
  execute(settings +
          (access_ == Access::read ? "; SET default_transaction_read_only=on" : give_up_when_idle));
  ++generation_;
  forgotten_.clear();
}

void Session::be_connected() {
  // What the server has sent unasked is that it goes; behind it is the end.
  if (PQconsumeInput(connection_) != 0) PQconsumeInput(connection_);
  if (is_lost()) {
    PQfinish(connection_);
    connect();
  }
  if (forgotten_.empty()) return;
  for (const std::string& name : std::exchange(forgotten_, {})) {
    send("DEALLOCATE " + name, Values(0), false);
  }
  settle();  // a transaction can only say how it is isolated when nothing goes before it
}

bool Session::is_lost() const { return PQstatus(connection_) != CONNECTION_OK; }

void Session::begin(const std::string& how) {
  GUIJU_ASSERT(!is_in_transaction_);
  be_connected();
  is_in_transaction_ = true;
  send(how, Values(0), false);
}

bool Session::commit() {
  const Answer answer = ask("COMMIT", Values(0), false);
  is_in_transaction_ = false;
  return std::string_view(PQcmdStatus(answer.result())) != "ROLLBACK";
}

void Session::rollback() noexcept {
  if (!std::exchange(is_in_transaction_, false)) return;
  try {
    settle();
  } catch (const Fault&) {
    // What has failed is taken back now.
  }
  try {
    // Without a connection there is no transaction either.
    if (is_lost() || PQtransactionStatus(connection_) == PQTRANS_IDLE) return;
    ask("ROLLBACK", Values(0), false);
  } catch (const Fault&) {
    // It was lost just now.
  }
}

void Session::fail(const std::string& why) {
  throw Fault("database: " + (is_lost() ? "the connection to PostgreSQL was lost: " + why : why));
}

void Session::fail_on(const PGresult* result, const std::string& sql) {
  if (has_state(result, "53100")) {
    throw StorageFull("database: PostgreSQL's disk is full: " + meaning_of(result));
  }
  fail("PostgreSQL says: " + meaning_of(result) + sql);
}

void Session::prepare(const std::string& name, const std::string& sql) {
  settle();  // what fails from here on is this
  if (PQsendPrepare(connection_, name.c_str(), sql.c_str(), 0, nullptr) == 0) {
    fail(first_line(PQerrorMessage(connection_)));
  }
  try {
    drain();
  } catch (const StorageFull&) {
    throw;  // of what was sent before
  } catch (const Fault& fault) {
    throw Fault(std::string(fault.what()) + " (" + sql + ")");
  }
}

void Session::forget(const std::string& name) { forgotten_.push_back(name); }

void Session::send(const std::string& text, const Values& values, bool is_prepared) {
  const int sent =
      is_prepared
          ? PQsendQueryPrepared(connection_, text.c_str(), values.count(), values.texts.data(),
                                values.lengths.data(), values.formats.data(), 0)
          : PQsendQueryParams(connection_, text.c_str(), values.count(), nullptr,
                              values.texts.data(), values.lengths.data(), values.formats.data(), 0);
  if (sent == 0) fail("cannot send: " + first_line(PQerrorMessage(connection_)));
}

Answer Session::ask(const std::string& text, const Values& values, bool is_prepared) {
  send(text, values, is_prepared);
  return drain();
}

void Session::settle() { drain(); }

/// Waits for all that was sent; gives the answer to the last.
Answer Session::drain() {
  if (PQpipelineSync(connection_) == 0) fail(first_line(PQerrorMessage(connection_)));
  Answer last, failed;
  for (;;) {
    PGresult* result = PQgetResult(connection_);
    if (result == nullptr) {  // the end of one command's results
      if (is_lost()) {
        fail(failed ? meaning_of(failed.result()) : first_line(PQerrorMessage(connection_)));
      }
      continue;
    }
    Answer answer(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_PIPELINE_SYNC) break;
    (status == PGRES_FATAL_ERROR && !failed ? failed : last) = std::move(answer);
  }
  if (failed) fail_on(failed.result());
  return last;
}

void Session::execute(const std::string& sql) {
  if (PQpipelineStatus(connection_) != PQ_PIPELINE_OFF) {
    drain();
    PQexitPipelineMode(connection_);
  }
  PGresult* result = PQexec(connection_, sql.c_str());
  const Answer answer(result);
  const ExecStatusType status = PQresultStatus(result);
  PQenterPipelineMode(connection_);
  const bool is_done =
      status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
  if (!is_done) fail_on(result, " (" + sql.substr(0, 200) + ")");
}

}  // namespace guiju::store
