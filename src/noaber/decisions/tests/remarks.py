"""Short ways to make a remark, to hand it out and to answer it, and a second version of the memo."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.db.models import Max

from noaber.accounts.api import own_grants
from noaber.accounts.models import User
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.decisions.models import (
    DecisionPoint,
    Disposition,
    ObligationTerms,
    Position,
    ProposalAttachment,
    ProposalInsert,
    ProposalVersion,
    RemarkOwner,
)
from noaber.decisions.queries.remarks import RemarkRow, remarks
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.remarks import answer_remark, assign_remarks
from noaber.decisions.tests.conftest import CODE, NOW, TODAY
from noaber.network.services.people import link_account
from noaber.network.tests.conftest import person_named

TOO_DEAR: Final = Said(Answer.WITH_REMARK, "De kosten verdienen aandacht.")
AGAINST: Final = Said(Answer.OBJECTION, "Te duur.")
LATER: Final = dt.datetime(2020, 6, 1, 12, tzinfo=dt.UTC)
CHAIR: Final = "stuurgroep:chair"  # the mayor of Aardam
OTHER_SEAT: Final = "stuurgroep:zuid"


def all_remarks(code: str = CODE, on: dt.date = TODAY) -> list[RemarkRow]:
    return list(remarks(COMMAND, code, AsOf(on)))


def assign(*keys: int, post: str = CHAIR, actor: Actor = COMMAND, on: dt.date = TODAY) -> list[RemarkOwner]:
    return assign_remarks(CODE, keys, post, actor=actor, now=NOW, today=on)


def answer(
    key: int,
    text: str = "Daar letten we op.",
    *,
    effect: str = "answered",
    in_version: int | None = None,
    actor: Actor = COMMAND,
    on: dt.date = TODAY,
    expected: int | None = None,
) -> Disposition | None:
    """As somebody says it, or without `actor` the coordinator, who first gives it an owner."""
    if actor is COMMAND and not any(row.owner for row in all_remarks() if row.id == key):
        assign(key)
    return answer_remark(
        CODE,
        key,
        actor=actor,
        now=LATER,
        today=on,
        effect=effect,
        answer=text,
        in_version=in_version,
        expected_reply=expected,
    )


def account_of(name: str, on: dt.date = TODAY) -> Actor:
    """Somebody of the register who signs in, with what their mandates give on a day."""
    user, is_new = User.objects.get_or_create(
        email=f"{name.split()[-1].lower()}@post.invalid", defaults={"display_name": name}
    )
    if is_new:
        link_account(person_named(name, on), actor=COMMAND, user_id=user.pk)
    return Actor(user.pk, grants=own_grants(user.pk, on))


def second_version(
    *,
    words: Mapping[str, str] | None = None,
    points: Mapping[str, str] | None = None,
    rate: Decimal | None = None,
    is_material: bool = True,
    is_sent: bool = True,
    code: str = CODE,
) -> ProposalVersion:
    """The next text of a proposal: what is not said otherwise, stays as it was; `points`: new texts by label."""
    old = ProposalVersion.objects.filter(proposal__code=code).latest("number")
    asked = list(old.points.order_by("pk"))
    terms = list(ObligationTerms.objects.filter(point__version=old).select_related("point"))
    new = ProposalVersion.objects.get(pk=old.pk)
    new.pk, new.sent_at, new.content_hash = None, None, ""
    said = Position.objects.filter(point__version=old).aggregate(last=Max("decided_on"))
    new.dated_on = said["last"] or old.dated_on  # not of before an answer on the one that it follows
    new.number, new.is_material = old.number + 1, is_material
    new.change_note = "De kanttekeningen zijn verwerkt."
    for name, text in (words or {}).items():
        setattr(new, name, text)
    new.save(force_insert=True)
    files = old.attachments.values("position", "title", "file_id")
    ProposalAttachment.objects.bulk_create(ProposalAttachment(version=new, **each) for each in files)
    figures = old.inserts.values("position", "name")
    ProposalInsert.objects.bulk_create(ProposalInsert(version=new, **each) for each in figures)
    for point in asked:
        point.pk, point.version = None, new
        point.text = (points or {}).get(point.label, point.text)
    DecisionPoint.objects.bulk_create(asked)
    by_label = {point.label: point for point in new.points.all()}
    for each in terms:
        each.pk, each.point = None, by_label[each.point.label]
        each.rate = rate if rate and each.rate else each.rate
    ObligationTerms.objects.bulk_create(terms)
    return send_proposal(code, actor=COMMAND, now=LATER) if is_sent else new
