#include "cli/demo/canvas.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace guiju::demo {
namespace {

using Rgb = std::array<std::uint8_t, 3>;

constexpr std::array<Rgb, 16> palette{{{0x2b, 0x30, 0x38},
                                       {0x1d, 0x6b, 0x46},
                                       {0x2c, 0x84, 0x59},
                                       {0xb8, 0x73, 0x33},
                                       {0xe3, 0xc1, 0x6f},
                                       {0xf2, 0xf4, 0xef},
                                       {0xd9, 0x1e, 0x2e},
                                       {0x1b, 0x1d, 0x20},
                                       {0xb9, 0xc0, 0xc7},
                                       {0x0f, 0x24, 0x1a},
                                       {0xd0, 0xa0, 0x70},
                                       {0x8c, 0xa8, 0x8a},
                                       {0xb4, 0x8a, 0x5c},
                                       {0xfa, 0xfa, 0xf5},
                                       {0x20, 0x22, 0x28},
                                       {0x14, 0x4d, 0x33}}};
constexpr std::size_t stored_block_max = 65'535;

void put_big(std::string& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 255);
}

std::uint32_t crc_of(std::string_view bytes) {
  std::uint32_t crc = 0xffffffffU;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

void put_chunk(std::string& out, std::string_view name, std::string_view data) {
  put_big(out, static_cast<std::uint32_t>(data.size()));
  const std::string body = std::string(name).append(data);
  out += body;
  put_big(out, crc_of(body));
}

/// Zlib's form without compressing: the demo needs no library for it.
std::string stored(std::string_view data) {
  std::string out("\x78\x01");
  std::uint32_t low = 1, high = 0;
  for (const char byte : data) {
    low = (low + static_cast<unsigned char>(byte)) % 65'521;
    high = (high + low) % 65'521;
  }
  while (!data.empty()) {
    const std::string_view block = data.substr(0, stored_block_max);
    data.remove_prefix(block.size());
    const auto size = static_cast<std::uint16_t>(block.size());
    const auto inverse = static_cast<std::uint16_t>(~size);
    out += data.empty() ? '\1' : '\0';
    for (const auto number : {size, inverse}) {
      out += static_cast<char>(number & 255);
      out += static_cast<char>(number >> 8);
    }
    out += block;
  }
  put_big(out, high << 16 | low);
  return out;
}

}  // namespace

Canvas::Canvas(int width, int height, Colour ground)
    : width_(width), height_(height), pixels_(static_cast<std::size_t>(width * height), ground) {}

void Canvas::set(int x, int y, Colour colour) {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
  pixels_[static_cast<std::size_t>(y * width_ + x)] = colour;
}

void Canvas::rectangle(int left, int top, int wide, int high, Colour colour) {
  for (int y = top; y < top + high; ++y) {
    for (int x = left; x < left + wide; ++x) set(x, y, colour);
  }
}

void Canvas::disc(int x, int y, int radius, Colour colour) { ring(x, y, radius, radius, colour); }

void Canvas::ring(int x, int y, int radius, int thick, Colour colour) {
  const int inner = radius - thick;
  for (int dy = -radius; dy <= radius; ++dy) {
    for (int dx = -radius; dx <= radius; ++dx) {
      const int square = dx * dx + dy * dy;
      if (square <= radius * radius && square >= inner * inner) set(x + dx, y + dy, colour);
    }
  }
}

void Canvas::line(int from_x, int from_y, int to_x, int to_y, int thick, Colour colour) {
  const int steps = std::max({std::abs(to_x - from_x), std::abs(to_y - from_y), 1});
  for (int i = 0; i <= steps; ++i) {
    const int x = from_x + (to_x - from_x) * i / steps, y = from_y + (to_y - from_y) * i / steps;
    rectangle(x - thick / 2, y - thick / 2, thick, thick, colour);
  }
}

std::string Canvas::png() const {
  std::string head, colours, rows;
  put_big(head, static_cast<std::uint32_t>(width_));
  put_big(head, static_cast<std::uint32_t>(height_));
  head.append("\4\3\0\0\0", 5);  // four bits a pixel, by palette
  for (const Rgb& colour : palette) {
    for (const auto part : colour) colours += static_cast<char>(part);
  }
  for (int y = 0; y < height_; ++y) {
    rows += '\0';
    for (int x = 0; x < width_; x += 2) {
      const auto at = static_cast<std::size_t>(y * width_ + x);
      rows += static_cast<char>(pixels_[at] << 4 | pixels_[at + 1]);
    }
  }
  std::string out("\x89PNG\r\n\x1a\n");
  put_chunk(out, "IHDR", head);
  put_chunk(out, "PLTE", colours);
  put_chunk(out, "IDAT", stored(rows));
  put_chunk(out, "IEND", {});
  return out;
}

}  // namespace guiju::demo
