"""What the papers of strategy share: the network, the mark of a demonstration, and how a file goes out."""

from collections.abc import Sequence

from django.http import HttpResponse

from noaber.core import clock
from noaber.core.documents.paper import Block, Paper
from noaber.core.models import Demonstration
from noaber.network.api import network_name


def paper_of(
    title: str,
    kind: str,
    facts: Sequence[tuple[str, str]],
    blocks: Sequence[Block],
    *,
    is_wide: bool = True,
) -> Paper:
    """A paper of this network; `is_wide`: on its side, because its tables are wide."""
    return Paper(
        title=title,
        network=network_name() or "Noaber",
        kind=kind,
        made_at=clock.now(),
        facts=facts,
        blocks=blocks,
        is_demonstration=Demonstration.objects.exists(),
        is_wide=is_wide,
    )


def pdf_response(contents: bytes, name: str, *, is_example: bool) -> HttpResponse:
    return file_response(contents, f"{name}.pdf", "application/pdf", is_example=is_example)


def file_response(contents: bytes, name: str, media_type: str, *, is_example: bool) -> HttpResponse:
    """A file to keep; its name says that it is an example."""
    response = HttpResponse(contents, content_type=media_type)
    stem, _dot, form = name.rpartition(".")
    shown = f"{stem}-voorbeeldgegevens.{form}" if is_example else name
    response["Content-Disposition"] = f'attachment; filename="{shown}"'
    return response
