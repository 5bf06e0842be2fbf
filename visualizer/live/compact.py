"""Messages made small for their way through a page: neighbours told by their difference, packed.

The values of a curve or a field differ little from one to the next, so that their differences are
small numbers, and their first bytes nearly all 0: packed that way a message takes a fraction of its
room. Nothing is lost: the differences are those of the bits, taken as whole numbers.
"""

import json
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


def compact(message: bytes, level: int = LEVEL) -> bytes:
    """Return a message of :mod:`visualizer.live.payload` made small; ``compact.js`` undoes it.

    The layout stays: length of the header, header, floats, halves, bytes. But of the floats and of
    the halves stand the differences of their bits (modulo 2³² and 2¹⁶, the first one as it is), all
    lowest bytes first, then all next ones, and so on; then all of it is packed by zlib.

    Args:
        message: What to send.
        level: Of zlib, 1 to 9.
    """
    header, floats, halves, rest = _parts(message)
    packer = zlib.compressobj(level, zlib.DEFLATED, RAW)
    begin = packer.compress(header) + packer.flush(zlib.Z_FULL_FLUSH)
    arrays = _packed_arrays(floats, halves, rest, level)
    checked = _joined_sum(zlib.adler32(header), arrays)
    return ZLIB + begin + arrays.packed + checked.to_bytes(4, "big")


@dataclass(frozen=True)
class _Arrays:
    """The arrays of a message on their way.

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
)  # a class that opens a page is told the same, each under a header of their own
def _packed_arrays(floats: bytes, halves: bytes, rest: bytes, level: int) -> _Arrays:
    changes = (_differences(floats, torch.int32), _differences(halves, torch.int16))
    body = b"".join((*changes, rest))
    packer = zlib.compressobj(level, zlib.DEFLATED, RAW)
    return _Arrays(packer.compress(body) + packer.flush(), len(body), zlib.adler32(body))


def _joined_sum(first: int, then: _Arrays) -> int:
    """Return the Adler-32 of two texts, one after the other, from those of each (RFC 1950)."""
    low, high = first & 0xFFFF, first >> 16
    low_then, high_then = then.checked & 0xFFFF, then.checked >> 16
    both = (low + low_then - 1) % ADLER
    return (high + high_then + then.size * (low - 1)) % ADLER << 16 | both


def _parts(message: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return the header with its length, the floats, the halves, and the bytes of a message."""
    (length,) = struct.unpack_from("<I", message)
    start = 4 + length
    header = json.loads(message[4:start])
    middle = start + 4 * header["floats"]
    end = middle + 2 * header["halves"]
    return message[:start], message[start:middle], message[middle:end], message[end:]


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
    header, floats, halves, rest = _parts(zlib.decompress(small))
    return b"".join((header, _sums(floats, torch.int32), _sums(halves, torch.int16), rest))


def _sums(planes: bytes, kind: torch.dtype) -> bytes:
    if not planes:
        return b""
    width = torch.iinfo(kind).bits // 8
    changes = torch.frombuffer(bytearray(planes), dtype=torch.uint8).reshape(width, -1).T.flatten()
    return _raw(changes.view(kind).cumsum(0, dtype=kind))
