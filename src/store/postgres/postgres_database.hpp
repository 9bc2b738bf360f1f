#pragma once

#include "store/postgres/session.hpp"

namespace guiju::store {

/// A connection to a company in PostgreSQL: the tables of the schema that comes first in the
/// connection's `search_path`.
class PostgresDatabase final : public Database {
 public:
  /// Throws `Fault` when the server cannot be reached.
  PostgresDatabase(const std::string& url, Access access);
  ~PostgresDatabase() override;

  void execute(const std::string& sql) override;
  std::unique_ptr<Statement> prepare(std::string_view sql) override;
  std::unique_ptr<Statement> prepare_scan(std::string_view sql) override;
  void begin_reading() override;
  void begin_writing() override;
  void commit() override;
  void rollback() noexcept override;
  std::int64_t version_elsewhere() override;
  std::unique_ptr<WordIndex> word_index(std::int64_t waiting_max) override;
  void continue_numbers() override;
  int schema() override;
  void set_schema(int number) override;
  std::span<const Migration> migrations() const override;
  std::string damage() override { return {}; }  // its server looks after its files

 private:
  Session session_;
  bool is_writing_ = false;
  bool is_turn_known_ = false;        ///< read in the transaction that is writing
  std::int64_t last_turn_ = 0;        ///< of the last transaction that wrote, as far as is known
  std::int64_t turns_of_others_ = 0;  ///< how often others had come between them
};

}  // namespace guiju::store
