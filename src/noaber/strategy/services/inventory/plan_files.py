"""The file of a plan: keeping it, and taking it away for good."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Fact, verb
from noaber.core.errors import DomainError
from noaber.core.files import FileRefused, Upload, remove_file, store_file
from noaber.core.history import lock
from noaber.core.models import StoredFile
from noaber.strategy.access import may_hand_in_plan, may_record_period
from noaber.strategy.models import LocalPlan
from noaber.strategy.queries.files import PLAN_FILE


def store_plan_file(plan: LocalPlan, upload: Upload, *, actor: Actor, now: dt.datetime) -> StoredFile:
    """Keep the document of a plan; `DomainError` at its field where the kind or size is refused."""
    try:
        return store_file(upload, actor=actor, owner_kind=PLAN_FILE, owner_key=str(plan.pk), now=now)
    except FileRefused as error:
        raise DomainError(error.message, field="file") from error


def remove_plan_file(
    period: str,
    *,
    organisation: str = "",
    source: str = "",
    actor: Actor,
    now: dt.datetime,
    expected_revision: int | None,
) -> None:
    """Take the file of an organisation or a source away, and those that it took the place of.

    Of a closed period too: what was said stands, but a file with what does not belong here must be able to go.
    """
    require(may_hand_in_plan(actor, organisation) if organisation else may_record_period(actor))
    owner = {"organisation": organisation} if organisation else {"source": source}
    with verb("strategy.remove_plan_file", actor=actor) as trail:
        whose = {"organisation__code": organisation} if organisation else {"source": source}
        plan = LocalPlan.objects.filter(period__code=period, **whose).first()
        files = (
            StoredFile.objects.filter(owner_kind=PLAN_FILE, owner_key=str(plan.pk), is_removed=False)
            if plan
            else ()
        )
        if plan is None or not files:
            raise DomainError(_("Dit bestand is er niet meer."))
        plan = lock(LocalPlan, plan.pk, revision=expected_revision, label=organisation or source)
        for file in files:
            remove_file(file, actor=actor, now=now)
        facts: dict[str, Fact] = {"period": period, **owner, "files": len(files)}
        trail.note(plan, facts)
