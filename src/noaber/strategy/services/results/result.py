"""Recording what was reached: the whole result at once, with partners, evidence and a claim; the earlier one stays."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Model
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.files import Upload
from noaber.core.history import lock, recorded_by
from noaber.figures.api import offence_titles
from noaber.network import api as network
from noaber.strategy.access import may_record_result
from noaber.strategy.models import (
    FigureClaim,
    PolicyPeriod,
    Result,
    ResultEvidence,
    ResultPartner,
    ResultStatement,
    ReviewStatement,
)
from noaber.strategy.queries.files import EVIDENCE_FILE
from noaber.strategy.queries.periods.discharge import is_discharged, refuse_discharged
from noaber.strategy.queries.results.claims import area_choices
from noaber.strategy.queries.results.result import partner_names, text_of
from noaber.strategy.rules.results.result import (
    EvidenceText,
    ResultState,
    ResultText,
    faults,
    removal_asks_reason,
    removal_fault,
    since_fault,
)
from noaber.strategy.rules.reviews.review import ReviewKind, ReviewState
from noaber.strategy.services.owned_files import keep_file, own_files, take_away
from noaber.strategy.services.stating import refuse
from noaber.strategy.services.taken_titles import refuse_taken
from noaber.strategy.services.themes_of import theme_id

RESERVED = ("", "nieuw")  # their address would be another page, or that of nothing


def record_result(
    period: str,
    code: str,
    theme: str,
    text: ResultText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
    uploads: Mapping[int, Upload] | None = None,
) -> bool:
    """Record a result of a period; False when it was known to be just so.

    `theme`: its code, or nothing; that of a result which is there stays. `uploads`: documents, by the place of their
    evidence. `expected_revision`: what the editor saw, 0 for a new one. `DomainError` names the field that is wrong.
    """
    if code in RESERVED:
        raise DomainError(
            _("Geef dit een naam met letters of cijfers, en niet alleen ‘nieuw’."), field="title"
        )
    with verb("strategy.record_result", actor=actor) as trail:
        kept = _held(period, code, theme, text.title, actor, AsOf(today))
        last = kept.statements.last()
        known = text_of(last) if last else None
        if known and not uploads and replace(text, reason="") == replace(known, reason=""):
            return False
        if expected_revision not in (None, kept.revision):
            raise Conflict(_("Dit resultaat"), revision=kept.revision)
        text = _with_files(kept, text, uploads or {}, actor=actor, now=now)
        _check(kept, text, known, today)
        _check_day(kept, text, known)
        kept.revision += 1
        written = _write(kept, text, actor, now)
        kept.save(update_fields=["revision"])
        facts: dict[str, Fact] = {
            "period": period,
            "code": code,
            "number": kept.revision,
            "state": text.state.value,
        }
        trail.note(kept, facts, records=written)
    return True


def _held(period: str, code: str, theme: str, title: str, actor: Actor, asof: AsOf) -> Result:
    """The result, locked; new when it was not there. Asked is the right for the theme that it has."""
    found = PolicyPeriod.objects.select_for_update().filter(code=period).first()
    if found is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    refuse_discharged(period, asof)
    there = Result.objects.select_related("theme").filter(period=found, code=code).first()
    own = (there.theme.code if there.theme else "") if there else theme
    require(may_record_result(actor, own, asof))
    if there is None:
        about = theme_id(theme, asof, period)
        gone = ResultStatement.objects.filter(state=ResultState.WITHDRAWN.value).values("result")
        others = ResultStatement.objects.filter(result__period=found).exclude(result__in=gone)
        refuse_taken(others, "result", title)
        there = Result.objects.create(period=found, code=code, theme_id=about)
    return lock(Result, there.pk, revision=None, label=code)


def _with_files(
    kept: Result, text: ResultText, uploads: Mapping[int, Upload], *, actor: Actor, now: dt.datetime
) -> ResultText:
    """The text with the keys of what was sent along; it holds no file of another."""
    own = own_files(kept, EVIDENCE_FILE)
    evidence = list[EvidenceText]()
    for place, each in enumerate(text.evidence):
        if each.file and each.file not in own:
            raise DomainError(_("Dit bestand is er niet meer."), field="evidence")
        upload = uploads.get(place)
        key = (
            keep_file(kept, EVIDENCE_FILE, upload, field="evidence", actor=actor, now=now)
            if upload
            else each.file
        )
        evidence.append(replace(each, file=key))
    return replace(text, evidence=tuple(evidence))


def _check(kept: Result, text: ResultText, before: ResultText | None, today: dt.date) -> None:
    refuse(faults(text, before, today=today, offences=offence_titles()))
    asof = AsOf(today)
    names = partner_names((), asof)
    earlier = {each.key for each in before.partners} if before else set()
    if any(each.key not in names and each.key not in earlier for each in text.partners):
        raise DomainError(_("Een van deze partners is niet bekend."), field="partners")
    if text.claim and set(text.claim.areas) - set(dict(area_choices(asof))):
        raise DomainError(_("Een van deze gebieden is niet bekend."), field="claim_areas")


def _check_day(kept: Result, text: ResultText, before: ResultText | None) -> None:
    """What was recorded with an older day, can be corrected in other things."""
    if before and before.since_on == text.since_on:
        return
    terms = kept.period.statements.latest("number")
    reviews = ReviewStatement.objects.filter(
        review__period=kept.period, review__kind=ReviewKind.ENDTERM.value
    )
    final = reviews.filter(state=ReviewState.FINAL.value).first()
    reviewed_on = final.decided_on if final else None
    if fault := since_fault(text.since_on, terms.starts_on, terms.ends_on, reviewed_on):
        raise DomainError(fault, field="since_on")


def _write(kept: Result, text: ResultText, actor: Actor, now: dt.datetime) -> list[Model]:
    statement = ResultStatement.objects.create(
        result=kept,
        number=kept.revision,
        title=text.title.strip(),
        reached=text.reached.strip(),
        since_on=text.since_on,
        state=text.state.value,
        reason=text.reason.strip(),
        **recorded_by(actor, now),
    )
    partners = ResultPartner.objects.bulk_create(
        ResultPartner(
            statement=statement,
            position=place,
            organisation_id=network.organisation_id(each.organisation) if each.organisation else None,
            body_id=network.body_id(each.body) if each.body else None,
            role=each.role.strip(),
            sentence=each.sentence.strip(),
        )
        for place, each in enumerate(text.partners, start=1)
    )
    evidence = ResultEvidence.objects.bulk_create(
        ResultEvidence(
            statement=statement, position=place, title=each.title, link=each.link, file_id=each.file or None
        )
        for place, each in enumerate(text.evidence, start=1)
    )
    return [statement, *partners, *evidence, *_write_claim(statement, text)]


def _write_claim(statement: ResultStatement, text: ResultText) -> list[Model]:
    said = text.claim
    if said is None:
        return []
    claim = FigureClaim.objects.create(
        statement=statement,
        offence=said.offence,
        area=" ".join(said.areas),
        base_year=said.base_year,
        end_year=said.end_year,
        percentage=str(said.percentage),
    )
    return [claim]


def remove_evidence_file(
    period: str,
    code: str,
    file: str,
    reason: str = "",
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None,
) -> None:
    """Take a document away for good, from what was said earlier too; the result then says that it is gone.

    After the discharge too, for what does not belong here must be able to go; as once it is recorded, with a reason.
    """
    with verb("strategy.remove_evidence_file", actor=actor) as trail:
        kept = Result.objects.select_related("theme").filter(period__code=period, code=code).first()
        theme = kept.theme.code if kept and kept.theme else ""
        require(may_record_result(actor, theme, AsOf(today)))
        if kept is None:
            raise DomainError(_("Dit resultaat is er niet."))
        kept = lock(Result, kept.pk, revision=expected_revision, label=code)
        last = kept.statements.latest("number")
        is_settled = is_discharged(period, AsOf(today))
        asks_reason = removal_asks_reason(ResultState(last.state), is_discharged=is_settled)
        if asks_reason and (fault := removal_fault(reason.strip())):
            raise DomainError(fault, field="reason")
        take_away(kept, EVIDENCE_FILE, file, actor=actor, now=now)
        written = _said_without(kept, reason.strip(), actor, now) if asks_reason else []
        trail.note(kept, {"period": period, "code": code, "file": file}, records=written)


def _said_without(kept: Result, reason: str, actor: Actor, now: dt.datetime) -> list[Model]:
    """The result as it was said last, without the document that has just gone, and with why."""
    text = replace(
        text_of(kept.statements.latest("number")),
        reason=_("Bestand weggehaald. %(reason)s") % {"reason": reason},
    )
    kept.revision += 1
    written = _write(kept, text, actor, now)
    kept.save(update_fields=["revision"])
    return written
