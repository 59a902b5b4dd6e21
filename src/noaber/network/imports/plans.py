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
class Plan:
    """A preview and, in the order in which tables refer to each other, what to write.

    `touched_posts`: seats whose holder changes; who has such a seat open must hear of it.
    """

    preview: Preview
    writings: tuple[Writing, ...] = ()
    touched_posts: tuple[UUID, ...] = ()
    row_count: int = field(default=0)

    @property
    def size(self) -> int:
        """How many subjects are written."""
        return sum(len(writing.restated) for writing in self.writings)
