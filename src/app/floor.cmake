guiju_floor(app FOLDER app LINKS guiju_casework guiju_journal)
