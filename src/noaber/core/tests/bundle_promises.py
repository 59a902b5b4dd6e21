"""What every kind of bundle promises: asked once, made once, safe when a worker dies. A room inherits these tests."""

import datetime as dt
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

import pytest

from noaber.core.bundles import (
    STALLED_AFTER,
    Bundle,
    BundleKind,
    BundleState,
    Tell,
    give_up,
    is_stalled,
    make,
    may_ask_again,
)
from noaber.core.files import read_file

NOW = dt.datetime(2020, 9, 1, 9, 0, tzinfo=dt.UTC)
Fill = Callable[[Any, dt.date, zipfile.ZipFile, Tell], str]


def one_paper(bundle: Bundle, today: dt.date, target: zipfile.ZipFile, tell: Tell) -> str:
    target.writestr("paper.txt", "Eén bladzijde.")
    tell(1, 1)
    return "papers.zip"


def broken(bundle: Bundle, today: dt.date, target: zipfile.ZipFile, tell: Tell) -> str:
    raise RuntimeError("kapot")


class BundlePromises(ABC):
    """A room gives its kind, and how one is asked of something that is there."""

    kind: ClassVar[BundleKind[Any]]

    @abstractmethod
    def ask(self, now: dt.datetime) -> Bundle:
        """Ask for a bundle, the one that waits when there is one."""

    def make(self, bundle: Bundle, now: dt.datetime = NOW, fill: Fill = one_paper) -> Bundle:
        make(replace(self.kind, fill=fill), bundle.pk, today=now.date(), now=lambda: now)
        bundle.refresh_from_db()
        return bundle

    def test_it_waits_and_is_ready_when_it_was_made(self) -> None:
        bundle = self.ask(NOW)
        assert (bundle.state, bundle.file) == (BundleState.WAITING, None)
        assert not may_ask_again(bundle, NOW)
        self.make(bundle)
        assert (bundle.state, bundle.done, bundle.total) == (BundleState.FINISHED, 1, 1)
        assert bundle.file is not None
        assert bundle.file.name == "papers.zip"
        assert b"paper.txt" in read_file(bundle.file)
        assert may_ask_again(bundle, NOW)

    def test_asked_twice_it_is_made_once(self) -> None:
        first = self.ask(NOW)
        assert self.ask(NOW).pk == first.pk
        file = self.make(first).file_id
        assert file
        assert self.make(first).file_id == file
        assert self.kind.model._default_manager.count() == 1

    def test_a_new_one_takes_the_place_of_the_old(self) -> None:
        old, new = self.make(self.ask(NOW)), self.make(self.ask(NOW + dt.timedelta(hours=1)))
        assert old.file is not None
        assert new.file is not None
        old.file.refresh_from_db()
        assert (old.file.is_removed, new.file.is_removed) == (True, False)
        assert self.kind.model._default_manager.first() == new

    def test_a_worker_that_died_does_not_block_the_next(self) -> None:
        dead = self.ask(NOW)
        self.kind.model._default_manager.update(state=BundleState.RUNNING)
        dead.refresh_from_db()
        later = NOW + STALLED_AFTER + dt.timedelta(seconds=1)
        assert (is_stalled(dead, NOW + STALLED_AFTER), is_stalled(dead, later)) == (False, True)
        new = self.make(self.ask(later), later)
        dead.refresh_from_db()
        assert new.pk != dead.pk
        assert (dead.state, new.state) == (BundleState.FAILED, BundleState.FINISHED)

    def test_one_that_was_given_up_meanwhile_is_not_kept(self) -> None:
        def given_up_at_the_end(bundle: Bundle, today: dt.date, target: zipfile.ZipFile, tell: Tell) -> str:
            name = one_paper(bundle, today, target, tell)
            give_up(self.kind, bundle.pk)
            return name

        bundle = self.make(self.ask(NOW), fill=given_up_at_the_end)
        assert (bundle.state, bundle.file) == (BundleState.FAILED, None)

    def test_one_that_was_given_up_is_worked_on_no_further(self) -> None:
        told = []

        def given_up_at_the_start(bundle: Bundle, today: dt.date, target: zipfile.ZipFile, tell: Tell) -> str:
            give_up(self.kind, bundle.pk)
            tell(1, 2)
            told.append(1)
            return "papers.zip"

        bundle = self.make(self.ask(NOW), fill=given_up_at_the_start)
        assert (bundle.state, bundle.file, told) == (BundleState.FAILED, None, [])

    def test_what_goes_wrong_is_said_and_can_be_asked_again(self) -> None:
        bundle = self.ask(NOW)
        with pytest.raises(RuntimeError, match="kapot"):
            self.make(bundle, fill=broken)
        bundle.refresh_from_db()
        assert bundle.state == BundleState.FAILED
        assert self.ask(NOW).pk != bundle.pk
