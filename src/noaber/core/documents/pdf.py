"""Papers as accessible PDF, by Typst.

The file is exported as PDF/A-2a (ISO 19005-2; A-3a, ISO 19005-3, when other files are attached) and PDF/UA-1
(ISO 14289-1) at once. That export is a gate: an image without words or a skipped heading level is an error.
So is every warning, because a missing font is only a warning to Typst. Data go in as JSON, never as source
text.
"""

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import typst

from noaber.core.documents.paper import (
    DEMONSTRATION_MARK,
    DEMONSTRATION_NOTE,
    RIGHT_ALIGNED,
    Block,
    Bullets,
    DataTable,
    Heading,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Point,
    Points,
    Text,
    filled_rows,
    plain,
    printable,
    spans,
    totals_row,
)

FONT: Final = "Source Sans 3"
FONT_FILES: Final = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
_TEMPLATES: Final = files("noaber.core.documents") / "typst"
_FONT_FOLDER: Final = files("noaber.core") / "static" / "vendor" / "fonts-pdf"
_EXTENSIONS: Final = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
_NARROW_TEXT: Final = 12
_LONG_NOTE: Final = 600
_MOST_UNKNOWN_SIGNS: Final = 50
_PAGES: Final = re.compile(rb"/Type\s*/Pages\s*/Count\s+(\d+)")
_UNKNOWN_TEXT: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED_SIGN: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
Json = Mapping[str, object]


class PaperError(RuntimeError):
    """The paper could not be made as an accessible PDF; the message holds what Typst said."""


class FontsMissingError(PaperError):
    """The fonts are packed when the environment is prepared, and that did not happen."""


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside the PDF, such as the data behind a table."""

    name: str
    media_type: str
    description: str
    data: bytes


def to_pdf(paper: Paper, *, attachments: Sequence[Attachment] = ()) -> bytes:
    """Set the paper in the house style. Raises ``PaperError``."""
    pictures: dict[str, bytes] = {}
    blocks = [_block(block, pictures) for block in paper.blocks]
    data = {
        "title": paper.title,
        "network": paper.network,
        "kind": paper.kind,
        "date": {"year": paper.made_at.year, "month": paper.made_at.month, "day": paper.made_at.day},
        "wide": paper.is_wide,
        **({} if paper.size == 1 else {"size": paper.size}),
        "facts": [list(fact) for fact in paper.facts],
        "addressee": list(paper.addressee),
        "sources": list(paper.sources),
        "mark": DEMONSTRATION_MARK if paper.is_demonstration else "",
        "mark_note": DEMONSTRATION_NOTE,
        "foot": paper.kind,
        "blocks": blocks,
    }
    return typeset("paper.typ", data, made_at=paper.made_at, pictures=pictures, attachments=attachments)


def typeset(
    template: str,
    data: Json,
    *,
    made_at: datetime,
    pictures: Mapping[str, bytes] | None = None,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Run one of the templates in ``typst/`` on ``data`` (JSON). The same input gives the same bytes.

    ``pictures`` are files by the name under which the data mention them. The template sees nothing of the
    disk but a folder with the templates, the pictures and the attachments. Raises ``PaperError``.
    """
    listed = [
        {
            "path": f"attachment-{number}",
            "name": file.name,
            "media_type": file.media_type,
            "description": file.description,
        }
        for number, file in enumerate(attachments)
    ]
    contents = {f"attachment-{number}": file.data for number, file in enumerate(attachments)} | dict(
        pictures or {}
    )
    with tempfile.TemporaryDirectory(prefix="noaber-paper-") as folder:
        root = Path(folder)
        for source in _TEMPLATES.iterdir():
            (root / source.name).write_bytes(source.read_bytes())
        for name, file_data in contents.items():
            (root / name).write_bytes(file_data)
        return _compiled(root / template, {**data, "attachments": listed}, made_at, bool(attachments))


def page_count(pdf: bytes) -> int:
    """How many pages a paper of ours has: a paper that must fit on one is made shorter until it does.

    The page tree of ISO 32000-2, 7.7.3.2, as Typst writes it: the node with the highest count is the whole.
    """
    counts = [int(number) for number in _PAGES.findall(pdf)]
    if not counts:
        raise PaperError("the PDF does not say how many pages it has")
    return max(counts)


