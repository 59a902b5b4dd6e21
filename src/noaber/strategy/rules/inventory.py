"""What municipalities and partners put first: a plan with ranked priorities, and what they add up to (R07).

A priority points at the taxonomy (Kernbeleid Veiligheid, VNG) by code, so that those of 76 plans can be counted
together; the organisation's own wording stays beside it.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from noaber.core.rules.dutch import long_date
from noaber.strategy.rules.faults import Fault, length_faults

MOST_YEARS_AGO: Final = 4
MOST_PRIORITIES: Final = 20
LONGEST: Final = {"title": 200, "link": 500}
LONGEST_PART: Final = {"wording": 300, "page": 40, "ambition": 500}
NO_PAGE: Final = re.compile(r"[-–−]\s*[\d.,]+|0+")


class SourceKind(StrEnum):
    """Where priorities come from that are not those of an organisation (R06)."""

    AGENDA = "agenda"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class PriorityText:
    """One priority: its rank (1 comes first), theme of the taxonomy, own words, page in the plan, what is aimed for."""

    rank: int
    field: str
    wording: str = ""
    page: str = ""
    ambition: str = ""


@dataclass(frozen=True, slots=True)
class PlanText:
    """A safety plan as it was handed in. Both days belong to the plan; `council_on`: when the council adopted it.

    `file`: the key of the plan itself, when it was handed in as well.
    """

    title: str
    starts_on: dt.date
    ends_on: dt.date
    priorities: tuple[PriorityText, ...]
    council_on: dt.date | None = None
    link: str = ""
    file: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The themes that it names, each once, the first first."""
        ranked = sorted(self.priorities, key=lambda each: each.rank)
        return tuple(dict.fromkeys(each.field for each in ranked))


def faults(plan: PlanText, known: Collection[str]) -> list[Fault]:
    """Everything that is wrong with a plan; `known`: the codes of the taxonomy that can be chosen.

    >>> good = PlanText("Veiligheidsplan", dt.date(2019, 1, 1), dt.date(2022, 12, 31), (PriorityText(1, "5.2"),))
    >>> faults(good, {"5.2"})
    []
    >>> doubled = (PriorityText(1, "5.2"), PriorityText(1, "9.9"))
    >>> bad = PlanText("", dt.date(2019, 1, 1), dt.date(2018, 1, 1), doubled)
    >>> [(fault.field, fault.message) for fault in faults(bad, {"5.2"})]  # doctest: +NORMALIZE_WHITESPACE
    [('title', 'Vul de naam van het plan in.'),
     ('ends_on', 'Het plan eindigt voor het begint.'),
     ('priorities', 'Rang 1 staat er twee keer. Geef elke prioriteit een eigen rang.'),
     ('priorities', 'Het thema ‘9.9’ staat niet in de lijst van veiligheidsthema’s.')]
    """
    return [*_plan_faults(plan), *_rank_faults(plan.priorities), *_part_faults(plan.priorities, known)]


def council_day_fault(plan: PlanText, today: dt.date) -> Fault | None:
    """What is wrong with the day on which the council adopted a plan: shared pages tell it as done.

    >>> day = dt.date(2030, 1, 1)
    >>> plan = PlanText("Veiligheidsplan", day, day, (), council_on=day)
    >>> council_day_fault(plan, dt.date(2019, 1, 28)).message
    '1 januari 2030 ligt na vandaag. Vul de dag in als het plan is vastgesteld.'
    >>> council_day_fault(plan, day)
    """
    if plan.council_on is None or plan.council_on <= today:
        return None
    day = long_date(plan.council_on)
    return Fault("council_on", f"{day} ligt na vandaag. Vul de dag in als het plan is vastgesteld.")


def page_fault(page: str) -> str:
    """What is wrong with where something stands in a plan: free words, but a number is that of a page.

    >>> page_fault("-3"), page_fault("0")
    ('‘-3’ is geen bladzijde.', '‘0’ is geen bladzijde.')
    >>> [page_fault(page) for page in ("", "12", "12-14", "iv", "bijlage 2", "5.2")]
    ['', '', '', '', '', '']
    """
    return f"‘{page}’ is geen bladzijde." if NO_PAGE.fullmatch(page.strip()) else ""


def term_fault(plan: PlanText, starts_on: dt.date, ends_on: dt.date) -> Fault | None:
    """What is wrong with a plan that has little to do with a period; that of the years before may not be renewed yet.

    >>> plan = PlanText("Veiligheidsplan", dt.date(2015, 1, 1), dt.date(2018, 12, 31), (PriorityText(1, "5.2"),))
    >>> term_fault(plan, dt.date(2023, 1, 1), dt.date(2026, 12, 31)).message
    'Dit plan liep al voor 2019 af. Vul het plan in dat nu geldt; deze periode begint op 1 januari 2023.'
    >>> term_fault(plan, dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> term_fault(plan, dt.date(2011, 1, 1), dt.date(2014, 12, 31)).field
    'starts_on'
    """
    first = starts_on.year - MOST_YEARS_AGO
    if plan.ends_on.year < first:
        begins = f"deze periode begint op {long_date(starts_on)}"
        return Fault("ends_on", f"Dit plan liep al voor {first} af. Vul het plan in dat nu geldt; {begins}.")
    if plan.starts_on > ends_on:
        return Fault(
            "starts_on", f"Dit plan begint pas na deze periode, die duurt tot en met {long_date(ends_on)}."
        )
    return None


