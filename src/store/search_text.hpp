#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casework/record.hpp"

/// The words by which the search box finds a record. Chinese text becomes every pair of
/// neighbouring characters (a full-text index of SQLite finds no words of two characters
/// otherwise), simplified; a run's last character stands alone behind its pairs, so that a prefix
/// finds every character. Latin letters and digits are words in lower case; `3-502` is also the
/// word `3502`, and of long numbers each tail from three digits on is a word. Names are also there
/// in pinyin, in full and as initials, in every reading. A masked text is found by the ends that
/// the mask leaves and by all of it, whoever searches: the finding tells no more than the page.
namespace guiju::store {

enum class SearchTable { none, clients, cases };
/// Where a type's records are found: the company's clients; what is worked on, and clients of a
/// regulation's own; or nowhere.
SearchTable search_table_of(const pack::RecordType& type);

/// The words of a record, separated by spaces, ASCII letters in lower case.
std::string search_words(const casework::Record& record);
/// The same of a text.
std::string words_of(std::string_view text);

/// Words that must follow one another; `is_prefix`: the last may go on.
struct SearchPhrase {
  std::vector<std::string> words;
  bool is_prefix = false;
  std::string whole = {};  ///< a word that finds it too: of a masked text, all of it
};

/// What is sought: all phrases must be found. Empty for a text without any word.
std::vector<SearchPhrase> phrases_of(std::string_view text);

/// The phrases as a query of FTS5.
std::string to_match(const std::vector<SearchPhrase>& phrases);

/// True when `words`, as `search_words` gives them, hold all phrases.
bool matches(std::string_view words, const std::vector<SearchPhrase>& phrases);

}  // namespace guiju::store
