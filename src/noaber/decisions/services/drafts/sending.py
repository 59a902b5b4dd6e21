"""Sending a version: from then on its text, points, attachments and figures stand (R60)."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import Consultation, DecisionPoint, ObligationTerms, Proposal, ProposalVersion
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.papers import insert_fault, live_table
from noaber.decisions.queries.proposals.standing import TEXTS, draft_standing
from noaber.decisions.services.drafts.checking import refuse_incomplete
from noaber.decisions.services.drafts.draft import refuse_finished


def send_proposal(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date | None = None,
    expected_revision: int | None = None,
) -> ProposalVersion:
    """From now on the text does not change, and who is asked can answer. Sent once; not after an earlier was adopted.

    `today`: the day that a demonstration plays; without it that of `now`. A text of a day to come is refused.

    Whoever has the question of an earlier text open, must look again: they say which one they read (`seen_texts.py`).
    """
    require(may_write_proposals(actor))
    with verb("decisions.send_proposal", actor=actor) as trail:
        found = Proposal.objects.filter(code=code).first()
        if found is None:
            raise DomainError(_("Dit voorstel bestaat niet."))
        proposal = lock(Proposal, found.pk, revision=expected_revision, label=_("Dit voorstel"))
        if proposal.withdrawn_at:
            raise DomainError(_("Dit voorstel is ingetrokken en wordt niet meer verstuurd."))
        version = proposal.versions.order_by("number").last()
        if version is None or version.sent_at:
            raise DomainError(_("Dit voorstel is al verstuurd."))
        if version.number > 1:
            refuse_finished(proposal)
        points = list(version.points.select_related("obligation").order_by("label"))
        refuse_incomplete(code, AsOf(version.dated_on), today=today or timezone.localdate(now))
        freeze_inserts(version, draft_standing(code, AsOf(version.dated_on)))
        version.sent_at = now
        version.content_hash = content_hash(version, points)
        version.save(update_fields=["sent_at", "content_hash"])
        count_change(proposal)
        facts: dict[str, Fact] = {
            "proposal": proposal.code,
            "number": version.number,
            "hash": version.content_hash,
        }
        trail.note(version, facts, records=_sent(proposal, version))
    return version


def _sent(proposal: Proposal, version: ProposalVersion) -> list[Model]:
    """All that stands from now on: the text with its parts; with the first also the route and who is asked."""
    terms = ObligationTerms.objects.filter(point__version=version)
    parts = [version.points.all(), terms, version.attachments.all(), version.inserts.all()]
    found: list[Model] = [version, *(row for rows in parts for row in rows)]
    if version.number > 1:
        return found
    asked = Consultation.objects.filter(stage__proposal=proposal)
    return [proposal, *found, *proposal.stages.all(), *asked]


def content_hash(version: ProposalVersion, points: Sequence[DecisionPoint]) -> str:
    """SHA-256 of the text and the points, as canonical JSON: what a body saw (R60)."""
    content: dict[str, Any] = {
        name: getattr(version, name)
        for name in ("title", "sender", "addressee", "author", "portfolio_holder", *TEXTS)
    }
    content["attachments"] = [
        [each.title, each.file.name, each.file.sha256] for each in version.attachments.select_related("file")
    ]
    content["inserts"] = [[each.name, each.frozen] for each in version.inserts.all()]
    content["points"] = sorted(
        [
            point.label,
            point.kind,
            point.text,
            point.parent,
            sorted(point.addressed_to),
            sorted(point.forwarded_to),
            point.advice,
            _obligation(point),
        ]
        for point in points
    )
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _obligation(point: DecisionPoint) -> list[str]:
    terms = getattr(point, "obligation", None)
    if terms is None:
        return []
    asked = (terms.kind, terms.first_year, terms.last_year, terms.rate, terms.fte)
    # Before it was a choice, the network went on only when everyone took part: such a text keeps its hash.
    is_free = not terms.is_solidary and terms.kind != ObligationTerms.Kind.EVALUATION
    return [*("" if each is None else str(each) for each in asked), *(["free"] if is_free else [])]


def freeze_inserts(version: ProposalVersion, found: Standing | None) -> None:
    """Keep what each insert says on the day of the proposal: that is what everyone reads from now on."""
    for insert in version.inserts.all():
        table = live_table(insert.name, found) if found else None
        if found is None or table is None:
            raise DomainError(insert_fault(insert.name, found) if found else "", field="inserts")
        insert.frozen = table.to_json()
        insert.save(update_fields=["frozen"])
