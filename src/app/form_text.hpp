#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guiju::app {

/// What a page of `form_html` says to whoever reads it, one text a cell or line; styles and empty
/// places are left out.
std::vector<std::string> words_of_page(std::string_view html);

}  // namespace guiju::app
