"""A policy period: its term, its state, and the plans of others that run beside it.

A strategy is prepared, adopted, sometimes extended by a decision, closed, and at last its makers are discharged (Dutch:
decharge). The plan of the police for the unit runs over the same years (R13; Politiewet 2012, article 39).
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from noaber.core.rules.dutch import in_a_row, long_date
from noaber.core.rules.reasons import says_something
from noaber.strategy.rules.faults import Fault, length_faults, name_faults, reason_faults
from noaber.strategy.rules.periods.notes import NAME_NEEDED, names_plan, note_needed

LONGEST: Final = {"title": 200, "source": 300, "decided_by": 60, "note": 1000}
LONGEST_PLAN: Final = 200
MOST_YEARS: Final = 12


class PeriodState(StrEnum):
    """Where a period stands."""

    PREPARATION = "preparation"
    ADOPTED = "adopted"
    EXTENDED = "extended"
    CLOSED = "closed"
    DISCHARGED = "discharged"
    WITHDRAWN = "withdrawn"


FOLLOWS: Final[Mapping[PeriodState, tuple[PeriodState, ...]]] = {
    PeriodState.PREPARATION: (PeriodState.ADOPTED,),
    PeriodState.ADOPTED: (PeriodState.EXTENDED, PeriodState.CLOSED),
    PeriodState.EXTENDED: (PeriodState.EXTENDED, PeriodState.CLOSED),
    PeriodState.CLOSED: (PeriodState.DISCHARGED,),
    PeriodState.DISCHARGED: (),
    PeriodState.WITHDRAWN: (),
}
"""The state that may come after each. What was recorded by mistake is withdrawn apart: `withdrawal_fault`."""


@dataclass(frozen=True, slots=True)
class LinkedTerms:
    """A plan of another organisation beside the strategy; `proposal` is the code of its own proposal, if any."""

    organisation: str
    title: str
    starts_on: dt.date
    ends_on: dt.date
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class PeriodTerms:
    """A policy period as it was said to be. Both days belong to it.

    `decided_on` and `source`: when it came into its state, and where that can be read; `decided_by`: the code of the
    proposal with which it was decided.
    """

    title: str
    starts_on: dt.date
    ends_on: dt.date
    state: PeriodState = PeriodState.PREPARATION
    decided_on: dt.date | None = None
    source: str = ""
    decided_by: str = ""
    note: str = ""
    plans: tuple[LinkedTerms, ...] = ()

    @property
    def years(self) -> str:
        """As people call it.

        >>> PeriodTerms("", dt.date(2019, 1, 1), dt.date(2022, 12, 31)).years
        '2019-2022'
        """
        first, last = self.starts_on.year, self.ends_on.year
        return str(first) if first == last else f"{first}-{last}"

    @property
    def apart(self) -> tuple[LinkedTerms, ...]:
        """The linked plans that do not run over the same days."""
        own = (self.starts_on, self.ends_on)
        return tuple(plan for plan in self.plans if (plan.starts_on, plan.ends_on) != own)

    @property
    def tells_of_hearing(self) -> bool:
        """Whether a plan has a proposal here, that can tell which councils were heard on it (R15).

        >>> plan = LinkedTerms("PL-ON", "Beleidsplan", dt.date(2019, 1, 1), dt.date(2022, 12, 31))
        >>> PeriodTerms("", plan.starts_on, plan.ends_on, plans=(plan,)).tells_of_hearing
        False
        """
        return any(plan.proposal for plan in self.plans)


def faults(terms: PeriodTerms, before: PeriodTerms | None = None) -> list[Fault]:
    """Everything that is wrong with a period, after what was said of it before.

    >>> from dataclasses import replace
    >>> first = PeriodTerms("Strategie", dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> faults(first)
    []
    >>> adopted = replace(first, state=PeriodState.ADOPTED, decided_on=dt.date(2019, 4, 24), decided_by="nota")
    >>> faults(adopted, first), [fault.field for fault in faults(first, adopted)]
    ([], ['state'])
    >>> longer = replace(adopted, ends_on=dt.date(2023, 12, 31), note="Dit duurt langer.")
    >>> [fault.message for fault in faults(longer, adopted)]
    ['De looptijd verandert alleen door te verlengen, met een besluit.']
    >>> faults(replace(longer, state=PeriodState.EXTENDED, decided_on=dt.date(2022, 11, 2)), adopted)
    []
    """
    return [
        *_text_faults(terms),
        *_term_faults(terms),
        *_state_faults(terms, before),
        *_plan_faults(terms, before),
    ]


def _text_faults(terms: PeriodTerms) -> Iterator[Fault]:
    if not terms.title.strip():
        yield Fault("title", "Vul een naam in.")
    yield from length_faults(terms, LONGEST)


def _term_faults(terms: PeriodTerms) -> Iterator[Fault]:
    if terms.ends_on < terms.starts_on:
        yield Fault("ends_on", "De laatste dag ligt voor de eerste.")
    elif terms.ends_on.year - terms.starts_on.year >= MOST_YEARS:
        yield Fault("ends_on", f"Een periode duurt ten hoogste {MOST_YEARS} jaar.")


def withdrawal_fault(terms: PeriodTerms, resting: Sequence[str]) -> str:
    """Why a period cannot be withdrawn, empty where it can; `resting`: what was recorded for it, in words.

    >>> terms = PeriodTerms("Strategie", dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> withdrawal_fault(terms, ())
    ''
    >>> withdrawal_fault(terms, ("doelen", "keuzerondes"))
    'Bij deze periode is al iets vastgelegd: doelen en keuzerondes. Daarom kunt u haar niet intrekken.'
    """
    if terms.state is PeriodState.WITHDRAWN:
        return "Deze periode is al ingetrokken."
    if terms.state not in (PeriodState.PREPARATION, PeriodState.ADOPTED):
        return "De strategie is al verlengd of afgesloten; daarom kunt u de periode niet intrekken."
    names_proposal = bool(terms.decided_by or any(plan.proposal for plan in terms.plans))
    if names_proposal and terms.state is PeriodState.ADOPTED:
        return "De strategie is vastgesteld en er hoort een voorstel bij; daarom kunt u de periode niet intrekken."
    if names_proposal:
        return "Er hoort een voorstel bij deze periode. Haal dat eerst weg bij de periode."
    if resting:
        return (
            f"Bij deze periode is al iets vastgelegd: {in_a_row(resting)}. Daarom kunt u haar niet intrekken."
        )
    return ""


def _state_faults(terms: PeriodTerms, before: PeriodTerms | None) -> Iterator[Fault]:
    if terms.state is PeriodState.WITHDRAWN:
        yield Fault("state", "Een periode trekt u apart in, met de reden.")
    if before and terms.state is not before.state and terms.state not in FOLLOWS[before.state]:
        yield Fault("state", "Deze stand kan niet op de vorige volgen.")
    if terms.state is PeriodState.PREPARATION:
        if terms.decided_on:
            yield Fault("decided_on", "Er is nog niets besloten: de strategie wordt voorbereid.")
    else:
        if terms.decided_on is None:
            yield Fault("decided_on", "Vul in wanneer dit is besloten.")
        if not (terms.source.strip() or terms.decided_by):
            yield Fault("source", "Vul in waar het besluit staat, of kies het voorstel.")
        if before is None or terms.source != before.source:
            yield from name_faults("source", terms.source)
    is_new = before is None or before.state is PeriodState.PREPARATION
    if terms.state is PeriodState.ADOPTED and is_new and not (terms.decided_by or says_something(terms.note)):
        yield note_needed("Er hoort hier geen voorstel bij. Zeg in de toelichting hoe het is besloten.")
    yield from _too_early(terms)
    if before and before.state is not PeriodState.PREPARATION:
        yield from _moved(terms, before)
    if before and terms.state is not PeriodState.PREPARATION:
        yield from _parted(terms, before)
    if before and before.state is terms.state is not PeriodState.PREPARATION:
        yield from _amended(terms, before)


def _moved(terms: PeriodTerms, before: PeriodTerms) -> Iterator[Fault]:
    """Once adopted the term stands; an extension ends later than it did."""
    if terms.starts_on != before.starts_on:
        yield Fault("starts_on", "De strategie is vastgesteld: de eerste dag staat vast.")
    is_first = terms.state is PeriodState.EXTENDED is not before.state
    is_another = terms.state is PeriodState.EXTENDED and terms.decided_on != before.decided_on
    is_extension = is_first or (is_another and not mends_extension(terms, before))
    was, day = before.decided_on, terms.decided_on
    if was and day and is_extension and day <= was:
        yield Fault(
            "decided_on", "Vul in wanneer tot de verlenging is besloten; dat is een besluit van later."
        )
    elif was and day and terms.state is not before.state and day < was:
        yield Fault("decided_on", "Dit is later besloten dan wat ervoor kwam. Vul die latere dag in.")
    if is_extension and terms.ends_on <= before.ends_on:
        yield Fault("ends_on", "Een verlengde periode eindigt later dan eerst.")
    if is_extension and not _is_told(terms, before):
        yield note_needed("Zeg in de toelichting waarom de strategie wordt verlengd.")
    if not is_extension and terms.ends_on != before.ends_on and not mends_extension(terms, before):
        yield Fault("ends_on", "De looptijd verandert alleen door te verlengen, met een besluit.")


def mends_extension(terms: PeriodTerms, before: PeriodTerms) -> bool:
    """Whether it is the extension that stands, of which either the last day or the day of the decision was wrong.

    >>> from dataclasses import replace
    >>> day, last = dt.date(2022, 11, 2), dt.date(2023, 12, 31)
    >>> said = PeriodTerms("", dt.date(2019, 1, 1), last, PeriodState.EXTENDED, day)
    >>> longer, earlier = dt.date(2024, 12, 31), dt.date(2022, 10, 2)
    >>> mends_extension(replace(said, ends_on=longer), said), mends_extension(replace(said, decided_on=earlier), said)
    (True, True)
    >>> mends_extension(replace(said, ends_on=longer, decided_on=dt.date(2023, 11, 2)), said)
    False
    """
    is_one = terms.state is before.state is PeriodState.EXTENDED
    return is_one and (terms.ends_on != before.ends_on) != (terms.decided_on != before.decided_on)


def note_faults(terms: PeriodTerms, before: PeriodTerms | None) -> Iterator[Fault]:
    """What is wrong with a note that was written with a decision, also where none was needed.

    >>> first = PeriodTerms("", dt.date(2019, 1, 1), dt.date(2022, 12, 31), PeriodState.ADOPTED, note="-")
    >>> [fault.field for fault in note_faults(first, None)], list(note_faults(first, first))
    (['note'], [])
    """
    if terms.state is not PeriodState.PREPARATION and (before is None or terms.note != before.note):
        yield from reason_faults("note", terms.note)


def _too_early(terms: PeriodTerms) -> Iterator[Fault]:
    """A period that still runs is not closed yet.

    >>> first, last = dt.date(2019, 1, 1), dt.date(2022, 12, 31)
    >>> [fault.message for fault in _too_early(PeriodTerms("", first, last, PeriodState.CLOSED, dt.date(2021, 5, 1)))]
    ['De periode loopt tot en met 31 december 2022. Afsluiten kan vanaf die dag.']
    >>> list(_too_early(PeriodTerms("", first, last, PeriodState.CLOSED, last)))
    []
    """
    is_ended = terms.state in (PeriodState.CLOSED, PeriodState.DISCHARGED)
    if is_ended and terms.decided_on and terms.decided_on < terms.ends_on:
        last = long_date(terms.ends_on)
        yield Fault("decided_on", f"De periode loopt tot en met {last}. Afsluiten kan vanaf die dag.")


def closing_fault(terms: PeriodTerms, before: PeriodTerms | None, reviewed_on: dt.date | None) -> str:
    """Why a strategy cannot be closed so; empty where it can. First comes its endterm review, or the note says why not.

    `reviewed_on`: when it was decided that the review is final.

    >>> from dataclasses import replace
    >>> first, last = dt.date(2019, 1, 1), dt.date(2022, 12, 31)
    >>> adopted = PeriodTerms("", first, last, PeriodState.ADOPTED, first, note="Besloten voor Noaber er was.")
    >>> closed = replace(adopted, state=PeriodState.CLOSED, decided_on=last)
    >>> closing_fault(closed, adopted, last)
    ''
    >>> closing_fault(closed, adopted, None).partition(" Gebruik ")[0]
    'De endterm review was toen niet definitief. Zeg in de toelichting waarom de strategie toch is afgesloten.'
    >>> closing_fault(replace(closed, note="De review komt in het voorjaar."), adopted, None)
    ''
    """
    if terms.state is not PeriodState.CLOSED or (before and before.state is PeriodState.CLOSED):
        return ""
    is_reviewed = reviewed_on is not None and terms.decided_on is not None and reviewed_on <= terms.decided_on
    is_told = says_something(terms.note) and (before is None or terms.note != before.note)
    if is_reviewed or is_told:
        return ""
    text = "De endterm review was toen niet definitief. Zeg in de toelichting waarom de strategie toch is afgesloten."
    return note_needed(text).message


def _parted(terms: PeriodTerms, before: PeriodTerms) -> Iterator[Fault]:
    """A plan that is adopted together with the strategy stays beside it, with its proposal (R13, R15).

    >>> from dataclasses import replace
    >>> first, last = dt.date(2019, 1, 1), dt.date(2022, 12, 31)
    >>> plan = LinkedTerms("PL-ON", "Beleidsplan", first, last, "beleidsplan")
    >>> before = PeriodTerms("", first, last, PeriodState.ADOPTED, plans=(plan,))
    >>> [fault.message for fault in _parted(replace(before, plans=()), before)]
    ['‘Beleidsplan’ gaat samen met de strategie. Dat plan en zijn voorstel blijven staan.']
    >>> list(_parted(replace(before, plans=(replace(plan, title="Meerjarenbeleidsplan"),)), before))
    []
    """
    kept = {(plan.organisation, plan.proposal) for plan in terms.plans}
    for plan in before.plans:
        if plan.proposal and (plan.organisation, plan.proposal) not in kept:
            text = "gaat samen met de strategie. Dat plan en zijn voorstel blijven staan."
            yield Fault("plans", f"‘{plan.title}’ {text}")


def _amended(terms: PeriodTerms, before: PeriodTerms) -> Iterator[Fault]:
    """What was decided stands; what was written down of it wrongly is mended with the reason beside it (R49).

    >>> from dataclasses import replace
    >>> day = dt.date(2019, 4, 24)
    >>> said = PeriodTerms("Strategie", day, dt.date(2022, 12, 31), PeriodState.ADOPTED, day, decided_by="nota")
    >>> [fault.field for fault in _amended(replace(said, decided_by="", source="lijst", note="Nee"), said)]
    ['decided_by']
    >>> earlier = replace(said, decided_on=day - dt.timedelta(days=300), decided_by="", source="lijst", note="Nee")
    >>> [fault.field for fault in _amended(earlier, said)]
    ['decided_by']
    >>> [fault.field for fault in _amended(replace(said, title="Samen veilig"), said)]
    ['note']
    >>> list(_amended(replace(said, title="Samen veilig", note="Zo staat het in de nota."), said))
    []
    """
    is_another = terms.state is PeriodState.EXTENDED and terms.decided_on != before.decided_on
    if before.state is PeriodState.DISCHARGED:
        yield Fault("", "Voor deze periode is decharge verleend: er verandert niets meer aan.")
    elif before.decided_by and terms.decided_by != before.decided_by and not is_another:
        yield Fault("decided_by", "Dit is besloten met het voorstel dat er stond. Dat verandert niet meer.")
    elif not says_something(terms.note) or (terms.note == before.note and terms != before):
        yield note_needed("Er is al over besloten. Zeg in de toelichting waarom u dit wijzigt.")


def put_faults(
    terms: PeriodTerms, before: PeriodTerms, lying: Collection[str], *, was_put: bool
) -> Iterator[Fault]:
    """What of a strategy that is prepared may not change, or not without a reason, once others were sent something of
    it (`was_put`). `lying`: the proposals that are before others now.

    >>> from dataclasses import replace
    >>> first, last = dt.date(2019, 1, 1), dt.date(2022, 12, 31)
    >>> plan = LinkedTerms("PL-ON", "Beleidsplan", first, last, "beleidsplan")
    >>> before = PeriodTerms("", first, last, plans=(plan,))
    >>> [fault.message for fault in put_faults(replace(before, plans=()), before, {"beleidsplan"}, was_put=True)][0]
    '‘Beleidsplan’ ligt nu voor. Het blijft bij de strategie staan tot dat voorstel is ingetrokken.'
    >>> shorter = replace(before, ends_on=dt.date(2021, 12, 31))
    >>> [fault.field for fault in put_faults(shorter, before, {"beleidsplan"}, was_put=True)]
    ['note']
    >>> told = replace(shorter, note="De politie plant drie jaar.")
    >>> list(put_faults(told, before, {"beleidsplan"}, was_put=True))
    []
    >>> bare = replace(before, plans=(replace(plan, proposal=""),))
    >>> list(put_faults(before, bare, (), was_put=True))
    []
    """
    if before.state is not PeriodState.PREPARATION:
        return
    kept = {(plan.organisation, plan.proposal) for plan in terms.plans}
    for plan in before.plans:
        if plan.proposal in lying and (plan.organisation, plan.proposal) not in kept:
            text = "ligt nu voor. Het blijft bij de strategie staan tot dat voorstel is ingetrokken."
            yield Fault("plans", f"‘{plan.title}’ {text}")
    if was_put and _is_moved_or_parted(terms, before) and not _is_told(terms, before):
        text = "Over deze strategie is al een voorstel verstuurd. Zeg in de toelichting waarom"
        yield note_needed(f"{text} de looptijd of het plan dat tegelijk loopt, verandert.")


def _is_told(terms: PeriodTerms, before: PeriodTerms) -> bool:
    """Whether the note says why, and not with what it said already."""
    return says_something(terms.note) and terms.note != before.note


def _is_moved_or_parted(terms: PeriodTerms, before: PeriodTerms) -> bool:
    """Whether its term is another one, or the plans beside it; that a plan got its proposal is no other plan."""
    if (terms.starts_on, terms.ends_on) != (before.starts_on, before.ends_on):
        return True
    bare = {plan for plan in before.plans if not plan.proposal}
    plans = {
        replace(plan, proposal="") if replace(plan, proposal="") in bare else plan for plan in terms.plans
    }
    return plans != set(before.plans)


def decision_of(terms: PeriodTerms) -> tuple[object, ...]:
    """What was decided when, and with which proposal; where this changes, it is another decision."""
    return terms.state, terms.decided_on, terms.decided_by


def _plan_faults(terms: PeriodTerms, before: PeriodTerms | None = None) -> Iterator[Fault]:
    """A plan that runs beside it has the same term (R13): what differs the page tells, what is apart is refused.

    >>> first, last = dt.date(2019, 1, 1), dt.date(2022, 12, 31)
    >>> plan = LinkedTerms("POLITIE", "Plan van de politie", dt.date(2015, 1, 1), dt.date(2018, 12, 31))
    >>> [fault.message for fault in _plan_faults(PeriodTerms("Strategie", first, last, plans=(plan,)))]
    ['‘Plan van de politie’ loopt niet tegelijk met deze strategie. Het heeft dezelfde looptijd.']
    """
    for plan in terms.plans:
        if not (names_plan(plan.title) or (before and plan in before.plans)):
            yield Fault("plans", NAME_NEEDED)
        if len(plan.title) > LONGEST_PLAN:
            yield Fault("plans", f"Geef elk gekoppeld plan een naam van ten hoogste {LONGEST_PLAN} tekens.")
        elif plan.ends_on < plan.starts_on:
            yield Fault("plans", f"‘{plan.title}’ eindigt voor het begint.")
        elif plan.ends_on < terms.starts_on or terms.ends_on < plan.starts_on:
            yield Fault(
                "plans",
                f"‘{plan.title}’ loopt niet tegelijk met deze strategie. Het heeft dezelfde looptijd.",
            )
    if len({(plan.organisation, plan.title.casefold()) for plan in terms.plans}) < len(terms.plans):
        yield Fault("plans", "Een gekoppeld plan staat er twee keer.")
