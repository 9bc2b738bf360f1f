#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "feel/source_text.hpp"
#include "pack/outline.hpp"
#include "pack/phrase.hpp"

/// What the parts of the outline share.
namespace guiju::pack {

inline Text words(std::string zh, std::string en) {
  return {.zh = std::move(zh), .zh_hant = {}, .en = std::move(en)};
}
inline Text same_words(const std::string& text) { return words(text, text); }

/// Gathers items; each aspect goes to the item begun last.
class OutlineWriter {
 public:
  explicit OutlineWriter(const Pack& pack) : pack_(pack) {}

  const Pack& pack() const { return pack_; }

  OutlineWriter& item(const char* subject, Text subject_name, std::string id, Text title,
                      const Basis& rules, const SourcePlace& place = {}) {
    items_.push_back({.type = type_,
                      .command = command_,
                      .subject = subject,
                      .subject_name = std::move(subject_name),
                      .id = std::move(id),
                      .parent = {},
                      .title = std::move(title),
                      .rules = rules,
                      .aspects = {},
                      .place = place});
    return *this;
  }
  /// Whose fields and inputs the names are in the formulas of the items to come.
  OutlineWriter& about(const RecordType* type, const Command* command = nullptr) {
    type_ = type;
    command_ = command;
    return *this;
  }
  OutlineWriter& under(const std::string& parent) {
    items_.back().parent = parent;
    return *this;
  }

  /// A text whose words are its meaning.
  OutlineWriter& text(const char* id, Text name, const Text& value) {
    return plain(id, std::move(name), value.zh + '\n' + value.en, value);
  }
  OutlineWriter& plain(const char* id, Text name, std::string key, Text shown) {
    items_.back().aspects.push_back({id, std::move(name), std::move(key), std::move(shown), false});
    return *this;
  }
  OutlineWriter& value(const char* id, Text name, const std::string& value) {
    return plain(id, std::move(name), value, same_words(value));
  }
  OutlineWriter& flag(const char* id, Text name, bool value) {
    return plain(id, std::move(name), value ? "yes" : "", value ? words("是", "yes") : Text{});
  }
  OutlineWriter& formula(const char* id, Text name, const Formula& formula) {
    const auto text = with_parameters(pack_, formula.text);
    return plain(id, std::move(name), feel::normal_text(text),
                 Phrases(pack_, type_, command_).expression(text));
  }
  OutlineWriter& condition(const char* id, Text name, const Formula& formula) {
    this->formula(id, std::move(name), formula);
    items_.back().aspects.back().is_condition = true;
    return *this;
  }
  /// Names whose order means nothing.
  OutlineWriter& names(const char* id, Text name, std::vector<std::string> keys,
                       const Text& shown) {
    std::sort(keys.begin(), keys.end());
    std::string key;
    for (const auto& one : keys) key += one + '\n';
    return plain(id, std::move(name), std::move(key), shown);
  }
  OutlineWriter& basis(const Basis& rules) {
    auto ids = rules_of(pack_, rules);
    std::string shown;
    for (const auto& id : ids) shown += (shown.empty() ? "" : ", ") + id;
    return names("rules", words("依据", "basis"), std::move(ids), same_words(shown));
  }

  std::vector<Item> take() { return std::move(items_); }

 private:
  const Pack& pack_;
  const RecordType* type_ = nullptr;
  const Command* command_ = nullptr;
  std::vector<Item> items_;
};

/// Titles beside one another, in both languages.
class Enumeration {
 public:
  void add(const std::string& zh, const std::string& en) {
    text_.zh += (text_.zh.empty() ? "" : "、") + zh;
    text_.en += (text_.en.empty() ? "" : ", ") + (en.empty() ? zh : en);
  }
  void add(const Text& title, const std::string& otherwise) {
    add(title.zh.empty() ? otherwise : title.zh, title.en.empty() ? otherwise : title.en);
  }
  const Text& text() const { return text_; }

 private:
  Text text_;
};

void outline_types(OutlineWriter& out);
void outline_command(OutlineWriter& out, const RecordType& type, const Command& command);
void outline_deadlines(OutlineWriter& out);
void outline_papers(OutlineWriter& out);

/// Who is meant by the words of `who`, `sees` or `clear_to`.
void outline_who(OutlineWriter& out, const char* id, Text name, const RecordType& type,
                 const std::vector<Who>& who);
void outline_follow_ups(OutlineWriter& out, const std::string& owner,
                        const std::vector<FollowUp>& follow_ups, const Basis& rules);
void outline_notices(OutlineWriter& out, const std::string& owner,
                     const std::vector<Notification>& notices, const Basis& rules);

}  // namespace guiju::pack
