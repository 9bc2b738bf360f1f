# libzip's own CMake file asks for tools that are in other packages.
find_package(PkgConfig REQUIRED)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
find_package(pugixml REQUIRED)
guiju_floor(app FOLDER app LINKS guiju_casework guiju_journal PkgConfig::libzip pugixml::pugixml)
