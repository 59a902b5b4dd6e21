"""What import-linter cannot see of the house's floors: relations between tables, and the words of the code."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests.consistency.house import (
    FLOOR_OF,
    FLOORS,
    ROOT,
    SOURCES,
    Function,
    committed_files,
    functions,
    place,
    python_files,
    tree,
)

# Names of the house that do not follow the pattern, each with its reason.
OTHER_MOMENTS = {"known_from", "known_until", "run_after"}  # the ends of a span; the queue's own word
VAGUE_NAMES = {"utils", "helpers", "managers", "misc", "common"}


def test_every_room_has_a_floor() -> None:
    rooms = {path.name for path in SOURCES.iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(FLOOR_OF)


def test_every_module_can_be_imported() -> None:
    """Also one that nothing imports: of those without examples, no test would."""
    names = [".".join(path.relative_to(SOURCES.parent).with_suffix("").parts) for path in python_files()]
    for name in names:
        if name != "noaber.site.wsgi":  # starts the application
            import_module(name.removesuffix(".__init__"))
    assert len(names) > 1000


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("noaber.")]


def room_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def test_relations_between_tables_point_down() -> None:
    wrong = [
        f"{model.__name__}.{field.name} -> {field.related_model._meta.label}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
        if field.related_model.__module__.startswith("noaber.")
        if not points_down(room_of(model), room_of(field.related_model))
    ]
    assert not wrong, "\n".join(wrong)


def points_down(room: str, other: str) -> bool:
    return room == other or FLOOR_OF[room] > FLOOR_OF[other]


def test_siblings_and_higher_rooms_are_not_below() -> None:
    assert points_down("network", "core")
    assert not points_down("core", "network")
    assert len(FLOORS) == len(set(FLOOR_OF.values()))


def test_fields_say_what_they_hold() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and not is_well_named(field)
    ]
    assert not wrong, "\n".join(wrong)


def is_well_named(field: models.Field[object, object]) -> bool:
    if isinstance(field, models.DateTimeField):
        return field.name.endswith("_at") or field.name in OTHER_MOMENTS or field.name in {"at", "last_login"}
    if isinstance(field, models.DateField):
        return field.name.endswith(("_on", "_from", "_until"))
    if isinstance(field, models.BooleanField):
        return field.name.startswith(("is_", "has_"))
    return True


@pytest.mark.parametrize("path", [path for path in python_files() if "services" in path.parts], ids=place)
def test_a_verb_says_who_acts(path: Path) -> None:
    """A public function that opens an audit trail, or is told the actor, takes a keyword-only `actor`."""
    wrong = [
        place(path, function)
        for function in functions(path)
        if not function.name.startswith("_")
        and (opens_a_trail(function) or has_positional(function, "actor"))
        if "actor" not in {argument.arg for argument in function.args.kwonlyargs}
    ]
    assert not wrong, "\n".join(wrong)


def has_positional(function: Function, name: str) -> bool:
    return name in {argument.arg for argument in [*function.args.posonlyargs, *function.args.args]}


def opens_a_trail(function: Function) -> bool:
    """Whether the function itself (not one nested in it) uses ``with verb(...)``."""
    managers = [
        item.context_expr for node in ast.walk(function) if isinstance(node, ast.With) for item in node.items
    ]
    calls = [manager.func for manager in managers if isinstance(manager, ast.Call)]
    return any(isinstance(call, ast.Name) and call.id == "verb" for call in calls)


@pytest.mark.parametrize("path", [path for path in python_files() if "rules" in path.parts], ids=place)
def test_rules_read_no_clock(path: Path) -> None:
    wrong = [
        place(path, node)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"today", "now", "utcnow", "monotonic", "perf_counter"}
    ]
    assert not wrong, "\n".join(wrong)


def test_packages_of_rules_are_empty() -> None:
    assert not [place(path) for path in SOURCES.glob("*/rules/**/__init__.py") if path.read_text().strip()]


def test_no_name_is_vague() -> None:
    named = [
        path
        for path in python_files(with_tests=True)
        if path.stem in VAGUE_NAMES or path.parent.name in VAGUE_NAMES
    ]
    assert not [place(path) for path in named]


def test_nothing_is_put_off() -> None:
    words = tuple(f"{start}{end}" for start, end in (("TO", "DO"), ("FIX", "ME"), ("XX", "X")))
    texts = [
        path for path in committed_files() if path.suffix in {".py", ".html", ".css", ".js", ".md", ".toml"}
    ]
    wrong = [
        f"{place(path)}:{number}"
        for path in texts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if any(f"{word}:" in line or f"# {word}" in line for word in words)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_room_says_what_lives_there() -> None:
    missing = [room for room in FLOOR_OF if not (SOURCES / room / "README.md").is_file()]
    assert not missing, f"write src/noaber/<room>/README.md for {missing}"
    assert ROOT.joinpath("README.md").read_text().strip()
