"""``noaber figures import``, ``releases`` and ``query``: from a service, from saved answers and from CSV."""

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command

from noaber.core.access import WORKER, Actor
from noaber.core.errors import DomainError
from noaber.core.files import path_of
from noaber.figures.management.commands import figures_import
from noaber.figures.models import Offence, Release
from noaber.figures.queries.observations import ask
from noaber.figures.services.signals import worker
from noaber.figures.tests.test_fetching import police_table
from tests.servers.odata import Fault, ODataServer
from tests.servers.odata.faults import FaultKind

pytestmark = pytest.mark.django_db
LINES = (
    "ID;SoortMisdrijf;WijkenEnBuurten;Perioden;GeregistreerdeMisdrijven_1\n"
    "0;1.1.1 ;GM0153    ;2019MM01;31\n"
    "1;1.1.1 ;GM0153    ;2019MM02;0\n"
    "2;1.1.1 ;GM0153    ;2019MM03;\n"
)


def run(command: str, *arguments: object) -> str:
    output = io.StringIO()
    call_command(command, *map(str, arguments), stdout=output, stderr=io.StringIO())
    return output.getvalue()


def records(*arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*arguments, "--json"))  # type: ignore[arg-type]
    return found


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "maanden.csv"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_a_service_is_read_and_a_second_time_changes_nothing() -> None:
    with ODataServer([police_table()], page_size=10) as server:
        url = f"{server.origin}/ODataFeed/odata"
        assert "36 nieuw, 0 herzien, 0 vervallen" in run(
            "figures_import", "--url", url, "--table", "47022NED"
        )
        assert "was al ingelezen" in run("figures_import", "--url", url, "--table", "47022NED")
    names = Release.objects.get().names
    assert names is not None
    assert ask("select name from read_parquet($file)", file=str(path_of(names))) == [("Binnenstad",)]
    [release] = records("figures_releases")
    assert (release["table"], release["release"], release["cells"]) == ("47022NED", 1, 36)
    assert (release["published_on"], release["last_period"]) == ("2020-02-15", "2019-12")
    [cell] = records(
        "figures_query", "--area", "BU01530000", "--offence", "1.1.1", "--from", "2019-04", "--to", "2019-04"
    )
    assert (cell["count"], cell["offence_title"]) == (3, "Diefstal uit woning")


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (
            "ODataFeed/odata",
            [
                "1 bladzijde, 10 rijen opgehaald …",
                "2 bladzijden, 20 rijen opgehaald …",
                "3 bladzijden, 30 rijen opgehaald …",
            ],
        ),
        (
            "odata/v1/CBS",
            [
                "1 bladzijde, 10 van 36 rijen opgehaald (27%) …",
                "2 bladzijden, 20 van 36 rijen opgehaald (55%) …",
                "3 bladzijden, 30 van 36 rijen opgehaald (83%) …",
            ],
        ),
    ],
)
def test_progress_is_told_page_by_page_on_stderr(path: str, lines: list[str]) -> None:
    said = io.StringIO()
    with ODataServer([police_table()], page_size=10) as server:
        url = f"{server.origin}/{path}"
        call_command("figures_import", "--url", url, "--table", "47022NED", stdout=io.StringIO(), stderr=said)
    assert said.getvalue().splitlines()[:3] == lines


def test_fetching_reads_the_tables_of_the_police_without_asking_where_they_are() -> None:
    with ODataServer([police_table()]) as server:
        said = run("figures_fetch", "--url", f"{server.origin}/ODataFeed/odata", "--table", "47022NED")
        assert "Ingelezen als versie 1" in said
        with pytest.raises(CommandError, match="47018NED"):
            run("figures_fetch", "--url", f"{server.origin}/ODataFeed/odata")
    assert list(Release.objects.values_list("table__code", flat=True)) == ["47022NED"]


@pytest.mark.parametrize(
    ("kind", "said"), [("loop_link", "een pagina die al gelezen is"), ("same_rows", "staat er 2 keer in")]
)
def test_a_feed_that_repeats_a_page_is_refused_and_nothing_is_kept(kind: FaultKind, said: str) -> None:
    with ODataServer([police_table()], page_size=10) as server:
        server.shelf.faults.set([Fault(kind, page=2)])
        url = f"{server.origin}/ODataFeed/odata"
        with pytest.raises(CommandError, match=said):
            run("figures_import", "--url", url, "--table", "47022NED")
    assert not Release.objects.exists()


