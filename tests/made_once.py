"""What many tests start from is made once per test process, on a copy of a prebuilt database of its own.

``@made_once`` below ``@pytest.fixture`` marks a fixture that only writes to the database, by services and moments that
it names itself. A test that asks for such fixtures gets a database in which they are there already, and what they gave;
its own changes are taken back as ever. What a fixture gives must be picklable: every test gets its own.
Each stands on a copy of the database of the one before it, so that what many begin with is made once.
"""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

from tests.databases import EMPTY, Installation, Installations

P = ParamSpec("P")
R = TypeVar("R")

_MARK = "_made_once"
_given: dict[Any, bytes] = {}  # what the fixtures gave that are in the database of now


def made_once(make: Callable[P, R]) -> Callable[P, R]:
    """Mark a fixture that may be made before the test begins; asked for by name while a test runs, it is made there."""

    @wraps(make)
    def give(*args: P.args, **kwargs: P.kwargs) -> R:
        if give in _given:
            value: R = pickle.loads(_given[give])
            return value
        return make(*args, **kwargs)

    setattr(give, _MARK, True)
    return give


@dataclass(frozen=True, slots=True)
class Layer:
    """A fixture that is made once, and the names of what it asks for."""

    name: str
    function: Callable[..., Any]
    asks: tuple[str, ...]
    owner: type | None = None
    """The class of tests in which it stands."""

    def make(self, **given: Any) -> Any:
        return self.function(*([self.owner()] if self.owner else []), **given)


def layers_of(item: pytest.Item) -> tuple[Layer, ...]:
    """The fixtures of a test that are made once, each after what it asks for."""
    info = getattr(item, "_fixtureinfo", None)
    definitions = {name: each[-1] for name, each in info.name2fixturedefs.items()} if info else {}
    found: dict[str, Layer] = {}

    def take(name: str) -> None:
        definition = definitions.get(name)
        if definition is None or name in found or not hasattr(definition.func, _MARK):
            return
        for asked in definition.argnames:
            take(asked)
        function = getattr(definition.func, "__func__", definition.func)
        owner = getattr(item, "cls", None) if "self" in signature(function).parameters else None
        found[name] = Layer(name, function, tuple(definition.argnames), owner)

    for name in getattr(item, "fixturenames", ()):
        take(name)
    return tuple(found.values())


class ProcessDatabases:
    """The copies that this test process works on; Django's one connection points at the one that a test wants."""

    def __init__(self, installations: Installations) -> None:
        self.installations = installations
        self._folder: Path | None = None
        self._blocker: Any = None
        self._wanted: tuple[str, tuple[Layer, ...]] = (EMPTY, ())
        self._copies: dict[tuple[str, tuple[Layer, ...]], Installation] = {}
        self._given: dict[tuple[str, tuple[Layer, ...]], dict[Layer, bytes]] = {}

    def want(self, kind: str, layers: Sequence[Layer] = ()) -> None:
        self._wanted = kind, tuple(layers)
        if self._folder is not None:
            self._connect(self._folder)

    def open(self, folder: Path, blocker: Any) -> None:
        """`blocker` keeps tests without a database away from it, and lets what is made before them through."""
        self._folder, self._blocker = folder, blocker
        self._connect(folder)

    def _connect(self, folder: Path) -> None:
        _point_at(self._copy(folder, *self._wanted))
        _given.clear()
        _given.update({layer.function: value for layer, value in self._given[self._wanted].items()})

    def _copy(self, folder: Path, kind: str, layers: tuple[Layer, ...]) -> Installation:
        """The copy in which these fixtures are: the last one is made on a copy of that with the ones before it."""
        wanted = kind, layers
        if wanted not in self._copies and not layers:
            self._copies[wanted] = self.installations.copy(kind, folder / kind, left_out=("static", "files"))
            self._given[wanted] = {}
            if kind != EMPTY:
                self.installations.copy_files(kind, _files_root())
        elif wanted not in self._copies:
            source = self._copy(folder, kind, layers[:-1])
            _close()
            name = f"{kind}-{len(self._copies)}"
            copy = self.installations.copy_of(source, folder / name)
            _point_at(copy)
            given = self._given[kind, layers[:-1]]
            with self._blocker.unblock():
                made = pickle.dumps(_make(layers[-1], given))
            self._copies[wanted], self._given[wanted] = copy, {**given, layers[-1]: made}
        return self._copies[wanted]

    def close(self) -> None:
        _close()
        for copy in self._copies.values():
            self.installations.remove(copy)


def _files_root() -> Path:
    from django.conf import settings

    return Path(settings.FILES_ROOT)


def _close() -> None:
    """So that a database can be copied or taken away."""
    from django.db import connection

    connection.close()


def _point_at(copy: Installation) -> None:
    from django.db import connection

    if connection.settings_dict["NAME"] != copy.database_name:
        connection.close()
        connection.settings_dict["NAME"] = copy.database_name


def _make(layer: Layer, given: dict[Layer, bytes]) -> Any:
    """Make a fixture from what those before it gave, and keep it in the database; answers what it gives.

    As in the transaction of a test nothing is done that waits for the end of it (`transaction.on_commit`).
    """
    from django.db import connection, transaction

    from noaber.core.reading import forget

    _given.clear()
    values = {each.name: pickle.loads(value) for each, value in given.items()}
    forget()
    with transaction.atomic():
        made = layer.make(**{name: values.get(name) for name in layer.asks})
        connection.run_on_commit = []
    forget()
    return made
