#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Files for the demo to attach: drawn here, so that no picture has to be kept.
namespace guiju::demo {

/// What a picture shows of a circuit board; an unknown word shows a sound one.
/// `delaminated`, `cracked`, `mislabelled`, `thinned`, `peeled`
struct BoardPicture {
  std::string_view defect;
  std::string_view part;  ///< each part number has a layout of its own
  bool is_close = false;  ///< the defect large, instead of the whole board with a ring around it
};

/// A PNG of 480 by 320. Equal pictures are equal bytes.
std::string draw_board(const BoardPicture& picture);

/// A PDF of one page with these lines, the first large.
std::string write_paper(const std::vector<std::string>& lines);

}  // namespace guiju::demo
