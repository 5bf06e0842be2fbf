"""Messages made small for their way through a page: neighbours told by their difference, packed.

The values of a curve or a field differ little from one to the next, so that their differences are
small numbers, and their first bytes nearly all 0: packed that way a message takes a fraction of its
room. Nothing is lost: the differences are those of the bits, taken as whole numbers.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

LEVEL = 6  # for what is sent once: the quickest would save a few ms and cost a tenth of the room
RAW = -zlib.MAX_WBITS  # a stream without its own beginning and end
ZLIB = b"\x78\x01"  # the beginning
ADLER = 65_521
BEST = 9  # for what is packed once and sent to many
# As blobs.py writes them. Within a text of JSON every quote has a stroke before it, so that nothing
# that is said looks like this.
_SIZES = re.compile(rb'"floats": ?(\d+), ?"halves": ?(\d+)')


def compact(message: bytes, level: int = LEVEL) -> bytes:
    """Return a message of :mod:`visualizer.live.payload` made small; ``compact.js`` undoes it.

    The layout stays: length of the header, header, floats, halves, bytes. The header from its sizes
    on, and the arrays, are packed once for all who are told the same. But of the floats and of
    the halves stand the differences of their bits (modulo 2³² and 2¹⁶, the first one as it is), all
    lowest bytes first, then all next ones, and so on; then all of it is packed by zlib.

    Args:
        message: What to send.
        level: Of zlib, 1 to 9.
    """
    own, common, floats, halves, rest = _parts(message)
    packer = zlib.compressobj(level, zlib.DEFLATED, RAW)
    begin = packer.compress(own) + packer.flush(zlib.Z_FULL_FLUSH)
    body = _packed_body(common, floats, halves, rest, level)
    checked = _joined_sum(zlib.adler32(own), body)
    return ZLIB + begin + body.packed + checked.to_bytes(4, "big")


@dataclass(frozen=True)
class _Body:
    """What a message says to everybody, on its way.

    Attributes:
        packed: The end of a stream without its checksum.
        size: Of what it holds, in bytes.
        checked: The checksum of that.
    """

    packed: bytes
    size: int
    checked: int


@lru_cache(
    maxsize=8
)  # a class that opens a page is told the same, each below a beginning of their own
def _packed_body(common: bytes, floats: bytes, halves: bytes, rest: bytes, level: int) -> _Body:
    changes = (_differences(floats, torch.int32), _differences(halves, torch.int16))
    arrays = b"".join((*changes, rest))
    packer = zlib.compressobj(level, zlib.DEFLATED, RAW)
    begin = packer.compress(common) + packer.flush(zlib.Z_SYNC_FLUSH)  # words and numbers apart
    end = packer.compress(arrays) + packer.flush()
    size, checked = len(common) + len(arrays), zlib.adler32(arrays, zlib.adler32(common))
    return _Body(begin + end, size, checked)


def _joined_sum(first: int, then: _Body) -> int:
    """Return the Adler-32 of two texts, one after the other, from those of each (RFC 1950)."""
    low, high = first & 0xFFFF, first >> 16
    low_then, high_then = then.checked & 0xFFFF, then.checked >> 16
    both = (low + low_then - 1) % ADLER
    return (high + high_then + then.size * (low - 1)) % ADLER << 16 | both


def _parts(message: bytes) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    """Return a message in parts: what may be one session's, the rest of the header, the arrays.

    The arrays are the floats, the halves and the bytes.
    """
    (length,) = struct.unpack_from("<I", message)
    start = 4 + length
    sizes = _SIZES.search(message, 4, start)
    if sizes is None:
        raise ValueError("a message must say how many floats and halves it holds")
    cut = sizes.start()
    middle = start + 4 * int(sizes[1])
    end = middle + 2 * int(sizes[2])
    return (
        message[:cut],
        message[cut:start],
        message[start:middle],
        message[middle:end],
        message[end:],
    )


def _differences(values: bytes, kind: torch.dtype) -> bytes:
    if not values:
        return b""
    bits = torch.frombuffer(bytearray(values), dtype=kind)
    changes = bits.diff(prepend=bits.new_zeros(1))  # what is too large loses its highest bits
    return _raw(changes.view(torch.uint8).reshape(len(bits), -1).T.contiguous())


def _raw(values: Tensor) -> bytes:
    return values.numpy().tobytes()


def expand(small: bytes) -> bytes:
    """Return a message as it was before :func:`compact`, for whoever reads it in Python.

    Raises:
        zlib.error: If it is none that was made small.
    """
    own, common, floats, halves, rest = _parts(zlib.decompress(small))
    return b"".join((own, common, _sums(floats, torch.int32), _sums(halves, torch.int16), rest))


def _sums(planes: bytes, kind: torch.dtype) -> bytes:
    if not planes:
        return b""
    width = torch.iinfo(kind).bits // 8
    changes = torch.frombuffer(bytearray(planes), dtype=torch.uint8).reshape(width, -1).T.flatten()
    return _raw(changes.view(kind).cumsum(0, dtype=kind))
