guiju_floor(delivery FOLDER delivery LINKS guiju_app Threads::Threads)
