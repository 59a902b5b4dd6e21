"""Which answers on a decision were given on an earlier text: said to everyone, as it is within the network (R10)."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import may_read_sent
from noaber.decisions.views.remarks.places import version_address, versions_address


def older_text_notices(request: Request, found: Standing) -> list[Notice]:
    """A notice per stage and version on which there are answers that count on though the text changed since."""
    may_read = may_read_sent(request.actor, found.code, found.classification)
    return [
        Notice(
            _sentence(stage, number, count),
            "warning",
            action=difference_action(found, number) if may_read else None,
        )
        for stage in found.stages
        for number, count in sorted(_on_older(found, stage).items())
    ]


def _on_older(found: Standing, stage: StageStanding) -> Counter[int]:
    """How many parties answered on each earlier text, by its version; the earliest of their points."""
    seen: dict[str, int] = {}
    for (who, _label), cell in stage.cells.items():
        if found.is_changed_since(cell):
            seen[who] = min(cell.on_version, seen.get(who, cell.on_version))
    return Counter(seen.values())


def _sentence(stage: StageStanding, number: int, count: int) -> str:
    facts = {"title": stage.title, "stage": stage.number, "count": count, "number": number}
    text = ngettext(
        "Stap %(stage)s (%(title)s): %(count)s antwoord is gegeven op versie %(number)s. De tekst is daarna gewijzigd, "
        "volgens de afzender niet wezenlijk.",
        "Stap %(stage)s (%(title)s): %(count)s antwoorden zijn gegeven op versie %(number)s. De tekst is daarna "
        "gewijzigd, volgens de afzender niet wezenlijk.",
        count,
    )
    return text % facts


def difference_action(found: Standing, number: int) -> Action:
    """To what changed since an earlier text."""
    is_next = number + 1 == found.number
    address = version_address(found.code, found.number) if is_next else versions_address(found.code)
    return Action(_("Bekijk wat er is gewijzigd"), address)
