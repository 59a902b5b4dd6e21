"""The only door of figures for other rooms: what was counted per year, signals and what people know of a figure."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor, require
from noaber.core.errors import DomainError
from noaber.figures.access import may_read_effects
from noaber.figures.files import read_offences
from noaber.figures.queries.annotations import AnnotationRow, annotations
from noaber.figures.queries.followups import FollowUp, register_followup
from noaber.figures.queries.offences import nation, offence_titles, offence_years, year_series
from noaber.figures.queries.signal_cards import CardRow, cards
from noaber.figures.rules.effect.question import AFTER, BEFORE, Comparison
from noaber.figures.rules.effect.record import MeasureEffect
from noaber.figures.rules.reliability import Reliability, reliability_of
from noaber.figures.rules.series import (
    AreaFigure,
    Change,
    Indicator,
    OffenceCounts,
    Series,
    YearTotal,
    change,
)
from noaber.figures.rules.signals.course import Act, CloseReason
from noaber.figures.rules.small_numbers import may_be_percentage
from noaber.figures.services.annotations import AnnotationText, annotate
from noaber.figures.services.counts_at_hand import FOLDER as OOST_NEDERLAND
from noaber.figures.services.counts_at_hand import (
    SOURCE,
    record_example_measure,
    record_example_months,
    record_years,
)
from noaber.figures.services.signals.opening import Opened, open_signals
from noaber.figures.services.signals.steps import StepText, record_step

__all__ = [
    "OOST_NEDERLAND",
    "SOURCE",
    "Act",
    "AnnotationRow",
    "AnnotationText",
    "AreaFigure",
    "CardRow",
    "Change",
    "CloseReason",
    "Comparison",
    "FollowUp",
    "Indicator",
    "OffenceCounts",
    "Opened",
    "Reliability",
    "Series",
    "StepText",
    "YearTotal",
    "annotate",
    "annotations",
    "cards",
    "change",
    "effect",
    "indicator",
    "may_be_percentage",
    "offence_titles",
    "offence_years",
    "open_signals",
    "read_offences",
    "record_example_measure",
    "record_example_months",
    "record_step",
    "record_years",
    "register_followup",
    "reliability_of",
    "send_month_reports",
    "series",
    "want_report",
]


def series(
    areas: Collection[str], offence: str, years: Collection[int], *, known_at: dt.datetime | None = None
) -> Series:
    """The counts of an offence in areas (CBS codes) together, per year.

    A year in which an area has no figure has no total and names who is missing. What merged municipalities
    counted belongs to their successor. An unknown kind of offence, or no area at all, is a `DomainError`.
    """
    titles = offence_titles()
    if offence not in titles:
        raise DomainError(_("Soort misdrijf %(code)s is niet bekend.") % {"code": offence}, field="offence")
    if not areas:
        raise DomainError(_("Kies ten minste één gebied."), field="areas")
    wanted = tuple(sorted(set(areas))), tuple(sorted(set(years)))
    return year_series(wanted[0], offence, titles[offence], wanted[1], known_at)


def indicator(
    areas: Collection[str],
    offence: str,
    base_year: int,
    end_year: int,
    *,
    known_at: dt.datetime | None = None,
) -> Indicator:
    """From the total of one year to that of another, beside the whole country where its figures were read."""
    years = (base_year, end_year)
    found = series(areas, offence, years, known_at=known_at)
    country = nation(offence, known_at=known_at)
    beside = change(series([country], offence, years, known_at=known_at), *years) if country else None
    return Indicator(found, change(found, *years), beside)


def effect(
    rows: Collection[tuple[str, dt.date]],
    offence: str,
    *,
    actor: Actor,
    today: dt.date,
    before: int = BEFORE,
    after: int = AFTER,
    comparison: Comparison = Comparison.OTHERS,
    chosen: Sequence[str] = (),
    excluded: Sequence[str] = (),
    published_on: dt.date | None = None,
) -> MeasureEffect:
    """What followed on a measure that municipalities (CBS code, day of the start) took, beside those that did not.

    For who is in the network. `lead` and `rest` of the answer belong with its numbers: nothing more may be claimed. A
    row that cannot be, an unknown kind of offence, or no figures at all is a `DomainError`.
    """
    from noaber.figures.queries.measured import effect as measured  # scipy, as below

    require(may_read_effects(actor))
    return measured(
        rows,
        offence,
        actor=actor,
        today=today,
        before=before,
        after=after,
        comparison=comparison,
        chosen=chosen,
        excluded=excluded,
        published_on=published_on,
    )


def want_report(person: uuid.UUID, area: str, *, now: dt.datetime, today: dt.date) -> None:
    """As if this person opened the link of their invitation, and wants the report of the area every month."""
    from noaber.figures.services.reports.choosing import Wanted, choose_by_link  # numpy, as below
    from noaber.figures.services.reports.links import token_of

    choose_by_link(token_of(person, area), Wanted("month"), actor=COMMAND, now=now, today=today)


def send_month_reports(period: int, *, actor: Actor, now: dt.datetime, today: dt.date) -> int:
    """Ask for the reports of a month and make them at once, without a worker; how many went out."""
    from noaber.figures.services.reports.sending import ask_reports, send_reports

    run = ask_reports(period, 1, actor=actor, now=now)
    return send_reports(run.pk, today=today, now=lambda: now)
