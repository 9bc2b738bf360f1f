find_package(SQLite3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq)
find_package(ICU REQUIRED COMPONENTS i18n uc)
find_path(OPENCC_INCLUDE_DIR opencc/opencc.h REQUIRED)
find_library(OPENCC_LIBRARY opencc REQUIRED)
include(src/store/schema.cmake)
guiju_floor(store FOLDER store SUBFOLDERS sql sqlite postgres SOURCES ${GUIJU_SCHEMA_CPP}
  LINKS guiju_app SQLite::SQLite3 PkgConfig::libpq ICU::i18n ICU::uc ${OPENCC_LIBRARY})
