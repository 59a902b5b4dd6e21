"""How a choice of themes that replaced another one reads."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import in_a_row, long_date
from noaber.strategy.queries.choices import ChoiceRow
from noaber.strategy.queries.selection import RoundRow


def changed_sentence(row: RoundRow, adopted_on: dt.date | None, earlier: Sequence[RoundRow] = ()) -> str:
    """What changed in the choice since the strategy was adopted with it, the last change; empty when nothing did.

    `earlier`: the rounds of the period before this one.
    """
    last, before = row.choice, named_before(row, earlier)
    if adopted_on is None or last is None or not last.text.reason or last.text.decided_on < adopted_on:
        return ""
    change = differences(before, named_of(row, last))
    if not change:
        return ""
    text = _("Na de vaststelling is anders gekozen, op %(day)s. %(change)s. Waarom: %(reason)s")
    text %= {"day": long_date(last.text.decided_on), "change": change, "reason": last.text.reason}
    return (
        text
        if last.text.proposal
        else f"{text.rstrip('.')}. {_('Dit is niet aan de overleggen voorgelegd.')}"
    )


def named_of(row: RoundRow, choice: ChoiceRow) -> dict[str, str]:
    """The chosen themes by what makes them the same in another round, with their names: the field of the taxonomy,
    or the own name where two themes of the round are of one field."""
    times = Counter(each.field for each in row.text.options)
    chosen = [each for each in row.text.options if each.code in choice.text.chosen]
    return {each.field if times[each.field] == 1 else each.name: each.name for each in chosen}


def named_before(row: RoundRow, earlier: Sequence[RoundRow]) -> dict[str, str]:
    """The themes that were chosen before the last choice of a round, in it or in an earlier one."""
    if len(row.choices) > 1:
        return named_of(row, row.choices[-2])
    found = [(each, each.choice) for each in earlier if each.number < row.number and each.choice]
    return named_of(*found[-1]) if found else {}


def differences(then: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Which themes came and went, by name, and which go by another name; of what stayed nothing.

    >>> differences({"4.1": "Jeugd", "X.2": "Zorg"}, {"X.2": "Zorg", "1.2": "Verkeer"})
    'Erbij: Verkeer; Eraf: Jeugd'
    >>> differences({"X.2": "Zorg"}, {"X.2": "Zorg en veiligheid"})
    'Anders genoemd: Zorg → Zorg en veiligheid'
    """
    parts = (
        (_("Erbij"), [name for key, name in now.items() if key not in then]),
        (_("Eraf"), [name for key, name in then.items() if key not in now]),
        (
            _("Anders genoemd"),
            [f"{then[key]} → {name}" for key, name in now.items() if then.get(key, name) != name],
        ),
    )
    return "; ".join(f"{label}: {in_a_row(names)}" for label, names in parts if names)
