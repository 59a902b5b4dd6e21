"""The house as the consistency tests see it: its rooms from low to high, its files, its syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCES: Final = ROOT / "src" / "noaber"

# Low to high; rooms on one line are siblings and do not meet.
FLOORS: Final = (
    ("core",),
    ("accounts",),
    ("network",),
    ("figures",),
    ("decisions",),
    ("meetings",),
    ("strategy",),
    ("finance",),
    ("site",),
)
FLOOR_OF: Final = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def python_files(*, with_tests: bool = False) -> list[Path]:
    """Our own modules, without migrations (Django writes those)."""
    found = [path for path in SOURCES.rglob("*.py") if "migrations" not in path.parts]
    return sorted(path for path in found if with_tests or "tests" not in path.parts)


def files_of_tests() -> list[Path]:
    return sorted([*SOURCES.rglob("tests/**/*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "conftest.py"])


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where it is, as an editor opens it."""
    line = f":{getattr(node, 'lineno', 1)}" if node else ""
    return f"{path.relative_to(ROOT)}{line}"


@cache
def committed_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(
        path for name in sorted(filter(None, listing.split("\0"))) if (path := ROOT / name).is_file()
    )


def templates() -> dict[str, Path]:
    """Our templates by the name that code uses."""
    folders = sorted(SOURCES.glob("*/templates"))
    return {str(path.relative_to(folder)): path for folder in folders for path in sorted(folder.rglob("*.*"))}
