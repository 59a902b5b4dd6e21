"""The documents of the demonstration: papers in the house style, which say that they are not the real ones."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.files.base import ContentFile

from noaber.core.access import COMMAND
from noaber.core.documents.paper import Block, Bullets, Heading, Note, Paper, Paragraph, Text
from noaber.core.documents.pdf import to_pdf
from noaber.core.rules.dutch import long_date
from noaber.decisions import api as decisions
from noaber.network.api import network_name

NOT_REAL: Final = "Door Noaber gemaakt voor de demonstratie, niet het echte stuk"
MEMO: Final = (
    "Memo “Veiligheidsstrategie Oost-Nederland 2019-2022 & financieringsvoorstel 2020-2023”, 28 januari 2019"
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A document that goes with a proposal: what it is called, its status, what it says and where that comes from."""

    title: str
    status: str
    compose: Callable[[], Sequence[Block]]
    sources: tuple[str, ...]

    @property
    def file_name(self) -> str:
        return f"{self.title} (voorbeeldgegevens).pdf"


def paper_of(document: Composed, *, made_at: dt.datetime) -> Paper:
    """The document as a paper; the first that it says is that it is an example."""
    return Paper(
        title=document.title,
        network=network_name(),
        kind="Bijlage",
        made_at=made_at,
        facts=[("Datum", long_date(made_at.date())), ("Status", document.status)],
        blocks=[
            Note(
                "Voorbeeldgegevens",
                f"{NOT_REAL}. Wat uit een bron komt, staat onder “Bronnen”. Waar “verzonnen” bij staat, heeft niemand "
                "dat vastgesteld.",
            ),
            *document.compose(),
        ],
        sources=document.sources,
        is_demonstration=True,
    )


def attach(code: str, documents: Sequence[Composed], *, now: dt.datetime) -> None:
    """Make each document once and put it with the draft; sending the draft fixes them."""
    for document in documents:
        decisions.add_attachment(
            code,
            ContentFile(to_pdf(paper_of(document, made_at=now)), document.file_name),
            title=f"{document.title} (voorbeeldgegevens)",
            actor=COMMAND,
            now=now,
            expected_revision=None,
        )


def section(title: str, *texts: Text) -> list[Block]:
    """A heading with its paragraphs."""
    return [Heading(title), *map(Paragraph, texts)]


def invented(title: str, *items: str) -> list[Block]:
    """A list that nobody decided, and that says so."""
    return [Heading(f"{title} (verzonnen)", 2), Bullets(items)]


def markdown(*parts: str | Sequence[str]) -> str:
    """Paragraphs and lists as the text of a proposal is written.

    >>> markdown("Wij vragen:", ["geld", "tijd"])
    'Wij vragen:\\n\\n- geld\\n- tijd'
    """
    return "\n\n".join(
        part if isinstance(part, str) else "\n".join(f"- {item}" for item in part) for part in parts
    )
