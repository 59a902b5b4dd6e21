"""What a page shows of a short list on its way in: what is wrong with it, or what it changes.

Of a whole register (people, organisations) the page with progress is `noaber.network.views.imports.runs`.
"""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.network.imports.preview import Fate, Preview

LIST_PAGE: Final = "network/list_preview.html"
"""The template for `list_page_parts`."""
LONGEST_CELL: Final = 100
FATES: Final[dict[Fate, tuple[str, Tone]]] = {Fate.NEW: ("nieuw", "ok"), Fate.CHANGED: ("gewijzigd", "info")}


def list_page_parts(preview: Preview, *, named: str, discard_url: str, fault: str = "") -> dict[str, object]:
    """For `LIST_PAGE`. `named`: what a row is about; `seen` is empty when there is nothing to bring in."""
    return {
        "notice": _notice(preview, fault),
        "table": _problems(preview) if preview.problems else _changes(preview, named),
        "seen": preview.fingerprint() if preview.has_changes and not preview.problems else "",
        "discard_url": discard_url,
    }


def _notice(preview: Preview, fault: str) -> Notice:
    if fault:
        return Notice(fault, "danger")
    if preview.problems:
        count = len(preview.problems)
        text = ngettext(
            "Er staat %(count)s fout in de lijst.", "Er staan %(count)s fouten in de lijst.", count
        )
        rest = _("Verbeter de lijst en lever die opnieuw in. Er is niets gewijzigd.")
        return Notice(f"{text % {'count': count}} {rest}", "danger")
    if not preview.has_changes:
        return Notice(_("Alles staat er al zo. Deze lijst verandert niets."), "neutral")
    words = _("%(new)s nieuw, %(changed)s gewijzigd, %(unchanged)s ongewijzigd. Er is nog niets gewijzigd.")
    return Notice(words % preview.counts)


def _problems(preview: Preview) -> Table:
    rows: list[Row] = [
        {
            "row": each.row,
            "column": f"{each.column} ({each.header})" if each.column else each.header,
            "value": in_short(each.value),
            "message": each.message,
        }
        for each in preview.problems
    ]
    columns = [
        Column("row", _("Rij"), "number"),
        Column("column", _("Kolom")),
        Column("value", _("Er staat")),
        Column("message", _("Wat er mis is")),
    ]
    return plain_table(name="fouten", caption=_("Fouten"), columns=columns, rows=rows)


def in_short(value: str) -> str:
    """What stands in a cell, as far as it takes to find it in the list.

    >>> in_short("Kort."), in_short("Veel te lang. " * 20)[-8:], len(in_short("x" * 500))
    ('Kort.', 'lang. V…', 100)
    """
    return value if len(value) <= LONGEST_CELL else f"{value[: LONGEST_CELL - 1].rstrip()}…"


def _changes(preview: Preview, named: str) -> Table:
    rows: list[Row] = [
        {
            "name": line.name,
            "fate": Status(*FATES[line.fate]),
            "label": each.label,
            "old": each.old,
            "new": each.new,
        }
        for line in preview.lines
        if line.fate is not Fate.UNCHANGED
        for each in line.differences
    ]
    columns = [
        Column("name", named),
        Column("fate", _("Wat"), "status"),
        Column("label", _("Gegeven")),
        Column("old", _("Was")),
        Column("new", _("Wordt")),
    ]
    caption = _("Wat er verandert")
    return plain_table(
        name="wijzigingen", caption=caption, columns=columns, rows=rows, empty_text=_("Er verandert niets.")
    )
