find_package(yaml-cpp REQUIRED)
guiju_floor(pack FOLDER pack LINKS guiju_feel guiju_dmn guiju_calendar yaml-cpp)
