"""What many tests start from is made once per test process, on a copy of a prebuilt database of its own.

``@made_once`` below ``@pytest.fixture`` marks a fixture that only writes to the database, by services and moments that
it names itself. A test that asks for such fixtures gets a database in which they are there already, and what they gave;
its own changes are taken back as ever. What a fixture gives must be picklable: every test gets its own.
"""

import pickle
from collections.abc import Callable, Sequence
from functools import wraps
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


class Layer:
    """A fixture that is made once, and the names of what it asks for."""

    def __init__(self, definition: pytest.FixtureDef[Any]) -> None:
        self.name = definition.argname
        self.make: Callable[..., Any] = definition.func
        self.asks = definition.argnames


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
        found[name] = Layer(definition)

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
        self._copies: dict[Any, Installation] = {}
        self._given: dict[Any, dict[Any, bytes]] = {}

    def want(self, kind: str, layers: Sequence[Layer] = ()) -> None:
        self._wanted = kind, tuple(layers)
        if self._folder is not None:
            self._connect(self._folder)

    def open(self, folder: Path, blocker: Any) -> None:
        """`blocker` keeps tests without a database away from it, and lets what is made before them through."""
        self._folder, self._blocker = folder, blocker
        self._connect(folder)

    def _connect(self, folder: Path) -> None:
        kind, layers = self._wanted
        wanted = (kind, *(layer.make for layer in layers))
        if wanted not in self._copies:
            name = f"{kind}-{len(self._copies)}"
            copy = self.installations.copy(kind, folder / name, left_out=("static", "files"))
            self._copies[wanted] = copy
            _point_at(copy)
            with self._blocker.unblock():
                self._given[wanted] = _make(layers)
        _point_at(self._copies[wanted])
        _given.clear()
        _given.update(self._given[wanted])

    def close(self) -> None:
        from django.db import connection

        connection.close()
        for copy in self._copies.values():
            self.installations.remove(copy)


def _point_at(copy: Installation) -> None:
    from django.db import connection

    if connection.settings_dict["NAME"] != copy.database_name:
        connection.close()
        connection.settings_dict["NAME"] = copy.database_name


def _make(layers: Sequence[Layer]) -> dict[Any, bytes]:
    """Make these fixtures one after another, and keep them in the database; answers what they gave.

    As in the transaction of a test nothing is done that waits for the end of it (`transaction.on_commit`).
    """
    from django.db import connection, transaction

    from noaber.core.reading import forget

    _given.clear()
    values: dict[str, Any] = {}
    for layer in layers:
        forget()
        with transaction.atomic():
            values[layer.name] = layer.make(**{name: values.get(name) for name in layer.asks})
            connection.run_on_commit = []
    forget()
    return {layer.make: pickle.dumps(values[layer.name]) for layer in layers}
