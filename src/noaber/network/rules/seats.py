"""What the bodies of a network ask of their seats, and what is missing.

Plain records in, findings out: a finding holds the requirement it comes from (the R-numbers of the memo, such
as R34), a key for what it is about and the keys that are missing. The sentences for people are made above.

The requirements come from the memo of 28 January 2019, "Governance van het veiligheidsnetwerk".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, groupby
from types import MappingProxyType

from noaber.core.rules.period import Period
from noaber.core.rules.ranking import largest_first

# --- terms ---


@dataclass(frozen=True, slots=True)
class Holding:
    """Someone holds a post over a period; a substitute stands beside the holder."""

    post: str
    person: str
    term: Period
    is_substitute: bool = False


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two holdings of one post that share the days of ``shared``; ``one`` began first."""

    post: str
    one: Holding
    other: Holding
    shared: Period


def overlapping_terms(holdings: Iterable[Holding]) -> list[Overlap]:
    """Find posts that two people hold on the same day, or one person twice, in order of post and day.

    Substitutes may stand beside the holder and beside each other; the same substitute twice is an overlap.

    >>> first = Holding("bbg:chair", "A", Period(date(2019, 1, 1), date(2021, 6, 1)))
    >>> second = Holding("bbg:chair", "B", Period(date(2021, 5, 1)))
    >>> [str(found.shared) for found in overlapping_terms([first, second])]
    ['van 1 mei 2021 tot en met 31 mei 2021']
    """
    in_order = sorted(holdings, key=lambda holding: (holding.post, holding.term.start, holding.person))
    found = []
    for post, of_post in groupby(in_order, key=lambda holding: holding.post):
        for one, other in combinations(of_post, 2):
            shared = one.term.intersect(other.term)
            may_stand_beside = (one.is_substitute or other.is_substitute) and one.person != other.person
            if shared and not may_stand_beside:
                found.append(Overlap(post, one, other, shared))
    return found


@dataclass(frozen=True, slots=True)
class EndingTerm:
    """A term that runs out; ``successor`` is who follows without a day between, if that is known."""

    holding: Holding
    days_left: int
    successor: str | None


def terms_ending_within(holdings: Collection[Holding], today: date, days: int = 90) -> list[EndingTerm]:
    """The terms under way whose last day is at most ``days`` from today, the soonest first.

    On the last day itself ``days_left`` is 0. The same person following on is a successor too (reappointed).

    >>> ending = Holding("bbg:chair", "A", Period(date(2019, 1, 1), date(2021, 5, 1)))
    >>> [(found.days_left, found.successor) for found in terms_ending_within([ending], date(2021, 4, 1))]
    [(29, None)]
    """
    begins = {
        (holding.post, holding.term.start): holding.person
        for holding in holdings
        if not holding.is_substitute
    }
    ending = []
    for holding in holdings:
        until = holding.term.until
        if until is not None and today in holding.term:
            days_left = (until - today).days - 1
            if days_left <= days:
                ending.append(EndingTerm(holding, days_left, begins.get((holding.post, until))))
    return sorted(ending, key=lambda term: (term.days_left, term.holding.post, term.holding.person))


def seven_largest(populations: Mapping[str, int]) -> tuple[str, ...]:
    """The seven municipalities with most inhabitants, the largest first, ties by the lowest code."""
    return largest_first(populations)[:7]


# --- what a body asks of its seats ---


class Aspect(StrEnum):
    """What of a seat a requirement looks at."""

    DISTRICT = "district"
    ORGANISATION_KIND = "organisation_kind"
    ORGANISATION = "organisation"


class Shortage(StrEnum):
    """What kind of thing is missing."""

    DISTRICT = "district"
    ORGANISATION_KIND = "organisation_kind"
    ORGANISATION = "organisation"
    NETWORK_OFFICE = "network_office"
    CHAIR = "chair"
    CHAIR_SEAT_ELSEWHERE = "chair_seat_elsewhere"
    THEME_OF_MAYOR = "theme_of_mayor"
    HOLDER_OF_THEME = "holder_of_theme"
    TEAM_OF_THEME = "team_of_theme"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that somebody holds on the day in question; leave empty what does not apply."""

    body: str
    person: str
    organisation_kind: str
    district: str = ""
    is_chair: bool = False
    organisation: str = ""

    def value_of(self, aspect: Aspect) -> str:
        if aspect is Aspect.ORGANISATION:
            return self.organisation
        return self.district if aspect is Aspect.DISTRICT else self.organisation_kind


@dataclass(frozen=True, slots=True)
class Requirement:
    """A body needs a seat for every one of ``wanted``; only seats of ``from_kind`` count, when given."""

    rule: str
    body: str
    aspect: Aspect
    wanted: frozenset[str]
    from_kind: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: by which rule, of what, and which keys, in order.

    ``subject`` is a body, or ``themes`` where a rule is about all themes together. ``missing`` holds
    districts, kinds, people or themes, as ``shortage`` says.
    """

    rule: str
    subject: str
    shortage: Shortage
    missing: tuple[str, ...]


