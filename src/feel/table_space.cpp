#include "feel/table_space.hpp"

#include <algorithm>

#include "feel/compare.hpp"

namespace guiju::feel {
namespace {

constexpr std::size_t pieces_max = 20'000;

void add_point(List& points, const Value& value) {
  if (std::find(points.begin(), points.end(), value) == points.end()) points.push_back(value);
}

/// Days and months come whole: nothing lies between one and the next.
bool are_neighbours(const Value& low, const Value& high) {
  const bool whole = low.kind() == Kind::date || low.kind() == Kind::years_months_duration;
  return whole && high.temporal().amount - low.temporal().amount == 1;
}

bool have_order(const List& points) {
  return std::all_of(points.begin(), points.end(), [&](const Value& point) {
    return compare(points.front(), point).has_value();
  });
}

std::string quoted(const Value& value) {
  if (value.kind() == Kind::string) return "\"" + to_text(value) + "\"";
  return to_text(value);
}

}  // namespace

bool Box::is_empty() const {
  return std::any_of(columns.begin(), columns.end(), [](const std::vector<bool>& segments) {
    return std::find(segments.begin(), segments.end(), true) == segments.end();
  });
}

Box Box::with(const Box& other) const {
  Box both = *this;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (std::size_t j = 0; j < columns[i].size(); ++j) {
      both.columns[i][j] = columns[i][j] && other.columns[i][j];
    }
  }
  return both;
}

TableSpace::TableSpace(const DecisionTable::Compiled& table) : table_(table) {
  rows_.resize(table.rules.size());
  for (std::size_t c = 0; c < table.inputs.size(); ++c) {
    columns_.push_back(cut(c));
    const auto& segments = columns_.back().segments;
    whole_.columns.emplace_back(segments.size(), true);
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const UnaryTests& cell = table.rules[r].tests[c];
      const bool is_clear = cell.is_any() || cell.shape();
      std::vector<bool> widest(segments.size(), true);
      if (cell.shape()) {
        for (std::size_t s = 0; s < segments.size(); ++s) {
          widest[s] = passes_shape(*cell.shape(), segments[s]);
        }
      }
      rows_[r].narrowest.columns.push_back(is_clear ? widest
                                                    : std::vector<bool>(segments.size(), false));
      rows_[r].widest.columns.push_back(std::move(widest));
    }
  }
}

/// Gathers the values at which some cell of the column changes its mind.
void TableSpace::collect_points(std::size_t column, List& points, bool& has_ranges) {
  const auto collect = [&](const UnaryTests::Shape& shape) {
    for (const auto& value : shape.values) {
      if (value.kind() == Kind::list) {
        for (const auto& item : value.as_list()) add_point(points, item);
      } else if (const Range* range = value.as_range()) {
        has_ranges = true;
        if (!range->low.is_null()) add_point(points, range->low);
        if (!range->high.is_null()) add_point(points, range->high);
      } else {
        add_point(points, value);
      }
    }
  };
  const auto& allowed = table_.inputs[column].allowed;
  if (allowed && allowed->shape()) collect(*allowed->shape());
  for (const auto& rule : table_.rules) {
    const UnaryTests& cell = rule.tests[column];
    if (cell.shape()) collect(*cell.shape());
    if (!cell.is_any() && !cell.shape() && unclear_ == nullptr) {
      unclear_ = &rule.test_places[column];
    }
  }
}

