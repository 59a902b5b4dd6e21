"""What a selection round asks on the home page: scores of who has not given them, and then the choice."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.strategy.access import may_prepare_round, may_score
from noaber.strategy.queries.selection import missing_of, open_periods, rounds, scorer_of
from noaber.strategy.views.places import round_address


def round_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """For who sits in the body the scores that are missing; for the coordinator the choice, once all is scored."""
    for period in open_periods():
        for row in rounds(period):
            if not row.is_open or row.choice:
                continue
            address = round_address(row.period, row.number)
            missing = missing_of(row, scorer_of(actor))
            if missing and may_fill_in(may_score(actor, row.text.body)):
                facts = {"count": len(missing), "whole": len(row.pairs)}
                text = _("Van u ontbreken nog %(count)s van de %(whole)s scores.") % facts
                yield Task(_("Geef scores: %(title)s") % {"title": row.text.title}, text, f"{address}scores/")
            if not row.missing and may_fill_in(may_prepare_round(actor)):
                text = _("Elk thema heeft op elk criterium een score.")
                yield Task(
                    _("Leg de keuze vast: %(title)s") % {"title": row.text.title}, text, f"{address}kiezen/"
                )
