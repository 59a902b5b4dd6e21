"""Taking in a release: all or nothing, known again, compared with the last, and asked as it was on a day."""

import datetime as dt
import errno
import resource
from pathlib import Path

import pytest

from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.files import path_of
from noaber.figures.formats.observations import Written, read_names, write_cells
from noaber.figures.formats.police_table import BLOCK, Cells, FiguresRefused, find_columns
from noaber.figures.models import Release, SourceTable
from noaber.figures.queries.observations import ask, counts
from noaber.figures.rules.cells import State
from noaber.figures.rules.tables import TABLES
from noaber.figures.services.releases import Origin, ReleaseOutcome, import_release, preview_release
from noaber.figures.tests.forks import in_a_fork
from noaber.figures.tests.police_samples import COUNT, LATER, PUBLISHED, Table, row, table

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2020, 4, 1, 12, tzinfo=dt.UTC)
POLICE = TABLES["47022NED"]
JANUARY = [row("GM0153", "2020MM01", 5), row("GM0193", "2020MM01", 0), row("BU01530000", "2020MM01", 2)]


def take_in(found: Table, *, accept_gone: bool = True) -> ReleaseOutcome:
    return import_release(found, POLICE, Origin("proef"), actor=COMMAND, now=NOW, accept_gone=accept_gone)


def shown(area: str, periods: list[int], published_on: dt.date | None = None) -> list[tuple[int | None, str]]:
    found = counts([area], ["1.1.1"], periods, published_on=published_on)
    return [(cell.count, cell.state.value) for cell in found]


def test_a_release_is_kept_with_its_files_and_can_be_asked(settings: object) -> None:
    outcome = take_in(table(JANUARY))
    release = Release.objects.get()
    assert (outcome.number, release.number, release.cell_count, release.new_count) == (1, 1, 3, 3)
    assert (release.first_period, release.last_period) == (202001, 202001)
    assert path_of(release.areas).read_bytes()[:4] == b"PAR1"
    assert shown("GM0153", [202001]) == [(5, "counted")]
    assert shown("BU01530000", [202001]) == [(2, "counted")]


def test_nought_no_figure_and_not_published_stay_three_things() -> None:
    take_in(table([*JANUARY, row("GM0150", "2020MM01", None), row("GM0200", "2020MM01", "       .")]))
    assert shown("GM0193", [202001]) == [(0, "counted")]
    assert shown("GM0150", [202001]) == shown("GM0200", [202001]) == [(None, "missing")]
    assert shown("GM0150", [202002]) == [(None, State.UNPUBLISHED.value)]


def test_noughts_before_a_count_say_nothing() -> None:
    take_in(table([row("GM0153", "2020MM01", "0" * 5_000 + "7"), row("GM0193", "2020MM01", "0" * 5_000)]))
    assert shown("GM0153", [202001]) + shown("GM0193", [202001]) == [(7, "counted"), (0, "counted")]


def test_kinds_with_signs_that_only_look_like_numbers_are_put_in_order() -> None:
    take_in(table([*JANUARY, row("GM0153", "2020MM01", 1, kind="1.²")]))
    with pytest.raises(DomainError, match=r"--accept-gone"):
        take_in(table(JANUARY, LATER), accept_gone=False)


def test_an_area_that_is_listed_before_it_existed_was_not_published_then() -> None:
    counted = [None, 4, None]
    rows = [row("GM1979", f"2020MM0{month}", count) for month, count in enumerate(counted, 1)]
    earlier = [row("GM1979", "2020MM01", None, "0.0.0"), row("GM1979", "2020MM02", None, "0.0.0")]
    take_in(table([*rows, *earlier], "2020-04-01T02:00:00"))
    assert [state for _count, state in shown("GM1979", [202001, 202002, 202003])] == [
        "unpublished",
        "counted",
        "missing",
    ]
    [total] = counts(["GM1979"], ["0.0.0"], [202002])
    assert total.state is State.MISSING


def test_the_same_release_again_changes_nothing() -> None:
    take_in(table(JANUARY))
    again = take_in(table(reversed(JANUARY)))
    assert (again.is_known, again.number, Release.objects.count()) == (True, None, 1)


