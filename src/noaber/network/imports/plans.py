"""What an import came to: the preview for people, and the rows to write when they agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from noaber.core.history import Version
from noaber.core.staging import Restated
from noaber.network.imports.preview import Preview


@dataclass(frozen=True, slots=True)
class Writing:
    """What to write in one table of versions."""

    versions: type[Version]
    restated: Sequence[Restated]


@dataclass(frozen=True, slots=True)
class Watch:
    """What a plan depends on besides what it writes; when this changes, the plan must be made again.

    `people`: whom the rows are. `names` (folded) and `emails` (case folded): by which somebody else could be
    taken for one of them. `posts`: the seats of the list and those that they follow; `touched_posts`: those
    whose holder changes. `has_organisations`: the kinds, districts and codes of organisations count.
    """

    people: frozenset[UUID] = frozenset()
    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    posts: frozenset[UUID] = frozenset()
    touched_posts: tuple[UUID, ...] = ()
    has_organisations: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A preview and, in the order in which tables refer to each other, what to write."""

    preview: Preview
    writings: tuple[Writing, ...] = ()
    watch: Watch = field(default_factory=Watch)
    row_count: int = field(default=0)

    @property
    def size(self) -> int:
        """How many subjects are written."""
        return sum(len(writing.restated) for writing in self.writings)
