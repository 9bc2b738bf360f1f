-- Reads the addresses of the file PATHS (one a line) in turn. TOKEN: who reads; empty: nobody.
local token, paths, n = os.getenv("TOKEN"), {}, 0
if token then wrk.headers["Authorization"] = "Bearer " .. token end
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
function request()
  n = n % #paths + 1
  return wrk.format("GET", paths[n])
end
