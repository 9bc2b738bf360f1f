#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace guiju::feel {

class Value;
class Callable;
class Zone;
struct Type;
struct Decimal;
struct Range;

using List = std::vector<Value>;
/// One entry of a context: its name and its value.
using ContextEntry = std::pair<std::string, Value>;
using ContextEntries = std::vector<ContextEntry>;

enum class Kind : std::uint8_t {
  null,
  boolean,
  number,
  string,
  date,
  time,
  date_time,
  years_months_duration,
  days_duration,
  list,
  context,
  range,
  function,
};

/// A context whose entries are looked up where they are kept, and copied only when all of them are
/// asked for. Never changes.
class ContextSource {
 public:
  virtual ~ContextSource() = default;
  /// Null pointer when there is no such entry; else lives as long as the source.
  virtual const Value* find(std::string_view name) const = 0;
  virtual ContextEntries entries() const = 0;
};

/// How much hangs on a value, counted anew wherever it stands again: `[x, x]` weighs twice `x`,
/// though both are one block. Whoever goes through a value does this much work, this deep.
struct Extent {
  std::uint32_t weight = 1;
  std::uint32_t depth = 0;
};

/// What a value points to when it does not fit into it: counted, never changed once made.
struct Shared {
  explicit Shared(Kind k, Extent e = {}) : kind(k), extent(e) {}
  mutable std::atomic<std::uint32_t> owners{1};
  const Kind kind;
  const Extent extent;
};

/// A FEEL value (OMG DMN 1.5, chapter 10). Immutable; copying is cheap and copies no text, list or
/// context; values may be shared between threads.
///
/// Lists, contexts, ranges and functions that hold more than 4,000,000 parts, or are nested more
/// than 200 deep, are null: `Value::list` and its like give that.
///
/// Numbers are IEEE 754 decimal128 (34 digits). Strings are UTF-8. Dates, times and durations carry
/// nanoseconds; a date and time is local, or has an offset, or names a zone.
class Value {
 public:
  Value() noexcept = default;
  Value(const Value& other) noexcept { share(other); }
  Value(Value&& other) noexcept { take(other); }
  Value& operator=(const Value& other) noexcept {
    if (this != &other) *this = Value{other};
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    if (this == &other) return *this;
    release();
    take(other);
    return *this;
  }
  ~Value() { release(); }

  static Value null() { return {}; }
  static Value boolean(bool b);
  static Value number(std::int64_t n);
  static Value number(const Decimal& n);
  /// Reads a number as FEEL writes it, exponent allowed; null when `text` is no number.
  static Value number_from_text(std::string_view text);
  static Value string(std::string_view text);
  static Value date(LocalDate date);
  static Value time(Seconds since_midnight);
  static Value date_time(Instant instant, Seconds offset);
  static Value date_time(LocalTime local);
  static Value days_duration(Seconds length);
  static Value months_duration(std::int64_t months);
  static Value list(List items);
  /// Entries keep their order. Of two entries with one name the later wins, in the earlier's place.
  static Value context(ContextEntries entries);
  static Value context_of(std::unique_ptr<const ContextSource> source);
  static Value range(Range range);
  /// Takes ownership of `callable`.
  static Value function(const Callable* callable);

  Kind kind() const noexcept { return kind_; }
  /// The parts that it holds, itself included; those that stand in it twice count twice.
  std::size_t weight() const noexcept;
  /// How deep its parts are nested.
  std::size_t depth() const noexcept;
  bool is_null() const noexcept { return kind_ == Kind::null; }
  /// True for the boolean `true` only: three-valued logic ends here.
  bool is_true() const noexcept { return kind_ == Kind::boolean && low_ != 0; }
  bool is_false() const noexcept { return kind_ == Kind::boolean && low_ == 0; }
  std::optional<bool> as_boolean() const;
  /// The number when it is a whole one that fits, else empty.
  std::optional<std::int64_t> as_int64() const;
  /// The text of a string, lives as long as this value; empty for every other kind.
  std::string_view as_string() const noexcept;
  /// The items of a list; empty for every other kind.
  const List& as_list() const noexcept;
  /// The entries of a context in order; empty for every other kind.
  const ContextEntries& as_context() const noexcept;
  /// The entry `key` of a context, or null pointer when this is no context or has no such entry.
  const Value* find(std::string_view key) const noexcept;
  /// The date; empty for every other kind, and for years that the calendar type cannot hold.
  std::optional<LocalDate> as_date() const;
  /// The moment of a date and time that has an offset or a zone, fractions cut off; else empty.
  std::optional<Instant> as_instant() const;
  /// The whole seconds of a days and time duration; else empty.
  std::optional<Seconds> as_days_duration() const;
  std::optional<std::int64_t> as_months_duration() const;
  const Range* as_range() const noexcept;
  const Callable* as_function() const noexcept;

