#include "cli/demo/pictures.hpp"

#include <array>
#include <cstdint>

#include "cli/demo/canvas.hpp"
#include "cli/demo/dice.hpp"

namespace guiju::demo {
namespace {

constexpr int wide = 480, high = 320;
constexpr int defect_x = 318, defect_y = 196;  // on the whole board

std::uint64_t seed_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

void draw_chip(Canvas& canvas, int x, int y, int size, int pins) {
  const int step = size / (pins + 1);
  for (int i = 1; i <= pins; ++i) {
    canvas.rectangle(x + i * step - 2, y - 7, 4, size + 14, Canvas::pin);
    canvas.rectangle(x - 7, y + i * step - 2, size + 14, 4, Canvas::pin);
  }
  canvas.rectangle(x, y, size, size, Canvas::chip);
  canvas.disc(x + 8, y + 8, 3, Canvas::white);
}

void draw_label(Canvas& canvas, int x, int y, int scale) {
  canvas.rectangle(x, y, 60 * scale, 36 * scale, Canvas::paper);
  for (int i = 0; i < 26; ++i) {
    if (i * i % 7 < 4) {
      canvas.rectangle(x + (4 + 2 * i) * scale, y + 5 * scale, scale, 14 * scale, Canvas::ink);
    }
  }
  canvas.rectangle(x + 4 * scale, y + 23 * scale, 40 * scale, 3 * scale, Canvas::ink);
  canvas.rectangle(x + 4 * scale, y + 29 * scale, 28 * scale, 3 * scale, Canvas::ink);
}

/// What is wrong, so many times as large as on the whole board, around (x, y).
void draw_defect(Canvas& canvas, std::string_view defect, int x, int y, int scale) {
  if (defect == "delaminated") {
    for (const auto& [dx, dy, radius] :
         {std::array{0, 0, 9}, {9, 4, 7}, {-8, 5, 6}, {4, -8, 6}, {-5, -6, 4}}) {
      canvas.disc(x + dx * scale, y + dy * scale, radius * scale, Canvas::scorched);
    }
  } else if (defect == "cracked") {
    canvas.disc(x, y, 9 * scale, Canvas::gold);
    canvas.disc(x, y, 5 * scale, Canvas::hole);
    canvas.line(x - 9 * scale, y - 3 * scale, x - 5 * scale, y, scale, Canvas::hole);
    canvas.line(x + 5 * scale, y + 2 * scale, x + 10 * scale, y - 2 * scale, scale, Canvas::hole);
  } else if (defect == "thinned") {
    canvas.rectangle(x - 14 * scale, y - 3 * scale, 28 * scale, 6 * scale, Canvas::shade);
    canvas.rectangle(x - 14 * scale, y - scale / 2, 28 * scale, scale + 1, Canvas::copper);
  } else if (defect == "peeled") {
    canvas.rectangle(x - 12 * scale, y - 6 * scale, 22 * scale, 11 * scale, Canvas::bare);
    canvas.disc(x + 10 * scale, y, 6 * scale, Canvas::bare);
    canvas.line(x - 12 * scale, y + 5 * scale, x + 12 * scale, y + 7 * scale, scale, Canvas::white);
  }
}

void draw_whole(Canvas& canvas, Dice& dice) {
  canvas.rectangle(28, 24, 424, 272, Canvas::shade);
  canvas.rectangle(24, 20, 424, 272, Canvas::board);
  for (const int x : {40, 432}) {
    for (const int y : {36, 276}) {
      canvas.disc(x, y, 9, Canvas::gold);
      canvas.disc(x, y, 5, Canvas::table);
    }
  }
  for (int i = 0; i < 22; ++i) {
    const auto at = [&dice](int from, int to) { return static_cast<int>(dice.between(from, to)); };
    const int x = at(60, 400), y = at(40, 270), bend_x = at(60, 410), bend_y = at(40, 270);
    canvas.line(x, y, bend_x, y, 3, Canvas::board_light);
    canvas.line(bend_x, y, bend_x, bend_y, 3, Canvas::board_light);
    canvas.disc(x, y, 4, Canvas::gold);
    canvas.disc(bend_x, bend_y, 4, Canvas::gold);
  }
  for (int i = 0; i < 3; ++i) {
    const int size = static_cast<int>(dice.between(44, 64));
    draw_chip(canvas, 70 + i * 112, static_cast<int>(dice.between(60, 90)), size, 6);
  }
  for (int i = 0; i < 8; ++i) canvas.rectangle(70 + i * 24, 262, 14, 22, Canvas::gold);
}

void draw_close(Canvas& canvas) {
  canvas.rectangle(0, 0, wide, high, Canvas::board);
  for (int i = 0; i < 5; ++i) {
    canvas.rectangle(0, 26 + i * 64, wide, 22, Canvas::board_light);
    canvas.rectangle(0, 30 + i * 64, wide, 3, Canvas::bare);
  }
  for (const int x : {70, 410}) {
    canvas.disc(x, 70, 26, Canvas::gold);
    canvas.disc(x, 70, 13, Canvas::hole);
  }
}

/// A text in the form of PDF that a font of Chinese characters takes: UTF-16 in hexadecimal.
std::string pdf_text(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out = "<";
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int more = lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    unsigned point = more == 2 ? lead & 15U : more == 1 ? lead & 31U : lead;
    for (int j = 1; j <= more; ++j) {
      point =
          point << 6 | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(j)]) & 63U);
    }
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[point >> shift & 15U];
    i += static_cast<std::size_t>(more) + 1;
  }
  return out + ">";
}

}  // namespace

std::string draw_board(const BoardPicture& picture) {
  Dice dice(seed_of(picture.part));
  Canvas canvas(wide, high, Canvas::table);
  if (picture.defect == "mislabelled") {
    canvas.rectangle(60, 40, 360, 250, Canvas::box);
    canvas.line(60, 100, 420, 100, 3, Canvas::chip);
    draw_label(canvas, picture.is_close ? 90 : 250, picture.is_close ? 60 : 150,
               picture.is_close ? 5 : 2);
    if (!picture.is_close) canvas.ring(310, 186, 84, 5, Canvas::red);
    return canvas.png();
  }
  if (picture.is_close) {
    draw_close(canvas);
    draw_defect(canvas, picture.defect, wide / 2, 165, 7);
    canvas.ring(wide / 2, 165, 128, 5, Canvas::red);
  } else {
    draw_whole(canvas, dice);
    draw_defect(canvas, picture.defect, defect_x, defect_y, 1);
    canvas.ring(defect_x, defect_y, 30, 4, Canvas::red);
    canvas.line(410, 120, 345, 176, 4, Canvas::red);
    canvas.line(345, 176, 362, 172, 4, Canvas::red);
    canvas.line(345, 176, 350, 160, 4, Canvas::red);
  }
  return canvas.png();
}

std::string write_paper(const std::vector<std::string>& lines) {
  std::string content = "BT\n";
  int size = 22, y = 760;
  for (const auto& line : lines) {
    content += "/F1 " + std::to_string(size) + " Tf 1 0 0 1 72 " + std::to_string(y) + " Tm " +
               pdf_text(line) + " Tj\n";
    y -= 2 * size;
    size = 13;
  }
  content += "ET\n";
  const std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
      " /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "endstream",
      "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
      " /DescendantFonts [6 0 R] >>",
      "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R"
      " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>",
      "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
      " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"};
  std::string out = "%PDF-1.4\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string at = std::to_string(out.size());
    table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1);
  const std::string start = std::to_string(out.size());
  return out + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer << /Size " +
         count + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n";
}

}  // namespace guiju::demo
