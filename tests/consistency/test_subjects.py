"""A large room is divided by subject within its layers (ADR 20): one set of names, and no circle between subjects."""

import ast
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

from tests.consistency.house import SOURCES, python_files, tree

# The subjects of each divided room; beside them stands `places`, the addresses by which pages lead to each other.
SUBJECTS: Final = {
    "finance": {
        "agreements",
        "bank",
        "billing",
        "budget",
        "dunning",
        "grants",
        "invoices",
        "reports",
        "scenarios",
        "solidarity",
        "spending",
    },
    "network": {
        "bodies",
        "histories",
        "imports",
        "loading",
        "organisations",
        "people",
        "seats",
        "themes",
    },
    "strategy": {
        "consulting",
        "goals",
        "grants",
        "inventory",
        "local",
        "periods",
        "positions",
        "results",
        "reviews",
        "selection",
        "surveys",
        "texts",
        "themes",
    },
    "decisions": {
        "adopted",
        "answers",
        "calendar",
        "drafts",
        "follow_up",
        "forwarding",
        "obligations",
        "proposals",
        "remarks",
        "versions",
    },
}
LAYERS: Final = ("rules", "queries", "services", "forms", "views")
ROOM_WIDE: Final = "places"
MOST_MODULES: Final = 25
DIVIDED: Final = [(room, layer) for room in SUBJECTS for layer in LAYERS]


@pytest.mark.parametrize(("room", "layer"), DIVIDED)
def test_a_layer_bears_the_names_of_the_subjects(room: str, layer: str) -> None:
    folder = SOURCES / room / layer
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    assert packages <= SUBJECTS[room] | {ROOM_WIDE}
    for package in (folder, *(folder / name for name in packages)):
        assert len(list(package.glob("*.py"))) <= MOST_MODULES, package


@pytest.mark.parametrize(("room", "layer"), DIVIDED)
def test_subjects_use_each_other_in_one_direction(room: str, layer: str) -> None:
    used = uses(room, layer)
    circles = {subject: others for subject, others in used.items() if subject in reached(subject, used)}
    assert not circles, "move a module, so that one of these no longer needs the other"


def uses(room: str, layer: str) -> dict[str, set[str]]:
    """Which subject of a layer imports which other subjects of that layer."""
    folder = SOURCES / room / layer
    start = f"noaber.{room}.{layer}."
    found: dict[str, set[str]] = defaultdict(set)
    for path in python_files():
        if path.is_relative_to(folder):
            named = {subject_in(name, start) for name in imports(path)}
            found[path.relative_to(folder).parts[0].removesuffix(".py")] |= named
    divided = SUBJECTS[room] | {ROOM_WIDE}
    return {subject: others & divided - {subject} for subject, others in found.items() if subject in divided}


def imports(path: Path) -> list[str]:
    """What a file imports: `from a.b import c` counts as `a.b.c`."""
    return [
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]


def subject_in(name: str, start: str) -> str:
    return name.removeprefix(start).split(".")[0] if name.startswith(start) else ""


def reached(subject: str, used: dict[str, set[str]]) -> set[str]:
    """Every subject that one uses, directly or through others."""
    found: set[str] = set()
    waiting = [subject]
    while waiting:
        new = used.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def test_a_circle_is_seen() -> None:
    assert "a" in reached("a", {"a": {"b"}, "b": {"c"}, "c": {"a"}})
    assert "a" not in reached("a", {"a": {"b"}, "b": {"c"}})