def test_names_of_small_areas_are_kept_with_the_release_and_come_later_where_it_had_none(
    tmp_path: Path,
) -> None:
    named = {"BU01530000": "City", "GM0153": "Enschede", "BU01530001": "Niet geteld"}
    assert take_in(table(JANUARY)).number == 1
    assert take_in(table(JANUARY, areas=named)).number == 2
    assert take_in(table(JANUARY, areas=named)).is_known
    assert take_in(table(JANUARY)).is_known, "a file with codes only takes no names away"
    first, second = Release.objects.order_by("number")
    assert first.names is None
    assert second.names is not None
    assert read_names(path_of(second.names), tmp_path) == {"BU01530000": "City"}


def test_a_newer_release_tells_what_it_changed_and_the_older_can_still_be_asked() -> None:
    take_in(table(JANUARY))
    later = [row("GM0153", "2020MM01", 7), row("GM0193", "2020MM01", 0), row("GM0153", "2020MM02", 1)]
    found = take_in(table(later, LATER)).differences
    assert (found.new, found.changed, found.gone) == (1, 1, 1)
    last = Release.objects.get(number=2)
    assert last.changes is not None
    changes = ask(
        "select area, period, before, after, what from read_parquet($file) order by area",
        file=str(path_of(last.changes)),
    )
    assert changes == [("BU01530000", 202001, 2, None, "gone"), ("GM0153", 202001, 5, 7, "changed")]
    assert shown("GM0153", [202001, 202002]) == [(7, "counted"), (1, "counted")]
    assert shown("GM0153", [202001], dt.date(2020, 3, 1)) == [(5, "counted")]
    with pytest.raises(DomainError, match="nog geen cijfers"):
        shown("GM0153", [202001], dt.date(2020, 1, 1))


def test_a_cell_without_a_figure_that_gets_one_is_changed_and_not_new() -> None:
    take_in(table([row("GM0153", "2020MM01", None)]))
    found = take_in(table([row("GM0153", "2020MM01", 0)], LATER)).differences
    assert (found.new, found.changed, found.gone) == (0, 1, 0)


def test_a_preview_keeps_nothing() -> None:
    outcome = preview_release(table(JANUARY), POLICE, actor=COMMAND, now=NOW)
    assert (outcome.differences.new, outcome.number, Release.objects.count()) == (3, None, 0)


def test_the_number_behind_a_column_may_move_and_rows_may_come_in_any_order() -> None:
    take_in(table(JANUARY))
    moved = [row("GM0193", "2020MM02", 3, column="GeregistreerdeMisdrijven_7")]
    moved += [row("GM0153", "2019MM12", 4, column="GeregistreerdeMisdrijven_7")]
    take_in(table(moved, LATER, column="GeregistreerdeMisdrijven_7"))
    assert shown("GM0153", [201912]) == [(4, "counted")]


