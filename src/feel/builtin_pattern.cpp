#include "base/text.hpp"
#include "feel/builtin.hpp"
#include "feel/effort.hpp"
#include "feel/pattern.hpp"

namespace guiju::feel {
namespace {

using Arguments = std::span<const Value>;
using Nulls = BuiltinSignature::Nulls;
using Answer = Pattern::Answer;

std::u32string decode(std::string_view text) {
  std::u32string code_points;
  for (std::size_t at = 0; at < text.size();) code_points += next_code_point(text, at);
  return code_points;
}

void append(std::string& out, const std::u32string& text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) append_utf8(out, text[i]);
}

std::optional<Pattern> pattern_of(const Value& pattern, const Value& flags) {
  return Pattern::compile(pattern.as_string(), flags.as_string());
}

Value matches(Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return {};
  const auto pattern = pattern_of(a[1], a.size() > 2 ? a[2] : Value{});
  if (!pattern) return {};
  Pattern::Groups groups;
  const Answer answer = pattern->search(decode(a[0].as_string()), 0, groups);
  return answer == Answer::gave_up ? Value{} : Value::boolean(answer == Answer::found);
}

/// Appends the replacement with `$1` … put in; false when it is wrong (XPath's FORX0004).
bool append_replacement(std::string& out, const std::u32string& replacement,
                        const std::u32string& text, const Pattern::Groups& groups) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const char32_t c = replacement[i];
    const char32_t next = i + 1 < replacement.size() ? replacement[i + 1] : U'\0';
    if (c == '\\') {
      if (next != '\\' && next != '$') return false;
      append_utf8(out, next);
      ++i;
    } else if (c == '$') {
      if (next < '0' || next > '9') return false;
      std::size_t group = next - '0';
      ++i;
      // Further digits belong to the number only while there are that many groups.
      while (i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9') {
        const std::size_t longer = group * 10 + (replacement[i + 1] - '0');
        if (longer >= groups.size()) break;
        group = longer;
        ++i;
      }
      if (group >= groups.size() || groups[group].second == static_cast<std::size_t>(-1)) continue;
      if (!Effort::spend(groups[group].second - groups[group].first)) return false;
      append(out, text, groups[group].first, groups[group].second);
    } else {
      append_utf8(out, c);
    }
  }
  return true;
}

Value replace(Arguments a) {
  if (a[0].is_null() || a[1].is_null() || a[2].is_null()) return {};
  const Value flags = a.size() > 3 ? a[3] : Value{};
  const auto pattern = pattern_of(a[1], flags);
  if (!pattern) return {};
  const bool is_literal = flags.as_string().find('q') != std::string_view::npos;
  Pattern::Groups groups;
  // XPath refuses patterns that match nothing at all: there is no end to replacing that.
  if (pattern->search(U"", 0, groups) != Answer::not_found) return {};
  const std::u32string text = decode(a[0].as_string());
  const std::u32string replacement = decode(a[2].as_string());
  std::string result;
  std::size_t at = 0;
  while (true) {
    const Answer answer = pattern->search(text, at, groups);
    if (answer == Answer::gave_up) return {};
    if (answer == Answer::not_found) break;
    if (!Effort::spend(replacement.size())) return {};
    append(result, text, at, groups[0].first);
    if (is_literal) {
      result += a[2].as_string();
    } else if (!append_replacement(result, replacement, text, groups)) {
      return {};
    }
    at = groups[0].second;
    if (groups[0].first == groups[0].second) {
      if (at >= text.size()) break;
      append_utf8(result, text[at++]);
    }
  }
  append(result, text, at, text.size());
  return Value::string(result);
}

Value split(Arguments a) {
  const auto pattern = pattern_of(a[1], {});
  Pattern::Groups groups;
  if (!pattern || pattern->search(U"", 0, groups) != Answer::not_found) return {};
  const std::u32string text = decode(a[0].as_string());
  List parts;
  std::size_t at = 0;
  while (true) {
    const Answer answer = pattern->search(text, at, groups);
    if (answer == Answer::gave_up) return {};
    if (answer == Answer::not_found || groups[0].first == groups[0].second) break;
    std::string part;
    append(part, text, at, groups[0].first);
    parts.push_back(Value::string(part));
    at = groups[0].second;
  }
  std::string rest;
  append(rest, text, at, text.size());
  parts.push_back(Value::string(rest));
  return Value::list(std::move(parts));
}

}  // namespace

void add_pattern_builtins(Builtins& all) {
  const Type string = Type::string();
  const Parameter input{"input", string};
  const Parameter pattern{"pattern", string};
  const Parameter flags{"flags", string, true};
  all["matches"] = {{{input, pattern, flags}, Type::boolean(), matches, Nulls::are_passed}};
  all["replace"] = {
      {{input, pattern, {"replacement", string}, flags}, string, replace, Nulls::are_passed}};
  all["split"] = {{{{"string", string}, {"delimiter", string}}, Type::list(string), split}};
}

}  // namespace guiju::feel
