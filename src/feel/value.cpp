#include "feel/value.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <new>

#include "base/assert.hpp"
#include "feel/civil.hpp"
#include "feel/decimal.hpp"
#include "feel/shared.hpp"
#include "feel/zone.hpp"

namespace guiju::feel {
namespace {

constexpr std::uint64_t weight_max = 4'000'000;
constexpr std::size_t depth_max = 200;

/// The extent of what holds the values that `each` shows to its visitor; empty when it is too large
/// to be one.
template <class Each>
std::optional<Extent> extent_of(const Each& each) {
  std::uint64_t weight = 1;
  std::size_t depth = 0;
  each([&](const Value& part) {
    weight += part.weight();
    depth = std::max(depth, part.depth());
  });
  if (weight > weight_max || depth >= depth_max) return std::nullopt;
  return Extent{static_cast<std::uint32_t>(weight), static_cast<std::uint32_t>(depth + 1)};
}

/// Of two entries with one name the later wins, in the earlier's place.
ContextEntries without_doubles(ContextEntries entries) {
  // Contexts are short as a rule: a quadratic look for doubles is cheaper than an index.
  constexpr std::size_t short_max = 40;
  std::map<std::string, std::size_t, std::less<>> places;
  ContextEntries unique;
  unique.reserve(entries.size());
  for (auto& entry : entries) {
    std::size_t place = unique.size();
    if (entries.size() > short_max) {
      place = places.try_emplace(entry.first, place).first->second;
    } else {
      for (std::size_t i = 0; i < unique.size(); ++i) {
        if (unique[i].first == entry.first) place = i;
      }
    }
    if (place < unique.size()) {
      unique[place].second = std::move(entry.second);
    } else {
      unique.push_back(std::move(entry));
    }
  }
  return unique;
}

}  // namespace

void Value::destroy(const Shared* shared) noexcept {
  switch (shared->kind) {
    case Kind::string: {
      auto* block = const_cast<SharedString*>(static_cast<const SharedString*>(shared));
      block->~SharedString();
      ::operator delete(block);
      return;
    }
    case Kind::list:
      delete static_cast<const SharedList*>(shared);
      return;
    case Kind::context:
      delete static_cast<const SharedContext*>(shared);
      return;
    case Kind::range:
      delete static_cast<const SharedRange*>(shared);
      return;
    case Kind::function:
      delete static_cast<const SharedFunction*>(shared);
      return;
    default:
      GUIJU_ASSERT(false && "a value of this kind owns nothing");
  }
}

Value Value::adopt(Kind kind, const Shared* shared) {
  Value value;
  value.kind_ = kind;
  value.shared_ = shared;
  return value;
}

Value Value::boolean(bool b) {
  Value value;
  value.kind_ = Kind::boolean;
  value.low_ = b ? 1 : 0;
  return value;
}

Value Value::number(std::int64_t n) { return number(Decimal::of(n)); }

Value Value::number(const Decimal& n) {
  Value value;
  value.kind_ = Kind::number;
  value.low_ = n.low;
  value.high_ = n.high;
  return value;
}

Value Value::number_from_text(std::string_view text) {
  const auto n = parse_decimal(text);
  return n ? number(*n) : Value{};
}

Value Value::string(std::string_view text) {
  void* memory = ::operator new(sizeof(SharedString) + text.size());
  auto* block = new (memory) SharedString(text.size());
  if (!text.empty()) std::memcpy(block->text(), text.data(), text.size());
  return adopt(Kind::string, block);
}

Value Value::temporal(Kind kind, const Temporal& parts) {
  Value value;
  value.kind_ = kind;
  value.zone_kind_ = parts.zone_kind;
  value.nanoseconds_ = parts.nanoseconds;
  value.amount_ = parts.amount;
  if (parts.zone_kind == ZoneKind::offset) value.offset_seconds_ = parts.offset_seconds;
  if (parts.zone_kind == ZoneKind::zone) value.zone_ = parts.zone;
  return value;
}

Value::Temporal Value::temporal() const noexcept {
  Temporal parts{.amount = amount_, .nanoseconds = nanoseconds_, .zone_kind = zone_kind_};
  if (zone_kind_ == ZoneKind::offset) {
    parts.offset_seconds = static_cast<std::int32_t>(offset_seconds_);
  }
  if (zone_kind_ == ZoneKind::zone) parts.zone = zone_;
  return parts;
}

Value Value::date(LocalDate date) {
  return temporal(Kind::date, {.amount = date.time_since_epoch().count()});
}

Value Value::time(Seconds since_midnight) {
  return temporal(Kind::time, {.amount = since_midnight.count()});
}

Value Value::date_time(Instant instant, Seconds offset) {
  return temporal(Kind::date_time, {.amount = (instant.time_since_epoch() + offset).count(),
                                    .zone_kind = ZoneKind::offset,
                                    .offset_seconds = static_cast<std::int32_t>(offset.count())});
}

Value Value::date_time(LocalTime local) {
  return temporal(Kind::date_time, {.amount = local.time_since_epoch().count()});
}

Value Value::days_duration(Seconds length) {
  return temporal(Kind::days_duration, {.amount = length.count()});
}

Value Value::months_duration(std::int64_t months) {
  return temporal(Kind::years_months_duration, {.amount = months});
}

Value Value::list(List items) {
  const auto extent = extent_of([&](const auto& visit) {
    for (const auto& item : items) visit(item);
  });
  return extent ? adopt(Kind::list, new SharedList(std::move(items), *extent)) : Value{};
}

Value Value::context(ContextEntries entries) {
  auto unique = without_doubles(std::move(entries));
  const auto extent = extent_of([&](const auto& visit) {
    for (const auto& [name, value] : unique) visit(value);
  });
  return extent ? adopt(Kind::context, new SharedContext(std::move(unique), *extent)) : Value{};
}

Value Value::context_of(std::unique_ptr<const ContextSource> source) {
  return adopt(Kind::context, new SharedContext(std::move(source)));
}

Value Value::range(Range range) {
  const auto extent = extent_of([&](const auto& visit) {
    visit(range.low);
    visit(range.high);
  });
  return extent ? adopt(Kind::range, new SharedRange(std::move(range), *extent)) : Value{};
}

Value Value::function(const Callable* callable) {
  std::unique_ptr<const Callable> owned{callable};
  const std::size_t depth = owned->depth() + 1;
  if (depth > depth_max) return {};
  const Extent extent{1, static_cast<std::uint32_t>(depth)};
  return adopt(Kind::function, new SharedFunction(owned.release(), extent));
}

std::size_t Value::weight() const noexcept { return is_shared() ? shared_->extent.weight : 1; }

std::size_t Value::depth() const noexcept { return is_shared() ? shared_->extent.depth : 0; }

std::optional<bool> Value::as_boolean() const {
  if (kind_ != Kind::boolean) return std::nullopt;
  return low_ != 0;
}

std::optional<std::int64_t> Value::as_int64() const {
  if (kind_ != Kind::number) return std::nullopt;
  return to_int64(decimal());
}

std::string_view Value::as_string() const noexcept {
  if (kind_ != Kind::string) return {};
  return static_cast<const SharedString*>(shared_)->view();
}

const List& Value::as_list() const noexcept {
  static const List none;
  return kind_ == Kind::list ? static_cast<const SharedList*>(shared_)->items : none;
}

const ContextEntries& Value::as_context() const noexcept {
  static const ContextEntries none;
  return kind_ == Kind::context ? static_cast<const SharedContext*>(shared_)->all() : none;
}

const Value* Value::find(std::string_view key) const noexcept {
  if (kind_ != Kind::context) return nullptr;
  if (const auto& source = static_cast<const SharedContext*>(shared_)->source) {
    return source->find(key);
  }
  for (const auto& entry : as_context()) {
    if (entry.first == key) return &entry.second;
  }
  return nullptr;
}

std::optional<LocalDate> Value::as_date() const {
  if (kind_ != Kind::date || !fits_calendar(amount_)) return std::nullopt;
  return LocalDate{std::chrono::days{amount_}};
}

std::optional<Instant> Value::as_instant() const {
  if (kind_ != Kind::date_time || zone_kind_ == ZoneKind::local) return std::nullopt;
  return Instant{Seconds{utc_seconds(temporal())}};
}

std::optional<Seconds> Value::as_days_duration() const {
  if (kind_ != Kind::days_duration) return std::nullopt;
  return Seconds{amount_};
}

std::optional<std::int64_t> Value::as_months_duration() const {
  if (kind_ != Kind::years_months_duration) return std::nullopt;
  return amount_;
}

const Range* Value::as_range() const noexcept {
  return kind_ == Kind::range ? &static_cast<const SharedRange*>(shared_)->range : nullptr;
}

const Callable* Value::as_function() const noexcept {
  return kind_ == Kind::function ? static_cast<const SharedFunction*>(shared_)->callable.get()
                                 : nullptr;
}

Decimal Value::decimal() const noexcept {
  GUIJU_ASSERT(kind_ == Kind::number);
  return {low_, high_};
}

}  // namespace guiju::feel
