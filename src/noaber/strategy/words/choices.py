"""How a choice of themes that replaced another one reads."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.rules.dutch import in_a_row, long_date, short_date
from noaber.strategy.queries.periods.period import PeriodRow
from noaber.strategy.queries.selection.choices import ChoiceRow
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.selection.round import ChoiceText


def changed_sentence(row: RoundRow, period: PeriodRow, earlier: Sequence[RoundRow] = ()) -> str:
    """How the themes differ from those with which the strategy was adopted, and why; empty when they do not.

    `earlier`: the other rounds of the period, of which those before this one count. What was recorded before the
    adoption was is what was adopted, also when it is of the same day. A first choice that was made after the adoption
    stands for what was adopted.
    """
    rounds = [*(each for each in earlier if each.number < row.number), row]
    said = [(each, one) for each in rounds for one in each.choices]
    if period.adopted_on is None or not said:
        return ""
    after = [_is_after(one, period) for _each, one in said]
    adopted = said[after.index(True, 1) - 1] if True in after[1:] else said[-1]
    change = differences(named_of(*adopted), named_of(*said[-1]))
    if not change:
        return ""
    moves = [now for then, now in pairwise(said) if named_of(*then) != named_of(*now)]
    last = moves[-1][1].text
    text = _("Na de vaststelling is anders gekozen, op %(day)s. %(change)s.")
    text %= {"day": long_date(last.decided_on), "change": change}
    return f"{text} {_('Waarom: %(reason)s') % {'reason': last.reason}}" if last.reason else text


def _is_after(choice: ChoiceRow, period: PeriodRow) -> bool:
    """Whether it changed what was adopted: with a reason, of that day or later, and recorded after it."""
    if period.adopted_on is None or period.adopted_at is None or not choice.text.reason:
        return False
    return choice.text.decided_on >= period.adopted_on and choice.recorded_at > period.adopted_at


def earlier_choices(
    rounds: Sequence[RoundRow], last: RoundRow, sent: Mapping[str, dt.datetime | None]
) -> Iterator[tuple[RoundRow, ChoiceText, str]]:
    """What was chosen before the choice that stands in the `last` round, as it was told last; why another came.

    Each with the last proposal on those themes that was `sent` (when) while they stood: a draft that came after it
    takes nothing away, and one that was sent when others were chosen asked nobody about these.
    """
    said = [(row, one) for row in rounds if row.number <= last.number for one in row.choices]
    named: list[str] = []
    for (row, each), (after, now) in pairwise(said):
        named.append(each.text.proposal)
        if row.number != after.number or now.text.is_another_set(each.text):
            put = [code for code in named if (at := sent.get(code)) and at < now.recorded_at]
            yield row, replace(each.text, proposal=put[-1] if put else ""), now.text.reason
            named = []


def saw_earlier_words(count: int) -> str:
    """That councils agreed with an earlier text of the points; empty for none."""
    text = ngettext(
        "%(count)s overleg stemde in met een eerdere tekst van de punten. Vraag het opnieuw.",
        "%(count)s overleggen stemden in met een eerdere tekst van de punten. Vraag het hun opnieuw.",
        count,
    )
    return text % {"count": count} if count else ""


def reason_of(row: RoundRow) -> str:
    """Why other themes were chosen than before, also in another round: told once with the choice, it stays with it."""
    reason = ""
    for before, each in zip((None, *row.choices), row.choices, strict=False):
        if before is None or each.text.is_another_set(before.text):
            reason = each.text.reason
    return reason


def named_of(row: RoundRow, choice: ChoiceRow) -> dict[str, str]:
    """The chosen themes by what makes them the same in another round, with their names: the field of the taxonomy,
    or the own name where two themes of the round are of one field."""
    times = Counter(each.field for each in row.text.options)
    chosen = [each for each in row.text.options if each.code in choice.text.chosen]
    return {each.field if times[each.field] == 1 else each.name: each.name for each in chosen}


def mended(row: RoundRow, before: ChoiceText, now: ChoiceText, *, titles: Mapping[str, str]) -> Iterator[str]:
    """What of a choice of the same themes is told otherwise: the day, the source, the proposal, the reasons per theme.

    `titles`: by code what the proposals are called that this reader may read.
    """
    if before.decided_on != now.decided_on:
        yield f"{_('Gekozen op')}: {short_date(before.decided_on)} → {short_date(now.decided_on)}"
    if before.source != now.source:
        yield f"{_('Bron')}: {before.source or '–'} → {now.source or '–'}"
    if before.proposal != now.proposal:
        names = [
            titles.get(code, _("niet openbaar")) if code else "–" for code in (before.proposal, now.proposal)
        ]
        yield f"{_('Voorstel')}: {' → '.join(names)}"
    yield from (f"{name}: {was or '–'} → {is_now or '–'}" for name, was, is_now in reworded(row, before, now))


def is_correction(before: ChoiceText, now: ChoiceText) -> bool:
    """Whether it is the same choice, put the same way, of which only the day or the source is told otherwise."""
    is_told_otherwise = (before.decided_on, before.source) != (now.decided_on, now.source)
    return is_told_otherwise and replace(now, decided_on=before.decided_on, source=before.source).is_same(
        before
    )


def reworded(row: RoundRow, before: ChoiceText, now: ChoiceText) -> Iterator[tuple[str, str, str]]:
    """Of each theme of which the reason reads otherwise: its name, the words of before and those of now."""
    for each in row.text.options:
        was, is_now = (
            one.verdicts[each.code].reason if each.code in one.verdicts else "" for one in (before, now)
        )
        if was != is_now:
            yield each.name, was, is_now


def first_words(row: RoundRow) -> tuple[ChoiceRow, ChoiceRow] | None:
    """The choice that stands, as it was recorded first and when it was reworded last; None where it never was."""
    same: list[ChoiceRow] = []
    for each in reversed(row.choices):
        if same and each.text.is_another_set(same[0].text):
            break
        same.insert(0, each)
    for before, each in pairwise(reversed(same)):
        if any(reworded(row, each.text, before.text)):
            return same[0], before
    return None


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
