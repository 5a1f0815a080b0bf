-- How much is announced on a stream. Its ids and the time are of one clock, the server's own.
-- KEYS: stream. Returns how many entries it has, and the age of the oldest in ms, 0 without any.
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
if not oldest then return {0, 0} end
local now = redis.call('TIME')
local age = now[1] * 1000 + math.floor(now[2] / 1000) - string.match(oldest[1], '^%d+')
return {redis.call('XLEN', KEYS[1]), math.max(age, 0)}
