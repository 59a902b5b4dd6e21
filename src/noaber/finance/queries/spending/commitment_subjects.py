"""What a commitment is for in another room: a project, to which that room leads."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from noaber.finance.rules.budget.year_budget import PROJECTS


@dataclass(frozen=True, slots=True)
class CommitmentSubject:
    """How the pages of finance call it, and where it is."""

    title: str
    url: str


Resolve = Callable[[str], CommitmentSubject | None]
_registered: dict[str, tuple[Resolve, frozenset[str]]] = {}


def register_commitment_subject(kind: str, resolve: Resolve, *, posts: Collection[str] = (PROJECTS,)) -> None:
    """Let commitments hang on things of a room. `resolve` finds one by its key; `posts`: on which lines they may be.

    Those of projects stay within the line of projects (R48).
    """
    _registered[kind] = (resolve, frozenset(posts))


def subject_of(kind: str, key: str) -> CommitmentSubject | None:
    """The thing behind a commitment; None where there is none, or its room does not know it any more."""
    known = _registered.get(kind)
    return known[0](key) if known else None


def posts_for(kind: str) -> frozenset[str] | None:
    """The lines on which commitments of this kind may be; None for a kind that nobody registered."""
    known = _registered.get(kind)
    return known[1] if known else None
