#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "finding.hpp"
#include "simulation.hpp"

/// Each check of the simulation finds what it is there for; and a seed says everything.
namespace guiju::sim {
namespace {

namespace json = boost::json;
using Entries = std::vector<journal::Entry>;

const Company& company_of(const std::string& pack) {
  static const cli::PackLoader loader(cli::find_places());
  static std::map<std::string, std::unique_ptr<Company>> made;
  auto& company = made[pack];
  if (company == nullptr) company = std::make_unique<Company>(loader, pack);
  return *company;
}

Plan days(int count, std::uint64_t seed = 1) {
  return {.seed = seed, .length = std::chrono::days{count}};
}

/// The check that finds something in a run; empty for none.
std::string found_in(const std::string& pack, const Plan& plan) {
  try {
    Simulation(company_of(pack), plan).run();
  } catch (const Finding& finding) {
    return finding.check;
  }
  return {};
}

TEST(Simulation, a_seed_gives_the_same_journal_again_and_another_seed_another_one) {
  const auto journal = [&](std::uint64_t seed) {
    return to_hex(Simulation(company_of("huayuan"), days(20, seed)).run().journal);
  };
  const auto first = journal(1);
  EXPECT_EQ(journal(1), first);
  EXPECT_NE(journal(2), first);
}

TEST(Simulation, a_file_that_dies_and_is_opened_again_holds_the_same_journal_as_memory) {
  Plan plan = days(12);
  const Tally in_memory = Simulation(company_of("huayuan"), plan).run();
  plan.engine = Engine::sqlite;
  const Tally in_file = Simulation(company_of("huayuan"), plan).run();
  EXPECT_GT(in_file.deaths, 0);
  EXPECT_EQ(to_hex(in_file.journal), to_hex(in_memory.journal));
}

TEST(Simulation, a_run_has_all_that_can_go_wrong_in_it) {
  const Tally tally = Simulation(company_of("huayuan"), days(120)).run();
  EXPECT_GT(tally.deaths, 0);
  EXPECT_GT(tally.lost, 0);
  EXPECT_GT(tally.retries, 0);
  EXPECT_GT(tally.late_timers, 0);
  EXPECT_GT(tally.clock_jumps, 0);
  EXPECT_GT(tally.breaches, 0U);
}

TEST(Simulation, finds_an_answer_that_was_forgotten) {
  Plan plan = days(30);
  plan.sabotage = Sabotage::forgets_answers;
  EXPECT_EQ(found_in("huayuan", plan), "keys");
}

TEST(Simulation, finds_a_limit_that_passed_unseen) {
  Plan plan = days(30);
  plan.sabotage = Sabotage::forgets_timers;
  EXPECT_EQ(found_in("huayuan", plan), "duties");
}

TEST(Simulation, finds_a_record_that_was_changed_without_a_fact) {
  Plan plan = days(30);
  plan.sabotage = Sabotage::changes_a_table;
  EXPECT_EQ(found_in("huayuan", plan), "replay");
}

/// The journal of a run, to be falsified and audited again over the tables as they are.
class FalseJournal : public testing::Test {
 protected:
  explicit FalseJournal(const std::string& pack = "huayuan", int length = 30)
      : company_(company_of(pack)), simulation_(company_, days(length)) {
    simulation_.run();
    entries_ = simulation_.server().reader().entries(1, 1'000'000);
  }

  /// Somebody who can write a journal anew writes its chain anew, too.
  void chain_anew() {
    std::map<std::string, journal::Entry> heads;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      auto& entry = entries_[i];
      auto& head = heads[entry.stream];
      entry.seq = i + 1;
      entry.stream_seq = head.stream_seq + 1;
      journal::chain(entry, head.hash);
      head = entry;
    }
  }

  /// What the audit finds, and in which words.
  std::string audited() {
    try {
      Auditor auditor(company_);
      auditor.take(entries_, simulation_.server().reader());
    } catch (const Finding& finding) {
      return finding.what();
    }
    return {};
  }

  /// The first entry that tells of `text`.
  Entries::iterator with(const std::string& text) {
    return std::ranges::find_if(entries_, [&](const journal::Entry& entry) {
      return entry.body.find(text) != std::string::npos;
    });
  }

