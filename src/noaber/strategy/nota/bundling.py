"""The papers of all municipalities in one ZIP: asked by the coordinator, made by the worker, safe to ask twice.

As `decisions/packs/bundling.py`: a worker that is killed leaves a bundle that lies still; whoever asks again after a
while gets a new one.
"""

import datetime as dt
import tempfile
import uuid
import zipfile
from collections.abc import Callable
from typing import BinaryIO, Final

from django.core.files import File
from django.utils.translation import gettext as _

from noaber.core.access import WORKER, Actor, Decision, Grant, Refused, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.documents.pdf import to_pdf
from noaber.core.errors import DomainError
from noaber.core.files import FileKind, remove_file, store_file
from noaber.core.history import lock
from noaber.core.reading import one_reading
from noaber.strategy.access import KEEPER, may_write_texts
from noaber.strategy.models import LocalBundle, PolicyPeriod
from noaber.strategy.nota.contents import Extent, Nota, nota
from noaber.strategy.nota.local import local
from noaber.strategy.nota.papers import local_paper
from noaber.strategy.queries.finding import towns
from noaber.strategy.queries.periods import titled

OWNER_KIND: Final = "strategy.bundle"
ZIP: Final = FileKind("application/zip", ("zip",), "ZIP")
MAX_BYTES: Final = 500_000_000  # some 100 kB for each municipality
STALLED_AFTER: Final = dt.timedelta(minutes=2)
READER: Final = Actor(grants=frozenset({Grant(KEEPER)}), origin="worker")  # as `may_read_bundle` says
UNDER_WAY: Final = (LocalBundle.State.WAITING, LocalBundle.State.RUNNING)
Tell = Callable[[int, int], bool]


def may_read_bundle(actor: Actor, key: str) -> Decision:
    """A bundle is for who asks for it: it has the parts that are for the network."""
    if not LocalBundle.objects.filter(pk=uuid.UUID(key)).exists():
        return Refused(_("Dit bestand bestaat niet."), is_secret=True)
    return may_write_texts(actor)


def latest_bundle(period: str) -> LocalBundle | None:
    return LocalBundle.objects.filter(period__code=period).select_related("file").first()


def is_stalled(bundle: LocalBundle, now: dt.datetime) -> bool:
    """Whether nobody works on it any more, though it is not ready."""
    return bundle.state in UNDER_WAY and bundle.moved_at < now - STALLED_AFTER


def ask_bundle(period: str, *, actor: Actor, now: dt.datetime) -> LocalBundle:
    """Ask for all papers as they are now; while one is being made, that one. The caller gives it to the worker."""
    require(may_write_texts(actor))
    found = PolicyPeriod.objects.filter(code=period).first()
    if found is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    with verb("strategy.ask_bundle", actor=actor) as trail:
        held = lock(PolicyPeriod, found.pk, revision=None, label=_("Deze periode"))
        under_way = LocalBundle.objects.filter(period=held, state__in=UNDER_WAY)
        going = under_way.first()
        if going and not is_stalled(going, now):
            return going
        under_way.update(state=LocalBundle.State.FAILED)
        bundle = LocalBundle.objects.create(
            period=held, asked_at=now, asked_by_id=actor.user_id, moved_at=now
        )
        trail.note(bundle, {"period": period})
    return bundle


def make_bundle(key: uuid.UUID, *, today: dt.date, now: Callable[[], dt.datetime]) -> None:
    """Make the ZIP, tell how far it is, and keep it. Given twice to a worker, it is made once."""
    waiting = LocalBundle.objects.filter(pk=key, state=LocalBundle.State.WAITING)
    if not waiting.update(state=LocalBundle.State.RUNNING, moved_at=now()):
        return
    bundle = LocalBundle.objects.select_related("period").get(pk=key)
    code, asof = bundle.period.code, AsOf(today)
    with tempfile.TemporaryFile() as stream:
        with one_reading():
            found = nota(READER, code, asof, extent=Extent.LOCAL)
            if found is None:
                raise LookupError(code)
            is_whole = _zip(found, stream, lambda done, total: _moved(key, done, total, now()))
        if is_whole:
            _keep(bundle, File(stream, f"strategie-{code}-gemeenten.zip"), now=now())


def give_up(key: uuid.UUID) -> None:
    """Say on the page that it went wrong; the log says what."""
    LocalBundle.objects.filter(pk=key, state__in=UNDER_WAY).update(state=LocalBundle.State.FAILED)


def _moved(key: uuid.UUID, done: int, total: int, now: dt.datetime) -> bool:
    """Tell how far it is; False when it was given up and another is made instead."""
    running = LocalBundle.objects.filter(pk=key, state=LocalBundle.State.RUNNING)
    return bool(running.update(done=done, total=total, moved_at=now))


def _zip(found: Nota, stream: BinaryIO, tell: Tell) -> bool:
    """A PDF for each municipality; False when it was given up meanwhile."""
    period = titled(found.period.code, found.asof)
    codes = [row.code for row in towns(period, found.asof)] if period else []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
        for number, code in enumerate(codes, start=1):
            if row := local(found, code):
                paper = local_paper(row)
                mark = "-voorbeeldgegevens" if paper.is_demonstration else ""
                target.writestr(f"{code}-strategie-{found.period.code}{mark}.pdf", to_pdf(paper))
            if not tell(number, len(codes)):
                return False
    return True


def _keep(bundle: LocalBundle, file: File[bytes], *, now: dt.datetime) -> None:
    """Store the ZIP; the one before it goes, so that nobody takes the old one."""
    with verb("strategy.make_bundle", actor=WORKER) as trail:
        held = lock(LocalBundle, bundle.pk, revision=None, label=_("Alle gemeenten"))
        if held.state != LocalBundle.State.RUNNING:
            return
        held.file = store_file(
            file,
            actor=WORKER,
            owner_kind=OWNER_KIND,
            owner_key=str(held.pk),
            now=now,
            allowed=[ZIP],
            max_bytes=MAX_BYTES,
        )
        held.state, held.moved_at = LocalBundle.State.FINISHED, now
        held.save(update_fields=["file", "state", "moved_at"])
        earlier = LocalBundle.objects.filter(period=held.period_id, file__is_removed=False)
        for old in earlier.exclude(pk=held.pk).select_related("file"):
            if old.file:
                remove_file(old.file, actor=WORKER, now=now)
        trail.note(held, {"files": held.total})
