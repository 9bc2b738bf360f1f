find_package(date CONFIG REQUIRED)
find_package(yaml-cpp REQUIRED)
guiju_floor(calendar FOLDER calendar LINKS guiju_base date::date-tz yaml-cpp)
