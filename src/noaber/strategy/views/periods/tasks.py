"""What the end of a period asks of who records it, on the home page: its review, the closing, and the discharge."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.strategy.access import may_record_period
from noaber.strategy.queries.periods.period import TitleRow, titles
from noaber.strategy.queries.reviews.review import ReviewTitle, review_titles
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.views.places import period_address, review_address

NO_STEP: Final = (PeriodState.PREPARATION, PeriodState.DISCHARGED)


def period_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """The next step of each strategy whose term is over and whose makers are not discharged yet."""
    if not may_record_period(actor):
        return
    endterms = {row.period: row for row in review_titles(asof) if row.kind is ReviewKind.ENDTERM}
    for row in titles(asof):
        if row.ends_on < asof.valid_on and row.state not in NO_STEP:
            yield from _next_step(row, endterms.get(row.code))


def _next_step(period: TitleRow, endterm: ReviewTitle | None) -> Iterator[Task]:
    """While a draft waits for reactions and answers, `review_tasks` says what is next."""
    facts = {"title": period.title}
    if endterm is None:
        yield Task(
            _("Schrijf de endterm review: %(title)s") % facts,
            _("De looptijd is voorbij. Wat is vastgelegd, staat er vanzelf in."),
            review_address(period.code, ReviewKind.ENDTERM, "schrijven/"),
        )
    elif endterm.course.is_final and period.state is PeriodState.CLOSED:
        yield Task(
            _("Leg de decharge vast: %(title)s") % facts,
            _("De strategie is afgesloten en de endterm review is definitief."),
            period_address(period.code, "wijzigen/"),
        )
    elif endterm.course.is_final:
        yield Task(
            _("Sluit de strategie af: %(title)s") % facts,
            _("De looptijd is voorbij en de endterm review is definitief. Leg vast waar dat is besloten."),
            period_address(period.code, "wijzigen/"),
        )
