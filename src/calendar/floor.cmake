find_package(date CONFIG REQUIRED)
find_package(yaml-cpp REQUIRED)
guiju_floor(calendar FOLDER calendar LINKS guiju_base date::date-tz yaml-cpp)

find_program(NODE node)
if(NODE)
  add_test(NAME calendar.The_statutory_table.equals_the_package_chinese_days
    COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tools/check-calendar.mjs)
  set_tests_properties(calendar.The_statutory_table.equals_the_package_chinese_days PROPERTIES
    SKIP_RETURN_CODE 77)
endif()
