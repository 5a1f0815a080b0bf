-- Lets no message go for a while; a longer hold stays. KEYS: hold. ARGV: ms.
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '', 'PX', ARGV[1]) end
