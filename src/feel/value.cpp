#include "feel/value.hpp"

#include <cstring>
#include <new>

#include "base/assert.hpp"
#include "feel/civil.hpp"
#include "feel/decimal.hpp"
#include "feel/shared.hpp"
#include "feel/zone.hpp"

namespace guiju::feel {
namespace {

void destroy(const Shared* shared) {
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

}  // namespace

Value::Value(const Value& other) noexcept
    : kind_(other.kind_),
      zone_kind_(other.zone_kind_),
      nanoseconds_(other.nanoseconds_),
      low_(other.low_),
      high_(other.high_) {
  if (is_shared()) retain();
}

Value::Value(Value&& other) noexcept
    : kind_(other.kind_),
      zone_kind_(other.zone_kind_),
      nanoseconds_(other.nanoseconds_),
      low_(other.low_),
      high_(other.high_) {
  other.kind_ = Kind::null;
}

Value& Value::operator=(const Value& other) noexcept {
  if (this != &other) *this = Value{other};
  return *this;
}

Value& Value::operator=(Value&& other) noexcept {
  if (this == &other) return *this;
  if (is_shared()) release();
  kind_ = other.kind_;
  zone_kind_ = other.zone_kind_;
  nanoseconds_ = other.nanoseconds_;
  low_ = other.low_;
  high_ = other.high_;
  other.kind_ = Kind::null;
  return *this;
}

Value::~Value() {
  if (is_shared()) release();
}

void Value::retain() const noexcept { shared_->owners.fetch_add(1, std::memory_order_relaxed); }

void Value::release() noexcept {
  if (shared_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy(shared_);
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

Value Value::list(List items) { return adopt(Kind::list, new SharedList(std::move(items))); }

Value Value::context(ContextEntries entries) {
  // Contexts are short: a quadratic look for doubles is cheaper than an index.
  ContextEntries unique;
  unique.reserve(entries.size());
  for (auto& entry : entries) {
    ContextEntry* earlier = nullptr;
    for (auto& kept : unique) {
      if (kept.first == entry.first) earlier = &kept;
    }
    if (earlier != nullptr) {
      earlier->second = std::move(entry.second);
    } else {
      unique.push_back(std::move(entry));
    }
  }
  return adopt(Kind::context, new SharedContext(std::move(unique)));
}

Value Value::context_of(std::unique_ptr<const ContextSource> source) {
  return adopt(Kind::context, new SharedContext(std::move(source)));
}

Value Value::range(Range range) { return adopt(Kind::range, new SharedRange(std::move(range))); }

Value Value::function(const Callable* callable) {
  return adopt(Kind::function, new SharedFunction(callable));
}

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
