"""What was chosen in a round, where each theme comes from, and what it was weighed by."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.queries.selection.computing import kind_of
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.queries.selection.sources import Sources, when_weighed, whole_day
from noaber.strategy.rules.selection.round import OptionText, percent
from noaber.strategy.views.places import option_address, rows_address


def choice_table(
    row: RoundRow,
    sources: Mapping[str, Sources],
    asof: AsOf,
    *,
    sees_scores: bool,
    linked: Mapping[str, str],
    is_replaced: bool = False,
) -> Table:
    """The themes, those that were chosen first, each with its three sources (R06).

    `linked`: by code what the network calls each theme that was chosen, as far as it has that. `is_replaced`: a later
    round was chosen from, so that this is what was chosen then.
    """
    chosen = row.choice.text.chosen if row.choice else ()
    verdicts = row.choice.text.verdicts if row.choice else {}
    first = sorted(row.text.options, key=lambda each: bool(verdicts) and not verdicts[each.code].is_chosen)
    columns = [
        Column("name", _("Thema"), "link" if sees_scores else "text"),
        *([Column("chosen", _("Keuze"), "status"), Column("reason", _("Waarom"))] if verdicts else []),
        Column("local", _("Gemeenten die het noemen"), url_key="local_url"),
        Column("partners", _("Partners en agenda’s die het noemen")),
        Column("evaluation", _("Wat de evaluatie zegt")),
        *([Column("theme", _("Thema van het netwerk"), url_key="theme_url")] if chosen else []),
    ]
    themes = with_dates("/themas/", asof)
    rows: list[Row] = [
        {
            **_cells(row, each, sources[each.code], asof),
            "chosen": _status(verdicts[each.code].is_chosen, is_replaced) if verdicts else None,
            "theme": linked.get(each.code, _("nog niet opgenomen") if each.code in chosen else ""),
            "theme_url": themes if each.code in linked else "",
        }
        for each in first
    ]
    caption = (
        _("De keuze en waar elk thema vandaan komt")
        if verdicts
        else _("De thema’s en waar zij vandaan komen")
    )
    return plain_table(name="keuze", caption=caption, columns=columns, rows=rows)


def _cells(row: RoundRow, option: OptionText, found: Sources, asof: AsOf) -> Row:
    verdict = row.choice.text.verdicts[option.code] if row.choice else None
    return {
        "name": option.name,
        "url": option_address(row.period, row.number, option.code, asof),
        "reason": verdict.reason if verdict else "",
        "local": named_words(row, option, found),
        "local_url": named_address(row, option, asof),
        "partners": in_a_row(found.partners),
        "evaluation": found.evaluation,
    }


def named_words(row: RoundRow, option: OptionText, found: Sources) -> str:
    """How many municipalities name a theme: from the opening on as it was counted then."""
    count = row.named[option.code][0] if row.is_open else len(found.municipalities)
    return _("%(count)s van de %(asked)s") % {"count": count, "asked": found.asked}


def named_address(row: RoundRow, option: OptionText, asof: AsOf) -> str:
    """The inventory as it was weighed, with only the municipalities that name the theme."""
    then = whole_day(when_weighed(row, asof))
    return rows_address(row.period, then, thema=option.field, soort="gemeente")


def _status(is_chosen: bool, is_replaced: bool) -> Status:
    if is_replaced:
        return Status(_("toen gekozen") if is_chosen else _("toen niet gekozen"), "neutral")
    return Status(_("gekozen"), "ok") if is_chosen else Status(_("niet gekozen"), "neutral")


def criteria_table(row: RoundRow) -> Table:
    """What is weighed, and for how much."""
    rows: list[Row] = [
        {
            "name": each.name,
            "weight": percent(each.weight),
            "meaning": each.meaning,
            "how": kind_of(each.computed).how if each.computed else _("score van 1 tot en met 5"),
        }
        for each in row.text.criteria
    ]
    return plain_table(
        name="criteria",
        caption=_("Waarop is gewogen"),
        columns=[
            Column("name", _("Criterium")),
            Column("weight", _("Gewicht"), "number"),
            Column("meaning", _("Een hoge score betekent")),
            Column("how", _("Hoe het getal ontstaat")),
        ],
        rows=rows,
        notes=[_("Criteria, gewichten en thema’s staan vast sinds de scores zijn opengesteld.")]
        if row.is_open
        else [],
    )