  /// The number's digits. Only for `Kind::number`.
  Decimal decimal() const noexcept;

  /// Where a time or a date and time stands: nowhere (local), at a fixed offset, or in a zone.
  enum class ZoneKind : std::uint8_t { local, offset, zone };

  /// The raw parts of dates, times and durations, for the built-in functions.
  struct Temporal {
    /// Days since 1970-01-01 (date), seconds since midnight (time), local seconds since
    /// 1970-01-01T00:00:00 (date and time), seconds or months (durations).
    std::int64_t amount = 0;
    std::int32_t nanoseconds = 0;  ///< 0 to 999,999,999, added to `amount`
    ZoneKind zone_kind = ZoneKind::local;
    std::int32_t offset_seconds = 0;  ///< for `ZoneKind::offset`
    const Zone* zone = nullptr;       ///< for `ZoneKind::zone`; lives as long as the program
  };
  static Value temporal(Kind kind, const Temporal& parts);
  Temporal temporal() const noexcept;

 private:
  bool is_shared() const noexcept { return kind_ == Kind::string || kind_ >= Kind::list; }
  void share(const Value& other) noexcept {
    copy_bits(other);
    if (is_shared()) shared_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  void take(Value& other) noexcept {
    copy_bits(other);
    other.kind_ = Kind::null;
  }
  void copy_bits(const Value& other) noexcept {
    kind_ = other.kind_;
    zone_kind_ = other.zone_kind_;
    nanoseconds_ = other.nanoseconds_;
    low_ = other.low_;
    high_ = other.high_;
  }
  void release() noexcept {
    if (is_shared() && shared_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1)
      destroy(shared_);
  }
  static void destroy(const Shared* shared) noexcept;
  static Value adopt(Kind kind, const Shared* shared);

  Kind kind_ = Kind::null;
  ZoneKind zone_kind_ = ZoneKind::local;
  std::int32_t nanoseconds_ = 0;
  union {
    std::uint64_t low_ = 0;
    std::int64_t amount_;
    const Shared* shared_;
  };
  union {
    std::uint64_t high_ = 0;
    std::int64_t offset_seconds_;
    const Zone* zone_;
  };
};

static_assert(sizeof(Value) <= 32);

/// A FEEL range.
struct Range {
  /// How it is written. `(> 5)` has one end and is open to the other side; in `(5..null)` the other
  /// end is unknown, so that nothing can be said of what lies beyond 5. The two are not equal.
  enum class Form : std::uint8_t { ends, comparison };

  Value low;
  Value high;
  bool low_included = false;
  bool high_included = false;
  Form form = Form::ends;
};

/// A function value: a literal, a built-in one, or one that the caller supplies.
class Callable {
 public:
  virtual ~Callable() = default;
  virtual const std::vector<std::string>& parameters() const = 0;
  /// Too many or too few arguments give null.
  virtual Value call(std::span<const Value> arguments) const = 0;
  /// Whether it is of the function type `type`, as far as its parameters declare types.
  virtual bool conforms_to(const Type& type) const;
  /// How deep the values that it keeps are nested.
  virtual std::size_t depth() const { return 0; }
};

/// FEEL's `=`: true, false, or null where the two cannot be compared.
Value equal(const Value& a, const Value& b);
/// True when `equal` says true; two nulls are equal.
bool operator==(const Value& a, const Value& b);

/// FEEL's `string()`: strings without quotes at the top, with quotes inside lists and contexts.
std::string to_text(const Value& value);

/// Appends the value as canonical JSON: numbers plain (an exponent only where the plain form would
/// exceed 40 characters), dates, times and durations as their ISO strings, contexts in their order,
/// ranges as FEEL text, functions as null.
void append_json(std::string& out, const Value& value);

}  // namespace guiju::feel
