"""Many papers in one ZIP: asked by who may, made by the worker, safe to ask twice.

A worker that is killed leaves a bundle that lies still; whoever asks again after a while gets a new one. A room
has a model of its own (a `Bundle`) and says in a `BundleKind` what differs; who may ask and fetch is its own affair.
"""

import datetime as dt
import logging
import tempfile
import uuid
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.core.files import File
from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.access import WORKER, Actor
from noaber.core.audit import Trail
from noaber.core.files import FileKind, remove_file, store_file
from noaber.core.history import Subject, lock
from noaber.core.reading import one_reading

logger = logging.getLogger(__name__)

ZIP: Final = FileKind("application/zip", ("zip",), "ZIP")
STALLED_AFTER: Final = dt.timedelta(minutes=2)


class BundleState(models.TextChoices):
    WAITING = "waiting", _("wacht op zijn beurt")
    RUNNING = "running", _("wordt gemaakt")
    FINISHED = "finished", _("klaar")
    FAILED = "failed", _("mislukt")


UNDER_WAY: Final = (BundleState.WAITING, BundleState.RUNNING)


class Bundle(Subject):
    """One ZIP as it was at one moment, and how far the worker is with it; of a subject at most one is being made."""

    state = models.CharField(
        _("stand"), max_length=10, choices=BundleState.choices, default=BundleState.WAITING
    )
    done = models.PositiveIntegerField(_("gemaakt"), default=0)
    total = models.PositiveIntegerField(_("te maken"), default=0)
    file = models.ForeignKey(
        "core.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("gevraagd op"))
    asked_by_id = models.IntegerField(null=True)
    moved_at = models.DateTimeField(_("laatst vooruitgegaan op"))

    class Meta:
        abstract = True
        ordering = ["-asked_at"]


def one_under_way(about: str, name: str) -> models.UniqueConstraint:
    """The constraint of a table of bundles: of its subject at most one is under way."""
    states = [state.value for state in UNDER_WAY]
    return models.UniqueConstraint(fields=[about], condition=models.Q(state__in=states), name=name)


B = TypeVar("B", bound=Bundle)
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BundleKind(Generic[B]):
    """What a room says of its bundles.

    `about`: the field with their subject. `fill`: puts the papers of a day into the ZIP, tells how many of how many
    are done, and gives the name of the file. `asking` and `making`: the verbs. `each`: how many files are made a time.
    """

    model: type[B]
    about: str
    owner_kind: str
    max_bytes: int
    fill: Callable[[B, dt.date, zipfile.ZipFile, Tell], str]
    asking: Callable[[Actor], AbstractContextManager[Trail]]
    making: Callable[[Actor], AbstractContextManager[Trail]]
    each: int = 1

    def of(self, subject: Subject) -> models.QuerySet[B]:
        return self._rows.filter(**{self.about: subject}).select_related("file")

    def at(self, key: uuid.UUID, *states: BundleState) -> models.QuerySet[B]:
        """The bundle, if it is in one of these states."""
        return self._rows.filter(pk=key, state__in=states)

    @property
    def _rows(self) -> models.QuerySet[B]:
        return self.model._default_manager.all()


class _GivenUp(Exception):
    """It was given up while it was made, and another is made instead."""


def is_stalled(bundle: Bundle, now: dt.datetime) -> bool:
    """Whether nobody works on it any more, though it is not ready."""
    return bundle.state in UNDER_WAY and bundle.moved_at < now - STALLED_AFTER


def may_ask_again(bundle: Bundle | None, now: dt.datetime) -> bool:
    return bundle is None or bundle.state not in UNDER_WAY or is_stalled(bundle, now)


def ask(kind: BundleKind[B], subject: Subject, *, actor: Actor, now: dt.datetime) -> B:
    """Ask for all papers as they are now; while one is being made, that one. The caller gives it to the worker."""
    with kind.asking(actor) as trail:
        held = lock(type(subject), subject.pk, revision=None, label=str(subject))
        under_way = kind.of(held).filter(state__in=UNDER_WAY)
        going = under_way.first()
        if going and not is_stalled(going, now):
            return going
        under_way.update(state=BundleState.FAILED)
        said: dict[str, Any] = {kind.about: held, "asked_by_id": actor.user_id}
        bundle = kind.model._default_manager.create(asked_at=now, moved_at=now, **said)
        trail.note(bundle, {kind.about: str(held)})
    return bundle


def make(kind: BundleKind[B], key: uuid.UUID, *, today: dt.date, now: Callable[[], dt.datetime]) -> None:
    """Make the ZIP, tell how far it is, and keep it. Given twice to a worker, it is made once."""
    if not kind.at(key, BundleState.WAITING).update(state=BundleState.RUNNING, moved_at=now()):
        return

    def tell(done: int, total: int) -> None:
        running = kind.at(key, BundleState.RUNNING)
        if not running.update(done=done, total=total, moved_at=now()):
            raise _GivenUp

    try:
        with tempfile.TemporaryFile() as stream:
            # In one reading, so that all papers say the same.
            with one_reading(), zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
                name = kind.fill(kind.model._default_manager.get(pk=key), today, target, tell)
            _keep(kind, key, File(stream, name), now=now())
    except _GivenUp:
        logger.info("bundle %s was given up", key)
    except Exception:
        logger.exception("bundle %s failed", key)
        give_up(kind, key)
        raise


def give_up(kind: BundleKind[B], key: uuid.UUID) -> None:
    """Say on the page that it went wrong; the log says what."""
    kind.at(key, *UNDER_WAY).update(state=BundleState.FAILED)


def _keep(kind: BundleKind[B], key: uuid.UUID, file: File[bytes], *, now: dt.datetime) -> None:
    """Store the ZIP; the one before it goes, so that nobody takes the old one."""
    with kind.making(WORKER) as trail:
        held = lock(kind.model, key, revision=None, label=file.name or "")
        if held.state != BundleState.RUNNING:
            return
        held.file = store_file(
            file,
            actor=WORKER,
            owner_kind=kind.owner_kind,
            owner_key=str(held.pk),
            now=now,
            allowed=[ZIP],
            max_bytes=kind.max_bytes,
        )
        held.state, held.moved_at = BundleState.FINISHED, now
        held.save(update_fields=["file", "state", "moved_at"])
        for old in kind.of(getattr(held, kind.about)).exclude(pk=held.pk).filter(file__is_removed=False):
            if old.file:
                remove_file(old.file, actor=WORKER, now=now)
        trail.note(held, {"files": kind.each * held.total})
