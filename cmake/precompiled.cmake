# Headers compiled once and given to every file. No file may rely on them: the suite `headers`
# compiles every header without.
# guiju_precompile(<target> [standard|test]): what its files are given.
function(guiju_precompile target)
  if("test" IN_LIST ARGN)
    target_precompile_headers(${target} REUSE_FROM guiju_precompiled_test)
    # What is tested is in the libraries, and GoogleMock takes long to optimize. Never so for what
    # goes into the program: of an inline function the linker keeps any one copy.
    target_compile_options(${target} PRIVATE -O0)
  else()
    target_precompile_headers(${target} REUSE_FROM guiju_precompiled)
  endif()
endfunction()

set(empty ${CMAKE_BINARY_DIR}/precompiled.cpp)
file(CONFIGURE OUTPUT ${empty} CONTENT "")
add_library(guiju_precompiled OBJECT ${empty})
target_precompile_headers(guiju_precompiled
  PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled/standard.hpp)
target_link_libraries(guiju_precompiled PRIVATE Boost::json Threads::Threads)
add_library(guiju_precompiled_test OBJECT ${empty})
target_precompile_headers(guiju_precompiled_test
  PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled/test.hpp)
target_link_libraries(guiju_precompiled_test PRIVATE Boost::json Threads::Threads GTest::gmock)
target_compile_options(guiju_precompiled_test PRIVATE -O0)
