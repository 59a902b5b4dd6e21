"""What stands out, as sentences with their mark, each opening what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.rules.dutch import format_number
from noaber.figures.access import may_read_signals
from noaber.figures.queries.areas import Area
from noaber.figures.queries.standing import area_alerts
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.standing_out import what_stands_out
from noaber.figures.rules.statistics.alerts import MonthAlerts, Standing
from noaber.figures.rules.statistics.arrays import Whole
from noaber.figures.rules.telling import (
    KindWindow,
    MonthAlarm,
    Sentence,
    Tone,
    alarm_sentence,
)
from noaber.figures.views.opening import Opened

_MARKS: Final = {
    Tone.MORE: ("meer", "sort-ascending"),
    Tone.FEWER: ("minder", "sort-descending"),
    Tone.PLACE: ("naast", "mark-current"),
    Tone.PLAIN: ("gewoon", "mark-neutral"),
}


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A sentence with its mark; `url` opens the charts of its kind, which is called `about`."""

    text: str
    css: str
    mark: str
    url: str = ""
    about: str = ""


def _line(page: Opened, sentence: Sentence) -> SaidLine:
    css, mark = _MARKS[sentence.tone]
    url = f"{page.choice.query(kind=sentence.kind)}#verloop" if sentence.kind else ""
    return SaidLine(sentence.text, css, mark, url, dict(page.choice.kinds).get(sentence.kind, ""))


def said_lines(page: Opened, windows: Sequence[KindWindow]) -> list[SaidLine]:
    """Of twelve months, for everybody."""
    return [_line(page, each) for each in what_stands_out(windows, page.choice.last)]


@dataclass(frozen=True, slots=True)
class SaidSignals:
    """What a month gave, and how many such chance gives; `nothing` where it gave none."""

    lines: tuple[SaidLine, ...]
    month: str
    nothing: str
    budget: str


def said_signals(actor: Actor, page: Opened, area: Area) -> SaidSignals | None:
    """Signals of the last month, for the network alone; None for anyone else."""
    if not may_read_signals(actor):
        return None
    alerts = area_alerts(page.counted, area)
    titles = dict(page.choice.kinds)
    lines = []
    for place in alerts.is_alarm.nonzero()[0].tolist():
        kind = page.counted.matrix.kinds[place]
        alarm = MonthAlarm(
            titles[kind],
            page.choice.last,
            float(alerts.observed[place]),
            float(alerts.expected[place]),
            float(alerts.upper[place]),
        )
        lines.append(_line(page, alarm_sentence(alarm, kind)))
    month = month_text(page.choice.last)
    nothing = "" if lines else _nothing(alerts.standing, month)
    return SaidSignals(tuple(lines), month, nothing, _budget(alerts))


def _nothing(standing: Whole, month: str) -> str:
    """That nothing rang, or why nothing could."""
    if (standing == Standing.TESTED).any():
        return _("Geen maandcijfer was hoger dan trend, seizoen en toeval verklaren.")
    if (standing == Standing.MISSING).all():
        return _("Van %(month)s is er geen cijfer om te vergelijken.") % {"month": month}
    return _("Er zijn te weinig gevallen om maanden te vergelijken.")


def _budget(alerts: MonthAlerts) -> str:
    """How seldom chance alone gives a signal in this list; empty where nothing was tested."""
    budget, missing = alerts.budget, int((alerts.standing == Standing.MISSING).sum())
    if not budget.tested:
        return ""
    tested = ngettext("%(count)s soort is", "%(count)s soorten zijn", budget.tested) % {
        "count": budget.tested
    }
    once = format_number(round(1 / budget.expected))
    said = _(
        "%(tested)s bekeken. Als er niets aan de hand is, geeft toeval hier zo’n één keer in %(once)s maanden "
        "een signaal."
    ) % {"tested": tested, "once": once}
    unseen = ngettext(
        "Van %(count)s soort is er geen cijfer.", "Van %(count)s soorten is er geen cijfer.", missing
    )
    return f"{said} {unseen % {'count': missing}}" if missing else said
