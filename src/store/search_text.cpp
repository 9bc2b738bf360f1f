#include "store/search_text.hpp"

#include <algorithm>

#include "casework/mask.hpp"
#include "store/characters.hpp"
#include "store/projection.hpp"

namespace guiju::store {
namespace {

/// Readings of a name beyond this many are left out: nobody types the ninth.
constexpr std::size_t readings_max = 8;
/// Of numbers as long as a telephone's each tail is a word.
constexpr std::size_t phone_digits_min = 7;
constexpr std::size_t tail_digits_min = 3;
/// Stands before a word that is only found whole: a character that nobody types.
constexpr std::string_view whole_mark = "\xee\x80\x80";

bool is_number(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What a text is made of: runs of Chinese, and chunks of words joined by `-` and the like.
struct Piece {
  bool is_han = false;
  std::vector<std::string> parts;  ///< the characters of a run, the words of a chunk
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  CharacterKind before = CharacterKind::separator;
  bool joined = false;
  while (!text.empty()) {
    const char32_t c = normalised(take_character(text));
    const CharacterKind kind = kind_of(c);
    if (kind == CharacterKind::joint && before == CharacterKind::word) {
      joined = true;
      continue;
    }
    if (kind == CharacterKind::word) {
      if (before != kind) pieces.push_back({.is_han = false});
      std::vector<std::string>& words = pieces.back().parts;
      if (words.empty() || joined) words.emplace_back();
      append_character(words.back(), c);
    } else if (kind == CharacterKind::han) {
      if (before != kind) pieces.push_back({.is_han = true});
      append_character(pieces.back().parts.emplace_back(), c);
    }
    joined = false;
    before = kind;
  }
  return pieces;
}

std::string join(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) joined += part;
  return joined;
}

void append_word(std::string& out, std::string_view word) {
  if (word.empty()) return;
  (out += word) += ' ';
}

void append_tails(std::string& out, std::string_view word) {
  for (std::size_t from = 1; from + tail_digits_min <= word.size(); ++from) {
    append_word(out, word.substr(from));
  }
}

void append_number_variants(std::string& out, std::string_view word) {
  if (!is_number(word)) return;
  if (word.size() >= phone_digits_min) {
    append_tails(out, word);
  } else if (word.front() == '0' && word.size() > 1) {
    append_word(out, word.substr(std::min(word.find_first_not_of('0'), word.size())));
  }
}

void append_words(std::string& out, const Piece& piece) {
  if (piece.is_han) {
    for (std::size_t i = 0; i + 1 < piece.parts.size(); ++i) {
      append_word(out, piece.parts[i] + piece.parts[i + 1]);
    }
    append_word(out, piece.parts.back());
    return;
  }
  for (const std::string& word : piece.parts) {
    append_word(out, word);
    append_number_variants(out, word);
  }
  if (piece.parts.size() > 1) {
    const std::string joined = join(piece.parts);
    append_word(out, joined);
    append_number_variants(out, joined);
  }
}

/// Every reading of a name: in full, and as initials.
void append_pinyin(std::string& out, std::string_view name) {
  std::vector<std::pair<std::string, std::string>> readings{{}};
  bool has_han = false;
  while (!name.empty()) {
    const char32_t c = normalised(take_character(name));
    std::vector<std::string> syllables = readings_of(c);
    has_han = has_han || !syllables.empty();
    if (kind_of(c) == CharacterKind::word) append_character(syllables.emplace_back(), c);
    if (syllables.empty()) continue;
    std::vector<std::pair<std::string, std::string>> longer;
    for (const std::string& syllable : syllables) {
      for (const auto& [full, initials] : readings) {
        if (longer.size() == readings_max) break;
        longer.emplace_back(full + syllable, initials + syllable.front());
      }
    }
    readings = std::move(longer);
  }
  if (!has_han) return;
  std::vector<std::string> written;
  for (const auto& [full, initials] : readings) {
    for (const std::string& word : {full, initials}) {
      if (std::find(written.begin(), written.end(), word) != written.end()) continue;
      append_word(out, word);
      written.push_back(word);
    }
  }
}

/// Of a masked text: what everyone reads of it, and the whole as one word that nothing but the
/// whole finds. Who tries it out digit by digit learns nothing.
void append_masked(std::string& out, const pack::Mask& mask, std::string_view text) {
  std::string whole;
  for (const Piece& piece : pieces_of(text)) whole += join(piece.parts);
  append_word(out, std::string(whole_mark) + whole);
  for (const Piece& piece : pieces_of(casework::masked(text, mask))) {
    append_words(out, piece);
    if (!piece.is_han) append_tails(out, piece.parts.back());
  }
}

void append_value(std::string& out, const feel::Value& value) {
  if (value.kind() == feel::Kind::list) {
    for (const feel::Value& item : value.as_list()) append_value(out, item);
  } else if (value.kind() == feel::Kind::string) {
    out += words_of(value.as_string());
  } else if (!value.is_null()) {
    out += words_of(feel::to_text(value));
  }
}

}  // namespace

SearchTable search_table_of(const pack::RecordType& type) {
  if (type.name == "client" && type.pack->id == "company") return SearchTable::clients;
  return type.is_case || type.is_client ? SearchTable::cases : SearchTable::none;
}

std::string words_of(std::string_view text) {
  std::string out;
  for (const Piece& piece : pieces_of(text)) append_words(out, piece);
  return out;
}

std::string search_words(const casework::Record& record) {
  const bool is_client = search_table_of(*record.type) == SearchTable::clients;
  // A client's number is the name under which it was once registered.
  std::string out = is_client ? std::string{} : words_of(record.number);
  for (const int field : record.type->search_fields) {
    const feel::Value& value = record.fields[static_cast<std::size_t>(field)];
    if (const auto* mask = value.is_null() ? nullptr : record.type->find_mask(field)) {
      append_masked(out, *mask, value.as_string());
    } else {
      append_value(out, value);
    }
  }
  if (is_client || record.type->is_client) append_pinyin(out, title_of(record));
  return out;
}

std::vector<SearchPhrase> phrases_of(std::string_view text) {
  std::vector<SearchPhrase> phrases;
  for (const Piece& piece : pieces_of(text)) {
    if (!piece.is_han) {
      const std::string word = join(piece.parts);
      phrases.push_back(
          {.words = {word}, .is_prefix = word.size() > 1, .whole = std::string(whole_mark) + word});
    } else if (piece.parts.size() == 1) {
      phrases.push_back({.words = piece.parts, .is_prefix = true});
    } else {
      SearchPhrase& phrase = phrases.emplace_back();
      for (std::size_t i = 0; i + 1 < piece.parts.size(); ++i) {
        phrase.words.push_back(piece.parts[i] + piece.parts[i + 1]);
      }
    }
  }
  return phrases;
}

std::string to_match(const std::vector<SearchPhrase>& phrases) {
  std::string match;
  for (const SearchPhrase& phrase : phrases) {
    match += match.empty() ? "(\"" : " AND (\"";
    for (const std::string& word : phrase.words) append_word(match, word);
    match.back() = '"';
    if (phrase.is_prefix) match += '*';
    if (!phrase.whole.empty()) match.append(" OR \"").append(phrase.whole).append("\"");
    match += ')';
  }
  return match;
}

bool matches(std::string_view words, const std::vector<SearchPhrase>& phrases) {
  const std::string text = std::string{" "}.append(words);
  return std::all_of(phrases.begin(), phrases.end(), [&](const SearchPhrase& phrase) {
    std::string sought = " ";
    for (const std::string& word : phrase.words) append_word(sought, word);
    if (phrase.is_prefix) sought.pop_back();
    return text.find(sought) != std::string::npos ||
           (!phrase.whole.empty() && text.find(' ' + phrase.whole + ' ') != std::string::npos);
  });
}

}  // namespace guiju::store
