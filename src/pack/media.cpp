#include "pack/media.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace guiju::pack {
namespace {

using Words = std::string_view[];

constexpr Words jpeg_files{"jpg", "jpeg"}, png_files{"png"}, gif_files{"gif"}, webp_files{"webp"},
    pdf_files{"pdf"}, docx_files{"docx"}, xlsx_files{"xlsx"}, pptx_files{"pptx"}, doc_files{"doc"},
    xls_files{"xls"}, ppt_files{"ppt"}, txt_files{"txt"}, csv_files{"csv"}, mp3_files{"mp3"},
    m4a_files{"m4a"}, wav_files{"wav"}, amr_files{"amr"}, mp4_files{"mp4"}, mov_files{"mov"},
    zip_files{"zip"};
// The newer office formats are archives, the older ones all look alike.
constexpr Words zipped{"application/zip"};
constexpr Words ole{"application/CDFV2",         "application/x-ole-storage",
                    "application/vnd.ms-office", "application/msword",
                    "application/vnd.ms-excel",  "application/vnd.ms-powerpoint"};
// Plain words may be taken for a program's source, and a table for plain words.
constexpr Words texts{"text/plain", "text/csv", "application/csv", "text/x-*"};
constexpr Words m4a_looks{"audio/x-m4a", "video/mp4"};
constexpr Words wav_looks{"audio/x-wav"};
constexpr Words mp4_looks{"video/x-m4v", "video/3gpp"};

constexpr std::array all{
    MediaType{"image", "image/jpeg", jpeg_files},
    MediaType{"image", "image/png", png_files},
    MediaType{"image", "image/gif", gif_files},
    MediaType{"image", "image/webp", webp_files},
    MediaType{"pdf", "application/pdf", pdf_files},
    MediaType{"office", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
              docx_files, zipped},
    MediaType{"office", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
              xlsx_files, zipped},
    MediaType{"office", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
              pptx_files, zipped},
    MediaType{"office", "application/msword", doc_files, ole},
    MediaType{"office", "application/vnd.ms-excel", xls_files, ole},
    MediaType{"office", "application/vnd.ms-powerpoint", ppt_files, ole},
    MediaType{"text", "text/plain", txt_files, texts},
    MediaType{"text", "text/csv", csv_files, texts},
    MediaType{"audio", "audio/mpeg", mp3_files},
    MediaType{"audio", "audio/mp4", m4a_files, m4a_looks},
    MediaType{"audio", "audio/wav", wav_files, wav_looks},
    MediaType{"audio", "audio/AMR", amr_files},
    MediaType{"video", "video/mp4", mp4_files, mp4_looks},
    MediaType{"video", "video/quicktime", mov_files},
    MediaType{"archive", "application/zip", zip_files},
};

constexpr Words kinds{"image", "pdf", "office", "text", "audio", "video", "archive"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

}  // namespace

std::span<const MediaType> media_types() { return all; }

std::span<const std::string_view> media_kinds() { return kinds; }

bool is_media_kind(std::string_view word) {
  return std::find(std::begin(kinds), std::end(kinds), word) != std::end(kinds);
}

const MediaType* media_type_of_file(std::string_view file_name) {
  const auto dot = file_name.rfind('.');
  if (dot == std::string_view::npos) return nullptr;
  const std::string extension = lower(file_name.substr(dot + 1));
  for (const MediaType& type : all) {
    if (std::find(type.extensions.begin(), type.extensions.end(), extension) !=
        type.extensions.end()) {
      return &type;
    }
  }
  return nullptr;
}

const MediaType* find_media_type(std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const MediaType& type) { return type.name == name; });
  return found == all.end() ? nullptr : &*found;
}

bool may_look_like(const MediaType& type, std::string_view sniffed) {
  if (sniffed == type.name) return true;
  return std::any_of(type.looks.begin(), type.looks.end(), [&](std::string_view look) {
    return look.ends_with('*') ? sniffed.starts_with(look.substr(0, look.size() - 1))
                               : sniffed == look;
  });
}

}  // namespace guiju::pack
