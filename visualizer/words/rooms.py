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
