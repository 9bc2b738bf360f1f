#pragma once

#include <string_view>

namespace guiju::app {

/// The language in which people are addressed. Keys, codes and values never change with it.
enum class Language { zh_hans, zh_hant, en };

/// `zh-Hans`, `zh-Hant`, `en`: as in HTTP and HTML.
std::string_view to_text(Language language);

/// The first language of an `Accept-Language` header that we speak, by its weights; `zh-Hans`
/// when there is none. `zh`, `zh-CN`, `zh-SG` are simplified, `zh-TW`, `zh-HK`, `zh-MO`
/// traditional.
Language parse_accept_language(std::string_view header);

}  // namespace guiju::app