PARTNERS = frozenset({"police", "prosecution_service"})
MUNICIPALITY = "municipality"


def requirements_of(
    body: str, kind: str, districts: Collection[str], reserved: Mapping[str, str] = MappingProxyType({})
) -> tuple[Requirement, ...]:
    """What is asked of the seats of a body of this kind; nothing for the kinds the memo does not speak of.

    The memo names the districts, the police and the OM. Which partners sit in a team "such as the RIEC", and which
    seven municipalities in the council of officials, are data: the seats of the body that are `reserved` for an
    organisation (its code and kind). Nothing is asked twice: not the organisation whose kind is asked already.

    >>> [(asked.rule, asked.aspect.value) for asked in requirements_of("bbg", "steering_group", {"twente"})]
    [('R34', 'district'), ('R34', 'organisation_kind')]
    >>> team = requirements_of("team", "expert_team", {"twente"}, {"RIEC-ON": "riec", "GM0153": "municipality"})
    >>> [(asked.aspect.value, sorted(asked.wanted)) for asked in team]
    [('district', ['twente']), ('organisation', ['RIEC-ON'])]
    """
    every_district = frozenset(districts)
    if kind == "steering_group":
        mayors = Requirement("R34", body, Aspect.DISTRICT, every_district, from_kind=MUNICIPALITY)
        others = _reserved("R34", body, reserved, without={*PARTNERS, MUNICIPALITY})
        return (mayors, Requirement("R34", body, Aspect.ORGANISATION_KIND, PARTNERS), *others)
    if kind == "expert_team":
        officials = Requirement("R39", body, Aspect.DISTRICT, every_district)
        return (officials, *_reserved("R39", body, reserved, without={MUNICIPALITY}))
    if kind == "official_safety_council":
        asked = Requirement("AVO", body, Aspect.ORGANISATION_KIND, PARTNERS)
        return (asked, *_reserved("AVO", body, reserved, without=PARTNERS))
    return ()


def _reserved(
    rule: str, body: str, reserved: Mapping[str, str], *, without: Collection[str]
) -> tuple[Requirement, ...]:
    wanted = frozenset(code for code, kind in reserved.items() if kind not in without)
    return (Requirement(rule, body, Aspect.ORGANISATION, wanted),) if wanted else ()


def office_gaps(body: str, seats: Sequence[Seat], *, offices: Collection[str]) -> list[Gap]:
    """The network itself sits in the council of officials: somebody of its office does, when there is one.

    >>> seats = [Seat("bureau", "coordinator", "municipality"), Seat("avo", "other", "police")]
    >>> [gap.shortage.value for gap in office_gaps("avo", seats, offices=["bureau"])]
    ['network_office']
    """
    office = {seat.person for seat in seats if seat.body in offices}
    inside = {seat.person for seat in seats if seat.body == body}
    return [Gap("AVO", body, Shortage.NETWORK_OFFICE, ("office",))] if offices and not office & inside else []


def districts_missing(required: Collection[str], present: Iterable[str]) -> tuple[str, ...]:
    """The districts that nobody comes from, in order.

    >>> districts_missing({"twente", "ijsselland"}, ["twente", "twente"])
    ('ijsselland',)
    """
    return tuple(sorted(set(required).difference(present)))


def missing(requirements: Iterable[Requirement], seats: Sequence[Seat]) -> list[Gap]:
    """Hold the seats against the requirements; one gap for each that is not met, in the order given.

    >>> asked = requirements_of("bbg", "steering_group", ["twente", "ijsselland"])
    >>> seats = [Seat("bbg", "mayor", "municipality", "twente"), Seat("bbg", "chief", "police")]
    >>> for gap in missing(asked, seats):
    ...     print(gap.rule, gap.shortage.value, gap.missing)
    R34 district ('ijsselland',)
    R34 organisation_kind ('prosecution_service',)
    """
    gaps = []
    for asked in requirements:
        counted = [seat for seat in seats if seat.body == asked.body]
        if asked.from_kind:
            counted = [seat for seat in counted if seat.organisation_kind == asked.from_kind]
        absent = asked.wanted.difference(seat.value_of(asked.aspect) for seat in counted)
        if absent:
            gaps.append(Gap(asked.rule, asked.body, Shortage(asked.aspect), tuple(sorted(absent))))
    return gaps


