"""All packs of a proposal in one ZIP: asked by the coordinator, made by the worker, safe to ask twice.

A worker that is killed leaves a bundle that lies still; whoever asks again after a while gets a new one.
"""

import datetime as dt
import logging
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
from noaber.core.errors import DomainError
from noaber.core.files import FileKind, remove_file, store_file
from noaber.core.history import lock
from noaber.core.reading import one_reading
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import PackBundle, Proposal
from noaber.decisions.packs.contents import PackSource, local_pack, pack_source
from noaber.decisions.packs.files import enclosed_files, mayor_file, proposal_file, put_in
from noaber.decisions.queries.proposals import may_read_proposal
from noaber.decisions.queries.standing import standing

logger = logging.getLogger(__name__)

OWNER_KIND: Final = "decisions.bundle"
ZIP: Final = FileKind("application/zip", ("zip",), "ZIP")
MAX_BYTES: Final = 1_500_000_000  # 50 attachments of 25 MB, once, and some 60 kB for each organisation
STALLED_AFTER: Final = dt.timedelta(minutes=2)
READER: Final = Actor(grants=frozenset({Grant("coordinator")}), origin="worker")  # as `may_read_bundle` says
UNDER_WAY: Final = (PackBundle.State.WAITING, PackBundle.State.RUNNING)


def may_read_bundle(actor: Actor, key: str) -> Decision:
    """A bundle is for who asks for it: who keeps the proposals."""
    found = PackBundle.objects.filter(pk=uuid.UUID(key)).select_related("proposal").first()
    if found is None or not may_read_proposal(actor, found.proposal.code):
        return Refused(_("Dit bestand bestaat niet."), is_secret=True)
    return may_write_proposals(actor)


def latest_bundle(code: str) -> PackBundle | None:
    return PackBundle.objects.filter(proposal__code=code).select_related("file").first()


def is_stalled(bundle: PackBundle, now: dt.datetime) -> bool:
    """Whether nobody works on it any more, though it is not ready."""
    return bundle.state in UNDER_WAY and bundle.moved_at < now - STALLED_AFTER


def ask_bundle(code: str, *, actor: Actor, now: dt.datetime) -> PackBundle:
    """Ask for all packs as they are now; while one is being made, that one. The caller gives it to the worker."""
    require(may_write_proposals(actor))
    found = Proposal.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("Dit voorstel bestaat niet."))
    with verb("decisions.ask_bundle", actor=actor) as trail:
        proposal = lock(Proposal, found.pk, revision=None, label=_("Dit voorstel"))
        under_way = PackBundle.objects.filter(proposal=proposal, state__in=UNDER_WAY)
        going = under_way.first()
        if going and not is_stalled(going, now):
            return going
        under_way.update(state=PackBundle.State.FAILED)
        bundle = PackBundle.objects.create(
            proposal=proposal, asked_at=now, asked_by_id=actor.user_id, moved_at=now
        )
        trail.note(bundle, {"proposal": code})
    return bundle


def make_bundle(key: uuid.UUID, *, today: dt.date, now: Callable[[], dt.datetime]) -> None:
    """Make the ZIP, tell how far it is, and keep it. Given twice to a worker, it is made once."""
    waiting = PackBundle.objects.filter(pk=key, state=PackBundle.State.WAITING)
    if not waiting.update(state=PackBundle.State.RUNNING, moved_at=now()):
        return
    bundle = PackBundle.objects.select_related("proposal").get(pk=key)
    found = standing(bundle.proposal.code, AsOf(today))
    if found is None:
        raise LookupError(bundle.proposal.code)
    source = pack_source(found, AsOf(today), READER)
    mark = "-voorbeeldgegevens" if source.is_demonstration else ""
    with one_reading(), tempfile.TemporaryFile() as stream:  # all packs say the same
        if _zip(source, stream, lambda done, total: _moved(key, done, total, now())):
            _keep(bundle, File(stream, f"pakketten-{found.code}{mark}.zip"), now=now())


def give_up(key: uuid.UUID) -> None:
    """Say on the page that it went wrong; the log says what."""
    PackBundle.objects.filter(pk=key, state__in=UNDER_WAY).update(state=PackBundle.State.FAILED)


def _moved(key: uuid.UUID, done: int, total: int, now: dt.datetime) -> bool:
    """Tell how far it is; False when it was given up and another is made instead."""
    running = PackBundle.objects.filter(pk=key, state=PackBundle.State.RUNNING)
    return bool(running.update(done=done, total=total, moved_at=now))


def _zip(source: PackSource, stream: BinaryIO, tell: Callable[[int, int], bool]) -> bool:
    """All packs, and once what goes with each; False when it was given up meanwhile."""
    codes = sorted({row.code for row in source.rows})
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
        for file in enclosed_files(source):
            put_in(target, file, source.made_at)
        for number, code in enumerate(codes, start=1):
            pack = local_pack(source, code)
            for file in (proposal_file(pack), mayor_file(pack)) if pack else ():
                put_in(target, file, source.made_at)
            if not tell(number, len(codes)):
                return False
    return True


def _keep(bundle: PackBundle, file: File[bytes], *, now: dt.datetime) -> None:
    """Store the ZIP; the one before it goes, so that nobody takes the old one."""
    with verb("decisions.make_bundle", actor=WORKER) as trail:
        held = lock(PackBundle, bundle.pk, revision=None, label=_("Alle pakketten"))
        if held.state != PackBundle.State.RUNNING:
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
        held.state, held.moved_at = PackBundle.State.FINISHED, now
        held.save(update_fields=["file", "state", "moved_at"])
        earlier = PackBundle.objects.filter(proposal=held.proposal_id, file__is_removed=False)
        for old in earlier.exclude(pk=held.pk).select_related("file"):
            if old.file:
                remove_file(old.file, actor=WORKER, now=now)
        trail.note(held, {"files": 2 * held.total})
