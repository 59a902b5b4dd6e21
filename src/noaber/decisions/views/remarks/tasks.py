"""What is asked of me about remarks: to answer those of my seat, or to say whose they are."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.decisions.queries.proposals.proposal import KEEPERS, may_read_proposal
from noaber.decisions.queries.remarks import RemarkRow, open_remarks
from noaber.decisions.views.remarks.overview import NOBODY
from noaber.decisions.views.remarks.places import owners_address, remark_address


def remark_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """A task per remark that my seat takes up; for who hands them out one per proposal with remarks of nobody."""
    rows = open_remarks(actor, asof)
    own = actor.on_behalf_of_id or actor.user_id
    for row in rows:
        is_mine = row.owner is not None and own in row.owner.holders
        # What has remarks was sent, so the network may read it, unless it is for those who are asked only.
        if is_mine and (not row.is_restricted or may_read_proposal(actor, row.proposal_code)):
            yield _answer(row)
    if actor.has(*KEEPERS):
        yield from _hand_out([row.proposal_code for row in rows if row.owner is None])


def _answer(row: RemarkRow) -> Task:
    title = _("Beantwoord de kanttekening van %(name)s") % {"name": row.party_name}
    text = _("Punt %(label)s. U hebt haar als: %(seat)s.")
    facts = {"label": row.label, "seat": row.owner.shown if row.owner else ""}
    return Task(title, text % facts, remark_address(row.proposal_code, row.id))


def _hand_out(codes: list[str]) -> Iterator[Task]:
    for code, number in sorted(Counter(codes).items()):
        title = ngettext(
            "Kies wie %(number)s kanttekening beantwoordt",
            "Kies wie %(number)s kanttekeningen beantwoordt",
            number,
        )
        text = ngettext("Zij heeft nog geen eigenaar.", "Ze hebben nog geen eigenaar.", number)
        yield Task(title % {"number": number}, text, owners_address(code, eigenaar=NOBODY, stand="open"))