TableSpace::Column TableSpace::cut(std::size_t column) {
  List points;
  bool has_ranges = false;
  collect_points(column, points, has_ranges);
  Column result{.label = table_.inputs[column].label};
  auto& segments = result.segments;
  using What = Segment::What;
  if (std::erase_if(points, [](const Value& v) { return v.is_null(); }) > 0) {
    segments.push_back({What::value, {}, {}});
  }
  const bool is_boolean = table_.inputs[column].expression.type().is(Type::Kind::boolean) ||
                          (!points.empty() && points.front().kind() == Kind::boolean);
  const bool is_text = !points.empty() && points.front().kind() == Kind::string && !has_ranges;
  if (is_boolean) {
    for (const bool b : {true, false}) segments.push_back({What::value, Value::boolean(b), {}});
  } else if (is_text || points.empty() || !have_order(points)) {
    for (const auto& point : points) segments.push_back({What::value, point, {}});
    segments.push_back({What::others, {}, {}});
  } else {
    std::sort(points.begin(), points.end(),
              [](const Value& a, const Value& b) { return compare(a, b).value_or(0) < 0; });
    segments.push_back({What::between, {}, points.front()});
    for (std::size_t i = 0; i < points.size(); ++i) {
      segments.push_back({What::value, points[i], {}});
      const Value next = i + 1 < points.size() ? points[i + 1] : Value{};
      if (!next.is_null() && are_neighbours(points[i], next)) continue;
      segments.push_back({What::between, points[i], next});
    }
  }
  const auto& allowed = table_.inputs[column].allowed;
  if (allowed && allowed->shape()) {
    std::erase_if(segments, [&](const Segment& segment) {
      return !passes_shape(*allowed->shape(), segment);
    });
  }
  return result;
}

bool TableSpace::is_in(const Value& test, const Segment& segment) {
  if (test.kind() == Kind::list) {
    return std::any_of(test.as_list().begin(), test.as_list().end(),
                       [&](const Value& item) { return is_in(item, segment); });
  }
  const Range* range = test.as_range();
  const bool lacks_end = range != nullptr && (range->low.is_null() || range->high.is_null());
  if (lacks_end && range->form == Range::Form::ends) return false;  // an unknown end: no match
  if (segment.what == Segment::What::value) {
    return range != nullptr ? contains(*range, segment.low).is_true() : test == segment.low;
  }
  if (segment.what == Segment::What::others || range == nullptr) return false;
  // No end of the range lies inside the segment, so it holds the segment whole or not at all.
  const bool above_low =
      range->low.is_null() ||
      (!segment.low.is_null() && compare(segment.low, range->low).value_or(-1) >= 0);
  const bool below_high =
      range->high.is_null() ||
      (!segment.high.is_null() && compare(segment.high, range->high).value_or(1) <= 0);
  return above_low && below_high;
}

bool TableSpace::passes_shape(const UnaryTests::Shape& shape, const Segment& segment) {
  const bool any = std::any_of(shape.values.begin(), shape.values.end(),
                               [&](const Value& value) { return is_in(value, segment); });
  return any != shape.negated;
}

std::optional<std::vector<Box>> TableSpace::uncovered(const Box& box,
                                                      const std::vector<Box>& covers) const {
  std::vector<Box> left{box};
  for (const Box& cover : covers) {
    std::vector<Box> next;
    for (Box& piece : left) {
      if (piece.with(cover).is_empty()) {
        next.push_back(std::move(piece));
        continue;
      }
      // Cuts off, column by column, what sticks out of the cover; the rest is covered.
      for (std::size_t c = 0; c < piece.columns.size(); ++c) {
        Box outside = piece;
        for (std::size_t s = 0; s < piece.columns[c].size(); ++s) {
          const bool is_inside = piece.columns[c][s] && cover.columns[c][s];
          outside.columns[c][s] = piece.columns[c][s] && !cover.columns[c][s];
          piece.columns[c][s] = is_inside;
        }
        if (!outside.is_empty()) next.push_back(std::move(outside));
      }
    }
    if (next.size() > pieces_max) return std::nullopt;
    left = std::move(next);
  }
  return left;
}

std::string TableSpace::example(const Box& box) const {
  std::string text;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (box.columns[c] == whole_.columns[c]) continue;
    const auto first = std::find(box.columns[c].begin(), box.columns[c].end(), true);
    const auto& segment =
        columns_[c].segments[static_cast<std::size_t>(first - box.columns[c].begin())];
    text += (text.empty() ? "`" : ", `") + columns_[c].label + "` is ";
    if (segment.what == Segment::What::value) {
      text += quoted(segment.low);
    } else if (segment.what == Segment::What::others) {
      text += "anything else";
    } else if (segment.low.is_null()) {
      text += "below " + quoted(segment.high);
    } else if (segment.high.is_null()) {
      text += "above " + quoted(segment.low);
    } else {
      text += "between " + quoted(segment.low) + " and " + quoted(segment.high);
    }
  }
  return text.empty() ? "the inputs are what they may be" : text;
}

}  // namespace guiju::feel
