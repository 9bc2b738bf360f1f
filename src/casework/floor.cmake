guiju_floor(casework FOLDER casework LINKS guiju_pack guiju_money guiju_rotation Boost::json)
