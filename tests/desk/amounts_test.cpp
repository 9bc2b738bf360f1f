#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "app/present.hpp"
#include "small_company.hpp"

/// An amount from the expression of a pack to the page and the paper that open it.
namespace guiju::app {
namespace {

namespace json = boost::json;
using test::at;
using testing::HasSubstr;
using testing::Not;

constexpr const char* loss_yaml = R"(
type: loss
title: {zh: 损失, en: Loss}
key: '{serial:3}'
site: site
case: true
fields:
  site: {type: site, title: {zh: 项目, en: Site}}
  loss_fen: {type: money, title: {zh: 损失金额, en: Loss}}
  members:
    type: list
    of: {person: {type: person, title: {zh: 人, en: Person}}, share_pct: {type: number, title: {zh: 比例, en: Share}}}
    title: {zh: 责任人, en: Persons}
  shares:
    type: list
    of:
      party: {type: person, title: {zh: 人, en: Person}}
      share_pct: {type: number, title: {zh: 比例, en: Share}}
      amount_fen: {type: money, title: {zh: 金额, en: Amount}}
    title: {zh: 责任分摊, en: Shares}
    rules: [T-2]
    explained_by: shares_derivation
  shares_derivation: {type: derivation, title: {zh: 算法, en: Derivation}}
states:
  shared: {title: {zh: 已分摊, en: Shared}}
commands:
  loss.share:
    title: {zh: 分摊, en: Share out}
    rules: [T-1]
    who: [clerk]
    creates: true
    to: shared
    input: {site: {required: true}, loss_fen: {}, members: {}}
    let: {split: 'liability_shares(loss_fen, members.person, members.share_pct, 2, "largest_remainder_to_fen")'}
    refuse:
      - {code: NAME_MISSING, when: 'split.refusal = "value_missing"', rules: [T-1]}
      - {code: TOO_BIG, when: 'split.refusal = "shares_not_100"', field: members, rules: [T-3]}
    set: {shares: split.lines, shares_derivation: split.derivation}
    fact: loss_shared
    then:
      - {do: burden.open, for: split.lines, with: {person: each.party, amount_fen: each.amount_fen, derivation: split.derivation}}
)";

constexpr const char* burden_yaml = R"(
type: burden
title: {zh: 负担, en: Burden}
parent: loss
key: '{parent}-{serial}'
serial_per: [parent]
fields:
  person: {type: person, title: {zh: 人, en: Person}}
  amount_fen: {type: money, title: {zh: 金额, en: Amount}, rules: [T-3], explained_by: derivation}
  derivation: {type: derivation, title: {zh: 算法, en: Derivation}}
states:
  open: {title: {zh: 未扣, en: Open}}
commands:
  burden.open:
    title: {zh: 立账, en: Enter}
    rules: [T-2]
    who: []
    creates: true
    to: open
    input: {person: {}, amount_fen: {}, derivation: {}}
    fact: burden_opened
)";

constexpr const char* form_html_text =
    "<!-- form: paper, type: loss, title.zh: 单, title.en: Paper, rules: T-1 -->\n"
    "<html><p>{{ shares_derivation }}</p></html>\n";

class Amounts : public SmallCompany {
 protected:
  test::Files files() const override {
    auto files = test::small_files();
    files["cases/loss.yaml"] = loss_yaml;
    files["cases/loss_burden.yaml"] = burden_yaml;
    files["forms/paper.html"] = form_html_text;
    return files;
  }

  void SetUp() override {
    SmallCompany::SetUp();
    found("person.register", R"({"key":"E03","name":"丙","roles":[{"role":"clerk","site":"P1"}]})");
    found("person.register", R"({"key":"E04","name":"丁"})");
  }

  Answer share(const char* share_of_the_first) {
    const std::string with =
        std::string(R"({"site":"P1","loss_fen":100001,"members":[{"person":"E03","share_pct":)") +
        share_of_the_first + R"(},{"person":"E04","share_pct":50}]})";
    auto asked = request("E03", "loss.share", "", with.c_str());
    asked.language = Language::en;
    return execute("2026-03-02T10:00:00+08:00", asked);
  }

  Stage stage(Language language) {
    packs = {pack.get()};
    return {.view = {*reader, nullptr},
            .directory = reader->directory(),
            .texts = texts,
            .language = language,
            .now = at("2026-03-02T10:00:00+08:00"),
            .sees = everything,
            .packs = packs};
  }
  json::object page(Language language, const char* id = "small.loss.001") {
    return json::parse(case_json(stage(language), *reader, *reader->find({id}))).as_object();
  }

  std::unique_ptr<Reader> reader = store.open_reader();
  const Visibility everything = Visibility::all();
  std::vector<const pack::Pack*> packs;
};