def _compiled(template: Path, data: Json, made_at: datetime, has_attachments: bool) -> bytes:
    """Compile until every sign has a form: one that no font has is replaced by its code, visibly."""
    source = json.dumps(_printable(data), ensure_ascii=False)
    for _ in range(_MOST_UNKNOWN_SIGNS):
        try:
            return _compile(template, source, made_at, has_attachments)
        except PaperError as error:
            if not (unknown := _unknown_signs(str(error))):
                raise
            source = source.translate({ord(sign): f"[U+{ord(sign):04X}]" for sign in unknown})
    raise PaperError("te veel tekens die geen lettertype kent")


def _printable(data: object) -> object:
    """The same JSON with every text as it can be set."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, Mapping):
        return {key: _printable(value) for key, value in data.items()}
    return [_printable(value) for value in data] if isinstance(data, list | tuple) else data


def _compile(template: Path, data: str, made_at: datetime, has_attachments: bool) -> bytes:
    try:
        contents, warnings = typst.compile_with_warnings(
            str(template),
            root=str(template.parent),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["a-3a" if has_attachments else "a-2a", "ua-1"],
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise PaperError(_told(error)) from error
    if warnings:
        raise PaperError("; ".join(_told(warning) for warning in warnings))
    return contents


def _unknown_signs(message: str) -> frozenset[str]:
    """The signs that Typst says it cannot show; it writes invisible ones as ``\\u{200d}``."""
    found = _UNKNOWN_TEXT.search(message)
    text = _ESCAPED_SIGN.sub(lambda sign: chr(int(sign[1], 16)), found[1]) if found else ""
    return frozenset(sign for sign in text if not sign.isascii())


def _told(problem: typst.TypstError | typst.TypstWarning) -> str:
    return " ".join([problem.message, *problem.hints])


@cache
def _fonts() -> typst.Fonts:
    """The font files of the house. Typst's own fonts help out for signs that the house font does not have."""
    missing = [name for name in FONT_FILES if not _font_file(name).is_file()]
    if missing:
        raise FontsMissingError(
            f"De lettertypen voor PDF ontbreken ({', '.join(missing)}). Maak ze met: make setup"
        )
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_FONT_FOLDER)])


def _font_file(name: str) -> Path:
    return Path(str(_FONT_FOLDER)) / f"SourceSans3-{name}.ttf"


def _block(block: Block, pictures: dict[str, bytes]) -> Json:
    """One block as JSON; the data of a picture are added to ``pictures``."""
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(text):
            return {"kind": "paragraph", "text": _text(text)}
        case Bullets(items):
            return {"kind": "bullets", "items": [_text(item) for item in items]}
        case Points(items):
            return {"kind": "points", "items": [_point(item) for item in items]}
        case Note(title, text):
            is_long = len(plain(text)) > _LONG_NOTE
            return {"kind": "note", "title": title, "text": _text(text), "is_long": is_long}
        case DataTable():
            return _table(block)
        case Picture():
            name = f"picture-{len(pictures)}.{_EXTENSIONS[block.media_type]}"
            pictures[name] = block.data
            return {
                "kind": "picture",
                "file": name,
                "alt": block.alt,
                "caption": block.caption,
                "source": block.source,
                "width": block.width_mm,
            }
        case PageBreak():
            return {"kind": "break"}


def _text(text: Text) -> Sequence[Json]:
    return [{"text": span.text, "strong": span.is_strong, "title": span.is_title} for span in spans(text)]


def _point(point: Point) -> Json:
    return {
        "label": point.label,
        "text": _text(point.text),
        "points": [_point(item) for item in point.points],
    }


def _table(table: DataTable) -> Json:
    rows, totals = filled_rows(table), totals_row(table)
    columns = []
    for index, column in enumerate(table.columns):
        cells = [row[index] for row in (*rows, totals) if row]
        is_right = column.is_figure or column.kind in RIGHT_ALIGNED
        weight = 0 if column.is_figure or column.kind != "text" else _weight([column.label, *cells])
        columns.append({"label": column.label, "right": is_right, "weight": weight})
    if columns and not any(column["weight"] for column in columns):
        columns[0]["weight"] = 1  # a table is as wide as the text, also when no column needs the room
    return {
        "kind": "table",
        "caption": table.caption,
        "columns": columns,
        "rows": rows,
        "totals": totals,
        "source": table.source,
    }


def _weight(cells: Sequence[str]) -> int:
    """How much of the free width a text column gets; codes and short words take only what they need."""
    longest = max(map(len, cells))
    return 0 if longest <= _NARROW_TEXT and len(cells) > 1 else min(longest, 60)
