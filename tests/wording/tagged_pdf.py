"""Reads as much of a PDF as its accessibility hangs on: the catalogue, the tags in order, the fonts.

veraPDF is not to be had from where we install; this looks at what ISO 14289-1 asks of files like ours.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_DIRECT = re.compile(rb"(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
_STREAM = re.compile(rb"(<<.*?>>)\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_HEADINGS = re.compile(r"H[1-6]")


@dataclass(frozen=True)
class Tagged:
    """Every object of a file by its number, those within object streams too."""

    objects: dict[int, bytes]
    pdf: bytes

    @classmethod
    def of(cls, pdf: bytes) -> "Tagged":
        """Unpack a file."""
        found: dict[int, bytes] = {}
        for number, body in _DIRECT.findall(pdf):
            found[int(number)] = body
            packed = _STREAM.match(body)
            if packed and b"/ObjStm" in packed[1]:
                found |= dict(_within(packed[1], zlib.decompress(packed[2])))
        return cls(found, pdf)

    @property
    def catalog(self) -> bytes:
        """The root of the file."""
        return next(body for body in self.objects.values() if re.search(rb"/Type ?/Catalog", body))

    @property
    def faults(self) -> list[str]:
        """What is wrong, each in words; none is what is wanted."""
        catalog = self.catalog
        checks = {
            "it is not marked as tagged": re.search(rb"/Marked true", catalog),
            "it says no language": re.search(rb"/Lang ?\([a-zA-Z-]+\)", catalog),
            "its title is not shown": re.search(rb"/DisplayDocTitle true", self._whole(catalog)),
            "it has no title": re.search(rb"/Title ?[(<]", b"".join(self.objects.values())),
            "it does not say PDF/UA": re.search(rb"pdfuaid:part", self._metadata()),
            "a font is not inside": not self._fonts_outside(),
            "a heading is skipped": self._headings_step(),
            "what is drawn is not read in that order": self._reads_as_drawn(),
            "something drawn is neither tagged nor decoration": self.tags,
            "a picture has no words": all(b"/Alt" in body for body in self._of_role(b"Figure")),
            "a table has no headings": not self._of_role(b"Table") or self._of_role(b"TH"),
        }
        return [fault for fault, is_right in checks.items() if not is_right]

    @property
    def tags(self) -> list[str]:
        """The roles in reading order."""
        return [role for role, _mcids in self._walk(self._root())]

    def pages(self) -> int:
        """How many pages there are."""
        return sum(bool(re.search(rb"/Type ?/Page\b", body)) for body in self.objects.values())

    def _whole(self, body: bytes) -> bytes:
        """An object with those that it names directly."""
        return body + b"".join(self.objects.get(int(each), b"") for each in re.findall(rb"(\d+) 0 R", body))

    def _metadata(self) -> bytes:
        streams = (_STREAM.search(body) for body in self.objects.values() if b"/Metadata" in body)
        return b"".join(_unpacked(each[1], each[2]) for each in streams if each)

    def _fonts_outside(self) -> list[bytes]:
        descriptors = [body for body in self.objects.values() if re.search(rb"/Type ?/FontDescriptor", body)]
        assert descriptors, "it has no fonts at all"
        return [body for body in descriptors if not re.search(rb"/FontFile[23]?\b", body)]

    def _root(self) -> bytes:
        return next(body for body in self.objects.values() if re.search(rb"/Type ?/StructTreeRoot", body))

    def _of_role(self, role: bytes) -> list[bytes]:
        pattern = re.compile(rb"/S ?/" + role + rb"\b")
        return [body for body in self.objects.values() if pattern.search(body)]

    def _walk(self, body: bytes) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """Each element with the page and number of what it marks, then those within it."""
        role = re.search(rb"/S ?/(\w+)", body)
        kids = re.search(rb"/K ?(\[[^\]]*\]|\d+ 0 R|\d+\b(?! 0 R))", body)
        page = re.search(rb"/Pg (\d+) 0 R", body)
        inside = kids[1] if kids else b""
        marked, below = list[tuple[int, int]](), list[bytes]()
        for reference, number in re.findall(rb"(\d+) 0 R|(\d+)", inside):
            if number:
                marked.append((int(page[1]) if page else 0, int(number)))
                continue
            kid = self.objects[int(reference)]
            mcid = re.search(rb"/MCID (\d+)", kid)
            if mcid:
                where = re.search(rb"/Pg (\d+) 0 R", kid) or page
                marked.append((int(where[1]) if where else 0, int(mcid[1])))
            elif b"/StructElem" in kid or b"/S " in kid or b"/S/" in kid:
                below.append(kid)
        if role:
            yield role[1].decode(), marked
        # A list's signs are all drawn last, each beside its line: where they are read is where they belong.
        for kid in below if not role or role[1] != b"Lbl" else ():
            yield from self._walk(kid)

    def _reads_as_drawn(self) -> bool:
        """On each page, what is read later is drawn later."""
        seen: dict[int, list[int]] = {}
        for role, marked in self._walk(self._root()):
            for page, number in marked if role != "Figure" else ():  # drawn after the letters beside it
                seen.setdefault(page, []).append(number)
        return bool(seen) and all(numbers == sorted(numbers) for numbers in seen.values())

    def _headings_step(self) -> bool:
        levels = [int(role[1]) for role in self.tags if _HEADINGS.fullmatch(role)]
        steps = zip([0, *levels], levels, strict=False)
        return bool(levels) and all(level <= before + 1 for before, level in steps)


def _within(head: bytes, content: bytes) -> Iterator[tuple[int, bytes]]:
    first = int(re.search(rb"/First (\d+)", head)[1])  # type: ignore[index] # an object stream has one
    numbers = list(map(int, content[:first].split()))
    places = [*(first + offset for offset in numbers[1::2]), len(content)]
    for at, number in enumerate(numbers[::2]):
        yield number, content[places[at] : places[at + 1]].strip()


def _unpacked(head: bytes, content: bytes) -> bytes:
    return zlib.decompress(content) if b"/FlateDecode" in head else content
