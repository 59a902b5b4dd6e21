"""Applying what was previewed: exactly that, or nothing and a new preview.

A run is staged in batches that nothing reads, and then made visible by one short transaction. Between the two
the register may change: then the list is looked at again, and only when it still comes to what was shown does
the work go on. A worker that was stopped halfway takes up where it was.
"""

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from noaber.accounts.api import User, actor_for
from noaber.core import clock
from noaber.core.access import Actor, require
from noaber.core.audit import Fact, Trail, verb
from noaber.core.documents.sheets import SheetError
from noaber.core.errors import DomainError
from noaber.core.files import read_file
from noaber.core.history import Version
from noaber.core.staging import Restated, Stage, chunks, count_changes, wait_briefly
from noaber.network.imports.guarding import Moved, Revisions, hold, keep_still, revisions
from noaber.network.imports.handing_over import list_handovers
from noaber.network.imports.lists import plan_of
from noaber.network.imports.plans import Plan
from noaber.network.imports.populations import figures_of_file, figures_to_record, plan_figures
from noaber.network.imports.runs import clear_stage, find_run, is_stalled, may_bring_in, show
from noaber.network.models import (
    ImportKind,
    ImportRun,
    ImportState,
    Organisation,
    OrganisationKind,
    PersonVersion,
    Post,
)
from noaber.network.services.addresses import addresses_of, tell_changed_addresses
from noaber.network.services.handover_lists import terms_in
from noaber.network.services.populations import record_populations

Now = Callable[[], dt.datetime]

BATCH: Final = 500
MOST_TRIES: Final = 5
PAUSE_SECONDS: Final = 0.3
LONGEST_REST: Final = 0.2
NOTED_TOGETHER: Final = 500


class TakenOver(Exception):
    """Another worker is at this run; this one leaves it alone."""


def start_applying(key: int, *, actor: Actor, seen: str, now: dt.datetime) -> ImportRun:
    """Decide to apply the preview with fingerprint `seen`; `finish_applying` does the work, now or in the worker."""
    run = find_run(key, actor=actor)
    if run.state != ImportState.READY:
        raise DomainError(
            _("Deze lijst kan nu niet worden doorgevoerd. De toestand is: %(state)s.")
            % {"state": run.get_state_display()}
        )
    if run.plan_hash != seen:
        raise DomainError(_("De voorvertoning is intussen vernieuwd. Bekijk haar opnieuw."))
    ready = ImportRun.objects.filter(pk=key, state=ImportState.READY, plan_hash=seen)
    changes = {
        "state": ImportState.APPLYING,
        "moved_at": now,
        "done_count": 0,
        "message": "",
        "stage_hash": "",
    }
    with transaction.atomic():
        if not ready.update(**changes, applied_by_id=actor.user_id, applied_for_id=actor.on_behalf_of_id):
            raise DomainError(_("Iemand anders was u voor: deze lijst wordt al doorgevoerd."))
        clear_stage(run)  # what an attempt that failed may have left
    return find_run(key, actor=actor)


def carry_on(key: int, *, actor: Actor, now: dt.datetime) -> ImportRun:
    """Take up a run that lies still; the caller starts the work."""
    run = find_run(key, actor=actor)
    if not is_stalled(run, now):
        raise DomainError(_("Deze lijst ligt niet stil; er valt niets te hervatten."))
    run.moved_at = now
    run.save(update_fields=["moved_at"])
    return run


def decider_of(run: ImportRun, *, today: dt.date) -> Actor:
    """Who decided to apply a run, with the rights they have by now."""
    user = User.objects.get(pk=run.applied_by_id or 0)
    return actor_for(user, today, on_behalf_of_id=run.applied_for_id)


def finish_applying(key: int, *, actor: Actor, moment: Now = clock.now) -> ImportRun:
    """Do the work of a run that is being applied. Repeating it does no harm; read the outcome from the run."""
    run = ImportRun.objects.select_related("file").get(pk=key)
    if run.state != ImportState.APPLYING:
        return run
    try:
        require(may_bring_in(actor, run.kind))
        if run.kind == ImportKind.POPULATIONS:
            _record_figures(run, actor=actor, moment=moment)
        else:
            _restate(run, actor=actor, moment=moment)
    except TakenOver:
        run.refresh_from_db()
    except (DomainError, SheetError) as error:
        _fail(run, str(error), moment())
    return run


def _restate(run: ImportRun, *, actor: Actor, moment: Now) -> None:
    for _attempt in range(MOST_TRIES):
        seen = revisions()
        plan = plan_of(run)
        if plan.preview.fingerprint() != run.plan_hash:
            _show_again(run, plan, moment())
            return
        _stage(run, plan, moment=moment)
        try:
            _publish(run, plan, seen, actor=actor, moment=moment)
            return
        except Moved:
            continue
        except OperationalError:  # somebody else is at it, and we do not keep others waiting for long
            time.sleep(PAUSE_SECONDS)
    _fail(
        run,
        _("Er wordt te druk in het register gewerkt. Er is niets gewijzigd. Probeer het later opnieuw."),
        moment(),
    )


