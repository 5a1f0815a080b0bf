-- Adds to a list, of which the newest are kept for a while.
-- KEYS: list. ARGV: what is added, how many are kept, for how many seconds.
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], -ARGV[2], -1)
return redis.call('EXPIRE', KEYS[1], ARGV[3])
