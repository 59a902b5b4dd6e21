"""What an import will change, shown before anything is changed, and kept so that exactly this is applied."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from noaber.core.documents.sheets import CellError


class Fate(StrEnum):
    """What becomes of a row of the list."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its Dutch name, what the register says and what it will say (texts; empty: nothing)."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of the list: in which row it stands, what it is called and what changes.

    `key` is its identity in the register: an id, a code, or a code and a date.
    """

    row: int
    fate: Fate
    key: str
    name: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell of the file (`column` a letter), in a row, or with the list (row 0)."""

    row: int
    column: str
    header: str
    value: str
    message: str

    @classmethod
    def of(cls, error: CellError) -> "Problem":
        return cls(error.row, error.column, error.header, error.value, error.message)

    def __str__(self) -> str:
        """
        >>> print(Problem(12, "E", "e-mailadres", "jan", "‘jan’ is geen e-mailadres"))
        Rij 12, kolom E (e-mailadres): ‘jan’ is geen e-mailadres.
        >>> print(Problem(3, "", "zetel", "", "is leeg"))
        Rij 3 (zetel): is leeg.
        >>> print(Problem(0, "", "", "", "De lijst is leeg"))
        De lijst is leeg.
        """
        if not self.row:
            return f"{self.message}."
        column = f", kolom {self.column}" if self.column else ""
        header = f" ({self.header})" if self.header else ""
        return f"Rij {self.row}{column}{header}: {self.message}."


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that a person sees before they decide. With `problems` nothing can be applied."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many are new, changed and unchanged, and how many problems there are."""
        fates = Counter(line.fate.value for line in self.lines)
        return {**{fate.value: fates[fate.value] for fate in Fate}, "problems": len(self.problems)}

    @property
    def has_changes(self) -> bool:
        return any(line.fate is not Fate.UNCHANGED for line in self.lines)

    def fingerprint(self) -> str:
        """SHA-256 over what will be changed: equal fingerprints change the same."""
        changing = [_line_out(line) for line in self.lines if line.fate is not Fate.UNCHANGED]
        canonical = json.dumps(changing, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def kept(self) -> dict[str, Any]:
        """For the database. What stays as it is, is only counted: it would fill the row with nothing."""
        changing = [_line_out(line) for line in self.lines if line.fate is not Fate.UNCHANGED]
        problems = [[p.row, p.column, p.header, p.value, p.message] for p in self.problems]
        return {"lines": changing, "problems": problems, "notes": list(self.notes)}


def kept_preview(stored: Mapping[str, Any] | None) -> Preview:
    """The preview that `Preview.kept` gave; an empty one when it was thrown away."""
    if not stored:
        return Preview()
    return Preview(
        tuple(_line_in(values) for values in stored["lines"]),
        tuple(Problem(*values) for values in stored["problems"]),
        tuple(stored["notes"]),
    )


def _line_out(line: Line) -> list[Any]:
    return [
        line.row,
        line.fate.value,
        line.key,
        line.name,
        [[d.label, d.old, d.new] for d in line.differences],
    ]


def _line_in(values: Sequence[Any]) -> Line:
    row, fate, key, name, differences = values
    return Line(row, Fate(fate), key, name, tuple(Difference(*each) for each in differences))