  /// Sets what facts about records of that type give the field, and chains anew. So often.
  int set(const std::string& type, const std::string& field, const std::string& value) {
    int times = 0;
    for (auto& entry : entries_) {
      auto body = json::parse(entry.body).as_object();
      if (!body.contains("facts")) continue;
      for (auto& fact : body["facts"].as_array()) {
        auto* changed = fact.as_object().if_contains("set");
        if (fact.at("type").as_string() != type || changed == nullptr) continue;
        if (auto* known = changed->as_object().if_contains(field)) *known = value, ++times;
      }
      entry.body = json::serialize(body);
    }
    chain_anew();
    return times;
  }

  const Company& company_;
  Simulation simulation_;
  Entries entries_;
};

TEST_F(FalseJournal, is_found_true_when_nothing_was_changed) {
  EXPECT_EQ(audited(), "");
  chain_anew();
  EXPECT_EQ(audited(), "");
}

TEST_F(FalseJournal, with_another_text_breaks_the_chain) {
  entries_[entries_.size() / 2].body += ' ';
  EXPECT_THAT(audited(), testing::StartsWith("chain: entry_changed"));
}

TEST_F(FalseJournal, that_lacks_what_happened_last_is_found_by_the_tables) {
  while (entries_.back().body.find(R"("facts":[{)") == std::string::npos) entries_.pop_back();
  entries_.pop_back();
  chain_anew();
  EXPECT_THAT(audited(), testing::StartsWith("replay: "));
}

TEST_F(FalseJournal, that_breaches_a_limit_twice_is_found) {
  const auto passed = with(R"("fact":"limit_passed")");
  ASSERT_NE(passed, entries_.end());
  entries_.insert(passed + 1, *passed);
  chain_anew();
  EXPECT_THAT(audited(), testing::HasSubstr("passes its limit and does not run"));
}

TEST_F(FalseJournal, that_breaches_a_limit_before_its_time_is_found) {
  with(R"("fact":"limit_passed")")->at -= std::chrono::hours{1};
  chain_anew();
  EXPECT_THAT(audited(), testing::HasSubstr("passes its limit before its time"));
}

TEST_F(FalseJournal, that_has_no_breach_for_a_limit_is_found) {
  const auto passed = with(R"("fact":"breach_recorded")");
  ASSERT_NE(passed, entries_.end());
  entries_.erase(passed + 1, entries_.end());
  auto body = json::parse(passed->body).as_object();
  auto& facts = body["facts"].as_array();
  facts.erase(std::ranges::find_if(
      facts, [](const json::value& fact) { return fact.at("type").as_string() == "breach"; }));
  passed->body = json::serialize(body);
  chain_anew();
  EXPECT_THAT(audited(), testing::HasSubstr("a limit without its breach"));
}

TEST_F(FalseJournal, that_gives_a_case_to_nobody_is_found) {
  ASSERT_GT(set("item", "intake_officer", "没有这个人"), 0);
  EXPECT_THAT(audited(), testing::StartsWith("owner: "));
}

struct FalseClaims : FalseJournal {
  FalseClaims() : FalseJournal("crisis-prevention") {}
};

TEST_F(FalseClaims, are_found_where_two_have_what_one_may_have) {
  ASSERT_GT(set("unit", "number", "2-1203"), 1);
  EXPECT_THAT(audited(), testing::StartsWith("claims: "));
}

TEST(Sums, of_shares_are_those_of_the_amount_to_the_fen) {
  using feel::Value;
  casework::Record deal{.type = company_of("sales-office").pack().find_type("deal")};
  deal.fields.resize(deal.type->fields.size());
  const auto set = [&](const char* name, Value value) {
    deal.fields[static_cast<std::size_t>(deal.type->find_field(name))] = std::move(value);
  };
  const auto share = [](std::int64_t fen) {
    return Value::context({{"amount_fen", Value::number(fen)}});
  };
  set("derivation",
      Value::context(
          {{"computation", Value::string("commission_split")},
           {"inputs", Value::list({Value::context({{"name", Value::string("commission_fen")},
                                                   {"value", Value::number(101)}})})}}));
  set("shares", Value::list({share(51), share(50)}));
  EXPECT_NO_THROW(check_sums(deal));
  set("shares", Value::list({share(50), share(50)}));
  EXPECT_THROW(check_sums(deal), Finding);
}

}  // namespace
}  // namespace guiju::sim
