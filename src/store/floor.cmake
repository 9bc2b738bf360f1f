find_package(SQLite3 REQUIRED)
find_package(ICU REQUIRED COMPONENTS i18n uc)
find_package(PkgConfig REQUIRED)
pkg_check_modules(OPENCC REQUIRED IMPORTED_TARGET opencc)
include(src/store/schema.cmake)
guiju_floor(store FOLDER store LINKS guiju_app SQLite::SQLite3 ICU::i18n ICU::uc PkgConfig::OPENCC
  SUBFOLDERS sqlite SOURCES ${GUIJU_SCHEMA_CPP})
