find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(opencc REQUIRED IMPORTED_TARGET opencc)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(libmagic REQUIRED IMPORTED_TARGET libmagic)
find_package(ZLIB REQUIRED)
include(src/http/common_passwords.cmake)
guiju_floor(http FOLDER http SOURCES ${GUIJU_COMMON_PASSWORDS_CPP}
  LINKS guiju_app Boost::json PkgConfig::sodium PkgConfig::opencc PkgConfig::xlsxwriter PkgConfig::libmagic
  OpenSSL::SSL ZLIB::ZLIB Threads::Threads)
# g++ 12 takes the operators new and delete of Asio's coroutine frames for strangers once they are inlined;
# clang 14 compiles no coroutines for its sanitizers. Nothing that is fuzzed goes over a socket.
set(listener_options -Wno-mismatched-new-delete)
if(GUIJU_FUZZ)
  set(listener_options -fno-sanitize=all)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/src/http/listener.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endif()
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/http/listener.cpp PROPERTIES COMPILE_OPTIONS "${listener_options}")
