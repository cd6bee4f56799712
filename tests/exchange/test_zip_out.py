"""A ZIP that leaves piece by piece."""

import io
import zipfile
from collections.abc import Iterator

from viewpoint.exchange.zip_out import zipped

FILES = [("1.pdf", b"one" * 1000), ("2.pdf", b"dau")]


def test_the_pieces_make_a_sound_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped(FILES)))) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == FILES


def test_each_file_leaves_before_the_next_is_made() -> None:
    made: list[str] = []

    def making() -> Iterator[tuple[str, bytes]]:
        for name, content in FILES:
            made.append(name)
            yield name, content

    pieces = zipped(making())
    assert b"one" in next(pieces)
    assert made == ["1.pdf"]