const json::object* find_named(const json::array& list, std::string_view name) {
  for (const auto& item : list) {
    if (item.at("name").as_string() == name) return &item.as_object();
  }
  return nullptr;
}

TEST_F(Amounts, open_into_inputs_steps_rounding_and_clause_on_the_page) {
  ASSERT_EQ(share("50").receipt.status, 201);
  const auto shown = page(Language::en);
  const auto* shares = find_named(shown.at("fields").as_array(), "shares");
  ASSERT_NE(shares, nullptr);
  EXPECT_EQ(shares->at("rules"), json::parse(R"(["T-2"])"));
  const auto& derivation = shares->at("derivation").as_object();
  EXPECT_EQ(derivation.at("title"), "Liability shares");
  const auto& inputs = derivation.at("inputs").as_array();
  EXPECT_EQ(inputs.at(0).at("title"), "Loss");
  EXPECT_EQ(inputs.at(0).at("display"), "100001 fen (¥1,000.01)");
  EXPECT_EQ(inputs.at(2), json::parse(R"({"title":"Share","of":"丁","display":"50 %"})"));
  const auto& steps = derivation.at("steps").as_array();
  EXPECT_EQ(steps.at(1).at("of"), "丙");
  EXPECT_EQ(steps.at(1).at("formula"), "floor(Loss × Share ÷ 100)");
  EXPECT_EQ(steps.at(1).at("calculation"), "floor(100001 × 50 ÷ 100)");
  EXPECT_EQ(steps.at(1).at("display"), "50000 fen (¥500.00)");
  EXPECT_EQ(steps.at(steps.size() - 2).at("display"), "50001 fen (¥500.01)");
  EXPECT_THAT(json::serialize(derivation.at("rounding")), HasSubstr("to the lower id"));
}

TEST_F(Amounts, have_one_place_for_their_derivation) {
  ASSERT_EQ(share("50").receipt.status, 201);
  const auto shown = page(Language::zh_hans);
  EXPECT_EQ(find_named(shown.at("fields").as_array(), "shares_derivation"), nullptr);
  const auto& changes = shown.at("timeline").at(0).at("facts").at(0).at("changes").as_array();
  EXPECT_EQ(find_named(changes, "shares_derivation"), nullptr);
  const auto* change = find_named(changes, "shares");
  ASSERT_NE(change, nullptr);
  EXPECT_EQ(change->at("derivation").at("title"), "责任分摊");
}

TEST_F(Amounts, of_one_person_open_into_the_split_that_they_come_from) {
  ASSERT_EQ(share("50").receipt.status, 201);
  const auto shown = page(Language::zh_hans, "small.burden.001-2");
  const auto* amount = find_named(shown.at("fields").as_array(), "amount_fen");
  ASSERT_NE(amount, nullptr);
  EXPECT_EQ(amount->at("value"), 50000);
  EXPECT_EQ(amount->at("derivation").at("title"), "责任分摊");
  EXPECT_EQ(amount->at("derivation").at("steps").as_array().back().at("of"), "丁");
  EXPECT_EQ(amount->at("rules"), json::parse(R"(["T-3"])"));
}

TEST_F(Amounts, are_printed_line_by_line) {
  ASSERT_EQ(share("50").receipt.status, 201);
  const auto& form = *pack->find_form(*pack->find_type("loss"), "paper");
  const auto html = form_html(stage(Language::zh_hans), form, *reader->find({"small.loss.001"}));
  EXPECT_THAT(html,
              HasSubstr("责任分摊<br>损失金额：100001 分（¥1,000.01）<br>责任比例（丙）：50 %"));
  EXPECT_THAT(html, HasSubstr("<br>整分额（丙） = 舍去(损失金额 × 责任比例 ÷ 100) = "
                              "舍去(100001 × 50 ÷ 100) = 50000 分（¥500.00）<br>"));
  EXPECT_THAT(html, HasSubstr("<br>待补分数 = 损失金额 − Σ 整分额 = 100001 − 50000 − 50000 = "
                              "1 分（¥0.01）<br>"));
}

TEST_F(Amounts, are_refused_with_the_code_of_the_pack) {
  const auto answer = share("49.99");
  EXPECT_EQ(answer.receipt.status, 422);
  EXPECT_THAT(answer.receipt.body, HasSubstr("TOO_BIG"));
  EXPECT_THAT(share("null").receipt.body, HasSubstr("NAME_MISSING"));
}

TEST_F(Amounts, of_an_act_are_answered_with_their_derivation) {
  const auto receipt = json::parse(share("50").receipt.body);
  const auto& fact = receipt.at("facts").at(0).as_object();
  EXPECT_EQ(fact.at("shares").at(0).at("amount_fen"), 50001);
  EXPECT_EQ(fact.at("shares_derivation").at("computation"), "liability_shares");
}

}  // namespace
}  // namespace guiju::app
