-- Notes how a message fares. Statuses come in any order, also before it is noted that the message was sent: one goes
-- only forward, and what is told of a message that is not noted is kept for a minute. What was said is kept until it
-- has arrived.
-- KEYS: receipt. ARGV: status, seconds to keep it; of a message that was just sent also when, and what was said.
-- Returns the status it has now.
local RANK = {accepted = 0, sent = 1, delivered = 2, read = 3, failed = 4}
local now, before = ARGV[1], redis.call('HGET', KEYS[1], 'status')
if before and RANK[before] > RANK[now] then now = before end
redis.call('HSET', KEYS[1], 'status', now)
if ARGV[3] then redis.call('HSET', KEYS[1], 'sent', ARGV[3], 'said', ARGV[4]) end
if now == 'delivered' or now == 'read' then redis.call('HDEL', KEYS[1], 'said') end
local noted = redis.call('HEXISTS', KEYS[1], 'sent') == 1
redis.call('EXPIRE', KEYS[1], noted and ARGV[2] or 60)
return now
