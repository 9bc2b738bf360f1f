guiju_floor(rotation FOLDER rotation LINKS guiju_base)
