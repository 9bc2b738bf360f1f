#pragma once

#include <span>
#include <string_view>

/// What attachments may be, in the words of the pack language: a few kinds of media types.
namespace guiju::pack {

struct MediaType {
  std::string_view kind;                         ///< `image`
  std::string_view name;                         ///< `image/jpeg`
  std::span<const std::string_view> extensions;  ///< in lower case, the usual one first
  /// What content of it may look like besides `name`: some formats are other formats inside. One
  /// that ends in `*` stands for all that begin so.
  std::span<const std::string_view> looks = {};
};

/// Every media type that a company may keep.
std::span<const MediaType> media_types();

/// The kinds, each once: `image`, `pdf`, …
std::span<const std::string_view> media_kinds();
bool is_media_kind(std::string_view word);

/// By the extension of a file's name, in any case; null for an extension that is not taken.
const MediaType* media_type_of_file(std::string_view file_name);
const MediaType* find_media_type(std::string_view name);

/// True when content that looks like `sniffed` (a media type) may be what `type` says.
bool may_look_like(const MediaType& type, std::string_view sniffed);

}  // namespace guiju::pack
