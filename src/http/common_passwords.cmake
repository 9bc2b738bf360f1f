# Builds data/common-passwords.txt into the program, each password between two line feeds.
set(list ${CMAKE_SOURCE_DIR}/data/common-passwords.txt)
file(READ ${list} words)
string(REGEX REPLACE "#[^\n]*\n" "" words "${words}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
set(GUIJU_COMMON_PASSWORDS_CPP ${CMAKE_BINARY_DIR}/generated/common_passwords.cpp)
file(CONFIGURE OUTPUT ${GUIJU_COMMON_PASSWORDS_CPP} @ONLY CONTENT
"#include \"http/password_rules.hpp\"

namespace guiju::http {

std::string_view common_passwords() { return R\"words(
@words@)words\"; }

}  // namespace guiju::http
")
