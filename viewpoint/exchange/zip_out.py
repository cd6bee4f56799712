"""Several files as one ZIP that leaves piece by piece, so that a browser shows how far it has come."""

import io
import zipfile
from collections.abc import Iterable, Iterator

TYPE = "application/zip"


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The ZIP's bytes as each file is made; `files` are names and contents, in order."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:  # what is packed is packed already
        for name, content in files:
            archive.writestr(name, content)
            yield pipe.taken()
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """Somewhere to write that cannot be gone back in, and is emptied as it fills."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override] # all that zipfile gives
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        """What was written since it was last asked."""
        piece = bytes(self._held)
        self._held.clear()
        return piece
