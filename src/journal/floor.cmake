guiju_floor(journal FOLDER journal LINKS guiju_base)
