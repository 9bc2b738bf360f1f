#include "cli/demo/story.hpp"

#include <algorithm>
#include <optional>

#include "base/json.hpp"
#include "cli/demo/clients.hpp"
#include "cli/demo/dice.hpp"
#include "cli/demo/script.hpp"

namespace guiju::demo {
namespace {

/// Tells one story after another; the lines are sorted at the end.
class Teller {
 public:
  Teller(const Data& data, const calendar::Calendar& calendar, Instant now, std::uint64_t seed)
      : data_(data), calendar_(calendar), now_(now), dice_(seed) {}

  std::vector<Line> tell() {
    clients_ = make_up_clients(data_, dice_);
    for (const Story& story : data_.stories) {
      if (story.beginning.kind == Beginning::Kind::month_day ||
          story.beginning.kind == Beginning::Kind::weekday) {
        tell_again_and_again(story);
      } else {
        for (std::int64_t i = 0; i < story.count; ++i) {
          tell_once(story, i);
        }
      }
    }
    std::stable_sort(lines_.begin(), lines_.end(),
                     [](const Line& a, const Line& b) { return a.at < b.at; });
    return std::move(lines_);
  }

 private:
  // Stories that are told for every client: "topics: clients".
  void tell_once(const Story& story, std::int64_t index) {
    if (story.topics == "clients") {
      for (std::size_t i = 0; i < clients_.size(); ++i) {
        play(story, beginning_of(story) + Seconds{static_cast<std::int64_t>(i)}, clients_[i], {});
      }
      return;
    }
    const auto client = client_for(story, index);
    if (!story.is_for_each_topic) {
      play(story, beginning_of(story), client, {});
      return;
    }
    std::int64_t seconds = 0;
    for (const auto& topic : data_.topics.at(story.topics)) {
      Vars vars;
      for (const auto& [name, text] : topic) vars["topic." + name] = text;
      play(story, beginning_of(story) + Seconds{seconds++}, client, vars);
    }
  }

  const Client& client_for(const Story& story, std::int64_t index) {
    for (;;) {
      const Client& client = dice_.pick(clients_);
      const bool fits =
          story.site.empty() ? client.site == site_in_turn(index) : client.site == story.site;
      if (fits && client.kind == "owner") {
        return client;
      }
    }
  }
  const std::string& site_in_turn(std::int64_t index) const {
    return data_.sites[static_cast<std::size_t>(index) % data_.sites.size()].key;
  }

  void tell_again_and_again(const Story& story) {
    const LocalDate today = calendar_.date_of(now_);
    for (LocalDate date = today - std::chrono::days{days_told}; date <= today;
         date += std::chrono::days{1}) {
      const std::chrono::year_month_day civil{date};
      const std::chrono::weekday weekday{date};
      const auto number = story.beginning.kind == Beginning::Kind::month_day
                              ? static_cast<std::int64_t>(static_cast<unsigned>(civil.day()))
                              : static_cast<std::int64_t>(weekday.iso_encoding());
      if (number != story.beginning.amount.first) {
        continue;
      }
      const std::string text = to_text(date);
      // The dates by which a weekly and a monthly report are named.
      const std::chrono::year_month_day month_before{
          (civil.year() / civil.month() - std::chrono::months{1}) / std::chrono::day{1}};
      const Vars vars{{"week_before", to_text(date - std::chrono::days{7})},
                      {"month_before", to_text(LocalDate{month_before})},
                      {"date", text},
                      {"year", text.substr(0, 4)},
                      {"month", text.substr(5, 2)},
                      {"day", text.substr(8, 2)}};
      for (const Site& site : data_.sites) {
        const Instant at = on_date(date, story.beginning.hours);
        play(story, at,
             *std::find_if(clients_.begin(), clients_.end(),
                           [&](const auto& client) { return client.site == site.key; }),
             vars);
        if (!story.beginning.for_each_site) {
          break;
        }
      }
    }
  }

  Instant on_date(LocalDate date, Range hours) {
    return calendar_.at(date, Seconds{dice_.between(hours.first, hours.second)});
  }

  Instant beginning_of(const Story& story) {
    const Beginning& begins = story.beginning;
    if (begins.kind == Beginning::Kind::minutes_ago) {
      return now_ - Seconds{60 * dice_.between(begins.amount.first, begins.amount.second)};
    }
    if (begins.kind == Beginning::Kind::working_minutes_ago) {
      const auto minutes = dice_.between(begins.amount.first, begins.amount.second);
      return calendar_.add_working_time(now_, Seconds{-60 * minutes}).at;
    }
    const auto draw = [&] {
      return calendar_.date_of(now_) -
             std::chrono::days{dice_.between(begins.amount.second, begins.amount.first)};
    };
    LocalDate date = draw();
    if (begins.on_working_days) {
      for (int tries = 1; tries < draws_max && !calendar_.is_working_day(date); ++tries) {
        date = draw();
      }
      // The days to draw from may be one long holiday: then the last working day before it.
      while (!calendar_.is_working_day(date)) date -= std::chrono::days{1};
    }
    return on_date(date, begins.hours);
  }

  void play(const Story& story, Instant at, const Client& client, const Vars& more) {
    Script script(data_, calendar_, dice_, story, client, ++told_);
    script.add(more);
    const Variant* variant = script.cast_parts();
    for (const Step& step : story.steps) {
      if (!dice_.chance(step.chance)) {
        return;
      }
      const bool left_out = !dice_.chance(step.maybe);
      if (left_out) {
        continue;
      }
      at = script.after(at, dice_.chance(step.late_in_a_hundred) ? step.late : step.wait);
      const bool first = &step == &story.steps.front();
      Line line = script.line(step, at, first ? variant : nullptr);
      if (at > now_) {
        return;
      }
      lines_.push_back(std::move(line));
    }
  }

  static constexpr std::int64_t days_told = 90;
  static constexpr int draws_max = 100;  ///< for a working day within a range

  const Data& data_;
  const calendar::Calendar& calendar_;
  Instant now_;
  Dice dice_;
  std::vector<Client> clients_;
  std::vector<Line> lines_;
  std::int64_t told_ = 0;
};

}  // namespace

std::string to_timeline_json(const Line& line, Seconds offset) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("at", to_text(line.at, offset)).field("as", line.as);
  json.field("do", line.command);
  if (!line.on.empty()) {
    json.field("on", line.on);
  }
  if (!line.ref.empty()) {
    json.field("ref", line.ref);
  }
  json.key("with").raw(line.with).end_object();
  return out;
}

std::vector<Line> tell(const Data& data, const calendar::Calendar& calendar, Instant now,
                       std::uint64_t seed) {
  return Teller(data, calendar, now, seed).tell();
}

}  // namespace guiju::demo
