"""A release that lacks a whole municipality, kind or month is not taken in unsaid; who merged is not missing."""

import datetime as dt
from collections.abc import Iterable

import pytest

from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.odata import Row
from noaber.figures.models import Release
from noaber.figures.rules.tables import TABLES
from noaber.figures.services.releases import Origin, ReleaseOutcome, import_release, preview_release
from noaber.figures.tests.police_samples import LATER, PUBLISHED, row, table
from noaber.network.queries.organisations import SuccessionRow

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2020, 4, 1, 12, tzinfo=dt.UTC)
POLICE = TABLES["47022NED"]
AREAS = ("GM0147", "GM0148", "GM0153", "GM0193", "WK014800", "BU01530000", "WK015300")
CALLED = {"GM0148": "Dalfsen", "GM0153": "Enschede", "GM0193": "Zwolle", "WK015300": "Centrum"}
WHOLE = [
    row(area, f"2019MM{month:02d}", 1, kind)
    for area in AREAS
    for kind in ("0.0.0", "1.1.1")
    for month in range(1, 13)
]


def take_in(lines: Iterable[Row], published: str = LATER, *, accept_gone: bool = False) -> ReleaseOutcome:
    offered = table(lines, published, areas=CALLED)
    return import_release(offered, POLICE, Origin("proef"), actor=COMMAND, now=NOW, accept_gone=accept_gone)


def without(**parts: str) -> list[Row]:
    """The whole table, but for the lines that have all of these."""
    columns = {"area": "WijkenEnBuurten", "kind": "SoortMisdrijf", "period": "Perioden"}
    return [line for line in WHOLE if any(line[columns[name]] != code for name, code in parts.items())]


@pytest.fixture
def whole() -> None:
    take_in(WHOLE, PUBLISHED)


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (without(area="GM0147"), "GM0147 ontbreekt helemaal."),
        (without(area="GM0193"), "Zwolle ontbreekt helemaal."),
        (without(area="WK015300"), "1 wijk of buurt ontbreekt helemaal: Centrum (WK015300)."),
        (without(kind="1.1.1"), "Soort 1.1.1 Woninginbraak ontbreekt helemaal."),
        (without(period="2019MM12"), "December 2019 ontbreekt helemaal."),
        (
            without(area="GM0153", period="2019MM12"),
            "Over december 2019 zijn er cijfers van 3 gemeenten, over november van 4. Niet van Enschede.",
        ),
    ],
)
def test_what_is_missing_altogether_is_named_and_only_taken_in_when_somebody_says_so(
    lines: list[Row], said: str
) -> None:
    shown = preview_release(table(lines, LATER, areas=CALLED), POLICE, actor=COMMAND, now=NOW)
    assert (shown.lacks, shown.is_incomplete, shown.number) == ((said,), True, None)
    with pytest.raises(DomainError) as refused:
        take_in(lines)
    assert said in refused.value.message
    assert "--accept-gone. Er is niets gewijzigd." in refused.value.message
    assert Release.objects.count() == 1
    taken = take_in(lines, accept_gone=True)
    assert (taken.number, taken.lacks) == (2, (said,))


def test_a_new_month_of_half_the_municipalities_is_refused_also_in_a_first_release() -> None:
    later = [row(area, "2020MM01", 1) for area in ("GM0147", "GM0148")]
    with pytest.raises(DomainError, match=r"Over januari 2020 .* 2 gemeenten, over december 2019 van 4\. "):
        take_in([*WHOLE, *later], PUBLISHED)


@pytest.mark.usefixtures("whole")
def test_a_cell_without_a_figure_is_not_gone() -> None:
    december = [row(area, "2020MM01", None if area == "GM0153" else 1) for area in AREAS]
    nothing = [row("GM0193", f"2019MM{month:02d}", None) for month in range(1, 13)]
    kept = [line for line in WHOLE if line["WijkenEnBuurten"] != "GM0193" or line["SoortMisdrijf"] == "0.0.0"]
    outcome = take_in([*kept, *nothing, *december])
    assert (outcome.number, outcome.lacks) == (2, ())


def merged(monkeypatch: pytest.MonkeyPatch, on: dt.date) -> None:
    """Dalfsen goes up into Zwolle."""
    known = (SuccessionRow("GM0148", "GM0193", on, NOW, None),)
    monkeypatch.setattr("noaber.network.queries.organisations.successions_ever", lambda: known)


@pytest.mark.usefixtures("whole")
def test_who_merged_is_not_missing_where_the_successor_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    merged(monkeypatch, dt.date(2020, 1, 1))
    recast = [
        {**line, "WijkenEnBuurten": str(line["WijkenEnBuurten"]).replace("WK014800", "WK019300")}
        for line in without(area="GM0148")
    ]
    assert take_in(recast, accept_gone=True).lacks == ()


@pytest.mark.usefixtures("whole")
def test_who_is_to_merge_later_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    merged(monkeypatch, dt.date(2021, 1, 1))
    with pytest.raises(DomainError, match=r"Dalfsen ontbreekt helemaal\."):
        take_in(without(area="GM0148"))


@pytest.mark.usefixtures("whole")
def test_from_the_merger_on_the_newest_month_does_without_who_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    merged(monkeypatch, dt.date(2020, 1, 1))
    january = [row(area, "2020MM01", 1) for area in AREAS if area != "GM0148"]
    assert take_in([*WHOLE, *january]).number == 2


@pytest.mark.usefixtures("whole")
def test_a_municipality_that_is_divided_anew_is_not_missing_its_old_neighbourhoods() -> None:
    renewed = [
        {**line, "WijkenEnBuurten": str(line["WijkenEnBuurten"]).replace("BU01530000", "BU01530100")}
        for line in WHOLE
    ]
    assert take_in(renewed, accept_gone=True).lacks == ()
