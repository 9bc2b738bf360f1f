guiju_floor(money FOLDER money LINKS guiju_base)
