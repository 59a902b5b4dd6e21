"""How large a picture is, read from its own bytes: what a document needs to keep its proportions."""

import re
import struct
from typing import Final

_SVG_BOX: Final = re.compile(rb"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)")
_SVG_SIZE: Final = re.compile(
    rb"<svg\b(?=[^>]*\swidth\s*=\s*[\"']([\d.]+))(?=[^>]*\sheight\s*=\s*[\"']([\d.]+))"
)
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_NOT_A_FRAME: Final = frozenset({0xC4, 0xC8, 0xCC})  # JPEG markers between C0 and CF that hold no size


class PictureError(ValueError):
    """The bytes are not a picture of the kind that was said."""


def proportions(data: bytes, media_type: str) -> float:
    """Width divided by height.

    >>> proportions(b'<svg viewBox="0 0 600 300"></svg>', "image/svg+xml")
    2.0
    """
    try:
        width, height = _READERS[media_type](data)
        return width / height
    except (KeyError, ValueError, IndexError, struct.error, ZeroDivisionError):
        raise PictureError(f"geen leesbaar plaatje van het soort {media_type}") from None


def _svg(data: bytes) -> tuple[float, float]:
    found = _SVG_BOX.search(data) or _SVG_SIZE.search(data)
    if found is None:
        raise PictureError("geen afmeting")
    return float(found[1]), float(found[2])


def _png(data: bytes) -> tuple[float, float]:
    if not data.startswith(_PNG_START):
        raise PictureError("geen PNG")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg(data: bytes) -> tuple[float, float]:
    """Walk the segments to the first frame header (ITU-T T.81, B.2.2)."""
    place = 2
    while data[place] == 0xFF:
        marker, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in _NOT_A_FRAME:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + length
    raise PictureError("geen JPEG")


_READERS: Final = {"image/svg+xml": _svg, "image/png": _png, "image/jpeg": _jpeg}
