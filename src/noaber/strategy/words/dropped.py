"""How a theme reads that is not chosen any more though goals stand under it (R49)."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.rules.dutch import in_a_row, long_date
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.selection.period_themes import DroppedTheme


def dropped_words(each: DroppedTheme) -> str:
    """Since when, and why.

    >>> import datetime as dt
    >>> dropped_words(DroppedTheme("water", "Water", dt.date(2021, 2, 9), "Het aantal inbraken stijgt weer"))
    'Niet meer gekozen sinds 9 februari 2021. Waarom: Het aantal inbraken stijgt weer.'
    """
    text = _("Niet meer gekozen sinds %(day)s.") % {"day": long_date(each.on)}
    if not each.reason:
        return text
    why = _("Waarom: %(reason)s") % {"reason": each.reason}
    return f"{text} {why}" if each.reason.endswith((".", "!", "?", "…")) else f"{text} {why}."


def going_on_words(goals: Sequence[GoalRow]) -> str:
    """What that does to the goals under it: nothing, until somebody stops them."""
    running = sum(not row.is_ended for row in goals)
    if not running:
        return _("Alle doelen eronder zijn bereikt of gestopt.")
    text = ngettext(
        "Er loopt nog %(count)s doel onder. Het gaat door tot de eigenaar, het team of de coördinator het stopt.",
        "Er lopen nog %(count)s doelen onder. Zij gaan door tot de eigenaar, het team of de coördinator ze stopt.",
        running,
    )
    return text % {"count": running}


def without_words(themes: Iterable[str]) -> str:
    """Which chosen themes have no goals, so that nothing is told of them."""
    return _("Nog geen doelen onder: %(themes)s.") % {"themes": in_a_row(themes)}


def dropped_with_goals(
    dropped: Iterable[DroppedTheme], goals: Iterable[GoalRow]
) -> list[tuple[DroppedTheme, list[GoalRow]]]:
    """Each of them with what stands under it; those with nothing are left out."""
    rows = list(goals)
    found = [(each, [row for row in rows if row.theme == each.code]) for each in dropped]
    return [(each, own) for each, own in found if own]


def dropped_sentence(each: DroppedTheme, goals: Sequence[GoalRow]) -> str:
    """All of it, by name.

    "Woninginbraken: niet meer gekozen sinds 2 maart 2020. Er loopt nog 1 doel onder. ..."
    """
    words = dropped_words(each)
    return f"{each.name}: {words[:1].lower()}{words[1:]} {going_on_words(goals)}"
