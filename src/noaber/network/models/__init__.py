"""The register: who is in the network. Identities and, beside them, the versions of what is said of them."""

from noaber.network.models.bodies import Body, BodyKind, BodyVersion, Post, PostRole, PostVersion
from noaber.network.models.boundaries import Boundary, BoundarySet
from noaber.network.models.endings import Ending
from noaber.network.models.handovers import Handover, HandoverCause, HandoverItem
from noaber.network.models.imports import ImportKind, ImportRun, ImportState
from noaber.network.models.organisations import (
    District,
    Network,
    Organisation,
    OrganisationKind,
    OrganisationVersion,
    Succession,
    TilePosition,
)
from noaber.network.models.people import Membership, MembershipVersion, Person, PersonVersion
from noaber.network.models.populations import PopulationFigure
from noaber.network.models.themes import (
    Portfolio,
    PortfolioVersion,
    SafetyField,
    Theme,
    ThemeReason,
    ThemeVersion,
)
from noaber.network.models.vacancies import Vacancy, VacancyState, VacancyVersion

__all__ = [
    "Body",
    "BodyKind",
    "BodyVersion",
    "Boundary",
    "BoundarySet",
    "District",
    "Ending",
    "Handover",
    "HandoverCause",
    "HandoverItem",
    "ImportKind",
    "ImportRun",
    "ImportState",
    "Membership",
    "MembershipVersion",
    "Network",
    "Organisation",
    "OrganisationKind",
    "OrganisationVersion",
    "Person",
    "PersonVersion",
    "PopulationFigure",
    "Portfolio",
    "PortfolioVersion",
    "Post",
    "PostRole",
    "PostVersion",
    "SafetyField",
    "Succession",
    "Theme",
    "ThemeReason",
    "ThemeVersion",
    "TilePosition",
    "Vacancy",
    "VacancyState",
    "VacancyVersion",
]