def test_quarters_are_left_out_and_said_to_be() -> None:
    outcome = take_in(table([*JANUARY, row("GM0153", "2020KW01", 9)]))
    assert (outcome.left_out, outcome.written.cell_count) == (1, 3)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (table(JANUARY, without=frozenset({"SoortMisdrijf"})), "heeft geen kolom SoortMisdrijf"),
        (table(JANUARY, without=frozenset({"WijkenEnBuurten"})), "heeft geen kolom gebieden"),
        (table(JANUARY, without=frozenset({"Perioden"})), "heeft geen kolom perioden"),
        (table(JANUARY, without=frozenset({COUNT})), "heeft geen kolom GeregistreerdeMisdrijven"),
        (table([row("GM0153", "2020MM01", "veel")]), f"Rij 1, {COUNT}: ‘veel’ is geen aantal."),
        (table([row("GM0153", "2020MM01", -1)]), f"Rij 1, {COUNT}: ‘-1’ is geen aantal."),
        (table([row("GM0153", "2020MM01", 1.5)]), "‘1.5’ is geen aantal"),
        (table([row("GM0153", "2020MM01", "2147483648")]), "‘2147483648’ is geen aantal"),
        (table([row("GM0153", "2020MM01", "9" * 5_000)]), f"‘{'9' * 40}…’ is geen aantal."),
        (table([row("GM0153", "2020MM01", "x" * 5_000)]), f"‘{'x' * 40}…’ is geen aantal."),
        (table([row("GM0153", "٢٠٢٠MM01", 1)]), "‘٢٠٢٠MM01’ is geen maand of jaar."),
        (table([row("GM0153", "20٢٠MM01", 1)]), "‘20٢٠MM01’ is geen maand of jaar."),
        (table([row("GM0153", "2020MM01", 1, kind="1.\0")]), "is geen soort"),
        (
            table([*JANUARY, row("GM0153", "2020MM13", 1)]),
            "Rij 4, Perioden: ‘2020MM13’ is geen maand of jaar.",
        ),
        (table([row("Enschede", "2020MM01", 1)]), "‘Enschede’ is geen gebied"),
        (table([row("GM0153", "2020MM01", 1, kind="")]), "is geen soort"),
        (table([*JANUARY, JANUARY[0]]), "GM0153, 1.1.1, 2020MM01 staat er 2 keer in."),
        (table([]), "heeft geen cijfers"),
        (table(JANUARY, "gisteren"), "wanneer de cijfers zijn gepubliceerd"),
        (table(JANUARY, "9999-12-31T23:59:59+00:00"), "gepubliceerd in het jaar 9999; dat kan niet."),
        (table(JANUARY, "0001-01-01T00:00:00+05:00"), "gepubliceerd in het jaar 1; dat kan niet."),
        (table(JANUARY, "1989-12-31T00:00:00"), "gepubliceerd in het jaar 1989; dat kan niet."),
        (table(JANUARY, "2020-01-15T02:00:00"), "Deze versie is van 15 januari 2020; er is al een nieuwere"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(found: Table, said: str) -> None:
    take_in(table([row("GM0153", "2019MM01", 1)], "2020-02-01T00:00:00"))
    with pytest.raises(DomainError) as refused:
        take_in(found)
    assert said in refused.value.message
    assert refused.value.message.endswith("Er is niets gewijzigd.")
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (table(JANUARY, table_id="47018NED"), "De bron zegt dat dit tabel 47018NED is."),
        (table([row("GM0153", "2019JJ00", 1)]), "Er staat geen enkele maand in, maar alleen jaren."),
        (table([row("GM0153", "2099MM01", 1), *JANUARY]), "maar gaan ook over later: 2099MM01."),
        (
            table([row("GM0153", "2020MM03", 1)]),
            "zijn van 15 februari 2020, maar gaan ook over later: 2020MM03.",
        ),
        (table(JANUARY, "2033-01-01T02:00:00"), "gepubliceerd op 1 januari 2033. Die dag moet nog komen."),
    ],
)
def test_what_cannot_be_this_table_is_refused(found: Table, said: str) -> None:
    with pytest.raises(DomainError) as refused:
        take_in(found)
    assert said in refused.value.message
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    "published", ["2020-03-02T12:00:00", "2020-03-31T23:59:59", "2020-03-31T22:30:00+01:00"]
)
def test_a_month_that_had_not_ended_when_it_was_published_is_refused(published: str) -> None:
    said = (
        r"zijn van (2|31) maart 2020, maar gaan ook over een maand die toen nog niet voorbij was: 2020MM03\."
    )
    with pytest.raises(DomainError, match=said):
        take_in(table([row("GM0153", "2020MM02", 1), row("GM0153", "2020MM03", 1)], published))


@pytest.mark.parametrize(
    "published", ["2020-04-01T00:00:01", "2020-03-31T22:30:00+00:00", "2020-04-02T12:00:00"]
)
def test_the_running_year_and_a_month_that_just_ended_and_a_day_of_grace_are_not_ahead(
    published: str,
) -> None:
    lines = [row("GM0153", "2020MM03", 1), row("GM0153", "2020JJ00", 1)]
    take_in(table(lines, published))
    release = Release.objects.get()
    assert (release.first_period, release.last_period) == (202003, 202003), "years beside months do not count"


