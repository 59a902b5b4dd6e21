"""Where the themes of a round come from (R06), and of when that is read: what was chosen stands as it was weighed."""

from dataclasses import dataclass, replace

from django.utils import timezone

from noaber.core.asof import AsOf, end_of_day
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.queries.inventory.coverage import Coverage, coverage
from noaber.strategy.queries.periods.period import just_after
from noaber.strategy.queries.selection.round import RoundRow
from noaber.strategy.rules.inventory import SourceKind
from noaber.strategy.rules.selection.round import OptionText


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a theme comes from (R06): who put it first, of all `asked`; partners and agendas; reviews that name it.

    `said`: what the round says of the review; without a review that was recorded it is no source.
    """

    municipalities: tuple[str, ...]
    asked: int
    partners: tuple[str, ...]
    reviews: tuple[str, ...]
    said: str

    @property
    def evaluation(self) -> str:
        """The reviews with what the round says of them."""
        return ". ".join(part for part in (in_a_row(self.reviews), self.said) if part)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Which of the three kinds of source a theme misses (R06): `lokaal`, `partners`, `evaluatie`."""
        kinds = {
            "lokaal": self.municipalities,
            "partners": self.partners,
            "evaluatie": self.reviews,
        }
        return tuple(kind for kind, found in kinds.items() if not found)


def sources_of(row: RoundRow, asof: AsOf) -> dict[str, Sources]:
    """The sources of each theme, from the inventory as it was."""
    found = coverage(row.period, asof)
    return {each.code: _sources(each, found) for each in row.text.options}


def sources_shown(row: RoundRow, asof: AsOf) -> dict[str, Sources]:
    """As `sources_of`, once chosen for good: municipalities as they were weighed, the rest as it was for the choice."""
    chosen = sources_of(row, when_chosen(row, asof))
    weighed = sources_of(row, when_weighed(row, asof)) if row.choice else chosen
    return {
        code: replace(each, municipalities=weighed[code].municipalities, asked=weighed[code].asked)
        for code, each in chosen.items()
    }


def _sources(option: OptionText, found: Coverage) -> Sources:
    local = tuple(
        row.name
        for row in found.asked
        if row.code in found.plans and option.field in found.plans[row.code].text.fields
    )
    reviews = reviews_naming(option.field, found)
    partners = tuple(name for name in found.also_named_by(option.field) if name not in reviews)
    return Sources(local, len(found.asked), partners, reviews, option.evaluation.strip())


def reviews_naming(field: str, found: Coverage) -> tuple[str, ...]:
    """The reviews of which a finding is about a theme."""
    reviews = (row for row in found.sources if row.kind == SourceKind.REVIEW)
    return tuple(row.text.title for row in reviews if field in row.text.fields)


def when_chosen(row: RoundRow, asof: AsOf) -> AsOf:
    """The day of the choice as it was known when the choice was recorded, so that its sources do not move."""
    if row.choice is None or row.chosen_at is None:
        return asof
    return AsOf(row.choice.text.decided_on, just_after(row.chosen_at), is_asked=True)


def when_weighed(row: RoundRow, asof: AsOf) -> AsOf:
    """The day of the choice with what was known when the round was opened: what `named` was counted from, and what
    another choice from the same round leaves as it was."""
    if row.choice is None or row.opened_at is None:
        return asof
    return AsOf(row.choice.text.decided_on, just_after(row.opened_at), is_asked=True)


def whole_day(asof: AsOf) -> AsOf:
    """What was known at the end of the day of a moment, which is what an address can ask."""
    if asof.known_at is None:
        return asof
    return replace(asof, known_at=end_of_day(timezone.localdate(asof.known_at)))