def _stage(run: ImportRun, plan: Plan, *, moment: Now) -> None:
    """Write out of sight what the plan says, from where an earlier attempt at the same plan stopped."""
    fingerprint = _fingerprint(plan)
    if run.stage_hash != fingerprint:
        with transaction.atomic():
            clear_stage(run)
            run.stage_hash, run.done_count, run.total_count = fingerprint, 0, plan.size
            run.save(update_fields=["stage_hash", "done_count", "total_count"])
    stage = Stage(run.pk)
    for versions, batch in _rest(plan, run.done_count):
        began = time.perf_counter()
        with transaction.atomic():
            mine = ImportRun.objects.filter(pk=run.pk, state=ImportState.APPLYING, done_count=run.done_count)
            if not mine.update(done_count=run.done_count + len(batch), moved_at=moment()):
                raise TakenOver
            stage.put(versions, batch)
        run.done_count += len(batch)
        if run.done_count < run.total_count:
            # Who waits for SQLite's one writer looks in now and then: half of the time is theirs.
            time.sleep(min(time.perf_counter() - began, LONGEST_REST))


def _rest(plan: Plan, done: int) -> Iterator[tuple[type[Version], Sequence[Restated]]]:
    """What is still to be staged, in batches."""
    for writing in plan.writings:
        for batch in chunks(writing.restated[done:], BATCH):
            yield writing.versions, batch
        done = max(0, done - len(writing.restated))


def _fingerprint(plan: Plan) -> str:
    """Of what will be written, to the last field: the preview shows only what changes."""
    digest = hashlib.sha256()
    for writing in plan.writings:
        for each in writing.restated:
            said = [(period.start, period.until, value) for period, value in each.insert]
            digest.update(repr((each.subject, each.close, said)).encode())
    return digest.hexdigest()


def _publish(run: ImportRun, plan: Plan, seen: Revisions, *, actor: Actor, moment: Now) -> None:
    """Make it all visible at once; raise `Moved` when the list would come to something else by now.

    What others could be waiting for comes last: until then only whoever changes the same people waits.
    """
    with verb("network.apply_import", actor=actor) as trail:
        wait_briefly()
        hold(plan, seen)
        now = moment()
        if not _is_mine(run, now):
            raise TakenOver
        stage = Stage(run.pk)
        held_before = terms_in(plan.watch.touched_posts)
        people = [
            one.subject for each in plan.writings if each.versions is PersonVersion for one in each.restated
        ]
        addresses = addresses_of(people, run.valid_from)
        for writing in plan.writings:
            stage.reveal(writing.versions, writing.restated, now=now)
        count_changes(Post, plan.watch.touched_posts)
        list_handovers(plan.watch.touched_posts, held_before, trail=trail, now=now)
        _note(trail, run, plan)
        tell_changed_addresses(addresses, run.valid_from, actor=actor, now=now)
        keep_still(plan, seen)
    run.refresh_from_db()


def _is_mine(run: ImportRun, now: dt.datetime) -> bool:
    """End the run as applied, unless another worker did."""
    applying = ImportRun.objects.filter(pk=run.pk, state=ImportState.APPLYING)
    return bool(applying.update(state=ImportState.APPLIED, applied_at=now, moved_at=now))


def _note(trail: Trail, run: ImportRun, plan: Plan) -> None:
    """One line for the list, and one per five hundred subjects that says which they are."""
    counts = plan.preview.counts
    facts: dict[str, Fact] = {
        "kind": run.kind,
        "plan": run.plan_hash,
        "valid_from": run.valid_from.isoformat(),
    }
    trail.note(run, {**facts, "new": counts["new"], "changed": counts["changed"]})
    for writing in plan.writings:
        for chunk in chunks(writing.restated, NOTED_TOGETHER):
            subjects = [str(each.subject) for each in chunk]
            trail.note(writing.versions._meta.label_lower, {"subjects": subjects}, key=run.pk)


def _record_figures(run: ImportRun, *, actor: Actor, moment: Now) -> None:
    """Figures are few: look again and record them in one transaction."""
    if run.file is None:
        raise SheetError(_("Het bestand van deze lijst is er niet meer. Lever het opnieuw in."))
    rows, problems = figures_of_file(read_file(run.file), run.file.name)
    with verb("network.apply_import", actor=actor) as trail:
        municipalities = Organisation.objects.select_for_update().filter(kind=OrganisationKind.MUNICIPALITY)
        list(municipalities.order_by("code").values_list("pk"))  # until we are done, no other figures come in
        plan = plan_figures(rows, problems, is_fetched=bool(run.source))
        is_same = plan.preview.fingerprint() == run.plan_hash
        if is_same:
            now = moment()
            if not _is_mine(run, now):
                raise TakenOver
            record_populations(figures_to_record(rows, plan.preview), actor=actor, now=now)
            _note(trail, run, plan)
    if is_same:
        run.refresh_from_db()
    else:
        _show_again(run, plan, moment())


def _show_again(run: ImportRun, plan: Plan, now: dt.datetime) -> None:
    """The register changed so that the list now comes to something else: show that, and ask again."""
    with transaction.atomic():
        clear_stage(run)
        run.stage_hash = ""
        message = _(
            "Het register is intussen gewijzigd. Er is niets doorgevoerd; dit is de nieuwe voorvertoning."
        )
        show(run, plan, now=now, message=message)


def _fail(run: ImportRun, message: str, now: dt.datetime) -> None:
    with transaction.atomic():
        clear_stage(run)
        run.state, run.message, run.moved_at, run.stage_hash = ImportState.FAILED, message[:1000], now, ""
        run.save(update_fields=["state", "message", "moved_at", "stage_hash"])
