"""What became of a choice elsewhere: the proposal in which its themes were put to the councils, both ways."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from noaber.core.asof import AsOf
from noaber.core.history import text_of
from noaber.core.reading import read_once
from noaber.decisions.api import sent_among
from noaber.strategy.models import ChoiceLine, ThemeChoice


@dataclass(frozen=True, slots=True)
class ChosenRow:
    """A round whose choice names a proposal; a choice is for everyone."""

    period: str
    number: int
    title: str


def proposals_of(period: str, asof: AsOf) -> tuple[str, ...]:
    """The proposals that the last choices of a period name."""
    made = _choices(period, asof)
    last = {row.number: row for row in made}
    return tuple(row.proposal for row in made if row is last[row.number] and row.proposal)


def proposals_ever(period: str, asof: AsOf) -> tuple[str, ...]:
    """The proposals that any choice of a period named, also those that others replaced; the first first."""
    named = _named_ever(period)
    return tuple(dict.fromkeys(code for code, at in named if asof.known_at is None or at < asof.known_at))


@read_once
def _named_ever(period: str) -> tuple[tuple[str, dt.datetime], ...]:
    """Each proposal that a choice named and when that was recorded; one query for every moment."""
    rows = ThemeChoice.objects.filter(round__period__code=period, proposal__isnull=False)
    return tuple(rows.order_by("pk").values_list("proposal__code", "recorded_at"))


@read_once
def chosen_for(proposal: str, asof: AsOf) -> tuple[ChosenRow, ...]:
    """The rounds of which a choice names this proposal, also one that others replaced."""
    known = {"recorded_at__lt": asof.known_at} if asof.known_at else {}
    rows = ThemeChoice.objects.filter(proposal__code=proposal, decided_on__lte=asof.valid_on, **known)
    named = rows.order_by("pk").values_list("round__period__code", "round__number", "round__title")
    return tuple(ChosenRow(*row) for row in dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class WeighedTheme:
    """A theme of a round with its field of the taxonomy, and whether it was chosen; `reasons`: why, in every wording
    until then."""

    code: str
    name: str
    field: str
    is_chosen: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenThemes:
    """A choice of a period: in which round (opened when) and when it was made, which themes by name, and in which
    proposal they were put to the councils. `rejected`: the codes of those that were weighed and not chosen; `weighed`:
    all of them in the order of the round. `reason`: why it replaced another one.
    """

    number: int
    opened_at: dt.datetime
    decided_on: dt.date
    proposal: str
    weighed: tuple[WeighedTheme, ...] = ()
    reason: str = ""

    @property
    def chosen(self) -> tuple[WeighedTheme, ...]:
        return tuple(each for each in self.weighed if each.is_chosen)

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.chosen)

    @property
    def rejected(self) -> frozenset[str]:
        return frozenset(each.code for each in self.weighed if not each.is_chosen)


def themes_chosen(period: str, asof: AsOf) -> ChosenThemes | None:
    """Of the last round with a choice. None: nothing is chosen yet."""
    return next(reversed(standing_choices(period, asof)), None)


def themes_put(period: str, asof: AsOf) -> ChosenThemes | None:
    """The last choice of a period that went to the councils, also when another one came since."""
    sent = put_ever(period, asof)
    return next((each for each in reversed(_choices(period, asof)) if each.proposal in sent), None)


def asked_with(period: str, then: AsOf, asof: AsOf) -> tuple[str, ...]:
    """The proposals that asked the councils, or are to ask them: first the one of the themes that were adopted
    (`then`: as that was known), then those of the last choices, and what was sent before those."""
    adopted = [each.proposal for each in _choices(period, then) if each.proposal][-1:]
    first = (*adopted, *proposals_of(period, asof))
    earlier = tuple(dict.fromkeys(each.proposal for each in _choices(period, asof) if each.proposal))
    earlier = tuple(code for code in earlier if code not in first)
    sent = sent_among(earlier, asof) if earlier else ()
    return tuple(dict.fromkeys([*first, *(code for code in earlier if code in sent)]))


def put_ever(period: str, asof: AsOf) -> frozenset[str]:
    """The proposals of `proposals_ever` that were sent: what the councils read stays, whatever came after."""
    named = proposals_ever(period, asof)
    ever = tuple(sorted({code for code, _at in _named_ever(period)}))
    return sent_among(ever, asof) & frozenset(named) if named else frozenset()


def standing_choices(period: str, asof: AsOf) -> tuple[ChosenThemes, ...]:
    """Each choice that counted for the period in its turn, the first first: the last one of the last round."""
    found: list[ChosenThemes] = []
    for each in _choices(period, asof):
        if not found or each.number >= found[-1].number:
            found.append(each)
    return tuple(found)


@read_once
def _choices(period: str, asof: AsOf) -> tuple[ChosenThemes, ...]:
    """Every choice of a period by the day, in the order in which they were recorded; one query."""
    known = {"choice__recorded_at__lt": asof.known_at} if asof.known_at else {}
    lines = ChoiceLine.objects.filter(
        choice__round__period__code=period, choice__decided_on__lte=asof.valid_on, **known
    )
    option = ("option__code", "option__name", "option__field_id", "is_chosen", "reason")
    made: dict[int, ChosenThemes] = {}
    weighed: dict[int, list[WeighedTheme]] = defaultdict(list)
    told: dict[tuple[int, str], tuple[str, ...]] = defaultdict(tuple)
    for key, number, opened_at, decided_on, proposal, why, *line in lines.order_by(
        "choice_id", "pk"
    ).values_list(*_COLUMNS, *option):
        theme, name, field, is_chosen, reason = line
        told[number, theme] = (*told[number, theme], reason)
        weighed[key].append(WeighedTheme(theme, name, field, is_chosen, told[number, theme]))
        made[key] = ChosenThemes(number, opened_at, decided_on, proposal, tuple(weighed[key]), why)
    return tuple(made.values())


_COLUMNS: Final = (
    "choice_id",
    "choice__round__number",
    "choice__round__opened_at",
    "choice__decided_on",
    text_of("choice__proposal__code"),
    text_of("choice__change__reason"),
)
