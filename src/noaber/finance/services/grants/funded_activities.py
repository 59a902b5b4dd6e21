"""Saying what an activity is and how far it is; a whole list of them at once, or nothing of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Trail, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.core.rules.dutch import sort_key
from noaber.finance.access import may_keep_grants
from noaber.finance.models import FundedActivity, FundedActivityStatement, Grant
from noaber.finance.queries.grants import funded_activities, funded_activity, grant_called, tied_cents
from noaber.finance.rules.grants.funded_activities import FundedActivityText, activity_faults, share_fault
from noaber.finance.services.grants.grant import known_funder, refuse, refuse_reserved
from noaber.network.api import organisations, themes_since


def record_funded_activity(
    code: str,
    said: FundedActivityText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Say it, of a new one or of one that is there; False when it was known to be just so."""
    require(may_keep_grants(actor))
    refuse_reserved(code)
    refuse(activity_faults(said, today))
    with verb("finance.record_funded_activity", actor=actor) as trail:
        hold_grants([said.grant])
        made, is_new = FundedActivity.objects.get_or_create(code=code)
        activity = lock(FundedActivity, made.pk, revision=None, label=said.title)
        known = funded_activity(code)
        said = replace(said, title=" ".join(said.title.split()), funder=known_funder(said.funder))
        if known and known.text == said:
            return False
        if expected_revision not in (None, activity.revision):
            raise Conflict(_("Deze activiteit"), revision=activity.revision)
        if is_new:
            _refuse_double(said)
        _refuse_share(code, said)
        row = _statement(activity, said, Known(today), recorded_by(actor, now))
        row.save()
        activity.save(update_fields=["revision"])
        trail.note(activity, {"code": code, "number": row.number}, records=[row])
    return True


class Known:
    """The identities behind the codes of a day, read once for a whole list."""

    def __init__(self, today: dt.date) -> None:
        asof = AsOf(today)
        self.organisations = {row.code: row.id for row in organisations(COMMAND, asof)}
        self.themes = {row.code: row.id for row in themes_since(COMMAND, dt.date.min, asof)}
        self.grants = dict(Grant.objects.values_list("code", "pk"))


def put_activities(
    trail: Trail, said: Mapping[str, FundedActivityText], *, known: Known, by: dict[str, Any]
) -> int:
    """Append what a list says of each, in few queries; the caller holds the grants and looked at every fault."""
    there = {each.code: each for each in FundedActivity.objects.select_for_update().order_by("code")}
    fresh = [FundedActivity(code=code) for code in said if code not in there]
    FundedActivity.objects.bulk_create(fresh)
    there |= {each.code: each for each in fresh}
    changing = [there[code] for code in said]
    rows = [_statement(there[code], text, known, by) for code, text in said.items()]
    FundedActivityStatement.objects.bulk_create(rows)
    FundedActivity.objects.bulk_update(changing, ["revision"])
    for row in rows:
        trail.note(row.activity, {"code": row.activity.code, "number": row.number}, records=[row])
    return len(rows)


def hold_grants(codes: Sequence[str]) -> None:
    """Lock the grants of which money is given to activities, so that two together cannot give too much."""
    list(Grant.objects.select_for_update().filter(code__in=set(codes) - {""}).order_by("code"))


def _statement(
    activity: FundedActivity, said: FundedActivityText, known: Known, by: dict[str, Any]
) -> FundedActivityStatement:
    """What is said of an activity that the caller holds; its revision goes up with it."""
    activity.revision += 1
    return FundedActivityStatement(
        activity=activity,
        number=activity.revision,
        title=said.title,
        lead_id=_found(
            known.organisations, said.lead, "lead", _("Deze organisatie staat niet in het register.")
        ),
        funder=said.funder,
        theme_id=_found(known.themes, said.theme, "theme", _("Dit thema is niet bekend."))
        if said.theme
        else None,
        status=said.status.value,
        status_on=said.status_on,
        grant_id=_found(known.grants, said.grant, "grant", _("Deze subsidie is er niet."))
        if said.grant
        else None,
        amount_cents=said.amount_cents,
        **by,
    )


def _found(ids: Mapping[str, Any], code: str, field: str, complaint: str) -> Any:
    if code not in ids:
        raise DomainError(complaint, field=field)
    return ids[code]


def _refuse_double(said: FundedActivityText) -> None:
    """The same form sent twice makes one activity."""
    if same_activity(said) is not None:
        raise DomainError(_("Deze activiteit van deze organisatie is er al."), field="title")


def same_activity(said: FundedActivityText) -> str | None:
    """The code of the activity with this title and lead partner; None when there is none."""
    mark = (sort_key(said.title), said.lead)
    return next(
        (row.code for row in funded_activities() if (sort_key(row.text.title), row.text.lead) == mark), None
    )


def _refuse_share(code: str, said: FundedActivityText) -> None:
    if not said.amount_cents:
        return
    grant = grant_called(said.grant)
    if grant is None:
        raise DomainError(_("Deze subsidie is er niet."), field="grant")
    fault = share_fault(grant.sums.awarded, tied_cents(said.grant, besides=code), said.amount_cents)
    refuse([fault] if fault else [])
