"""Interim reports and annual accounts of 2020-2022: the figures are those of the books, the words are invented.

2020 and 2021 are final; the account of 2022 lies ready with one explanation missing. Tax is passed on in 2021.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from noaber.core.access import COMMAND
from noaber.finance import api as finance
from noaber.site.demonstration.agreement import AGREEMENT

INVENTED: Final = "Verzonnen voorbeeld."
WORDS: Final = {
    "coordinatie": "De coördinator begon later in het jaar, en bijeenkomsten waren digitaal. Verzonnen voorbeeld.",
    "communicatie-en-administratie": "De website is pas in het najaar uitgebreid. Verzonnen voorbeeld.",
    "intelligence": "Het plan voor intelligence is nog in de maak. Verzonnen voorbeeld.",
    "projecten": "Een project loopt door in het volgende jaar. Verzonnen voorbeeld.",
    "bijdragen-van-gemeenten": "Er is meer of minder gefactureerd dan begroot. Verzonnen voorbeeld.",
}
OTHER: Final = "Op deze post ging het anders dan gedacht. Verzonnen voorbeeld."
MISSING: Final = "intelligence"
"""The line of which nobody wrote yet, in 2022, why it is off."""
BACK: Final = {2021: 50_000_00}
"""What goes back to who paid, of the result of a year."""


def report(now: dt.datetime, today: dt.date, *, year: int, month: int) -> None:
    """Written by the controller, with its words, and adopted by somebody else."""
    period = finance.period_of(AGREEMENT, year, month)
    _write(period, finance.ReportWords(summary=INVENTED), now, today)
    row = _found(period)
    carried = row.content.figures.open_cents("commitment")
    words = replace(
        finance.ReportWords(summary=INVENTED),
        explanations=tuple(
            finance.Explanation(each.line.code, WORDS.get(each.line.code, OTHER))
            for each in row.content.lacking
        ),
        back_cents=BACK.get(year, 0),
        carried_cents=carried,
    )
    _write(period, words, now, today)
    finance.adopt_report(_found(period), actor=COMMAND, now=now, note=INVENTED)


def prepare(now: dt.datetime, today: dt.date) -> None:
    """The account of 2022, with one line that nobody explained yet."""
    period = finance.period_of(AGREEMENT, 2022, 12)
    _write(period, finance.ReportWords(), now, today)
    said = tuple(
        finance.Explanation(each.line.code, WORDS.get(each.line.code, OTHER))
        for each in _found(period).content.lacking
        if each.line.code != MISSING
    )
    _write(period, finance.ReportWords(explanations=said), now, today)


def pass_on(now: dt.datetime, today: dt.date) -> None:
    """Tax of 2021 is asked back by the municipalities themselves."""
    motive = "De Belastingdienst stemde in met doorschuiven voor 2021. Verzonnen voorbeeld."
    finance.record_vat_passing(AGREEMENT, 2021, is_passed_on=True, motive=motive, actor=COMMAND, now=now)


def _write(
    period: finance.ReportPeriod, words: finance.ReportWords, now: dt.datetime, today: dt.date
) -> None:
    finance.write_report(period, words, actor=COMMAND, now=now, today=today)


def _found(period: finance.ReportPeriod) -> finance.ReportRow:
    row = finance.report_of(period.agreement, period.year, period.code)
    if row is None:
        raise LookupError(period.code)
    return row


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    (
        dt.date(2020, 8, 18),
        "De tussenrapportage van 2020 wordt vastgesteld",
        partial(report, year=2020, month=6),
    ),
    (
        dt.date(2021, 3, 23),
        "De jaarrekening van 2020 wordt vastgesteld",
        partial(report, year=2020, month=12),
    ),
    (
        dt.date(2021, 8, 17),
        "De tussenrapportage van 2021 wordt vastgesteld",
        partial(report, year=2021, month=6),
    ),
    (dt.date(2022, 2, 22), "De btw van 2021 wordt doorgeschoven", pass_on),
    (
        dt.date(2022, 3, 22),
        "De jaarrekening van 2021 wordt vastgesteld",
        partial(report, year=2021, month=12),
    ),
    (dt.date(2023, 3, 21), "De jaarrekening van 2022 ligt klaar als concept", prepare),
)
