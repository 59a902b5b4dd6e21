"""Loading a network promises: all or nothing, twice is once, and every mistake by file, row and column."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry
from noaber.network.health.report import network_health
from noaber.network.models import (
    Body,
    BodyVersion,
    Membership,
    Network,
    Organisation,
    Person,
    PopulationFigure,
    Post,
    PostVersion,
    SafetyField,
    TilePosition,
)
from noaber.network.services.load_network import LoadReport, load_network
from noaber.network.services.loading.lines import NetworkFilesError
from noaber.network.tests.conftest import FOLDER, LOADED_AT, NOW, TODAY, holder, load

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "netwerk"))


def add(folder: Path, name: str, *rows: str) -> None:
    with (folder / name).open("a") as file:
        file.writelines(f"{row}\n" for row in rows)


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(NetworkFilesError) as caught:
        load(folder)
    assert not Network.objects.exists()
    assert not Organisation.objects.exists()
    return [str(problem) for problem in caught.value.problems]


def test_another_network_loads_from_the_same_kind_of_files(voorbeeldland: LoadReport) -> None:
    assert Network.objects.get().name == "Veiligheidsnetwerk Voorbeeldland"
    assert Organisation.objects.filter(kind="municipality").count() == 6
    assert Body.objects.count() == 6
    assert holder("overleg-zuid:GM9006") == "Burgemeester van Fonteinwijk"
    assert holder("overleg-noord:chair") == "Burgemeester van Aardam"
    assert TilePosition.objects.count() == 6


def test_loading_twice_changes_nothing(voorbeeldland: LoadReport) -> None:
    entries = AuditEntry.objects.count()

    again = load(now=NOW)

    assert voorbeeldland.has_changes
    assert not again.has_changes
    assert again.kept["network.membership"] == Membership.objects.count()
    assert AuditEntry.objects.count() == entries


def test_every_new_record_is_in_the_audit_trail(voorbeeldland: LoadReport) -> None:
    audited = AuditEntry.objects.filter(verb="network.load_network", object_type="network.post")

    assert set(audited.values_list("object_id", flat=True)) == {
        str(pk) for pk in Post.objects.values_list("pk", flat=True)
    }


def test_a_new_row_is_added_and_the_rest_stays(voorbeeldland: LoadReport, folder: Path) -> None:
    add(folder, "bodies.csv", "team-verkeer,expert_team,Team Verkeer,,,werkgroep,verkeer,nee,")

    report = load(folder, now=NOW)

    assert {kind: count for kind, count in report.added.items() if count} == {"network.body": 1}
    added = BodyVersion.objects.get(body__code="team-verkeer")
    assert added.known_from == NOW
    assert (added.parent or added).pk == Body.objects.get(code="werkgroep").pk


def test_what_is_loaded_is_known_from_then(voorbeeldland: LoadReport) -> None:
    first = PostVersion.objects.get(post__code="GM9001:mayor")

    assert (first.valid_from, first.known_from) == (dt.date(2020, 1, 1), LOADED_AT)


def test_figures_of_later_dates_wait(db: None, folder: Path) -> None:
    add(folder, "populations.csv", "GM9001,2021-01-01,41000,final,verzonnen")

    report = load(folder)

    assert report.figures_after_today == 1
    assert not PopulationFigure.objects.filter(reference_on=dt.date(2021, 1, 1)).exists()
    assert load(folder, today=dt.date(2021, 2, 1)).added["network.populationfigure"] == 1


def test_health_names_what_the_other_network_lacks(voorbeeldland: LoadReport) -> None:
    from noaber.core.asof import AsOf

    found = {(finding.code, finding.missing) for finding in network_health(AsOf(TODAY)).findings}

    assert ("R34", ("prosecution_service",)) in found
    assert ("R38", ("verkeer",)) in found
    assert ("R39", ("zuid",)) in found
    assert ("CONTACT", ("GM9006",)) in found


def test_a_plain_row_goes_before_a_repeated_one(db: None, folder: Path) -> None:
    add(
        folder,
        "people.csv",
        "mayor-GM9003,Waarnemend burgemeester van Cederveen,,GM9003,waarnemer@cederveen.invalid,",
    )

    load(folder)

    assert holder("GM9003:mayor") == "Waarnemend burgemeester van Cederveen"
    assert Person.objects.count() == 13


def test_a_municipality_before_its_merger_is_another(db: None, folder: Path) -> None:
    (folder / "mergers.csv").write_text(
        "code,name,province,district,successor,effective_on\n"
        "GM9007,Oud-Cederveen,Voorbeeldland,noord,GM9003,2020-03-01\n"
        "GM9008,Nieuw-Cederveen,Voorbeeldland,noord,GM9003,2020-03-01\n"
    )

    load(folder)

    assert holder("GM9003:mayor", dt.date(2020, 2, 29)) == ""
    assert holder("GM9003:mayor", dt.date(2020, 3, 1)) == "Burgemeester van Cederveen"
    assert Organisation.objects.get(code="GM9007").successions.get().successor.code == "GM9003"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("people.csv", "code,name", "code,naam", "people.csv, rij 1, kolom name: deze kolom ontbreekt."),
        ("people.csv", "code,name", "code,naam", "people.csv, rij 1, kolom naam: deze kolom is onbekend."),
        (
            "network.csv",
            "2020-01-01",
            "2020-02-30",
            "network.csv, rij 2, kolom starts_on: 2020-02-30 bestaat niet",
        ),
        (
            "bodies.csv",
            "steering_group",
            "stuurgroep",
            "bodies.csv, rij 2, kolom kind: “stuurgroep” is onbekend",
        ),
        ("populations.csv", "30000", "-1", "populations.csv, rij 3, kolom population: -1 is negatief"),
        (
            "populations.csv",
            "30000",
            "veel",
            "populations.csv, rij 3, kolom population: “veel” is geen heel getal.",
        ),
        (
            "memberships.csv",
            "contact-GM9002,",
            "niemand,",
            "kolom person: “niemand” staat niet in de bestanden.",
        ),
        ("posts.csv", "{chair}:mayor", "{voorzitter}:mayor", "kolom follows: {voorzitter} is hier onbekend."),
        ("posts.csv", "overleg-{district},,V", ",,V", "kolom body: vul een overleg of een organisatie in"),
        (
            "districts.csv",
            "zuid,",
            "noord,",
            "districts.csv, rij 3, kolom code: “noord” staat ook al in rij 2",
        ),
        ("memberships.csv", "GM9005\n", "GM9999\n", "kolom for_each: onbekend: GM9999."),
        (
            "memberships.csv",
            "stuurgroep:zuid,GM9005",
            "stuurgroep:zuid,GM9001",
            "vraagt iemand van zuid, niet van GM9001",
        ),
    ],
)
def test_a_mistake_is_named_and_nothing_changes(
    db: None, folder: Path, name: str, old: str, new: str, expected: str
) -> None:
    replace(folder, name, old, new)

    assert any(expected in problem for problem in problems_of(folder)), problems_of(folder)


def test_two_people_in_one_seat_are_refused(db: None, folder: Path) -> None:
    add(folder, "memberships.csv", "contact-GM9001,GM9001:mayor,GM9001,")

    assert any("GM9001:mayor" in problem and "al bezet" in problem for problem in problems_of(folder))


def test_a_missing_file_and_a_broken_row_are_named(db: None, folder: Path) -> None:
    (folder / "districts.csv").unlink()
    add(folder, "posts.csv", "te,weinig,cellen")

    found = problems_of(folder)

    assert "districts.csv: dit bestand ontbreekt." in found
    assert any(problem.startswith("posts.csv, rij 12: deze rij heeft 3 cellen") for problem in found)


def test_a_wrong_identifier_is_named(db: None, folder: Path) -> None:
    (folder / "identifiers.csv").write_text("code,oin\nGM9001,123\n")

    assert any("20 cijfers" in problem for problem in problems_of(folder))


def test_an_installation_has_one_network(voorbeeldland: LoadReport, folder: Path) -> None:
    replace(folder, "network.csv", "voorbeeldland,", "elders,")

    with pytest.raises(DomainError, match="een installatie heeft één netwerk"):
        load(folder)


def test_only_whoever_keeps_the_register_loads(db: None) -> None:
    with pytest.raises(AccessRefused):
        load_network(FOLDER, actor=ANONYMOUS, now=NOW, today=TODAY)


def test_progress_is_told_step_by_step(db: None) -> None:
    told: list[tuple[int, int]] = []

    load_network(
        FOLDER,
        actor=COMMAND,
        now=NOW,
        today=TODAY,
        progress=lambda _name, done, count: told.append((done, count)),
    )

    assert told == [(step, len(told)) for step in range(1, len(told) + 1)]
    assert not SafetyField.objects.exists()
