"""How a choice of themes that replaced another one reads."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import in_a_row, long_date
from noaber.strategy.queries.choices import ChoiceRow
from noaber.strategy.queries.selection import RoundRow


def changed_sentence(row: RoundRow, adopted_on: dt.date | None, earlier: Sequence[RoundRow] = ()) -> str:
    """What changed in the choice since the strategy was adopted with it, the last change; empty when nothing did.

    `earlier`: the rounds of the period before this one.
    """
    last, before = row.choice, names_before(row, earlier)
    if adopted_on is None or last is None or not last.text.reason or last.text.decided_on < adopted_on:
        return ""
    change = differences(before, names_of(row, last))
    if not change:
        return ""
    text = _("Na de vaststelling is anders gekozen, op %(day)s. %(change)s. Waarom: %(reason)s")
    text %= {"day": long_date(last.text.decided_on), "change": change, "reason": last.text.reason}
    return (
        text
        if last.text.proposal
        else f"{text.rstrip('.')}. {_('Dit is niet aan de overleggen voorgelegd.')}"
    )


def names_of(row: RoundRow, choice: ChoiceRow) -> tuple[str, ...]:
    """What the chosen themes are called."""
    return tuple(row.option_names[code] for code in choice.text.chosen)


def names_before(row: RoundRow, earlier: Sequence[RoundRow]) -> tuple[str, ...]:
    """The themes that were chosen before the last choice of a round, in it or in an earlier one."""
    if len(row.choices) > 1:
        return names_of(row, row.choices[-2])
    found = [(each, each.choice) for each in earlier if each.number < row.number and each.choice]
    return names_of(*found[-1]) if found else ()


def differences(then: Sequence[str], now: Sequence[str]) -> str:
    """Which themes came and went; of what stayed nothing.

    >>> differences(("Jeugd", "Zorg"), ("Zorg", "Verkeer"))
    'Erbij: Verkeer; Eraf: Jeugd'
    """
    parts = (
        (_("Erbij"), [name for name in now if name not in then]),
        (_("Eraf"), [name for name in then if name not in now]),
    )
    return "; ".join(f"{label}: {in_a_row(names)}" for label, names in parts if names)
