"""Which kinds of source the themes of a round still lack, said while there is time to record them (R06)."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext as _

from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.queries.selection.sources import Sources
from noaber.strategy.views.places import source_address


def lacking_sentence(row: RoundRow, sources: Mapping[str, Sources]) -> str:
    """By kind the themes that have no such source; empty where none is lacking."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for each in row.text.options:
        for kind in sources[each.code].lacking:
            by_kind[kind].append(each.name)
    if not by_kind:
        return ""
    told = "; ".join(
        _("%(kind)s bij %(themes)s")
        % {"kind": kind, "themes": _("elk thema") if len(names) == len(sources) else in_a_row(names)}
        for kind, names in by_kind.items()
    )
    text = _(
        "Er ontbreken bronnen: %(told)s. Een thema kan pas worden gekozen als het uit drie soorten bronnen volgt. Leg "
        "die eerst vast, met ‘Leg een bron vast’ bij de prioriteiten."
    )
    return text % {"told": told}


def lacking_notice(row: RoundRow, sources: Mapping[str, Sources]) -> Notice | None:
    """That, with the way to where a source is recorded."""
    text = lacking_sentence(row, sources)
    way = Action(_("Leg een bron vast"), source_address(row.period, "nieuw"))
    return Notice(text, "warning", action=way) if text else None
