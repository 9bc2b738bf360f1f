find_package(OpenSSL REQUIRED COMPONENTS Crypto)
guiju_floor(journal FOLDER journal LINKS guiju_base OpenSSL::Crypto)