def chair_gaps(body: str, seats: Sequence[Seat], *, elsewhere: str) -> list[Gap]:
    """R36: the body has a chair, and its chair also sits in the body ``elsewhere`` (the BBG's in the RVO).

    >>> chair = Seat("bbg", "mayor-enschede", "municipality", "twente", is_chair=True)
    >>> [(gap.shortage.value, gap.missing) for gap in chair_gaps("bbg", [chair], elsewhere="rvo")]
    [('chair_seat_elsewhere', ('mayor-enschede',))]
    >>> chair_gaps("bbg", [chair, Seat("rvo", "mayor-enschede", "municipality")], elsewhere="rvo")
    []
    """
    chairs = {seat.person for seat in seats if seat.body == body and seat.is_chair}
    if not chairs:
        return [Gap("R36", body, Shortage.CHAIR, ("chair",))]
    absent = chairs.difference(seat.person for seat in seats if seat.body == elsewhere)
    return [Gap("R36", body, Shortage.CHAIR_SEAT_ELSEWHERE, tuple(sorted(absent)))] if absent else []


def portfolio_gaps(
    body: str, seats: Sequence[Seat], themes: Collection[str], portfolios: Collection[tuple[str, str]]
) -> list[Gap]:
    """R37: each mayor in the body holds a theme, and each theme is held by one of them; sharing is allowed.

    ``portfolios`` are pairs of person and theme; only themes of ``themes`` count.

    >>> mayors = [Seat("bbg", "A", "municipality"), Seat("bbg", "B", "municipality")]
    >>> gaps = portfolio_gaps("bbg", mayors, {"cyber", "zorg"}, {("A", "zorg")})
    >>> [(gap.shortage.value, gap.missing) for gap in gaps]
    [('theme_of_mayor', ('B',)), ('holder_of_theme', ('cyber',))]
    """
    mayors = {seat.person for seat in seats if seat.body == body and seat.organisation_kind == "municipality"}
    held = [(person, theme) for person, theme in portfolios if person in mayors and theme in themes]
    without_theme = mayors.difference(person for person, _ in held)
    without_holder = set(themes).difference(theme for _, theme in held)
    return [
        Gap("R37", body, shortage, tuple(sorted(absent)))
        for shortage, absent in (
            (Shortage.THEME_OF_MAYOR, without_theme),
            (Shortage.HOLDER_OF_THEME, without_holder),
        )
        if absent
    ]


def team_gaps(themes: Collection[str], themes_of_teams: Iterable[str]) -> list[Gap]:
    """R38: each theme has at least one expert team or platform.

    >>> team_gaps({"cyber", "zorg"}, ["zorg"])[0].missing
    ('cyber',)
    """
    absent = tuple(sorted(set(themes).difference(themes_of_teams)))
    return [Gap("R38", "themes", Shortage.TEAM_OF_THEME, absent)] if absent else []


# --- who may decide ---

# Officials prepare and carry out; deciding is for those who answer to a council, the police or the OM.
OFFICIAL_BODIES = frozenset({"official_safety_council", "working_group", "expert_team", "office"})


class Bar(StrEnum):
    """Why a body cannot register a formal decision."""

    INFORMAL = "informal"
    OFFICIALS = "officials"
    NOBODY_IN_IT = "nobody_in_it"


def may_decide(body_kind: str, is_formal: bool, *, members: int) -> Bar | None:
    """R41: say what bars this body from a formal decision; None when nothing does.

    An informal body aligns and does not decide, whatever its kind; a body of officials does not either, even
    when it was set up formally; and an empty body has nobody to decide. ``members`` counts the seats held.

    >>> may_decide("official_safety_council", is_formal=False, members=10)
    <Bar.INFORMAL: 'informal'>
    >>> may_decide("district_safety_council", is_formal=True, members=16) is None
    True
    """
    if not is_formal:
        return Bar.INFORMAL
    if body_kind in OFFICIAL_BODIES:
        return Bar.OFFICIALS
    return None if members else Bar.NOBODY_IN_IT
