find_package(yaml-cpp REQUIRED)
guiju_floor(demo FOLDER cli/demo LINKS guiju_calendar yaml-cpp)
