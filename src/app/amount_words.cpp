#include "app/amount_words.hpp"

#include <algorithm>
#include <span>

namespace guiju::app {
namespace {

struct Word {
  std::string_view name;
  pack::Text text;
};

const Word computations[] = {
    {"loss_by_lines", {"损失金额", "", "Loss by lines"}},
    {"a_grade_loss", {"A级售价差额", "", "Loss against the A-grade price"}},
    {"liability_shares", {"责任分摊", "", "Liability shares"}},
    {"base_point_deductions", {"按基点罚扣", "", "Deductions by base points"}},
    {"commission_split", {"佣金分配", "", "Commission split"}},
    {"rated_deductions", {"按每基点金额罚扣", "", "Deductions at a rate per base point"}},
    {"month_deductions", {"当月罚扣", "", "Deductions of the month"}},
    {"return_tolerance", {"退货允收数量", "", "Return tolerance"}},
    {"voucher_amount", {"传票金额", "", "Voucher amount"}},
    {"allowance_booking", {"销货折让入账", "", "Allowance booking"}},
    {"collection_rate", {"应收账款回收率", "", "Collection rate"}},
    {"percentage", {"百分率", "", "Percentage"}},
    {"total_of", {"合计", "", "Total"}},
    {"balance_of", {"余额", "", "Balance"}},
    {"part_of", {"按比例金额", "", "Part of an amount"}},
    {"quotient_of", {"除得金额", "", "Amount divided"}},
};

const Word inputs[] = {
    {"amounts_fen", {"金额", "", "Amount"}},
    {"counts", {"件数", "", "Count"}},
    {"quantity", {"数量", "", "Quantity"}},
    {"a_grade_price_fen", {"A级售价", "", "A-grade price"}},
    {"resale_amount_fen", {"转售金额", "", "Resale amount"}},
    {"unsold_loss_fen", {"未售部分实际损失", "", "Actual loss of what was not sold"}},
    {"loss_fen", {"损失金额", "", "Loss"}},
    {"shares_pct", {"责任比例", "", "Share"}},
    {"points", {"基点数", "", "Base points"}},
    {"commission_fen", {"佣金", "", "Commission"}},
    {"group_pct", {"所属一方比例", "", "Percentage of his side"}},
    {"among", {"该方人数", "", "People of his side"}},
    {"amount_per_base_point_fen", {"每基点金额", "", "Amount per base point"}},
    {"balances_fen", {"未扣金额", "", "Balance"}},
    {"performance_bonus_fen", {"绩效奖金", "", "Performance bonus"}},
    {"cap_pct", {"罚扣上限比例", "", "Cap"}},
    {"administrative_deductions_fen", {"行政处分扣款", "", "Administrative deductions"}},
    {"cap_includes_administrative",
     {"行政处分扣款计入上限", "", "Administrative deductions count into the cap"}},
    {"approved_quantity", {"核定量", "", "Approved quantity"}},
    {"actual_quantity", {"实退量", "", "Actual quantity"}},
    {"over_quantity_ratio_pct", {"超量允收比率", "", "Over-quantity ratio"}},
    {"on_excess", {"超量处理", "", "Excess"}},
    {"unit_price_fen", {"单价", "", "Unit price"}},
    {"stated_amount_fen", {"单据所载金额", "", "Amount on the paper"}},
    {"amount_fen", {"金额", "", "Amount"}},
    {"decided_fen", {"核准金额", "", "Decided amount"}},
    {"booked_fen", {"已入账金额", "", "Booked before"}},
    {"due_fen", {"应收账款", "", "Due"}},
    {"collected_fen", {"已收账款", "", "Collected"}},
    {"complained_receivable_fen", {"客诉应收账款", "", "Receivable under complaint"}},
    {"collected_on_complained_fen", {"客诉账款已收", "", "Collected on it"}},
    {"excluded_from", {"剔除范围", "", "Taken out of"}},
    {"part", {"部分", "", "Part"}},
    {"whole", {"全部", "", "Whole"}},
    {"pct", {"比例", "", "Percentage"}},
    {"divisor", {"除数", "", "Divisor"}},
};

const Word steps[] = {
    {"line_fen", {"小计", "", "Line"}},
    {"a_grade_amount_fen", {"A级总额", "", "A-grade amount"}},
    {"shortfall_fen", {"差额", "", "Shortfall"}},
    {"sum_pct", {"比例合计", "", "Sum of shares"}},
    {"sum_points", {"基点合计", "", "Sum of base points"}},
    {"parts", {"份数", "", "Parts"}},
    {"sum_parts", {"份数合计", "", "Sum of parts"}},
    {"common_parts", {"公共份数", "", "Common parts"}},
    {"least_common_multiple", {"最小公倍数", "", "least common multiple"}},
    {"floor_fen", {"整分额", "", "Whole fen"}},
    {"remainder", {"余数", "", "Remainder"}},
    {"missing_fen", {"待补分数", "", "Missing fen"}},
    {"extra_fen", {"补分", "", "Extra fen"}},
    {"total_fen", {"合计", "", "Total"}},
    {"left_fen", {"余额", "", "Left"}},
    {"quotient_fen", {"商", "", "Quotient"}},
    {"sum_fen", {"合计", "", "Sum"}},
    {"cap_by_pct_fen", {"按比例上限", "", "Cap by percentage"}},
    {"cap_left_fen", {"上限余额", "", "Left of the cap"}},
    {"bonus_left_fen", {"奖金余额", "", "Left of the bonus"}},
    {"cap_fen", {"当月上限", "", "Cap of the month"}},
    {"balance_fen", {"未扣合计", "", "Balance of all cases"}},
    {"deducted_fen", {"本案扣款", "", "Deducted for the case"}},
    {"carried_fen", {"本案结转", "", "Carried over for the case"}},
    {"deducted_in_month_fen", {"当月扣款", "", "Deducted in the month"}},
    {"carried_over_fen", {"结转下月", "", "Carried over"}},
    {"quantity_max", {"允收上限", "", "Largest quantity"}},
    {"excess_quantity", {"超出数量", "", "Excess quantity"}},
    {"difference_fen", {"差异", "", "Difference"}},
    {"remaining_fen", {"核准余额", "", "Left of the decision"}},
    {"due_left_fen", {"剔除后应收", "", "Due without it"}},
    {"collected_left_fen", {"剔除后已收", "", "Collected without it"}},
    {"rate_pct", {"比率", "", "Rate"}},
    {"part_fen", {"金额", "", "Part"}},
};

const Word words[] = {
    {"earlier", {"前案", "", "earlier"}},
    {"floor", {"舍去", "", "floor"}},
    {"ceiling", {"进位", "", "ceiling"}},
    {"half_up", {"四舍五入", "", "half_up"}},
    {"half_even", {"四舍六入五成双", "", "half_even"}},
    {"max", {"取大", "", "max"}},
    {"min", {"取小", "", "min"}},
    {"hold", {"暂不入账", "", "held"}},
    {"book_max", {"按允收上限入账", "", "book the largest quantity"}},
    {"book_actual", {"按实退量入账", "", "book what came"}},
    {"due_and_collected", {"应收与已收", "", "due and collected"}},
    {"due_only", {"仅应收", "", "due only"}},
    {"true", {"是", "", "yes"}},
    {"false", {"否", "", "no"}},
};

const Word rounding_sentences[] = {
    {"largest_remainder_to_fen",
     {"先舍去到分，余下的分依余数由大到小各补一分；余数相同时编号小者优先", "",
      "floors first, then the missing fen one each to the largest remainders; equal remainders to "
      "the lower id"}},
    {"largest_remainder_as_listed",
     {"先舍去到分，余下的分依余数由大到小各补一分；余数相同时排列在前者优先", "",
      "floors first, then the missing fen one each to the largest remainders; equal remainders to "
      "the earlier in the list"}},
    {"floor", {"舍去尾数", "", "rounded down"}},
    {"ceiling", {"有尾数即进位", "", "rounded up"}},
    {"half_up", {"四舍五入，只在最后进行一次", "", "half up, once, at the end"}},
    {"half_even", {"四舍六入五成双，只在最后进行一次", "", "half to even, once, at the end"}},
};

const pack::Text* find_in(std::span<const Word> table, std::string_view name) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Word& word) { return word.name == name; });
  return found == table.end() ? nullptr : &found->text;
}

}  // namespace

const pack::Text* find_amount_word(std::string_view word) {
  for (const std::span<const Word> table :
       {std::span<const Word>(inputs), std::span<const Word>(steps),
        std::span<const Word>(computations), std::span<const Word>(words)}) {
    if (const auto* text = find_in(table, word)) return text;
  }
  return nullptr;
}

const pack::Text* find_rounding_sentence(std::string_view word) {
  return find_in(rounding_sentences, word);
}

}  // namespace guiju::app
