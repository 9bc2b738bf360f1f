-- Complaints as a member of staff would take them: every one with another client, phone and room.
-- TOKEN: who takes them; RUN: tells this run's idempotency keys from those of all others.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
local run, site, n = os.getenv("RUN"), os.getenv("SITE"), 0
function request()
  n = n + 1
  wrk.headers["Idempotency-Key"] = run .. "-" .. n
  local rare = n % 1000 == 1 and "龘靐" or ""
  local body = string.format('{"with":{"name":"客户%d","address":"锦绣江南%d栋%d","phone":"139%08d","subject":"厨房漏水要求尽快维修%s","project":"%s","details":"客户来电称厨房吊顶漏水三日，查看为楼上地漏渗漏，本人多次报修未果，要求维修并赔偿橱柜损失，限三个工作日内答复。"}}',
    n % 50000, n % 40 + 1, n % 900 + 100, n * 7, rare, site)
  return wrk.format(nil, nil, nil, body)
end
