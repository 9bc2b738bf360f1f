#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

/// 轮接. Who receives the next client of a sales floor, and how the queue moves. Statements RS-1 to
/// RS-17 of the regulations SOC and SCU, which differ by `Policy` alone.
namespace guiju::rotation {

enum class Availability { on_duty, official_errand, off_duty, leave, left };

/// A salesperson of the floor, in the queue or not.
struct Seller {
  std::string person;
  Availability availability = Availability::off_duty;
  std::string reception;                      ///< the open one; empty: none
  int missed_turns = 0;                       ///< turns that an errand still going on has cost
  std::vector<Instant> make_up_credits = {};  ///< when each began, earliest first

  bool is_free() const { return availability == Availability::on_duty && reception.empty(); }
};

/// The queue and all who work on the floor.
struct Floor {
  std::vector<std::string> queue;  ///< front first; nobody stands in it twice
  std::vector<Seller> staff;       ///< each person once, everyone in the queue among them

  const Seller* find(std::string_view person) const;
  Seller* find(std::string_view person);
};

/// What becomes of whoever is passed over (RS-5).
enum class PassedOver { keeps_place, forfeits_turn };
/// What becomes of the place of whoever goes away (RS-10, RS-11).
enum class Absence { stays_in_queue, leaves_queue };

struct Policy {
  PassedOver busy = PassedOver::keeps_place;
  PassedOver on_errand = PassedOver::keeps_place;
  PassedOver away = PassedOver::keeps_place;  ///< off duty or on leave
  Absence errand = Absence::stays_in_queue;
  Absence off_duty = Absence::stays_in_queue;
  Absence leave = Absence::stays_in_queue;
  int make_up_credit_per_pass = 0;  ///< of whoever is passed over on an errand
};

/// Somebody before the receiver who did not get the turn.
struct Skip {
  std::string person;
  bool is_busy = false;  ///< else he is away, as `availability` says
  Availability availability = Availability::on_duty;
  PassedOver treated = PassedOver::keeps_place;
  int missed_turns = 0;  ///< that this pass adds
};

/// A client given by the rotation (RS-4). A make-up is no turn: the queue stays.
struct Turn {
  std::string receiver;
  bool is_make_up = false;
  std::vector<Skip> skips;  ///< in the order of the queue
  Floor after;              ///< the reception is not yet open in it
};

/// Empty when nobody is free (RS-8).
std::optional<Turn> next_turn(const Floor& floor, const Policy& policy);

/// The free person nearest the front who is not among `except` (RS-7); empty when there is none.
std::string_view stand_in(const Floor& floor, const std::vector<std::string>& except);

/// Opens the reception at `person`, or closes his where `reception` is empty. Neither moves the
/// queue (RS-6, RS-9). Precondition: `person` is of the staff.
Floor with_reception(Floor floor, std::string_view person, std::string reception);

/// After `person` went away or came back at `at` (RS-10 to RS-13). Whoever is new enters at the
/// end; whoever left for good stands nowhere and his credits lapse.
Floor with_availability(Floor floor, std::string_view person, Availability to, Instant at,
                        const Policy& policy);

/// One more make-up credit, that begins at `at`: a counted turn proved to be none (RS-14).
/// Precondition: `person` is of the staff.
Floor with_credit(Floor floor, std::string_view person, Instant at);

/// The queue in this order (RS-1). Who is new is off duty until he comes; who no longer stands in
/// it remains of the staff.
Floor with_queue(Floor floor, std::vector<std::string> queue);

}  // namespace guiju::rotation
