"""The only door of network for other rooms."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.functional import Promise

from noaber.core.asof import AsOf
from noaber.core.reading import read_with_state
from noaber.network.access import is_there_to_decide, may_change_something_of, may_decide
from noaber.network.boundary_words import boundary_note
from noaber.network.health.findings import (
    Evidence,
    Finding,
    HealthRule,
    Severity,
    SubjectKind,
    register_health_check,
)
from noaber.network.health.report import HealthReport, network_health
from noaber.network.imports.columns import EXAMPLE, ListColumn
from noaber.network.imports.list_pages import LIST_PAGE, list_page_parts
from noaber.network.imports.preview import Difference, Fate, Line, Preview, Problem
from noaber.network.imports.sample_files import list_workbook
from noaber.network.models import (
    Body,
    HandoverItem,
    Membership,
    Network,
    Organisation,
    OrganisationKind,
    PersonVersion,
    Post,
    VacancyState,
    VacancyVersion,
)
from noaber.network.queries.bodies import BodyRow, bodies, body
from noaber.network.queries.boundaries import Boundaries, boundaries
from noaber.network.queries.correspondents import CorrespondentRow, correspondents
from noaber.network.queries.endings import Ended, ended_organisation, first_day_of_organisation
from noaber.network.queries.handover_words import register_handover_words
from noaber.network.queries.mergers import MergerToCome, merger_to_come
from noaber.network.queries.organisations import (
    DistrictRow,
    OrganisationRow,
    districts,
    last_names,
    municipalities,
    organisation,
    organisations,
    successions,
    tiles,
)
from noaber.network.queries.people import PersonRow, people, person
from noaber.network.queries.populations import (
    PopulationRow,
    latest_populations,
    population_series,
    populations,
    populations_by_date,
    reference_dates,
    successors,
)
from noaber.network.queries.rolls import RollEntry, rolls
from noaber.network.queries.seats import SeatRow, seats
from noaber.network.queries.theme_dependents import register_theme_dependents
from noaber.network.queries.theme_words import ThemeWhy, ThemeWords, theme_reasons, theme_words
from noaber.network.queries.themes import (
    SafetyFieldRow,
    ThemeRow,
    last_theme_names,
    safety_fields,
    themes,
    themes_since,
)
from noaber.network.rules import seats as rules
from noaber.network.rules.short_labels import short_label
from noaber.network.services.handovers import (
    HandoverEvent,
    HandoverNotice,
    change_holder,
    is_on_list,
    list_books,
    register_handover,
    settle_handover_item,
)
from noaber.network.services.load_network import LoadReport, load_network
from noaber.network.services.loading.figures import read_figures
from noaber.network.services.memberships import appoint, end_membership
from noaber.network.services.mergers import merge_municipalities
from noaber.network.services.organisations import change_organisation
from noaber.network.services.people import link_account, register_person
from noaber.network.services.populations import Figure, record_populations
from noaber.network.services.themes import hold_names
from noaber.network.services.vacancies import fill_vacancy, open_vacancy, register_vacancy_gate

__all__ = [
    "BUURNETWERK",
    "EXAMPLE",
    "HANDOVER_OPEN",
    "KIND_WORDS",
    "LIST_PAGE",
    "OOST_NEDERLAND",
    "BodyRow",
    "Boundaries",
    "CorrespondentRow",
    "Difference",
    "DistrictRow",
    "Ended",
    "Evidence",
    "Fate",
    "Figure",
    "Finding",
    "HandoverEvent",
    "HandoverNotice",
    "HealthReport",
    "HealthRule",
    "Line",
    "ListColumn",
    "LoadReport",
    "MergerToCome",
    "OrganisationRow",
    "PersonRow",
    "PopulationRow",
    "Preview",
    "Problem",
    "RollEntry",
    "SafetyFieldRow",
    "SeatRow",
    "Severity",
    "SubjectKind",
    "ThemeRow",
    "ThemeWhy",
    "ThemeWords",
    "appoint",
    "bodies",
    "body",
    "body_id",
    "boundaries",
    "boundary_note",
    "can_decide",
    "change_holder",
    "change_organisation",
    "correspondents",
    "districts",
    "end_membership",
    "ended_organisation",
    "fill_vacancy",
    "first_day_of_organisation",
    "has_network",
    "hold_names",
    "is_on_list",
    "is_there_to_decide",
    "last_names",
    "last_theme_names",
    "latest_populations",
    "link_account",
    "list_books",
    "list_page_parts",
    "list_workbook",
    "load_network",
    "may_change_something_of",
    "may_decide",
    "membership_of",
    "merge_municipalities",
    "merger_to_come",
    "municipalities",
    "network_health",
    "network_name",
    "open_vacancy",
    "open_vacancy_of",
    "organisation",
    "organisation_id",
    "organisations",
    "people",
    "person",
    "person_by_email",
    "person_name",
    "population_series",
    "populations",
    "populations_by_date",
    "post_id",
    "read_figures",
    "record_populations",
    "reference_dates",
    "register_handover",
    "register_handover_words",
    "register_health_check",
    "register_person",
    "register_theme_dependents",
    "register_vacancy_gate",
    "rolls",
    "safety_fields",
    "seats",
    "settle_handover_item",
    "seven_largest",
    "short_label",
    "successions",
    "successors",
    "theme_reasons",
    "theme_words",
    "themes",
    "themes_since",
    "tiles",
]

KIND_WORDS: Final[Mapping[str, str | Promise]] = {kind.value: kind.label for kind in OrganisationKind}
"""What the kinds of organisations are called."""

HANDOVER_OPEN: Final = HandoverItem.Outcome.OPEN
"""Of a thing on the list of a handover: somebody is to arrange it."""

OOST_NEDERLAND: Final = Path(__file__).parent / "data" / "oost_nederland"
"""The files of the network Oost-Nederland."""
BUURNETWERK: Final = Path(__file__).parent / "data" / "buurnetwerk"
"""The files of an invented neighbour of it, in which municipalities merge."""


def person_by_email(email: str, on: dt.date) -> uuid.UUID | None:
    """Who has this address on a day; None when nobody or more than one has."""
    found = set(
        PersonVersion.objects.as_of(AsOf(on)).filter(email__iexact=email).values_list("person_id", flat=True)
    )
    return found.pop() if len(found) == 1 else None


def person_name(key: uuid.UUID, on: dt.date) -> str:
    """What a person is called on a day; empty when the register does not say."""
    return (
        PersonVersion.objects.as_of(AsOf(on)).filter(person=key).values_list("name", flat=True).first() or ""
    )


def has_network() -> bool:
    """Whether there is a network in the register."""
    return Network.objects.exists()


def network_name() -> str:
    """What the network of this installation is called; empty when none is loaded."""
    return _network_name() or ""


@read_with_state
def _network_name() -> QuerySet[Any, Any]:
    return Network.objects.values_list("name", flat=True)


def organisation_id(code: str) -> uuid.UUID:
    """The identity behind a code."""
    return Organisation.objects.values_list("pk", flat=True).get(code=code)


def lock_municipalities(codes: Iterable[str]) -> dict[str, uuid.UUID]:
    """The identities of municipalities, locked in order of code so that two imports wait for each other."""
    rows = Organisation.objects.select_for_update().filter(kind=OrganisationKind.MUNICIPALITY)
    return dict(rows.filter(code__in=set(codes)).order_by("code").values_list("code", "pk"))


def body_id(code: str) -> uuid.UUID:
    """The identity behind the code of a body."""
    return Body.objects.values_list("pk", flat=True).get(code=code)


def post_id(code: str) -> uuid.UUID:
    """The identity behind the code of a seat."""
    return Post.objects.values_list("pk", flat=True).get(code=code)


def membership_of(person: uuid.UUID, post_code: str) -> uuid.UUID:
    """The identity of a person's holding of a post."""
    return Membership.objects.values_list("pk", flat=True).get(person=person, post__code=post_code)


def open_vacancy_of(post_code: str, on: dt.date) -> uuid.UUID:
    """The vacancy of a post that is open on a day."""
    versions = VacancyVersion.objects.as_of(AsOf(on)).filter(
        state=VacancyState.OPEN, vacancy__post__code=post_code
    )
    key: uuid.UUID = versions.values_list("vacancy_id", flat=True).get()
    return key


def seven_largest(reference_on: dt.date, *, known_at: dt.datetime | None = None) -> tuple[str, ...]:
    """The codes of the seven largest municipalities of a reference date, the largest first (R17)."""
    figures = populations(reference_on, known_at=known_at)
    return rules.seven_largest({code: row.population for code, row in figures.items()})


def can_decide(body_kind: str, *, is_formal: bool) -> bool:
    """Whether such a body takes formal decisions once somebody sits in it (R41)."""
    return rules.may_decide(body_kind, is_formal, members=1) is None
