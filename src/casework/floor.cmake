guiju_floor(casework FOLDER casework LINKS guiju_pack Boost::json)
