# Headers compiled once and given to every file: they are most of what building takes. No file may
# rely on them: the suite `headers` compiles every header without.
# guiju_precompile(<target> [standard|test|cli]): what its files are given.
function(guiju_precompile target)
  set(kind standard)
  if(ARGC GREATER 1)
    set(kind ${ARGV1})
  endif()
  target_precompile_headers(${target} REUSE_FROM guiju_precompiled_${kind})
  if(NOT kind STREQUAL standard)
    # What is tested, and what a subcommand sets to work, is in the libraries; GoogleMock and CLI11
    # are long to optimize.
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()

set(empty ${CMAKE_BINARY_DIR}/precompiled.cpp)
file(CONFIGURE OUTPUT ${empty} CONTENT "")
foreach(kind standard test cli)
  add_library(guiju_precompiled_${kind} OBJECT ${empty})
  target_precompile_headers(guiju_precompiled_${kind}
    PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled/${kind}.hpp)
  target_link_libraries(guiju_precompiled_${kind} PRIVATE Boost::json Threads::Threads
    $<$<STREQUAL:${kind},test>:GTest::gmock>)
  if(NOT kind STREQUAL standard)
    target_compile_options(guiju_precompiled_${kind} PRIVATE -O0)
  endif()
endforeach()
