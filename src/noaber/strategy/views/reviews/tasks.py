"""What a review asks on the home page: to react, to answer, and to make it final."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.strategy.access import KEEPER, spoken_for
from noaber.strategy.queries.inventory.coverage import asked_organisations
from noaber.strategy.queries.periods.period import TitleRow, titles
from noaber.strategy.queries.reviews.review import ReviewTitle, reacted, reactions, review_titles
from noaber.strategy.rules.reviews.review import ReactionState
from noaber.strategy.views.places import review_address
from noaber.strategy.words.reviews import review_title, years_of


def review_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """For who speaks for an organisation to react for it; for the coordinator what keeps it from becoming final."""
    own = sorted(spoken_for(actor))
    if not own and not actor.has(KEEPER):
        return
    known = {row.code: row for row in titles(asof)}
    for row in review_titles(asof):
        if row.course.is_final or row.course.shared_on is None or row.period not in known:
            continue
        if row.course.takes_reactions(asof.valid_on):
            yield from _react(known[row.period], row, own, asof)
        if actor.has(KEEPER):
            yield from _finish(known[row.period], row, asof)


def _react(period: TitleRow, row: ReviewTitle, own: list[str], asof: AsOf) -> Iterator[Task]:
    asked = asked_organisations(asof) if own else {}
    given = reacted(row.period, row.kind, asof) if own else {}
    for code in own:
        if code in asked and given.get(code, 0) <= row.course.text_number:
            facts = {"review": review_title(row.kind, years_of(period)), "name": asked[code].name}
            again = _("Er is een nieuw concept. Lees het en zeg wat %(name)s ervan vindt.")
            first = _("Lees het concept en zeg wat %(name)s ervan vindt.")
            yield Task(
                _("Reageer op de %(review)s") % facts,
                (again if code in given else first) % facts,
                review_address(row.period, row.kind, f"reageren/{code}/"),
                due_on=row.course.due_on,
            )


def _finish(period: TitleRow, row: ReviewTitle, asof: AsOf) -> Iterator[Task]:
    """First the answers; once the day has passed and all is answered, the end."""
    given = reactions(row.period, row.kind, asof)
    waiting = sum(each.state is ReactionState.OPEN for each in given)
    title = review_title(row.kind, years_of(period))
    if waiting:
        text = ngettext("Er wacht %(count)s reactie.", "Er wachten %(count)s reacties.", waiting)
        address = review_address(row.period, row.kind, "reacties/")
        yield Task(
            _("Beantwoord de reacties: %(title)s") % {"title": title}, text % {"count": waiting}, address
        )
    elif not row.course.takes_reactions(asof.valid_on):
        yield Task(
            _("Maak definitief: %(title)s") % {"title": title},
            _("De termijn om te reageren is voorbij en elke reactie heeft een antwoord."),
            review_address(row.period, row.kind),
        )
