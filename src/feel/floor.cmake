find_library(GUIJU_BID_LIBRARY bidgcc000 REQUIRED)
find_package(date REQUIRED)
guiju_floor(feel FOLDER feel LINKS guiju_base date::date-tz ${GUIJU_BID_LIBRARY})
