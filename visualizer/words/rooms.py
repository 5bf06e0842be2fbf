"""What rooms say that cannot do what is asked."""

NO_CODE = (
    "This is no code of a class. A code has six letters and digits, without O, 0, I and 1; look "
    "again at what your teacher shows."
)
NO_ROOM = (
    "There is no class with this code. Look again at what your teacher shows; perhaps the class "
    "has ended."
)
NOT_THE_TEACHER = (
    "This key does not open the desk of this class. Use the link that you were given when you "
    "opened it."
)
ROOM_IS_FULL = "This class is full. You can go on by yourself, and nothing is missing."
ALL_ROOMS_ARE_FULL = (
    "All places in classes are taken on this server. You can go on by yourself, and nothing is "
    "missing."
)
TOO_MANY_ROOMS = "As many classes are open as this server holds. Try again when one has ended."
AWAY = (
    "The classes of this server are out of reach for the moment. Your page goes on as ever; try "
    "again in a few seconds."
)
TOO_MUCH = "This is more than a class can pass on at once. Make it shorter, and try again."
WRONG_SETTING = (
    "{setting} must be empty or the address of a Redis or Valkey server, such as "
    "redis://localhost:6379/0, not {address!r}."
)
NO_LIBRARY = (
    "{setting} is set, and that needs the package redis: pip install -r deploy/requirements.txt"
)
