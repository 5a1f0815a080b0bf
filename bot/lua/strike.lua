-- Strikes announcements off: their work is done. KEYS: stream. ARGV: group, entries….
redis.call('XACK', KEYS[1], unpack(ARGV))
return redis.call('XDEL', KEYS[1], unpack(ARGV, 2))
