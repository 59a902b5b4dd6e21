"""What changed in figures that were published before, since the publication before this one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.columns import Column
from noaber.core.components.table import Table, plain_table
from noaber.core.rules.dutch import format_number
from noaber.figures.queries.areas import Area
from noaber.figures.queries.revisions import revisions_of
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.revised import RevisedCell
from noaber.figures.source_words import source_notes
from noaber.figures.views.opening import Opened

MOST = 30


@dataclass(frozen=True, slots=True)
class Revised:
    """A sentence, and the figures one by one when there are any."""

    text: str
    table: Table | None = None


def revised_panel(page: Opened, area: Area) -> Revised:
    """Of one area, newest month first."""
    release = page.choice.release
    if release.number == 1:
        return Revised(
            _("Dit is de eerste publicatie die is ingelezen; er is nog niets om mee te vergelijken.")
        )
    found = revisions_of(release, area.members)
    if not found:
        return Revised(_("Sinds de vorige publicatie is hier geen cijfer over een eerdere maand gewijzigd."))
    said = ngettext(
        "Sinds de vorige publicatie is %(count)s cijfer over eerdere maanden gewijzigd.",
        "Sinds de vorige publicatie zijn %(count)s cijfers over eerdere maanden gewijzigd.",
        len(found),
    ) % {"count": format_number(len(found))}
    if len(found) > MOST:
        said += " " + _("Hieronder de laatste %(most)s.") % {"most": MOST}
    return Revised(said, _table(page, area, found[:MOST]))


def _table(page: Opened, area: Area, found: Sequence[RevisedCell]) -> Table:
    names = {each.code: each.name for each in page.areas}
    where = [Column("area", _("Gemeente"))] if len(area.members) > 1 else []
    titles = dict(page.choice.kinds)
    rows = [
        {
            "kind": titles.get(each.kind, each.kind),
            "month": month_text(each.period),
            "area": names[each.area],
            "before": each.before_text(),
            "after": each.after_text(),
        }
        for each in found
    ]
    return plain_table(
        name="herzien",
        caption=_("Herziene cijfers"),
        columns=[
            *where,
            Column("kind", _("Soort misdrijf")),
            Column("month", _("Maand")),
            Column("before", _("Was"), "figure"),
            Column("after", _("Is nu"), "figure"),
        ],
        rows=rows,
        notes=source_notes(page.choice.release),
        is_caption_shown=False,
    )
