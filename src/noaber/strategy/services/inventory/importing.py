"""Bringing a whole list of priorities in: kept to be looked at, then all of it or nothing."""

import datetime as dt
import uuid
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import WORKER, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.documents.sheets import SheetError
from noaber.core.errors import DomainError
from noaber.core.files import FileRefused, Upload, read_file, remove_file, store_file
from noaber.core.files.kinds import CSV, TEXT, XLSX
from noaber.core.models import StoredFile
from noaber.network.api import Fate
from noaber.strategy.access import may_import_plans
from noaber.strategy.imports.planning import PriorityList, plan_list
from noaber.strategy.queries.files import LIST_FILE
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.services.inventory.plans import open_period, put_plan, refuse_settled

KEPT_FOR: Final = dt.timedelta(days=30)


def keep_list(period: str, upload: Upload, *, actor: Actor, now: dt.datetime) -> StoredFile:
    """Take in a file to be looked at; nothing changes yet."""
    require(may_import_plans(actor))
    try:
        return store_file(
            upload,
            actor=actor,
            owner_kind=LIST_FILE,
            owner_key=_key(period, actor),
            now=now,
            allowed=(XLSX, CSV, TEXT),
        )
    except FileRefused as error:
        raise DomainError(error.message, field="file") from error


def kept_list(period: str, key: uuid.UUID, *, actor: Actor) -> StoredFile | None:
    """A file that this actor handed in for this period and that was not settled yet."""
    found = StoredFile.objects.filter(pk=key, owner_kind=LIST_FILE, owner_key=_key(period, actor))
    return found.filter(is_removed=False).first()


def look_at(period: str, kept: StoredFile, *, actor: Actor, asof: AsOf) -> PriorityList:
    """What the file changes in what is known by now; a Dutch `DomainError` when it cannot be read."""
    return read_list(period, read_file(kept), kept.name, actor=actor, asof=asof)


def read_list(period: str, data: bytes, filename: str, *, actor: Actor, asof: AsOf) -> PriorityList:
    """What a list from Excel or CSV would bring in; `DomainError` at its field where it cannot be read.

    Refused before anything is read where nothing can be changed any more.
    """
    if found := titled(period, asof):
        refuse_settled(found.state)
    try:
        return plan_list(data, filename, period=period, actor=actor, asof=asof)
    except SheetError as error:
        raise DomainError(str(error), field="file") from error


def bring_in(
    period: str, data: bytes, filename: str, *, actor: Actor, now: dt.datetime, asof: AsOf, seen: str
) -> int:
    """Record every plan of a list, or none; answers how many changed.

    `seen`: the fingerprint of the preview that somebody agreed to; what changed since must be looked at again.
    """
    require(may_import_plans(actor))
    with verb("strategy.import_plans", actor=actor) as trail:
        kept = open_period(period)
        found = read_list(period, data, filename, actor=actor, asof=asof)
        if found.preview.problems:
            raise DomainError(_("Er staan nog fouten in de lijst; er is niets gewijzigd."))
        if found.preview.fingerprint() != seen:
            raise DomainError(_("Intussen is er iets veranderd. Kijk opnieuw wat deze lijst doet."))
        changing = [line.key for line in found.preview.lines if line.fate is not Fate.UNCHANGED]
        return sum(put_plan(trail, kept, code, found.texts[code], now=now) for code in changing)


def settle_list(
    period: str, kept: StoredFile, *, actor: Actor, now: dt.datetime, asof: AsOf, seen: str
) -> int:
    """Bring in a kept list, and let its file go."""
    with verb("strategy.import_plans", actor=actor):
        count = bring_in(period, read_file(kept), kept.name, actor=actor, now=now, asof=asof, seen=seen)
        remove_file(kept, actor=actor, now=now)
    return count


def discard_list(kept: StoredFile, *, actor: Actor, now: dt.datetime) -> None:
    """Throw a kept list away."""
    require(may_import_plans(actor))
    remove_file(kept, actor=actor, now=now)


def forget_old_lists(now: dt.datetime) -> str:
    """Throw away what lay for a month; says in Dutch how many."""
    old = StoredFile.objects.filter(owner_kind=LIST_FILE, is_removed=False, uploaded_at__lt=now - KEPT_FOR)
    count = 0
    for kept in old:
        remove_file(kept, actor=WORKER, now=now)
        count += 1
    text = ngettext(
        "%(count)s lijst met prioriteiten weggegooid.",
        "%(count)s lijsten met prioriteiten weggegooid.",
        count,
    )
    return text % {"count": count}


def _key(period: str, actor: Actor) -> str:
    return f"{period}:{actor.user_id}"
