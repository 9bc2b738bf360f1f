guiju_floor(feel FOLDER feel LINKS guiju_base)
