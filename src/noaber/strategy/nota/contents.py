"""What the documents of a strategy are made from: read once, in a fixed number of queries."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.decisions.api import Standing, proposal
from noaber.network.api import ThemeRow
from noaber.strategy.access import may_see_goals, seen_results
from noaber.strategy.queries.consulting.course import asking
from noaber.strategy.queries.goals.goal import ACTIVITIES, INDICATORS, VALUES, goals
from noaber.strategy.queries.goals.participation import ParticipationRow, by_organisation
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.inventory.coverage import Coverage, coverage
from noaber.strategy.queries.inventory.plans import PlanRow
from noaber.strategy.queries.periods.period import PeriodRow, as_adopted, before, period
from noaber.strategy.queries.results.result import ResultRow
from noaber.strategy.queries.reviews.review import VersionRow, review
from noaber.strategy.queries.selection.chosen import asked_with
from noaber.strategy.queries.selection.period_themes import (
    DroppedTheme,
    chosen_themes_of,
    dropped_themes,
    linked_names,
    titles_under,
)
from noaber.strategy.queries.selection.round import RoundRow, chosen_round, rounds
from noaber.strategy.queries.selection.sources import when_chosen, when_weighed
from noaber.strategy.queries.texts import TextKey, TextRow, strategy_texts
from noaber.strategy.queries.themes import theme_names
from noaber.strategy.rules.results.result import ResultState
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.rules.selection.round import OptionText
from noaber.strategy.rules.texts import TextPart
from noaber.strategy.rules.themes.ties import now_called


class Extent(Enum):
    """How much is read: what was written and given, also what one municipality needs, or all."""

    WRITTEN = 1
    LOCAL = 2
    WHOLE = 3


@dataclass(frozen=True, slots=True)
class Nota:
    """A strategy with all that was recorded of it. `names`: how lists call the themes of the taxonomy; `weighed`: what
    counted for the choice, the last that was given while there is none.

    `proposals`: with which it was put to the councils and adopted, the plan of the police beside it; `results` are of
    the period itself, `earlier` of the one before, with its endterm review once that is final (`theme_titles`: what the
    themes in it are called). `dropped`: the themes that were chosen once and are not any more; `linked`: by their code
    in the round what the network calls those that are. `with_drafts`: for who writes the texts. `sees_goals`: whether
    goals and texts are for this reader yet; for who they are not, there are none.
    """

    period: PeriodRow
    asof: AsOf
    texts: Mapping[TextKey, TextRow]
    with_drafts: bool
    covered: Coverage
    weighed: Coverage
    themes: tuple[ThemeRow, ...]
    sees_goals: bool
    is_in_network: bool
    names: Mapping[str, str] = field(default_factory=dict)
    choice: RoundRow | None = None
    rounds: tuple[RoundRow, ...] = ()
    proposals: tuple[Standing, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    said: Mapping[str, Mapping[str, ParticipationRow]] = field(default_factory=dict)
    results: tuple[ResultRow, ...] = ()
    earlier_period: PeriodRow | None = None
    earlier: tuple[ResultRow, ...] = ()
    earlier_review: VersionRow | None = None
    theme_titles: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[DroppedTheme, ...] = ()
    linked: Mapping[str, str] = field(default_factory=dict)
    reader: Actor = ANONYMOUS

    @property
    def title(self) -> str:
        return f"{self.period.terms.title} {self.period.terms.years}"

    def written(self, part: TextPart, theme: str = "") -> str:
        """What was written, empty for nothing that this reader gets."""
        row = self.texts.get(TextKey(part, theme))
        shown = row.shown(with_draft=self.with_drafts) if row else None
        return shown.text.body if shown else ""

    def is_draft(self, part: TextPart, theme: str = "") -> bool:
        row = self.texts.get(TextKey(part, theme))
        return bool(self.with_drafts and row and row.draft)

    def option_name(self, option: OptionText) -> str:
        """A theme of the round; with what the network calls it now, where that is another name."""
        return now_called(option.name, self.linked.get(option.code, ""))

    def goals_of(self, theme: str) -> list[GoalRow]:
        return [row for row in self.goals if row.theme == theme]


def nota(
    actor: Actor, code: str, asof: AsOf, *, with_drafts: bool = False, extent: Extent = Extent.WHOLE
) -> Nota | None:
    """What there is of a period that this reader may have; None when there is no such period.

    People stand in it by their functions, whoever reads.
    """
    found = period(code, asof)
    if found is None:
        return None
    sees_goals = bool(may_see_goals(actor, found.terms.state))
    chosen, covered = chosen_round(code, asof), coverage(code, asof, found=found)
    bare = Nota(
        found,
        asof,
        strategy_texts(code, asof) if sees_goals else {},
        with_drafts,
        covered,
        coverage(code, when_weighed(chosen, asof), found=found) if chosen else covered,
        chosen_themes_of(found, asof),
        sees_goals,
        actor.is_in_network,
        choice=chosen,
        rounds=rounds(code, asof.known_at, asof.valid_on),
        reader=actor,
    )
    if extent is Extent.WRITTEN:
        return bare
    more = _chosen(actor, bare, has_values=extent is Extent.WHOLE)
    return _reached(actor, more) if extent is Extent.WHOLE else more


def _chosen(actor: Actor, bare: Nota, *, has_values: bool) -> Nota:
    """With the decisions, the goals and who takes part."""
    found, asof = bare.period, bare.asof
    parts = (ACTIVITIES, INDICATORS, *([VALUES] if has_values else []))
    return replace(
        bare,
        names=theme_names(asof),
        proposals=tuple(_proposals(actor, found, asof)),
        goals=goals(found.code, asof, parts) if bare.sees_goals else (),
        dropped=dropped_themes(found, asof),
        linked=linked_names(found, bare.choice, asof) if bare.choice else {},
        said=by_organisation(found.code, asof) if bare.sees_goals else {},
    )


def _reached(actor: Actor, bare: Nota) -> Nota:
    """With the results of the period, and with those and the review of the one before."""
    last = before(bare.period, bare.asof)
    reviewed = review(last.code, ReviewKind.ENDTERM, bare.asof) if last else None
    return replace(
        bare,
        weighed=_with_sources(bare),
        results=_recorded(actor, bare.period.code, bare.asof),
        earlier_period=last,
        earlier=_recorded(actor, last.code, bare.asof) if last else (),
        earlier_review=reviewed.final if reviewed else None,
        theme_titles=titles_under(last.code, bare.asof) if last and reviewed else {},
    )


def _with_sources(bare: Nota) -> Coverage:
    """What the municipalities gave when the themes were weighed; partners and reviews as they were for the choice.

    Where no choice is recorded, with a mark at what came after the adoption.
    """
    if bare.choice is None:
        moment = as_adopted(bare.period.code, bare.asof).known_at if bare.period.adopted_on else None
        return replace(bare.weighed, sources=tuple(_marked(row, moment) for row in bare.weighed.sources))
    then = coverage(bare.period.code, when_chosen(bare.choice, bare.asof), found=bare.period)
    return replace(
        bare.weighed, partners=then.partners, partner_plans=then.partner_plans, sources=then.sources
    )


def _marked(row: PlanRow, moment: dt.datetime | None) -> PlanRow:
    """A source that was first recorded after a moment says so in its title."""
    if moment is None or row.number > 1 or row.recorded_at <= moment:
        return row
    title = _("%(source)s (later vastgelegd)") % {"source": row.text.title}
    return replace(row, text=replace(row.text, title=title))


def _proposals(actor: Actor, found: PeriodRow, asof: AsOf) -> Sequence[Standing]:
    """Those that this reader may read, each once: of the choice, of the decisions, and of the plans beside them."""
    asked, decided = asked_with(found.code, as_adopted(found.code, asof), asof), found.decided_with
    named = [*asked, *decided, *(plan.proposal for plan in found.terms.plans)]
    rows: dict[str, Standing] = {}
    while named:
        code = named.pop(0)
        if not code or code in rows:
            continue
        is_put = code in asked and code not in decided
        row = asking(actor, found.code, code, asof) if is_put else proposal(actor, code, asof)
        if row and row.is_sent:
            rows[code] = row
            named.append(row.linked_to)
    return list(rows.values())


def _recorded(actor: Actor, code: str, asof: AsOf) -> tuple[ResultRow, ...]:
    return tuple(row for row in seen_results(actor, code, asof) if row.text.state is ResultState.RECORDED)
