"""Sending the reports of a month: asked by a person, done by the worker, to each reader once.

A run is one month from one release. Asked again, it goes on where it was and reaches who chose since; what was
delivered stays delivered. Figures that were revised afterwards make a new edition only when somebody asks for it.
"""

import datetime as dt
import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import WORKER, Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import recorded_by
from noaber.core.mail import queue_mail
from noaber.figures.access import may_send_reports
from noaber.figures.models import Release, ReportDelivery, ReportRun, RunState, SourceTable
from noaber.figures.models.reports import RUN_UNDER_WAY
from noaber.figures.queries.observations import release_of_month
from noaber.figures.queries.reports.readers import ChoiceRow, Reader, choice_of, due_readers, readers
from noaber.figures.queries.reports.reports import MonthReports, area_report, month_reports
from noaber.figures.queries.reports.runs import STALLED_AFTER, last_run
from noaber.figures.report_words import got_said
from noaber.figures.rules.tables import MONTHLY
from noaber.figures.services.reports.letters import TEMPLATE, Letter, report_letter
from noaber.figures.services.reports.links import choose_address, stop_address
from noaber.figures.services.signals.opening import open_if_due

REMEMBERED: Final = dt.timedelta(days=366)
logger = logging.getLogger(__name__)
Clock = Callable[[], dt.datetime]


class GivenUp(Exception):
    """Somebody else took it over."""


def is_stalled(run: ReportRun, now: dt.datetime) -> bool:
    """Whether nobody works on it any more, though it is not ready."""
    return run.state in RUN_UNDER_WAY and run.moved_at < now - STALLED_AFTER


def ask_reports(period: int, edition: int, *, actor: Actor, now: dt.datetime) -> ReportRun:
    """Have the reports of a month sent; the caller gives the run to the worker.

    `edition` is what the page showed: that of the last run (it goes on, or stands where it is ready), or the next one
    where newer figures came in since. DomainError: no such month, or nothing newer than what was sent.
    """
    require(may_send_reports(actor))
    release = release_of_month(period)
    with verb("figures.send_reports", actor=actor) as trail:
        SourceTable.objects.select_for_update().get(code=MONTHLY)
        last = last_run(period)
        if last is not None and edition <= last.edition:
            return _again(last, now)
        if edition != (last.edition + 1 if last else 1):
            raise DomainError(_("Intussen is er al een andere uitgave. Bekijk de pagina opnieuw."))
        if last is not None and last.release_id == release.pk:
            raise DomainError(_("Sinds deze uitgave zijn geen nieuwe cijfers ingelezen."))
        if last is not None and last.state in RUN_UNDER_WAY and not is_stalled(last, now):
            raise DomainError(_("De vorige uitgave wordt nog verstuurd. Wacht tot die klaar is."))
        ReportRun.objects.filter(period=period, state__in=RUN_UNDER_WAY).update(state=RunState.FAILED)
        run = ReportRun.objects.create(
            period=period,
            release=release,
            edition=edition,
            asked_at=now,
            moved_at=now,
            asked_by_id=actor.user_id,
        )
        trail.note(run, {"period": period, "edition": edition, "release": release.number}, records=[run])
    return run


def _again(run: ReportRun, now: dt.datetime) -> ReportRun:
    """Let it go on, unless somebody works on it."""
    if run.state not in RUN_UNDER_WAY or is_stalled(run, now):
        run.state, run.moved_at = RunState.WAITING, now
        run.done = run.total = 0  # how far the time before came, says nothing of this time
        run.save(update_fields=["state", "moved_at", "done", "total"])
    return run


def send_reports(key: uuid.UUID, *, today: dt.date, now: Clock) -> int:
    """The worker's part: every reader who did not get it; how many got it now. Given twice, it is done once."""
    waiting = ReportRun.objects.filter(pk=key, state=RunState.WAITING)
    if not waiting.update(state=RunState.RUNNING, moved_at=now()):
        return 0
    run = ReportRun.objects.select_related("release", "release__table", "release__areas").get(pk=key)
    try:
        sent = _send_all(run, today, now)
    except GivenUp:
        logger.info("run %s of reports was given up", key)
        return 0
    except Exception:
        logger.exception("run %s of reports failed", key)
        ReportRun.objects.filter(pk=key, state=RunState.RUNNING).update(state=RunState.FAILED)
        raise
    ReportRun.objects.filter(pk=key, state=RunState.RUNNING).update(state=RunState.FINISHED, moved_at=now())
    return sent


def _send_all(run: ReportRun, today: dt.date, now: Clock) -> int:
    groups = _groups(run, today)
    total = len(groups)
    _tell(run, 0, total, now())
    month = _read_month(run, today, now()) if groups else None
    sent = 0
    for done, ((area, kinds), found) in enumerate(groups.items()):
        if month is not None and (place := month.area(area)):
            letter = report_letter(area_report(month, place, kinds), now(), is_revised=run.edition > 1)
            sent += sum(deliver(run, reader, letter, actor=WORKER, now=now()) for reader in found)
        _tell(run, done + 1, total, now())
    return sent


