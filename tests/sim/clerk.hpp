#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/desk.hpp"
#include "app/reader.hpp"
#include "app/world.hpp"
#include "company.hpp"
#include "dice.hpp"

namespace guiju::sim {

/// 办事的人. Draws what somebody of the company does next: takes up a case or begins one, asks the
/// application what may be done about it and by whom, as its page does, and fills in the form.
/// Mostly he knows the rules; now and then it is nobody's business, or the form is wrong.
class Clerk {
 public:
  Clerk(const Company& company, Dice& dice) : company_(company), dice_(dice) {}

  /// Records of which something was heard, in that order.
  void hear_of(const std::vector<casework::RecordId>& records, const app::World& world);
  /// Empty where nobody had anything to do. Without a key.
  std::optional<app::CommandRequest> draw(const app::Reader& tables, Instant now);
  /// The same order once more, with what its refusal said was missing; empty where it said nothing.
  std::optional<app::CommandRequest> mended(const app::CommandRequest& refused,
                                            const app::Receipt& receipt, const app::Reader& tables,
                                            Instant now);

 private:
  struct Act {
    const pack::Command* command = nullptr;
    casework::RecordPtr subject;  ///< acted on, or the parent of what is made; or null
    const casework::Person* person = nullptr;
  };
  Act choose(const app::Reader& tables);
  casework::RecordPtr take_up(const app::Reader& tables);
  std::vector<const pack::Command*> commands_on(const casework::Record& record) const;
  const casework::Person* whoever_may(const app::Reader& tables, const pack::Command& command,
                                      const casework::Record* subject);
  /// The inputs at fault, as far as he can tell who has the regulation in his head; empty where
  /// the order would be carried out.
  static std::optional<std::set<std::string>> what_it_lacks(const Act& act,
                                                            const app::CommandRequest& request,
                                                            const app::Reader& tables, Instant now);
  std::optional<app::CommandRequest> filled(const Act& act, const app::Reader& tables, Instant now,
                                            const std::set<std::string>& wanted);

  const Company& company_;
  Dice& dice_;
  app::Texts texts_;
  /// What may be worked on, by type; what is final goes when it is met.
  std::map<std::string, std::vector<casework::RecordId>> open_;
  std::vector<casework::RecordId> recent_;  ///< cases heard of last
  std::set<casework::RecordId> known_;      ///< all that was ever heard of
  std::size_t in_hand_ = 0;                 ///< cases and reports among `open_`
  std::map<std::string, std::vector<std::string>, std::less<>> keys_;
  std::map<std::string, std::int64_t> given_;  ///< so often, by command
};

}  // namespace guiju::sim