def test_from_saved_answers_in_a_folder(tmp_path: Path) -> None:
    with ODataServer([police_table()], page_size=50) as server:
        address = f"{server.origin}/ODataFeed/odata/47022NED"
        for name in ("TableInfos", "DataProperties", "WijkenEnBuurten", "TypedDataSet"):
            answer = urlopen(f"{address}/{name}?$format=json")
            (tmp_path / f"{name}.json").write_bytes(answer.read())
    assert "36 nieuw" in run("figures_import", "--folder", tmp_path, "--table", "47022NED")


def test_kinds_that_a_source_gives_by_code_alone_have_a_name_and_can_be_asked(tmp_path: Path) -> None:
    """A CSV has no titles: the usual ones stand in, and a kind that nobody knows goes by its code."""
    rows = ["SoortMisdrijf,WijkenEnBuurten,Perioden,GeregistreerdeMisdrijven_1"]
    rows += [f"{kind},GM0153,2019MM0{month},{month}" for kind in ("1.1.1", "9.9.9") for month in (1, 2)]
    (tmp_path / "maanden.csv").write_text("\n".join(rows), encoding="utf-8")
    run("figures_import", "--folder", tmp_path, "--table", "47022NED", "--published-on", "2019-04-15")
    assert dict(Offence.objects.values_list("code", "title")) == {
        "1.1.1": "Diefstal/inbraak woning",
        "9.9.9": "9.9.9",
    }
    asked = ("--area", "GM0153", "--offence", "9.9.9", "--from", "2019-01", "--to", "2019-02")
    assert [row["count"] for row in records("figures_query", *asked)] == [1, 2]


def test_signals_of_a_month_that_was_not_published_are_not_said_to_be_none(saved: Path) -> None:
    run("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-04-15")
    with pytest.raises(CommandError, match="Van januari 2031 zijn geen cijfers gepubliceerd"):
        run("figures_signals", "--month", "2031-01")


def test_from_csv_as_it_is_exported_with_the_day_of_publication(saved: Path) -> None:
    with pytest.raises(CommandError, match="wanneer de cijfers zijn gepubliceerd"):
        run("figures_import", "--folder", saved, "--table", "47022NED")
    said = run(
        "figures_import",
        "--folder",
        saved,
        "--table",
        "47022NED",
        "--published-on",
        "2019-04-15",
        "--preview",
    )
    assert "Er is niets gewijzigd" in said
    assert Release.objects.count() == 0
    run("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-04-15")
    assert Release.objects.get().cell_count == 3


def test_what_is_missing_is_told_by_the_preview_by_the_outcome_and_in_json(saved: Path) -> None:
    taken = ("figures_import", "--folder", str(saved), "--table", "47022NED", "--published-on", "2019-04-15")
    run(*taken)
    saved.write_text("\n".join(LINES.splitlines()[:3]), encoding="utf-8")
    warned = "Let op: Maart 2019 ontbreekt helemaal.\n"
    advised = "Klopt het wel, lees dan in met --accept-gone."
    preview = run(*taken, "--preview")
    assert warned in preview
    assert advised in preview
    [record] = records(*taken, "--preview")
    assert (record["missing_periods"], record["warnings"][0]) == (
        ["2019-03"],
        "Maart 2019 ontbreekt helemaal.",
    )
    assert (record["gone"], record["release"], record["missing_areas"]) == (1, None, [])
    outcome = run(*taken, "--accept-gone")
    assert warned in outcome
    assert advised not in outcome
    assert "Ingelezen als versie 2." in outcome


