// A text file as somebody uploads it to be taken in: its rows are read as orders and decided; each
// is written out again, which must give the same cells.

#include "app/csv.hpp"

#include <sstream>
#include <string>
#include <string_view>

#include "company.hpp"
#include "target.hpp"

namespace {

using namespace guiju;

void there_and_back(const std::string& bytes) {
  std::istringstream in(bytes);
  try {
    app::CsvReader reader(in, app::any_separator);
    for (app::TableRow row; reader.next(row); row = {}) {
      const bool is_seen = row.cells.size() > 1 || !row.cells[0].empty();
      if (!is_seen) continue;             // a line without anything on it
      std::string text = "\xEF\xBB\xBF";  // as exports have it
      app::append_csv_row(text, row.cells);
      std::istringstream written(text);
      app::CsvReader again(written);
      app::TableRow same;
      if (!again.next(same) || same.cells != row.cells) __builtin_trap();
    }
  } catch (const app::TableError&) {
    return;  // refused, with words
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::Company company;
  const std::string bytes{reinterpret_cast<const char*>(data), size};
  there_and_back(bytes);
  company.import(bytes);
  return 0;
}
