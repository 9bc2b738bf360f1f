#include "app/edition.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <stdexcept>

#include "app/order.hpp"
#include "base/text.hpp"
#include "pack/fingerprint.hpp"

namespace guiju::app {
namespace {

std::string_view text_in(const casework::Record& record, std::string_view field) {
  return record.field(field).as_string();
}

}  // namespace

bool is_edition(const casework::Record& record) {
  return record.pack().base == nullptr && record.type->name == "edition";
}

std::optional<Term> term_of(const casework::Record& edition) {
  const auto from = edition.field("in_force_from").as_instant();
  const auto until = edition.field("in_force_until").as_instant();
  const bool is_founding =
      edition.state == "in_force" || edition.state == "on_trial" || edition.state == "superseded";
  if (!from && !is_founding) return std::nullopt;
  return Term{from.value_or(Instant::min()), until.value_or(Instant::max())};
}

const pack::Pack* version_of(const casework::Record& edition, const Shelf& shelf) {
  return shelf.find(text_in(edition, "regulation"), text_in(edition, "version"));
}

casework::RecordPtr edition_of(const pack::Pack& version, const casework::View& view) {
  if (version.base == nullptr) return nullptr;
  return view.find(
      casework::make_id(*version.base->find_type("edition"), version.id + '@' + version.version));
}

bool has_taken_effect(const casework::Record& record, const casework::Decision& decision) {
  return is_edition(record) && std::ranges::any_of(decision.facts, [&](const auto& fact) {
           return fact.name == "edition_took_effect" && fact.key == record.key;
         });
}

void take_editions(Shelf& shelf, std::span<const casework::RecordPtr> records) {
  for (const auto& record : records) {
    if (!is_edition(*record)) continue;
    if (const auto* version = version_of(*record, shelf)) {
      shelf.set_term(*version, term_of(*record));
    }
  }
}

casework::Order submission_of(const pack::Pack& base, const pack::Pack& version,
                              std::string_view by) {
  const auto* command = base.find_command("edition.submit");
  boost::json::object inputs{{"regulation", version.id},
                             {"version", version.version},
                             {"title", version.title.zh},
                             {"content", to_hex(pack::fingerprint_of(version.files))}};
  if (by.empty()) {
    inputs["is_founding"] = true;
  } else {
    inputs["submitted_by"] = by;
  }
  const auto read = read_order(*command, inputs, {casework::Actor::Kind::system, {}});
  return std::get<casework::Order>(read);
}

}  // namespace guiju::app