def test_a_release_that_drops_much_is_refused_unless_somebody_says_that_it_is_right() -> None:
    cells = [(area, month) for area in ("GM0153", "GM0193") for month in range(1, 6)]
    lines = [row(area, f"2019MM{month:02d}", 1) for area, month in cells]
    take_in(table(lines))
    fewer = table([*lines[:1], *lines[3:]], LATER)
    assert preview_release(fewer, POLICE, actor=COMMAND, now=NOW).drops_much
    with pytest.raises(DomainError, match=r"Van de 10 cijfers .* staan er 2 niet meer in\. .*--accept-gone"):
        take_in(fewer, accept_gone=False)
    assert take_in(table([*lines[:1], *lines[2:]], LATER), accept_gone=False).number == 2
    assert take_in(fewer).number == 3


def test_of_many_wrong_rows_the_first_are_named_and_the_rest_counted() -> None:
    with pytest.raises(DomainError, match=r"En nog 10 fouten\."):
        take_in(table([row("GM0153", "2020MM01", "x?")] * 30))


def test_a_duplicate_in_another_block_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [row("GM0153", f"{year}MM{month:02d}", 1) for year in range(1950, 1960) for month in range(1, 13)]
    monkeypatch.setattr("noaber.figures.formats.police_table.BLOCK", 50)
    with pytest.raises(DomainError, match=r"GM0153, 1\.1\.1, 1950MM01 staat er 2 keer in"):
        take_in(table([*lines, lines[0]]))
    assert len(lines) < BLOCK


def test_two_imports_at_once_end_in_one_release(monkeypatch: pytest.MonkeyPatch) -> None:
    where = "noaber.figures.services.releases.write_cells"

    def meanwhile(cells: Cells, folder: Path, **options: bool | None) -> Written:
        monkeypatch.setattr(where, write_cells)
        take_in(table(JANUARY))
        return write_cells(cells, folder, **options)

    monkeypatch.setattr(where, meanwhile)
    with pytest.raises(DomainError, match="Intussen is een andere versie"):
        take_in(table(JANUARY, LATER))
    assert Release.objects.count() == 1


def test_a_disk_that_is_full_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    lines = [
        row(f"GM{area:04d}", f"{year}MM{month:02d}", (area * year * month) % 997)
        for area in range(100, 200)
        for year in range(2000, 2020)
        for month in range(1, 13)
    ]

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        cells = Cells(table(lines), find_columns(table(lines), POLICE))
        with pytest.raises(FiguresRefused, match="niet genoeg ruimte"):
            write_cells(cells, tmp_path)

    assert in_a_fork(limited) == 0


def test_a_disk_that_is_full_at_the_last_step_is_named_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take_in(table(JANUARY))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("noaber.core.files.storing._move_in", full)
    with pytest.raises(DomainError, match=r"niet genoeg ruimte op de schijf .* Er is niets gewijzigd\."):
        take_in(table(JANUARY[:1], LATER))
    assert (Release.objects.count(), SourceTable.objects.get().revision) == (1, 1)


def test_a_file_that_is_gone_is_named_for_who_reads_and_for_who_imports() -> None:
    take_in(table(JANUARY))
    path_of(Release.objects.get().areas).unlink()
    with pytest.raises(DomainError, match="ontbreekt of is beschadigd op de server"):
        shown("GM0153", [202001])
    with pytest.raises(DomainError, match="bestand van versie 1 ontbreekt"):
        take_in(table(JANUARY, LATER))


def test_readers_go_on_while_a_release_is_swapped_in() -> None:
    take_in(table(JANUARY))
    before = Release.objects.get()
    take_in(table([row("GM0153", "2020MM01", 9)], LATER))
    rows = ask("select value from read_parquet($file) where area = 'GM0153'", file=str(path_of(before.areas)))
    assert rows == [(5,)]
    assert shown("GM0153", [202001]) == [(9, "counted")]
    assert Release.objects.get(number=1).published_at.isoformat().startswith(PUBLISHED[:10])
