"""What the papers of strategy share: the network, the mark of a demonstration, and how a file goes out."""

from collections.abc import Sequence

from django.http import HttpResponse

from noaber.core import clock
from noaber.core.documents.paper import Block, Paper
from noaber.core.models import Demonstration
from noaber.network.api import network_name


def paper_of(title: str, kind: str, facts: Sequence[tuple[str, str]], blocks: Sequence[Block]) -> Paper:
    """A paper of this network, on its side because its tables are wide."""
    return Paper(
        title=title,
        network=network_name() or "Noaber",
        kind=kind,
        made_at=clock.now(),
        facts=facts,
        blocks=blocks,
        is_demonstration=Demonstration.objects.exists(),
        is_wide=True,
    )


def pdf_response(contents: bytes, name: str, *, is_example: bool) -> HttpResponse:
    response = HttpResponse(contents, content_type="application/pdf")
    shown = f"{name}-voorbeeldgegevens" if is_example else name
    response["Content-Disposition"] = f'attachment; filename="{shown}.pdf"'
    return response
