"""What changed in the goals of an adopted strategy, in words (R49)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.rules.dutch import in_a_row, short_date
from noaber.strategy.queries.goals.rows import GoalRow, SaidRow
from noaber.strategy.queries.selection.theme_changes import ThemeChange
from noaber.strategy.rules.goals.goal import ENDED, ActivityText, GoalStatus, GoalText
from noaber.strategy.rules.goals.values import TypedValue
from noaber.strategy.words.goals import activity_status, area_words, number_words


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a goal or a part of it, with the reason; `change` is empty where the goal was stopped.

    `recorded_at`: of what happened on one day, what was told last comes first.
    """

    on: dt.date
    recorded_at: dt.datetime
    goal: str
    what: str
    change: str
    reason: str
    is_innovation: bool


def changes(row: GoalRow, adopted_on: dt.date | None = None) -> Iterator[Change]:
    """What was said with a reason, that the goal was stopped, and that it was taken up again.

    And values that were written down anew: with a reason, or since the strategy was adopted.
    """
    of_goal = (*row.activities, *row.indicators, *row.withdrawn)
    for said in (row.said, *(each.said for each in of_goal)):
        for before, each in zip((None, *said), said, strict=False):
            if each.text.reason:
                yield _change(row, each, before)
    yield from _values_taken_back(row)
    yield from _values_corrected(row, adopted_on)
    last: GoalStatus | None = None
    for update in sorted(row.updates, key=lambda each: (each.on, each.number)):
        if what := _turned(last, update.text.status):
            sentence = update.text.sentence
            yield Change(update.on, update.recorded_at, row.text.title, what, "", sentence, False)
        last = update.text.status


def _values_taken_back(row: GoalRow) -> Iterator[Change]:
    """What was measured and does not count any more, on the day on which that was said."""
    for each in row.ever_measured:
        for gone in each.taken_back:
            value = f"{each.text.title}: {number_words(gone.text.value)}, {short_date(gone.text.on)}"
            yield _of_value(row, gone, _("Waarde ingetrokken"), value)


def _values_corrected(row: GoalRow, adopted_on: dt.date | None) -> Iterator[Change]:
    """That a value of a day, or its source, was written down anew, on the day on which that was done."""
    for each in row.ever_measured:
        for then, now in each.corrected:
            is_after = adopted_on and timezone.localdate(now.recorded_at) >= adopted_on
            if not (now.reason or is_after):
                continue
            said = [f"{each.text.title}, {short_date(now.text.on)}"]
            if then.text.value != now.text.value:
                was, is_now = number_words(then.text.value), number_words(now.text.value)
                said.append(f"{_('Waarde')}: {was} → {is_now}")
            if then.text.source != now.text.source:
                said.append(f"{_('Bron')}: {then.text.source} → {now.text.source}")
            yield _of_value(row, now, _("Waarde gewijzigd"), "; ".join(said))


def _of_value(row: GoalRow, typed: TypedValue, what: str, change: str) -> Change:
    on = timezone.localdate(typed.recorded_at)
    return Change(on, typed.recorded_at, row.text.title, what, change, typed.reason, False)


def _turned(before: GoalStatus | None, status: GoalStatus) -> str:
    """That a goal ended before its time, or goes on after it had ended."""
    if status is GoalStatus.STOPPED:
        return _("Doel gestopt")
    return _("Doel weer opgepakt") if before in ENDED and status not in ENDED else ""


def _change(row: GoalRow, said: SaidRow, before: SaidRow | None) -> Change:
    is_new = bool(getattr(said.text, "is_innovation", False))
    what, change = _what(said, before), differences(said, before)
    return Change(said.on, said.recorded_at, row.text.title, what, change, said.text.reason, is_new)


def _what(said: SaidRow, before: SaidRow | None) -> str:
    if isinstance(said.text, GoalText):
        return _("Doel gewijzigd") if before else _("Nieuw doel")
    if isinstance(said.text, ActivityText):
        if said.text.is_withdrawn:
            return _("Activiteit ingetrokken")
        return _("Activiteit gewijzigd") if before else _("Nieuwe activiteit")
    if said.text.is_withdrawn:
        return _("Indicator ingetrokken")
    return _("Indicator gewijzigd") if before else _("Nieuwe indicator")


def differences(said: SaidRow, before: SaidRow | None) -> str:
    """What is said otherwise than before; of what is new what it is called."""
    if before is None:
        return said.text.title
    now, then = _words(said), _words(before)
    others = {label: value for label, value in now.items() if then.get(label) != value}
    changed = [f"{label}: {then.get(label) or '–'} → {value or '–'}" for label, value in others.items()]
    is_called = isinstance(said.text, GoalText) or _("Naam") in others
    return "; ".join(changed if is_called else [said.text.title, *changed])


def theme_turn(each: ThemeChange) -> str:
    """What became of a theme in the network, in a few words."""
    if not each.name:
        return _("Thema beëindigd in het netwerk")
    return _("Thema heet anders") if each.name != each.was else _("Omschrijving van het thema gewijzigd")


def theme_differences(each: ThemeChange) -> Iterator[str]:
    """What of a theme is said otherwise; of one that ended nothing."""
    if each.name and each.name != each.was:
        yield f"{each.was} → {each.name}"
    if each.name and each.description != each.description_was:
        yield f"{_('Omschrijving')}: {each.description_was or '–'} → {each.description or '–'}"


def _words(said: SaidRow) -> dict[str, str]:
    """By label what was said."""
    text = said.text
    if isinstance(text, GoalText):
        return {
            _("Naam"): text.title,
            _("Wat wij willen bereiken"): text.aim,
            _("Eigenaar"): in_a_row(said.who),
            _("Uiterlijk"): short_date(text.due_on),
        }
    if isinstance(text, ActivityText):
        return {
            _("Naam"): text.title,
            _("Wie"): in_a_row(said.who),
            _("Eerste dag"): short_date(text.starts_on),
            _("Laatste dag"): short_date(text.ends_on),
            _("Stand"): activity_status(text.state).label,
        }
    return {
        _("Naam"): text.title,
        _("Eenheid"): text.unit,
        _("Bron"): text.source,
        _("Beginwaarde"): number_words(text.base_value) if text.base_value is not None else "",
        _("Dag van de beginwaarde"): short_date(text.base_on),
        _("Streefwaarde"): number_words(text.target_value),
        _("Dag van de streefwaarde"): short_date(text.target_on),
        _("Gebied"): area_words(text.area) if text.area else "",
    }
