"""What is asked of me: to record what my body or organisation decided."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.queries.answers.own_questions import Question
from noaber.decisions.queries.calendar.agenda import waiting_for
from noaber.decisions.queries.proposals.prerequisites import beside_question
from noaber.decisions.queries.proposals.proposal import KEEPERS
from noaber.decisions.views.places import follow_up_address, position_address


def position_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Per body or organisation that I speak for what was not answered yet, or not on every point.

    Who keeps all proposals chases the others; for them this list would be everyone's.
    """
    if actor.has(*KEEPERS):
        return
    for row in waiting_for(actor, asof.valid_on):
        yield _task(row, beside_question(row.code, asof))


def _task(row: Question, beside: str) -> Task:
    """Who answered some points reads which ones are left; `beside`: what a room says to who is asked."""
    words = (
        _("U spreekt voor de opvolger van %(name)s.")
        if row.is_inherited
        else _("Voor wie u spreekt: %(name)s.")
    )
    who = " ".join([words % {"name": row.party}, beside]).strip()
    if not row.is_partly_decided:
        title = _("Leg vast wat is besloten: %(title)s") % {"title": row.title}
        return Task(title, who, _address(row), due_on=row.due_on)
    title = _("Leg vast wat nog open is: %(title)s") % {"title": row.title}
    text = _("Punt %(labels)s nog open.") % {"labels": in_a_row(row.open_labels)}
    return Task(title, f"{text} {who}", _address(row), due_on=row.due_on)


def _address(row: Question) -> str:
    """Who decides for itself sees first what is asked and what it costs; from there the form is one click."""
    kind, _dot, code = row.party_key.partition(":")
    if row.is_follow_up and kind == "organisation":
        return follow_up_address(row.code, code)
    return position_address(row.code, row.consultation_id)