def _groups(run: ReportRun, today: dt.date) -> dict[tuple[str, tuple[str, ...]], list[Reader]]:
    """Who did not get it yet, by what is the same for them: the area and the kinds."""
    there = set(run.deliveries.values_list("person", "area"))
    found: defaultdict[tuple[str, tuple[str, ...]], list[Reader]] = defaultdict(list)
    for reader in due_readers(run.period, today):
        if (reader.choice.person_id, reader.choice.area) not in there:
            found[reader.choice.area, reader.choice.kinds].append(reader)
    return dict(found)


def _tell(run: ReportRun, done: int, total: int, now: dt.datetime) -> None:
    running = ReportRun.objects.filter(pk=run.pk, state=RunState.RUNNING)
    if not running.update(done=done, total=total, moved_at=now):
        raise GivenUp


def _read_month(run: ReportRun, today: dt.date, now: dt.datetime) -> MonthReports:
    """All reports of a run, with the signals of its own figures."""
    open_if_due(run.period, run.release, actor=WORKER, now=now, today=today)
    return month_of(run, today)


def month_of(run: ReportRun, today: dt.date) -> MonthReports:
    """All reports of a run, with what was revised since the run before it, or else since the publication before."""
    before = _run_before(run)
    since = before.release if before else _release_before(run.release)
    since_month = before.period if before else 0
    return month_reports(run.release, run.period, today, since=since, since_month=since_month)


def _run_before(run: ReportRun) -> ReportRun | None:
    """From earlier figures; one of more than a year ago says nothing to who reads the report now."""
    published = run.release.published_at
    found = ReportRun.objects.select_related("release", "release__areas").exclude(pk=run.pk)
    earlier = found.filter(
        release__number__lt=run.release.number, release__published_at__gte=published - REMEMBERED
    )
    return earlier.order_by("-release__number", "-asked_at").first()


def _release_before(release: Release) -> Release | None:
    found = Release.objects.select_related("areas")
    return found.filter(table=release.table_id, number=release.number - 1).first()


def month_to_report(period: int, today: dt.date) -> MonthReports:
    """A month as the next run would have it: from the newest release. DomainError where it has not the month."""
    release = release_of_month(period)
    return month_of(ReportRun(period=period, release=release), today)


def deliver(
    run: ReportRun, reader: Reader, letter: Letter, *, actor: Actor, now: dt.datetime, attempt: int = 1
) -> bool:
    """Put a report in the outbox and in the log, together; False where it was there, or was stopped."""
    choice = reader.choice
    with verb("figures.deliver_report", actor=actor) as trail:
        ReportRun.objects.select_for_update().get(pk=run.pk)
        place = {"person_id": choice.person_id, "area": choice.area}
        if run.deliveries.filter(**place, attempt=attempt).exists() or not _still_wants(choice):
            return False
        row = ReportDelivery.objects.create(run=run, attempt=attempt, **place, **recorded_by(actor, now))
        stop = stop_address(choice.person_id, choice.area)
        own = {
            "name": reader.name,
            "got": got_said(choice.chosen),
            "choose": choose_address(choice.person_id, choice.area),
            "stop": stop,
        }
        queue_mail(
            key=row.mail_key,
            to=reader.email,
            subject=letter.subject,
            template=TEMPLATE,
            context={**letter.context, **own},
            now=now,
            attachments=letter.attachments,
            unsubscribe_url=stop,
        )
        trail.note(row, {"run": str(run.pk), "area": choice.area, "attempt": attempt}, records=[row])
    return True


def _still_wants(choice: ChoiceRow) -> bool:
    """Who stopped while the letter was made, gets none."""
    found = choice_of(choice.person_id, choice.area)
    return found is not None and found.is_wanted


def send_again(
    run_id: uuid.UUID,
    places: Sequence[tuple[uuid.UUID, str, int]],
    *,
    actor: Actor,
    now: Clock,
    today: dt.date,
) -> int:
    """Once more to these readers (person, area, and which time it was), from the figures of that run; how many.

    Twice with the same times goes out once.
    """
    require(may_send_reports(actor))
    run = ReportRun.objects.select_related("release", "release__table", "release__areas").get(pk=run_id)
    known = {(each.choice.person_id, each.choice.area): each for each in readers(today) if not each.hindrance}
    wanted = [(known[person, area], attempt) for person, area, attempt in places if (person, area) in known]
    month = _read_month(run, today, now()) if wanted else None
    sent = 0
    for reader, attempt in wanted:
        if month is not None and (area := month.area(reader.choice.area)):
            report = area_report(month, area, reader.choice.kinds)
            letter = report_letter(report, now(), is_revised=run.edition > 1)
            sent += deliver(run, reader, letter, actor=actor, now=now(), attempt=attempt + 1)
    return sent


def stalled_runs(now: dt.datetime) -> list[uuid.UUID]:
    """Runs on which nobody works any more, brought back to waiting."""
    found = [run for run in ReportRun.objects.filter(state__in=RUN_UNDER_WAY) if is_stalled(run, now)]
    return [_again(run, now).pk for run in found]