def _plan_faults(plan: PlanText) -> Iterator[Fault]:
    if not plan.title.strip():
        yield Fault("title", "Vul de naam van het plan in.")
    yield from length_faults(plan, LONGEST)
    if plan.link and not plan.link.startswith(("https://", "http://")):
        yield Fault("link", "Een adres begint met https://.")
    if plan.ends_on < plan.starts_on:
        yield Fault("ends_on", "Het plan eindigt voor het begint.")
    if not plan.priorities:
        yield Fault("priorities", "Vul ten minste één prioriteit in.")
    elif len(plan.priorities) > MOST_PRIORITIES:
        yield Fault("priorities", f"Vul ten hoogste {MOST_PRIORITIES} prioriteiten in.")


def _rank_faults(priorities: Sequence[PriorityText]) -> Iterator[Fault]:
    ranks = [each.rank for each in priorities]
    for rank in sorted(rank for rank, count in Counter(ranks).items() if count > 1):
        yield Fault("priorities", f"Rang {rank} staat er twee keer. Geef elke prioriteit een eigen rang.")
    if any(rank < 1 for rank in ranks):
        yield Fault("priorities", "De hoogste rang is 1.")


def _part_faults(priorities: Sequence[PriorityText], known: Collection[str]) -> Iterator[Fault]:
    for each in priorities:
        if each.field not in known:
            yield Fault(
                "priorities", f"Het thema ‘{each.field[:40]}’ staat niet in de lijst van veiligheidsthema’s."
            )
        if fault := page_fault(each.page):
            yield Fault("priorities", f"Bij rang {each.rank}: {fault}")
        for part, longest in LONGEST_PART.items():
            if len(getattr(each, part)) > longest:
                yield Fault(
                    "priorities",
                    f"De tekst bij rang {each.rank} is te lang: ten hoogste {longest} tekens.",
                )


def merged(plans: Sequence[PlanText]) -> PlanText:
    """The plans of who became one as one to start from: by rank, what several say once; one plan as it is.

    >>> day = dt.date(2019, 1, 1)
    >>> beek = PlanText("Plan van Beek", day, day, (PriorityText(1, "5.2"), PriorityText(2, "X.1")))
    >>> veen = PlanText("Plan van Veen", day, day, (PriorityText(1, "X.1"),))
    >>> both = merged([beek, veen])
    >>> both.title, [(each.rank, each.field) for each in both.priorities]
    ('Integraal veiligheidsplan', [(1, '5.2'), (2, 'X.1')])
    """
    if len(plans) == 1:
        return plans[0]
    ranked = sorted((each for plan in plans for each in plan.priorities), key=lambda each: each.rank)
    once: dict[tuple[str, str], PriorityText] = {}
    for each in ranked:
        once.setdefault((each.field, each.wording.casefold()), each)
    parts = list(once.values())[:MOST_PRIORITIES]
    priorities = tuple(replace(each, rank=place, page="") for place, each in enumerate(parts, start=1))
    last = max(plans, key=lambda plan: plan.ends_on)
    return PlanText("Integraal veiligheidsplan", last.starts_on, last.ends_on, priorities)


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How many plans name a theme, in all and per district; `first`: how many put it first."""

    field: str
    by_district: Mapping[str, int]
    first: int

    @property
    def total(self) -> int:
        return sum(self.by_district.values())


def counts(plans: Mapping[str, Sequence[str]], district_of: Mapping[str, str]) -> tuple[FieldCount, ...]:
    """How often each theme is named: most first, then who put it first most, then by code.

    `plans`: organisation -> the themes of its plan, the first first, each once. Every organisation has a district.

    >>> plans = {"GM1": ("5.2", "X.1"), "GM2": ("X.1",), "GM3": ("5.2",)}
    >>> [(row.field, row.total, row.first, dict(row.by_district)) for row in
    ...  counts(plans, {"GM1": "twente", "GM2": "twente", "GM3": "ijsselland"})]
    [('5.2', 2, 2, {'twente': 1, 'ijsselland': 1}), ('X.1', 2, 1, {'twente': 2})]
    """
    by_field: dict[str, Counter[str]] = {}
    firsts: Counter[str] = Counter()
    for organisation, fields in plans.items():
        for field in fields:
            by_field.setdefault(field, Counter())[district_of[organisation]] += 1
        firsts.update(fields[:1])
    rows = [FieldCount(field, dict(found), firsts[field]) for field, found in by_field.items()]
    return tuple(sorted(rows, key=lambda row: (-row.total, -row.first, row.field)))
