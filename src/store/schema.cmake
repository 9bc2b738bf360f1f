# Builds the steps of the schema into the program: one array of src/store/schema/NNNN_name.sql.
file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/store/schema/*.sql)
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
set(GUIJU_SCHEMA_CPP ${CMAKE_BINARY_DIR}/generated/store_migrations.cpp)
file(CONFIGURE OUTPUT ${GUIJU_SCHEMA_CPP} @ONLY CONTENT
"#include \"store/sqlite/schema.hpp\"

namespace guiju::store {
namespace {

constexpr Migration steps[] = {
${rows}};

}  // namespace

std::span<const Migration> migrations() { return steps; }

}  // namespace guiju::store
")
