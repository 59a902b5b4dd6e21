"""What a selection round asks on the home page: scores of who has not given them, and then the choice."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.strategy.access import may_prepare_round, may_score
from noaber.strategy.queries.scorers import seat_code, seat_scores
from noaber.strategy.queries.selection import missing_of, open_periods, rounds
from noaber.strategy.views.places import round_address


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
                facts = {"count": len(missing), "whole": len(row.pairs)}
                text = _("Van u ontbreken nog %(count)s van de %(whole)s scores.") % facts
                yield Task(_("Geef scores: %(title)s") % {"title": row.text.title}, text, f"{address}scores/")
            if not row.missing and may_fill_in(may_prepare_round(actor)):
                found = seat_scores(actor, row, asof)
                facts = {"whole": sum(each.is_whole for each in found), "seats": len(found)}
                text = _("%(whole)s van de %(seats)s zetels gaven al hun scores.") % facts
                yield Task(
                    _("Leg de keuze vast: %(title)s") % {"title": row.text.title}, text, f"{address}kiezen/"
                )
