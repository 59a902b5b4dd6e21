"""Recording that the steering group lets the network go on though not every organisation agreed (R50)."""

import datetime as dt
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, Refused, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import ContinuationOverride, Proposal
from noaber.decisions.queries.obligations.continuation import Continuation, continuation_of
from noaber.decisions.rules.continuation import ContinuationState
from noaber.network.api import BodyRow, body, may_decide

STEERING_GROUP: Final = "steering_group"


def record_continuation(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    body_code: str,
    motive: str,
    decided_on: dt.date,
    evidence: str,
) -> ContinuationOverride:
    """Record the decision to go on without who had not agreed that day. It is kept, also when all agree after all.

    Refused: while the organisations are not asked yet, when all of them agreed, while an earlier one holds, when
    somebody dropped out since the day, without a motive or without where it can be read, by another body than the
    steering group or one that cannot decide that day (R41), and a day before they were asked or after today.
    """
    require(may_write_proposals(actor))
    if not motive.strip():
        raise DomainError(_("Vul in waarom het netwerk toch doorgaat."), field="motive")
    if not evidence.strip():
        raise DomainError(_("Vul in waar het besluit is te lezen."), field="evidence")
    if decided_on > today:
        raise DomainError(_("Een besluit legt u vast als het is genomen, niet vooraf."), field="decided_on")
    with verb("decisions.record_continuation", actor=actor) as trail:
        # Answers are recorded under the same lock: the last one cannot come in between.
        proposal = _locked(code)
        asked = continuation_of(code, AsOf(today))
        _refuse_needless(asked)
        _refuse_early(asked, decided_on)
        waived = _lacking_on(decided_on, code, asked)
        deciding = _deciding(actor, body_code, AsOf(decided_on))
        override = ContinuationOverride.objects.create(
            proposal=proposal,
            waived=waived,
            body_id=deciding.id,
            motive=motive.strip(),
            decided_on=decided_on,
            evidence=evidence.strip(),
            recorded_at=now,
            recorded_by_id=actor.user_id,
        )
        trail.note(proposal, {"body": body_code, "decided_on": decided_on.isoformat()}, records=[override])
    return override


def _locked(code: str) -> Proposal:
    found = Proposal.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("Dit voorstel bestaat niet."))
    return lock(Proposal, found.pk, revision=None, label=_("Dit voorstel"))


def _refuse_needless(found: Continuation | None) -> None:
    if found is None:
        raise DomainError(_("Of het netwerk doorgaat, hangt niet van dit voorstel af."))
    if found.state is ContinuationState.BY_DECISION:
        raise DomainError(_("Het besluit om door te gaan is al vastgelegd."))
    if found.state is ContinuationState.CONTINUES:
        raise DomainError(_("Alle organisaties zijn akkoord; een besluit om door te gaan is niet nodig."))
    if not found.is_asked:
        raise DomainError(_("De organisaties zijn nog niet aan de beurt; wacht op de overleggen."))


def _refuse_early(found: Continuation | None, decided_on: dt.date) -> None:
    """Before the organisations were asked, nobody knew who would not take part."""
    if found and found.asked_since and decided_on < found.asked_since:
        text = _("De organisaties zijn aan de beurt sinds %(day)s. Daarvoor kan dit niet zijn besloten.")
        raise DomainError(text % {"day": long_date(found.asked_since)}, field="decided_on")


def _lacking_on(day: dt.date, code: str, now: Continuation | None) -> list[str]:
    """Whom it is about: who had not agreed that day. It says nothing of who dropped out after it."""
    then = continuation_of(code, AsOf(day))
    lacking = then.lacking if then else frozenset()
    if now and now.lacking - lacking:
        text = _(
            "Na %(day)s zijn er nog organisaties afgevallen. Leg een besluit vast dat ook over hen gaat."
        )
        raise DomainError(text % {"day": long_date(day)}, field="decided_on")
    return sorted(lacking)


def _deciding(actor: Actor, body_code: str, asof: AsOf) -> BodyRow:
    found = body(actor, body_code, asof)
    if found is None or found.kind != STEERING_GROUP:
        raise DomainError(_("Alleen de begeleidingsgroep van die dag besluit hierover."), field="body_code")
    may = may_decide(body_code, asof)
    if isinstance(may, Refused):
        raise DomainError(may.reason, field="body_code")
    return found
