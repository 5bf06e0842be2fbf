"""The steps that nobody sees half done, as the programs that the Redis server runs for them.

A room is two hashes. ``visualizer:room:CODE`` holds ``key`` (the teacher's, hashed), ``orders``,
``version``, ``came`` (how many have joined), and of each student ``s:WHO`` (their record) and
``k:HASH`` (of the secret; who it is). ``visualizer:looks:CODE`` says who looks how. Both go once
nothing was heard for some hours. The set ``visualizer:rooms`` has the codes, perhaps some that have
gone. Programs also read rooms that they were not told by name: this is for one server, not for a
cluster.

An answer may be lost on its way, and then the program is run again. So each knows its own work.
"""

INDEX = "visualizer:rooms"
ROOM = "visualizer:room:"
LOOKS = "visualizer:looks:"
NEWS = "visualizer:news"  # the channel

DONE, GONE, TAKEN, FULL, ALL_FULL = "done", "gone", "taken", "full", "all full"
"""What they answer."""

_SPEAK = """
local function heard(room, looks, index, lasts, channel, news)
  redis.call('HINCRBY', room, 'version', 1)
  redis.call('PEXPIRE', room, lasts)
  redis.call('PEXPIRE', looks, lasts)
  redis.call('PEXPIRE', index, lasts)
  redis.call('PUBLISH', channel, news)
end
"""

OPEN = """
local index, room = unpack(KEYS)
local code, key, orders, rooms, most, lasts = unpack(ARGV)
if redis.call('HGET', room, 'key') == key then return 'done' end
for _, each in ipairs(redis.call('SMEMBERS', index)) do
  if redis.call('EXISTS', rooms .. each) == 0 then redis.call('SREM', index, each) end
end
if redis.call('SCARD', index) >= tonumber(most) then return 'full' end
if redis.call('EXISTS', room) == 1 then return 'taken' end
redis.call('HSET', room, 'key', key, 'orders', orders, 'version', 0, 'came', 0)
redis.call('PEXPIRE', room, lasts)
redis.call('SADD', index, code)
redis.call('PEXPIRE', index, lasts)
return 'done'
"""
"""Begins a room, if there is place and none has its code."""

COME = """
local room, looks = unpack(KEYS)
if redis.call('EXISTS', room) == 0 then return false end
return {redis.call('HINCRBY', room, 'came', 1), redis.call('HVALS', looks)}
"""
"""Counts one who wants to join; returns their place, from 1, and all looks that are taken."""

SIT = (
    _SPEAK
    + """
local room, looks, index = unpack(KEYS)
local who, known_by, record, look, most, most_of_all, all_looks, lasts, channel, news = unpack(ARGV)
if redis.call('EXISTS', room) == 0 then return 'gone' end
if redis.call('HGET', room, 's:' .. who) == record then return 'done' end
if redis.call('HLEN', looks) >= tonumber(most) then return 'full' end
local all = 0
for _, each in ipairs(redis.call('SMEMBERS', index)) do
  all = all + redis.call('HLEN', all_looks .. each)
end
if all >= tonumber(most_of_all) then return 'all full' end
if redis.call('HEXISTS', looks, who) == 1 then return 'taken' end
for _, each in ipairs(redis.call('HVALS', looks)) do
  if each == look then return 'taken' end
end
redis.call('HSET', room, 's:' .. who, record, 'k:' .. known_by, who)
redis.call('HSET', looks, who, look)
heard(room, looks, index, lasts, channel, news)
return 'done'
"""
)
"""Adds a student, if there is place and nobody in the room is called so or looks so."""

CHANGE = (
    _SPEAK
    + """
local room, looks, index = unpack(KEYS)
local field, before, after, who, look, lasts, channel, news = unpack(ARGV)
local now = redis.call('HGET', room, field)
if now == after then return 'done' end
if now ~= before then return 'gone' end
redis.call('HSET', room, field, after)
if who ~= '' then redis.call('HSET', looks, who, look) end
heard(room, looks, index, lasts, channel, news)
return 'done'
"""
)
"""Puts one text in the place of another, if that is still there."""

LEAVE = (
    _SPEAK
    + """
local room, looks, index = unpack(KEYS)
local who, known_by, lasts, channel, news = unpack(ARGV)
if redis.call('HDEL', room, 's:' .. who) == 0 then return 'gone' end
redis.call('HDEL', room, 'k:' .. known_by)
redis.call('HDEL', looks, who)
heard(room, looks, index, lasts, channel, news)
return 'done'
"""
)
"""Takes a student away."""

END = """
local room, looks, index = unpack(KEYS)
local code, _, channel, news = unpack(ARGV)
redis.call('DEL', room, looks)
redis.call('SREM', index, code)
redis.call('PUBLISH', channel, news)
return 'done'
"""
"""Takes a room away."""