def test_a_query_gives_every_month_with_its_state(saved: Path) -> None:
    run("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-04-15")
    from noaber.figures.models import Offence

    Offence.objects.update_or_create(code="1.1.1", defaults={"title": "Diefstal uit woning"})
    asked = (
        "figures_query",
        "--area",
        "gm0153",
        "--offence",
        "1.1.1",
        "--from",
        "2019-01",
        "--to",
        "2019-04",
    )
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--csv"))))
    assert [(row["period"], row["count"], row["state"]) for row in rows] == [
        ("2019-01", "31", "counted"),
        ("2019-02", "0", "counted"),
        ("2019-03", "", "missing"),
        ("2019-04", "", "unpublished"),
    ]
    assert "2019-03  geen cijfer" in run(*asked)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--area", "Enschede", "--offence", "1.1.1", "--from", "2019-01", "--to", "2019-02"),
            "geen code van een gebied",
        ),
        (
            ("--area", "GM0153", "--offence", "9.9.9", "--from", "2019-01", "--to", "2019-02"),
            "is niet bekend",
        ),
        (("--area", "GM0153", "--offence", "9.9.9", "--from", "20١٩", "--to", "2019"), "is geen maand"),
        (("--area", "GM0153", "--offence", "9.9.9", "--from", "2019-13", "--to", "2019-02"), "is geen maand"),
        (
            ("--area", "GM0153", "--offence", "9.9.9", "--from", "2019", "--to", "2019-02"),
            "twee maanden of twee jaren",
        ),
        (("--area", "GM0153", "--offence", "9.9.9", "--from", "2019-03", "--to", "2019-02"), "na de laatste"),
    ],
)
def test_what_cannot_be_asked_is_said(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run("figures_query", *arguments)


def test_an_area_that_is_not_there_and_a_day_before_all_are_named(saved: Path) -> None:
    run("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-04-15")
    from noaber.figures.models import Offence

    Offence.objects.update_or_create(code="1.1.1", defaults={"title": "Diefstal uit woning"})
    asked = "--offence", "1.1.1", "--from", "2019-01", "--to", "2019-02"
    with pytest.raises(CommandError, match=r"Niet in versie 1 van tabel 47022NED: GM9999\."):
        run("figures_query", "--area", "GM0153", "GM9999", *asked)
    with pytest.raises(
        CommandError, match=r"Op 1 januari 2017 waren nog geen .* De eerste zijn van 15 april 2019"
    ):
        run("figures_query", "--area", "GM0153", *asked, "--published-on", "2017-01-01")


def test_a_day_of_publication_that_is_still_to_come_is_refused() -> None:
    asked = "--area", "GM0153", "--offence", "1.1.1", "--from", "2019-01", "--to", "2019-02"
    with pytest.raises(CommandError, match=r"^1 januari 2150 moet nog komen\.") as refused:
        run("figures_query", *asked, "--published-on", "2150-01-01")
    cause = refused.value.__cause__
    assert isinstance(cause, DomainError)
    assert cause.field == "published_on"


def test_one_figure_is_said_as_one(saved: Path) -> None:
    saved.write_text("\n".join(LINES.splitlines()[:2]), encoding="utf-8")
    said = run("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-04-15")
    assert ": 1 cijfer, 2019-01" in said


def test_a_broken_line_is_named(saved: Path) -> None:
    saved.write_text(LINES + "3;1.1.1;GM0153\n", encoding="utf-8")
    with pytest.raises(CommandError, match="op regel 5 3 velden in plaats van 5"):
        run("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-04-15")


@pytest.mark.parametrize("end", ["", "\n", "\n\n  \n", "\r\n"])
def test_blank_lines_at_the_end_are_none(saved: Path, end: str) -> None:
    saved.write_text(LINES + end, encoding="utf-8", newline="")
    said = run("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-04-15")
    assert ": 3 cijfers" in said


def test_a_blank_line_between_is_named_for_something_may_be_lost(saved: Path) -> None:
    saved.write_text(f"{LINES}\n3;1.1.1;GM0193;2019MM01;1\n", encoding="utf-8")
    with pytest.raises(CommandError, match="op regel 5 0 velden in plaats van 5"):
        run("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-04-15")


def test_without_releases_that_is_said() -> None:
    assert "nog geen cijfers ingelezen" in run("figures_releases")


def test_months_that_were_taken_in_are_read_soon_and_only_then(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        figures_import, "read_new_months", SimpleNamespace(enqueue=lambda: asked.append("nu"))
    )
    offered = ("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-05-15")
    run(*offered, "--preview")
    assert asked == []
    for _time in range(2):
        run(*offered)
    assert asked == ["nu"], "what was known brings nothing"


def test_the_task_reads_what_the_job_would(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Actor] = []
    monkeypatch.setattr(worker, "open_new_months", lambda *, actor, now, today: seen.append(actor))
    run("figures_import", "--folder", saved, "--table", "47022NED", "--published-on", "2019-05-15")
    assert seen == [WORKER]
