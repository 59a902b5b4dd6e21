"""The verbs of an import up to the decision: hand in, check, throw away. Applying: `applying`.

Handing in and checking change nothing in the register. What was shown is kept with its fingerprint.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from noaber.core.access import WORKER, Actor, Decision, require
from noaber.core.audit import verb
from noaber.core.documents.sheets import SheetError
from noaber.core.errors import DomainError
from noaber.core.files import FileKind, remove_file, store_file
from noaber.core.files.kinds import CSV, TEXT, XLSX
from noaber.core.models import StoredFile
from noaber.core.odata import ODataError, split_table_address
from noaber.core.staging import Stage
from noaber.network.access import may_maintain_register, may_record_populations
from noaber.network.imports.lists import plan_of, readable_rows
from noaber.network.imports.plans import Plan
from noaber.network.imports.populations import as_csv, figures_of_service
from noaber.network.models import ImportKind, ImportRun, ImportState, MembershipVersion, PersonVersion

logger = logging.getLogger(__name__)

OWNER_KIND: Final = "network.import"
JSON: Final = FileKind("application/json", ("json",), "JSON", is_text=True)
FILE_KINDS: Final = frozenset({XLSX, CSV, TEXT, JSON})
SMALL: Final = 500  # rows; a longer list is checked and applied by the worker, with a progress bar
STALLED_AFTER: Final = dt.timedelta(minutes=2)
STAGED: Final = (MembershipVersion, PersonVersion)  # in the order in which they can be taken away
UNDER_WAY: Final = (ImportState.CHECKING, ImportState.APPLYING)


def may_bring_in(actor: Actor, kind: str) -> Decision:
    """Who keeps the register; figures also who keeps the books."""
    return may_record_populations(actor) if kind == ImportKind.POPULATIONS else may_maintain_register(actor)


def begin_import(
    kind: str, data: bytes, filename: str, *, actor: Actor, now: dt.datetime, valid_from: dt.date
) -> ImportRun:
    """Take in a file that can be read as this kind of list; refused with the reason at the field ``file``."""
    require(may_bring_in(actor, kind))
    try:
        count = readable_rows(kind, data, filename)
    except SheetError as error:
        raise DomainError(str(error), field="file") from error
    with verb("network.begin_import", actor=actor) as trail:
        run = _new_run(kind, actor=actor, now=now, valid_from=valid_from, row_count=count)
        try:
            run.file = _stored(run, data, filename, actor=actor, now=now)
        except DomainError as error:
            raise DomainError(error.message, field="file") from error
        run.save(update_fields=["file"])
        trail.note(run, {"kind": kind, "file": str(run.file_id), "rows": count})
    return run


def begin_fetch(
    address: str, years: Sequence[int], *, actor: Actor, now: dt.datetime, today: dt.date
) -> ImportRun:
    """Plan to fetch populations from a table of StatLine; `check_import` fetches them."""
    require(may_bring_in(actor, ImportKind.POPULATIONS))
    try:
        split_table_address(address)
    except ODataError as error:
        raise DomainError(error.message, field="source") from error
    with verb("network.begin_import", actor=actor) as trail:
        run = _new_run(ImportKind.POPULATIONS, actor=actor, now=now, valid_from=today)
        run.source, run.years = address.strip(), sorted(years)
        run.save(update_fields=["source", "years"])
        trail.note(run, {"kind": run.kind, "source": run.source, "years": list(run.years)})
    return run


def check_import(key: int, *, now: dt.datetime) -> ImportRun:
    """Make the preview of a run; may be done again, and then shows the register as it is by then."""
    run = ImportRun.objects.select_related("file").get(pk=key)
    if run.state == ImportState.APPLIED or run.state == ImportState.DISCARDED:
        return run
    try:
        if run.source and run.file is None:
            _fetch(run, now=now)
        show(run, plan_of(run), now=now)
    except (SheetError, ODataError) as error:
        run.state, run.message, run.moved_at = ImportState.FAILED, str(error)[:1000], now
        run.save(update_fields=["state", "message", "moved_at"])
    return run


def check_again(key: int, *, actor: Actor, now: dt.datetime) -> ImportRun:
    """Put a run back to be checked: the register changed, or the work lies still. The caller starts the check."""
    run = find_run(key, actor=actor)
    if run.state in UNDER_WAY and not is_stalled(run, now):
        raise DomainError(_("Deze lijst wordt nog verwerkt. Wacht tot dat klaar is."))
    if run.state in (ImportState.APPLIED, ImportState.DISCARDED):
        raise DomainError(_("Deze lijst is al afgehandeld. Lever haar opnieuw in."))
    run.state, run.message, run.moved_at = ImportState.CHECKING, "", now
    run.save(update_fields=["state", "message", "moved_at"])
    return run


def discard_import(key: int, *, actor: Actor, now: dt.datetime) -> ImportRun:
    """Throw a list away: the file and the preview go, that there was one stays."""
    run = find_run(key, actor=actor)
    if run.state == ImportState.APPLIED:
        raise DomainError(_("Deze lijst is al doorgevoerd en kan niet meer worden weggegooid."))
    if run.state in UNDER_WAY and not is_stalled(run, now):
        raise DomainError(_("Deze lijst wordt nog verwerkt. Wacht tot dat klaar is."))
    with verb("network.discard_import", actor=actor) as trail:
        empty_run(run, actor=actor, now=now)
        trail.note(run, {"kind": run.kind})
    return run


def empty_run(run: ImportRun, *, actor: Actor, now: dt.datetime) -> None:
    """Take away file, preview and whatever is staged; a run that was not applied is discarded."""
    clear_stage(run)
    if run.file is not None:
        remove_file(run.file, actor=actor, now=now)
    run.plan = None
    if run.state != ImportState.APPLIED:
        run.state = ImportState.DISCARDED
    run.save(update_fields=["plan", "state"])


def clear_stage(run: ImportRun) -> None:
    """Take away what is staged for a run; nobody ever saw it."""
    stage = Stage(run.pk)
    for versions in STAGED:
        stage.clear(versions)


def show(run: ImportRun, plan: Plan, *, now: dt.datetime, message: str = "") -> None:
    """Keep a preview with the run, ready to be looked at."""
    preview = plan.preview
    run.plan, run.plan_hash, run.counts = preview.kept(), preview.fingerprint(), preview.counts
    run.state = ImportState.FAULTY if preview.problems else ImportState.READY
    run.row_count, run.total_count, run.done_count = plan.row_count, plan.size, 0
    run.message, run.moved_at = message, now
    run.save()


def find_run(key: int, *, actor: Actor) -> ImportRun:
    """A run that the actor may deal with; refused otherwise."""
    run = ImportRun.objects.select_related("file").filter(pk=key).first()
    if run is None:
        raise DomainError(_("Deze lijst bestaat niet (meer)."))
    require(may_bring_in(actor, run.kind))
    return run


def is_stalled(run: ImportRun, now: dt.datetime) -> bool:
    """Whether the work on a run lies still: whoever did it was probably stopped."""
    return run.state in UNDER_WAY and run.moved_at < now - STALLED_AFTER


def is_small(run: ImportRun) -> bool:
    """Whether a list can be dealt with while a person waits."""
    return run.row_count <= SMALL and not (run.source and run.file_id is None)


def _new_run(
    kind: str, *, actor: Actor, now: dt.datetime, valid_from: dt.date, row_count: int = 0
) -> ImportRun:
    return ImportRun.objects.create(
        kind=kind,
        state=ImportState.CHECKING,
        valid_from=valid_from,
        row_count=row_count,
        created_by_id=actor.user_id,
        created_at=now,
        moved_at=now,
    )


def _fetch(run: ImportRun, *, now: dt.datetime) -> None:
    """Get the figures and keep them as a file, so that exactly these are applied later."""
    rows = figures_of_service(run.source, run.years)
    if not rows:
        raise SheetError(_("De bron heeft voor deze jaren geen cijfers. Kies andere jaren."))
    table = split_table_address(run.source)[1]
    with transaction.atomic():
        run.file = _stored(run, as_csv(rows), f"{table}.csv", actor=WORKER, now=now)
        run.save(update_fields=["file"])


def _stored(run: ImportRun, data: bytes, filename: str, *, actor: Actor, now: dt.datetime) -> StoredFile:
    return store_file(
        ContentFile(data, filename),
        actor=actor,
        owner_kind=OWNER_KIND,
        owner_key=str(run.pk),
        now=now,
        allowed=FILE_KINDS,
    )
