"""What happened with proposals since a moment, for who may read them: for the Friday mail."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.decisions.models import Classification, Disposition, ProposalVersion
from noaber.decisions.queries.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals import proposals
from noaber.decisions.queries.standing import standing


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened at a moment. `party_key`: whom alone it is for; empty for all who may read it."""

    at: dt.datetime
    code: str
    text: str
    path: str
    party_key: str = ""


def all_news(since: dt.datetime, today: dt.date) -> list[News]:
    """Of every proposal, the oldest first; some queries per proposal, for the worker."""
    found = [*_sent(since), *_answered_remarks(since)]
    running = ProposalVersion.objects.exclude(sent_at=None).filter(proposal__withdrawn_at=None)
    for code in running.order_by("proposal__code").distinct().values_list("proposal__code", flat=True):
        stands = standing(code, AsOf(today))
        found += _passed(stands, since) if stands else []
    return sorted(found, key=lambda news: (news.at, news.code, news.text))


def news_for(actor: Actor, news: list[News], since: dt.datetime) -> list[News]:
    """What of it happened after a moment and is for this actor."""
    readable = {row.code for row in proposals(actor) if row.is_sent}
    scopes = {grant.scope for grant in actor.grants}
    return [
        each
        for each in news
        if each.at > since and each.code in readable and (not each.party_key or each.party_key in scopes)
    ]


def _sent(since: dt.datetime) -> Iterator[News]:
    rows = ProposalVersion.objects.filter(sent_at__gt=since, proposal__withdrawn_at=None)
    first, later = _("Nieuw voorstel: %(title)s"), _("Nieuwe versie van een voorstel: %(title)s")
    for at, code, number, title in rows.values_list("sent_at", "proposal__code", "number", "title"):
        text = (first if number == 1 else later) % {"title": title}
        if at:  # which it is, by the filter
            yield News(at, code, text, f"/voorstellen/{code}/")


def _passed(found: Standing, since: dt.datetime) -> Iterator[News]:
    """A stage passed at the answer that made it pass: its last one."""
    for stage in found.stages:
        at = _passed_at(stage)
        if at and at > since:
            # Of what is restricted only the title and the link leave the house.
            is_restricted = found.classification == Classification.RESTRICTED
            facts = {"stage": stage.title, "title": found.title}
            text = (
                _("Er is iets gebeurd met: %(title)s")
                if is_restricted
                else _("Akkoord: %(stage)s, over %(title)s")
            )
            yield News(at, found.code, text % facts, f"/voorstellen/{found.code}/")


def _passed_at(stage: StageStanding) -> dt.datetime | None:
    if not stage.cells or not stage.is_passed:
        return None
    return max(cell.recorded_at for cell in stage.cells.values())


def _answered_remarks(since: dt.datetime) -> Iterator[News]:
    """A remark that was answered, for the body or organisation that made it; the last answer only."""
    rows = Disposition.objects.filter(recorded_at__gt=since).select_related(
        "position__point",
        "position__consultation__body",
        "position__consultation__organisation",
        "position__consultation__stage__proposal",
    )
    last: dict[int, Disposition] = {row.position_id: row for row in rows}
    for row in last.values():
        asked = row.position.consultation
        party = (
            f"body:{asked.body.code}"
            if asked.body
            else f"organisation:{asked.organisation.code if asked.organisation else ''}"
        )
        code = asked.stage.proposal.code
        text = _("Uw kanttekening bij punt %(label)s is beantwoord") % {"label": row.position.point.label}
        yield News(row.recorded_at, code, text, f"/voorstellen/{code}/", party)
