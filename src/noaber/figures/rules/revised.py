"""What a later release says otherwise of a month that an earlier one had told."""

from dataclasses import dataclass
from enum import StrEnum

from noaber.figures.rules.numbers import count_text, month_text


class Became(StrEnum):
    """What became of a cell. `LATE`: it was not there, though the release before did have that month of that kind."""

    CHANGED = "changed"
    GONE = "gone"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class RevisedCell:
    """A month's count in one release and in a later one; None where there is none, or the source gives no figure."""

    area: str
    kind: str
    period: int
    before: int | None
    after: int | None
    became: Became

    def before_text(self) -> str:
        """
        >>> RevisedCell("GM0153", "1.2.3", 201905, None, 131, Became.LATE).before_text()
        'stond er niet'
        """
        return "stond er niet" if self.became == Became.LATE else _count(self.before)

    def after_text(self) -> str:
        """
        >>> RevisedCell("GM0153", "1.2.3", 201905, 120, None, Became.GONE).after_text()
        'vervallen'
        """
        return "vervallen" if self.became == Became.GONE else _count(self.after)

    def text(self, title: str) -> str:
        """
        >>> RevisedCell("GM0153", "1.2.3", 201905, 120, 131, Became.CHANGED).text("Fietsen")
        'Fietsen, mei 2019: was 120, is nu 131'
        >>> RevisedCell("GM0153", "1.2.3", 201905, 120, None, Became.GONE).text("Fietsen")
        'Fietsen, mei 2019: was 120, vervallen'
        >>> RevisedCell("GM0153", "1.2.3", 201905, None, 131, Became.LATE).text("Fietsen")
        'Fietsen, mei 2019: stond er niet, is nu 131'
        """
        was = self.before_text() if self.became == Became.LATE else f"was {self.before_text()}"
        now = self.after_text() if self.became == Became.GONE else f"is nu {self.after_text()}"
        return f"{title}, {month_text(self.period)}: {was}, {now}"


def _count(count: int | None) -> str:
    return count_text(float("nan") if count is None else count)
