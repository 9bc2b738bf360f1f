#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace guiju::calendar {

/// A name in the languages that calendar data are kept in.
struct Name {
  std::string zh;
  std::string en;
  bool operator==(const Name&) const = default;
};

/// 放假通知. The official notice that fixes days off and make-up workdays of a year.
struct Notice {
  std::string number;  ///< 国办发明电〔2025〕7号; empty when it bears none that is known
  std::string title;   ///< as published
  std::string source;  ///< where it was published; may be empty
  std::string issued_by = {};  ///< 国务院办公厅; empty where the table does not say
  std::optional<LocalDate> published_on = {};  ///< likewise
};

/// One day that a notice takes out of the rule of the week.
struct SpecialDay {
  /// 法定节假日 (days moved beside it included) and 调休补班.
  enum class Kind { day_off, make_up_workday };
  LocalDate date;
  Kind kind = Kind::day_off;
  std::string holiday;  ///< id in the table's `names`: `spring_festival`
};

struct HolidayYear {
  int year = 0;
  std::vector<Notice> notices;  ///< the yearly one first, then its changes
};

struct HolidayName {
  std::string id;
  Name name;
};

/// One year of a table, as its notice fixes it.
struct YearNotice {
  HolidayYear year;
  std::vector<SpecialDay> days;  ///< ascending
};

/// 节假日表. Statutory days off and make-up workdays of the years whose notice is out.
///
/// A plain value, checked by `check`; years ascend, days ascend and none stands twice. A year that
/// is missing is provisional: its days go by the week alone, and every answer that rests on them
/// says so.
struct HolidayTable {
  std::string id;  ///< `statutory_cn`
  Name title;
  std::vector<HolidayName> names;
  std::vector<HolidayYear> years;
  std::vector<SpecialDay> days;

  bool is_published(int year) const;
  /// The special day of that date, null when the week decides.
  const SpecialDay* find(LocalDate date) const;
  /// The holiday's name by its id, null when the table has none.
  const Name* name_of(const std::string& holiday) const;
  /// The year with its days. Precondition: it is published.
  YearNotice notice_of(int year) const;
  /// Precondition: the year is not published yet.
  void add(const YearNotice& notice);
};

}  // namespace guiju::calendar
