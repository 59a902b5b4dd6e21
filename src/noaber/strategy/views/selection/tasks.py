"""What a selection round asks on the home page: scores of who has not given them, and then the choice."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.strategy.access import may_prepare_round, may_score
from noaber.strategy.queries.selection.round import missing_of, open_periods, rounds
from noaber.strategy.queries.selection.scorers import seat_code, seat_scores
from noaber.strategy.views.places import round_address
from noaber.strategy.words.periods import all_scored, still_asked


def round_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """For who sits in the body the scores that are missing; for the coordinator the choice, once all is scored."""
    for period in open_periods():
        for row in rounds(period):
            if not row.takes_scores:
                continue
            address = round_address(row.period, row.number)
            may_give = may_fill_in(may_score(actor, row.text.body, asof))
            missing = missing_of(row, seat_code(actor, row.text.body, asof)) if may_give else ()
            if missing:
                text = still_asked(len(missing), len(row.pairs))
                yield Task(_("Geef scores: %(title)s") % {"title": row.text.title}, text, f"{address}scores/")
            if not row.missing and may_fill_in(may_prepare_round(actor)):
                found = seat_scores(actor, row, asof)
                text = all_scored(sum(each.is_whole for each in found), len(found))
                yield Task(
                    _("Leg de keuze vast: %(title)s") % {"title": row.text.title}, text, f"{address}kiezen/"
                )
