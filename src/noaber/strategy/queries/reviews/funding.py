"""Whether a proposal asks for money before it is known what the years before yielded (R53)."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.decisions.api import ObligationKind, Standing
from noaber.strategy.queries.periods.period import TitleRow, titles
from noaber.strategy.queries.reviews.review import final_review
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.reviews.review import ReviewKind

FUNDING: Final = (ObligationKind.CONTRIBUTION, ObligationKind.CAPACITY)
"""What the partners pay the network with: money and people."""


def review_before_funding(found: Standing) -> Iterator[str]:
    """A warning where it asks for years after the running period, and the endterm review of that is not final.

    Of a proposal that was sent it is judged by the day of its first text; it stops nobody.
    """
    if not (last_year := _last_year(found)):
        return
    sent = [each.dated_on for each in found.versions if each.is_sent]
    asof = AsOf(sent[0] if sent else clock.today())
    period = _running(asof)
    if period is None or last_year <= period.ends_on.year:
        return
    if final_review(period.code, ReviewKind.ENDTERM, asof):
        return
    facts = {"year": last_year, "period": period.title}
    if sent:
        text = _(
            "Dit voorstel vraagt een bijdrage tot en met %(year)s. Toen het werd verstuurd, was de endterm review van "
            "%(period)s nog niet definitief. Wat de eerdere jaren opleverden, stond dus nog niet vast."
        )
    else:
        text = _(
            "Dit voorstel vraagt een bijdrage tot en met %(year)s, en de endterm review van %(period)s is nog niet "
            "definitief. Eerst evalueren, dan om geld vragen: wie betaalt, wil weten wat de eerdere jaren opleverden."
        )
    yield text % facts


def _last_year(found: Standing) -> int:
    """The last year for which it asks money or people; 0 when it asks none."""
    asked = (point.terms for point in found.points if point.terms and point.terms.kind in FUNDING)
    return max((terms.last_year for terms in asked), default=0)


def _running(asof: AsOf) -> TitleRow | None:
    """The strategy that was adopted last and had begun by the day, also when its last year is over."""
    return next(
        (
            row
            for row in titles(asof)
            if row.state is not PeriodState.PREPARATION and row.starts_on <= asof.valid_on
        ),
        None,
    )
