#pragma once

#include <span>
#include <string>
#include <vector>

#include "money/derivation.hpp"

namespace guiju::money {

/// Who bears a part, and his weight: his share in percent, or his base points.
struct Party {
  std::string id;  ///< stands in a list once
  Number weight;   ///< >= 0
};

/// Which of two equal remainders gets the fen that is missing.
enum class TieOrder {
  lower_id,   ///< the lower id, compared byte by byte
  as_listed,  ///< the one that stands earlier in the list
};

struct Share {
  std::string party;
  Number weight;
  Money amount;
};

struct Shares {
  std::vector<Share> shares;  ///< in the order of the parties
  Number weight;              ///< of all together
  Money amount;               ///< of all together
  Derivation derivation;
};

/// 责任分摊. Splits a loss by shares in percent, exact to the fen: `loss` × share ÷ 100, floored,
/// then the missing fen one each to the largest remainders; equal remainders by `ties`.
/// Refuses shares that do not add up to exactly 100, and one with more than `share_decimals`.
/// The amounts add up to `loss`. Rulebook: PCB-75, PCB-76.
Result<Shares> liability_shares(Money loss, std::span<const Party> parties, int share_decimals,
                                TieOrder ties);

/// 罚扣基点. Splits a loss by base points: `loss` × own points ÷ all points, floored, then as
/// above. Who has no points pays nothing. Refuses a point total of 0 (`no_base_points`). The
/// amounts add up to `loss`. Rulebook: PCB-89, PCB-92, PCB-93.
Result<Shares> base_point_deductions(Money loss, std::span<const Party> parties, TieOrder ties);

/// Who has a part of a commission: the percentage of his group, of which each of `among` people has
/// an equal part.
struct Participant {
  std::string id;  ///< stands in a list once
  Number group_pct;
  std::int64_t among = 1;  ///< >= 1
};

/// 佣金分配. Splits a commission exact to the fen: a member of a group has `commission` × group_pct
/// ÷ 100 ÷ among, all in one pass, floored, then the missing fen one each to the largest
/// remainders; equal remainders as listed. A weight is in parts: the percentage × the least common
/// multiple of all `among` ÷ his own. Refuses groups that do not add up to exactly 100. The amounts
/// add up to `commission`. Rulebook: SOC-13, SOC-41, SOC-44, SOC-49.
Result<Shares> commission_split(Money commission, std::span<const Participant> participants);

/// 每基点金额. What each pays at a set rate: `amount_per_base_point` × own points, rounded as
/// stated where points have decimals. The sum is whatever it is. Refuses a point total of 0.
/// Rulebook: PCB-93 with `rate_per_point_fen`.
Result<Shares> rated_deductions(Money amount_per_base_point, std::span<const Party> parties,
                                Rounding rounding);

}  // namespace guiju::money
