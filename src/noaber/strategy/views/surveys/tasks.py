"""What an open survey asks on the home page: the own answers, and chasing those that are missing."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import in_a_row
from noaber.network.api import OrganisationRow
from noaber.strategy.access import KEEPER, spoken_for
from noaber.strategy.queries.surveys import SurveyRow, open_surveys
from noaber.strategy.views.places import survey_address

MOST_NAMED: Final = 5


def survey_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """For who speaks for an organisation that it did not answer yet; for the coordinator who did not."""
    own = spoken_for(actor)
    if not own and not actor.has(KEEPER):
        return
    for each in open_surveys(asof):
        row, missing = each.row, each.silent(asof)
        yield from (_own(row, place) for place in missing if place.code in own)
        if missing and actor.has(KEEPER):
            yield _chase(row, missing)


def _own(row: SurveyRow, each: OrganisationRow) -> Task:
    return Task(
        _("Vul de peiling in voor %(name)s") % {"name": each.name},
        _("%(title)s. Het kost ongeveer tien minuten.") % {"title": row.text.title},
        survey_address(row.period, row.code, f"invullen/{each.code}/"),
        due_on=row.text.closes_on,
    )


def _chase(row: SurveyRow, missing: tuple[OrganisationRow, ...]) -> Task:
    count = len(missing)
    title = ngettext(
        "Herinner wie de peiling nog niet invulde",
        "Herinner de %(count)s die de peiling nog niet invulden",
        count,
    )
    shown = [each.name for each in missing[:MOST_NAMED]]
    rest = [_("nog %(count)s") % {"count": count - MOST_NAMED}] if count > MOST_NAMED else []
    facts = {"title": row.text.title, "names": in_a_row([*shown, *rest])}
    return Task(
        title % {"count": count},
        _("%(title)s: nog niet van %(names)s.") % facts,
        survey_address(row.period, row.code, "herinneren/"),
        due_on=row.text.closes_on,
    )
