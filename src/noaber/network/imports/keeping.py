"""How long lists are kept, who may fetch the file again, and what erasing a person does to them."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from noaber.core.access import WORKER, Actor, Decision, Refused
from noaber.core.audit import Fact, verb
from noaber.core.personal_data import PersonalData
from noaber.network.imports.preview import kept_preview
from noaber.network.imports.runs import UNDER_WAY, empty_run, may_bring_in
from noaber.network.models import ImportKind, ImportRun

KEPT_FOR: Final = dt.timedelta(days=30)


def may_read_list(actor: Actor, owner_key: str) -> Decision:
    """Who may bring in such a list may fetch its file."""
    run = ImportRun.objects.filter(pk=int(owner_key)).only("kind").first()
    return may_bring_in(actor, run.kind) if run else Refused(_("Dit bestand bestaat niet."), is_secret=True)


def forget_old_lists(now: dt.datetime) -> str:
    """Empty the lists of a month ago; says in Dutch how many."""
    old = _kept().filter(created_at__lt=now - KEPT_FOR).exclude(state__in=UNDER_WAY)
    count = 0
    with verb("network.forget_imports", actor=WORKER) as trail:
        for run in old.select_related("file"):
            empty_run(run, actor=WORKER, now=now)
            trail.note(run)
            count += 1
    return _("%(count)s ingelezen lijsten geleegd.") % {"count": count}


class KeptLists:
    """Kept lists of people: a person may stand in any of them, so that erasing empties them all."""

    name = "network.imports"

    def collect(self, person_key: str) -> PersonalData:
        found = [
            {"created_at": run.created_at, "row": line.row, "name": line.name}
            for run in _kept().filter(kind=ImportKind.PEOPLE)
            for line in kept_preview(run.plan).lines
            if line.key == person_key
        ]
        return PersonalData({"imported_lists": found} if found else {})

    def erase(self, person_key: str, *, actor: Actor, now: dt.datetime) -> Mapping[str, Fact]:
        count = 0
        for run in _kept().filter(kind=ImportKind.PEOPLE).select_related("file"):
            empty_run(run, actor=actor, now=now)
            count += 1
        return {"lists": count}


def _kept() -> QuerySet[ImportRun]:
    """The lists of which the file or the preview is still there."""
    return ImportRun.objects.filter(Q(plan__isnull=False) | Q(file__is_removed=False))
