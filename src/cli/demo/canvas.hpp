#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace guiju::demo {

/// Sixteen colours on a small surface; what falls outside of it is not drawn.
class Canvas {
 public:
  enum Colour : std::uint8_t {
    table,
    board,
    board_light,
    copper,
    gold,
    white,
    red,
    chip,
    pin,
    hole,
    bare,
    scorched,
    box,
    paper,
    ink,
    shade,
  };

  Canvas(int width, int height, Colour ground);

  int width() const { return width_; }
  int height() const { return height_; }
  void rectangle(int left, int top, int wide, int high, Colour colour);
  void disc(int x, int y, int radius, Colour colour);
  void ring(int x, int y, int radius, int thick, Colour colour);
  void line(int from_x, int from_y, int to_x, int to_y, int thick, Colour colour);

  /// The surface as a PNG.
  std::string png() const;

 private:
  void set(int x, int y, Colour colour);

  int width_;
  int height_;
  std::vector<Colour> pixels_;
};

}  // namespace guiju::demo
