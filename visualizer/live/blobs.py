"""The arrays of a message: collected, each once, and joined behind a header."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor


class Blobs:
    """Collects arrays and hands out the references to them."""

    def __init__(self, shared: tuple[Tensor, ...] = ()) -> None:
        """Start with nothing collected; ``shared`` arrays already travelled with the scene."""
        self._shared: dict[torch.Size, list[tuple[int, Tensor]]] = {}
        for place, values in enumerate(shared):
            self._shared.setdefault(values.shape, []).append((place, values))
        self._references: dict[int, dict[str, object]] = {}
        self._seen: list[Tensor] = []  # whose place in memory must not be another's
        self._floats = _Run(torch.float32)
        self._halves = _Run(torch.float16)
        self._bytes = _Run(torch.uint8)

    def reference(self, values: Tensor) -> dict[str, object]:
        """Return the reference to ``values``, of any shape."""
        found = self._references.get(id(values))
        if found is None:
            found = self._references[id(values)] = self._shared_place(values) or self._add(values)
        return found

    def _shared_place(self, values: Tensor) -> dict[str, object] | None:
        for place, known in self._shared.get(values.shape, ()) if self._shared else ():
            # A cache may have made the same tensor anew since the scene was built.
            if known is values or torch.equal(known, values):
                self._seen.append(values)
                return {"shared": place, "shape": list(values.shape)}
        return None

    def _add(self, values: Tensor) -> dict[str, object]:
        if values.dtype is torch.float16:
            return {"start": self._halves.add(values), "shape": list(values.shape), "half": True}
        if values.dtype is torch.uint8:
            return {"start": self._bytes.add(values), "shape": list(values.shape), "byte": True}
        return {"start": self._floats.add(values), "shape": list(values.shape)}

    def pack(self, header: Mapping[str, object]) -> bytes:
        """Return ``header`` and all collected arrays as one message."""
        return self.body(header).under({})

    def body(self, header: Mapping[str, object]) -> "Body":
        """Return ``header`` and all collected arrays, ready for more headers above them."""
        sizes = {"floats": self._floats.size, "halves": self._halves.size}
        bodies = (self._floats.join(), self._halves.join(), self._bytes.join())
        return Body(_as_json({**sizes, **header}), bodies)


@dataclass(frozen=True)
class Body:
    """A message but for what else its header says.

    Attributes:
        header: A JSON object that begins with the sizes.
        arrays: All of them, those of one type in one piece.
    """

    header: bytes
    arrays: tuple[memoryview | bytes, ...]

    def under(self, more: Mapping[str, object]) -> bytes:
        """Return the message whose header says ``more`` as well, of which the body has nothing."""
        own = _as_json(more)[:-1] + b"," if more else b"{"
        own += b" " * (-(len(own) + len(self.header) - 1) % 4)
        text = own + self.header[1:]
        return b"".join([struct.pack("<I", len(text)), text, *self.arrays])


def _as_json(header: Mapping[str, object]) -> bytes:
    return json.dumps(header, separators=(",", ":"), allow_nan=False).encode()


class _Run:
    """Arrays of one type, one after another; joined all at once, since each by itself costs."""

    def __init__(self, dtype: torch.dtype) -> None:
        self._dtype = dtype
        self._kept: list[Tensor] = []
        self.size = 0

    def add(self, values: Tensor) -> int:
        """Take ``values`` in; return where they start."""
        start = self.size
        self._kept.append(values)
        self.size += values.numel()
        return start

    def join(self) -> memoryview | bytes:
        if not self._kept:
            return b""
        return torch.cat([self._flat(values) for values in self._kept]).numpy().data

    def _flat(self, values: Tensor) -> Tensor:
        # To look whether something is to be done takes a tenth of the time of doing it for nothing.
        if values.requires_grad:
            values = values.detach()
        if values.dtype is not self._dtype:
            values = values.to(self._dtype)
        return values if values.ndim == 1 else values.reshape(-1)
