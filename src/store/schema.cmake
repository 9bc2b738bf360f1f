# Builds the steps of the schema into the program: an array for each engine, of
# src/store/schema/<engine>/NNNN_name.sql.
set(definitions "")
foreach(engine sqlite postgres)
  file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/store/schema/${engine}/*.sql)
  list(SORT migrations)
  set(rows "")
  foreach(path IN LISTS migrations)
    get_filename_component(name ${path} NAME_WE)
    string(REGEX MATCH "^[0-9]+" number ${name})
    math(EXPR number "${number}")
    file(READ ${path} sql)
    string(APPEND rows "    {${number}, \"${name}\", R\"sql(${sql})sql\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  endforeach()
  string(APPEND definitions "
std::span<const Migration> ${engine}_migrations() {
  static constexpr Migration steps[] = {
${rows}  };
  return steps;
}
")
endforeach()
set(GUIJU_SCHEMA_CPP ${CMAKE_BINARY_DIR}/generated/store_migrations.cpp)
file(CONFIGURE OUTPUT ${GUIJU_SCHEMA_CPP} @ONLY CONTENT
"#include \"store/migrations.hpp\"

namespace guiju::store {
${definitions}
}  // namespace guiju::store
")
