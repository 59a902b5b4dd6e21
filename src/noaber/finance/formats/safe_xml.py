"""Read XML that somebody sent, without ever doing what it asks.

A document type is refused as soon as it is seen, before an entity can be made: no bombs, no files of ours, nothing from
outside. A guard (expat, which builds nothing) walks through first and stops at the first thing that is too much; only
what it lets through is made into a tree.
"""

from typing import Final
from xml.parsers import expat

from lxml import etree

LARGEST: Final = 20 * 1024 * 1024
"""Bytes; an invoice with a PDF inside is seldom over a tenth of it."""

DEEPEST: Final = 40
"""Levels; the deepest that UBL and ISO 20022 have use for is below twenty."""

MOST_ELEMENTS: Final = 500_000

_CHUNK: Final = 64 * 1024


class XmlRefused(ValueError):
    """A file that is not read; the message is Dutch and can be shown as it is."""


def parse(data: bytes, *, largest: int = LARGEST) -> etree._Element:
    """The root of the tree, or XmlRefused.

    >>> parse(b"<a><b/></a>").tag
    'a'
    >>> parse(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    Traceback (most recent call last):
    noaber.finance.formats.safe_xml.XmlRefused: Het bestand heeft een documenttype (DOCTYPE). Dat hoort niet in een
    factuur of bankbestand en wordt om veiligheid geweigerd.
    """
    if len(data) > largest:
        raise XmlRefused(
            f"Het bestand is groter dan {largest // (1024 * 1024)} MB. Zo groot is geen factuur."
        )
    if not data.strip():
        raise XmlRefused("Het bestand is leeg.")
    _Guard().walk(data)
    # The guard has bounded size and depth, so that the parser need not refuse a large PDF in one text.
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise _unreadable(getattr(wrong, "lineno", None)) from wrong
    return root


class _Guard:
    """Counts while it walks, and stops the walk by raising."""

    def __init__(self) -> None:
        self.depth = self.elements = 0

    def walk(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EntityDeclHandler = self._document_type
        try:
            for start in range(0, len(data), _CHUNK):
                parser.Parse(data[start : start + _CHUNK], False)
            parser.Parse(b"", True)
        except expat.ExpatError as wrong:
            raise _unreadable(wrong.lineno) from wrong
        except (LookupError, ValueError) as wrong:
            if isinstance(wrong, XmlRefused):
                raise
            raise XmlRefused(
                "Het bestand heeft een tekenset die niet wordt gelezen. Gebruik UTF-8."
            ) from wrong

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST:
            raise XmlRefused(
                f"Het bestand heeft meer dan {DEEPEST} lagen. Zo diep is geen factuur of bankbestand."
            )
        if self.elements > MOST_ELEMENTS:
            raise XmlRefused(
                f"Het bestand heeft meer dan {MOST_ELEMENTS} onderdelen. Zo groot is geen factuur."
            )

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _document_type(self, *_said: object) -> None:
        raise _has_document_type()


def _has_document_type() -> XmlRefused:
    return XmlRefused(
        "Het bestand heeft een documenttype (DOCTYPE). Dat hoort niet in een factuur of bankbestand en wordt om "
        "veiligheid geweigerd."
    )


def _unreadable(line: int | None) -> XmlRefused:
    where = f" (regel {line})" if line else ""
    return XmlRefused(f"Dit is geen leesbaar XML-bestand{where}.")
