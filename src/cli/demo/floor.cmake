find_package(yaml-cpp REQUIRED)
guiju_floor(demo FOLDER cli/demo LINKS guiju_app yaml-cpp TEST_LINKS guiju_store)
