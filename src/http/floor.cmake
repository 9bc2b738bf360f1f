find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(opencc REQUIRED IMPORTED_TARGET opencc)
guiju_floor(http FOLDER http LINKS guiju_app Boost::json PkgConfig::sodium PkgConfig::opencc Threads::Threads)
