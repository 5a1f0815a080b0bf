-- Lets messages go, as many as the limits allow: the generic cell rate algorithm (ITU-T I.371) on Redis' clock.
-- Each limit keeps one time: until then it is used up by what went. A burst is how far that may lie ahead of now.
-- KEYS: hold, all chats, chat… (each once).
-- ARGV, in µs: between two messages to anybody, how far ahead of now these may lie; the same two for one chat.
-- Returns the ms until anybody may go; then for each chat 0, which counts as gone, or the ms until it may ask again.
-- Chats whose turn came when the limit of all was used up are left out.
local held = redis.call('PTTL', KEYS[1])
if held >= 0 then return {held + 1} end
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local between, ahead = tonumber(ARGV[1]), tonumber(ARGV[2])
local chat_between, chat_ahead = tonumber(ARGV[3]), tonumber(ARGV[4])

local function used(key, most) -- at most by a full burst, should the clock have been set back
  return math.min(math.max(tonumber(redis.call('GET', key) or 0), now), now + most)
end
local function keep(key, time) -- for as long as it lies ahead
  redis.call('SET', key, string.format('%.0f', time), 'PX', math.max(1, math.ceil((time - now) / 1000)))
end

local all = used(KEYS[2], ahead + between)
local answer, gone = {0}, false
for i = 3, #KEYS do
  if all > now + ahead then break end
  local chat = used(KEYS[i], chat_ahead + chat_between)
  local early = math.max(0, chat - now - chat_ahead)
  if early == 0 then
    keep(KEYS[i], chat + chat_between)
    all, gone = all + between, true
  end
  answer[#answer + 1] = math.ceil(early / 1000)
end
if gone then keep(KEYS[2], all) end
answer[1] = math.ceil(math.max(0, all - now - ahead) / 1000)
return answer
