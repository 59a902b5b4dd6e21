"""How a choice of themes that replaced another one reads."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import in_a_row, long_date
from noaber.strategy.queries.choices import ChoiceRow
from noaber.strategy.queries.selection import RoundRow


def changed_sentence(row: RoundRow, adopted_on: dt.date | None) -> str:
    """What changed in the choice since the strategy was adopted with it, the last change; empty when nothing did."""
    if adopted_on is None or len(row.choices) < 2:
        return ""
    before, last = row.choices[-2:]
    if not last.text.reason or last.text.decided_on < adopted_on or not last.text.is_another_set(before.text):
        return ""
    text = _("Na de vaststelling is anders gekozen, op %(day)s. %(change)s. Waarom: %(reason)s")
    facts = {
        "day": long_date(last.text.decided_on),
        "change": differences(row, before, last),
        "reason": last.text.reason,
    }
    return text % facts


def differences(row: RoundRow, before: ChoiceRow | None, each: ChoiceRow) -> str:
    """Which themes came and went; of what stayed nothing. Of another round all that it chose."""
    names, then, now = row.option_names, before.text.chosen if before else (), each.text.chosen
    parts = (
        (_("Erbij"), [code for code in now if code not in then]),
        (_("Eraf"), [code for code in then if code not in now]),
    )
    return "; ".join(f"{label}: {in_a_row(names[code] for code in codes)}" for label, codes in parts if codes)
