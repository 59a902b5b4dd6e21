"""A long stage folded by district, for who reads it on a phone: their own first and open, the others with a count."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.columns import Column, Row
from noaber.core.components.table import KEPT_KEYS, PAGE_SIZE, Table, plain_table
from noaber.core.requests import Request
from noaber.decisions.queries.proposals.matrix import Party, StageStanding
from noaber.decisions.views.proposals.stages import MOST_IN_LINE

ALL: Final = "?sorteer=party"


@dataclass(frozen=True, slots=True)
class Fold:
    """Some of the rows under one line: `title` says whose, and how many of them have no answer yet."""

    title: str
    table: Table
    is_open: bool = False


def folds(
    request: Request, stage: StageStanding, columns: Sequence[Column], rows: Sequence[Row]
) -> tuple[Fold, ...]:
    """Own rows and then the districts; none for a short list, and none once something was sought or sorted."""
    is_asked = any(value for key, value in request.GET.items() if key not in KEPT_KEYS)
    if is_asked or not MOST_IN_LINE < len(rows) <= PAGE_SIZE:
        return ()
    scopes = {grant.scope for grant in request.actor.grants}
    mine = [row for party, row in zip(stage.parties, rows, strict=True) if party.key in scopes]
    districts = [_fold(stage, name, columns, found) for name, found in sorted(_members(stage, rows).items())]
    own = Fold(_("Voor wie u spreekt"), _part(_("Voor wie u spreekt"), columns, mine), is_open=True)
    return (own, *districts) if mine else tuple(districts)


def _members(stage: StageStanding, rows: Sequence[Row]) -> dict[str, list[tuple[Party, Row]]]:
    found: dict[str, list[tuple[Party, Row]]] = defaultdict(list)
    for party, row in zip(stage.parties, rows, strict=True):
        found[str(row["district"])].append((party, row))
    return found


def _fold(
    stage: StageStanding, name: str, columns: Sequence[Column], members: Sequence[tuple[Party, Row]]
) -> Fold:
    title = _title(stage, name, [party for party, _row in members])
    return Fold(title, _part(name, columns, [row for _party, row in members]))


def head_of(table: Table) -> Table:
    """The filters and downloads above the folds, without the rows."""
    return replace(
        table, rows=(), empty_text=_("Per district. Open een district om te zien wie wat antwoordde.")
    )


def _title(stage: StageStanding, name: str, parties: Sequence[Party]) -> str:
    left = len(parties) - stage.decided(parties)
    facts = {"name": name, "count": len(parties), "left": left}
    if not left:
        heard = ngettext("%(name)s: antwoordde", "%(name)s: alle %(count)s antwoordden", len(parties))
        decided = ngettext("%(name)s: besloot", "%(name)s: alle %(count)s besloten", len(parties))
        return (heard if stage.is_hearing else decided) % facts
    return _("%(name)s: %(left)s van %(count)s nog niet") % facts


def _part(name: str, columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    key = "".join(sign if sign.isalnum() else "-" for sign in name.lower())
    return plain_table(name=f"deel-{key}", caption=name, columns=columns, rows=rows, is_caption_shown=False)
