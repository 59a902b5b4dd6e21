"""Boundaries promise: neighbours keep one border, all of a file or nothing, twice is nothing, and the right year."""

import datetime as dt
import sqlite3
from contextlib import closing
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Transformer
from shapely import affinity
from shapely.geometry import shape

from noaber.core.access import COMMAND, Actor
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry
from noaber.network.imports.boundaries import geojson
from noaber.network.imports.boundaries.coverage import LONGITUDE_LATITUDE, RD, coverage
from noaber.network.imports.boundaries.features import Feature, Problems
from noaber.network.models import Boundary, BoundarySet
from noaber.network.queries.boundaries import boundaries
from noaber.network.rules.outline_shapes import GRID, shape_of
from noaber.network.services.boundaries import BoundaryOutcome, import_boundaries, preview_boundaries
from noaber.network.services.mergers import merge_municipalities
from noaber.network.tests.boundary_samples import (
    CODES,
    cell,
    changed,
    feature,
    features,
    moved,
    written,
)
from noaber.network.tests.conftest import NOW, TODAY
from tests.depth import examples

CODE = "gemeentecode"


@pytest.fixture
def register(voorbeeldland: object) -> None:
    """The six municipalities."""


def brought(path: Path, year: int | None = None, source: str = "") -> BoundaryOutcome:
    return import_boundaries(path, year=year, source=source, actor=COMMAND, now=NOW, today=TODAY)


def refused(path: Path, year: int | None = None) -> str:
    """What the refusal says; nothing was kept."""
    with pytest.raises(DomainError) as error:
        brought(path, year)
    assert not BoundarySet.objects.exists()
    return error.value.message


THERE = Transformer.from_crs(LONGITUDE_LATITUDE, RD, always_xy=True)


def to_rd(x: float, y: float) -> tuple[float, float]:
    return THERE.transform(x, y)


def test_the_middle_of_the_grid_is_where_the_kadaster_says() -> None:
    """Amersfoort, the tower of Our Lady: the origin of RD (https://www.nsgi.nl)."""
    x, y = to_rd(5.38720621, 52.15517440)
    assert abs(x - 155_000) < 1
    assert abs(y - 463_000) < 1


@given(bend=st.floats(min_value=-0.01, max_value=0.01), turn=st.floats(min_value=0, max_value=180))
@settings(max_examples=examples(8))
@pytest.mark.parametrize("coarse", [0.0, 0.001])
def test_neighbours_keep_one_border_when_simplified(coarse: float, bend: float, turn: float) -> None:
    """Also where each was made coarser by itself before. What is drawn overlaps nowhere, and covers what was there."""
    found = [shape(each["geometry"]) for each in features()]
    found = [
        affinity.rotate(shapely.transform(each, partial(bent, bend=bend)), turn, origin=(5.2, 52.35))
        for each in found
    ]
    areas = [
        Feature(place, CODES[place], CODES[place], each.simplify(coarse * (1 + place / 10)))
        for place, each in enumerate(found)
    ]
    problems = Problems()
    drawn = coverage(areas, CRS.from_user_input(LONGITUDE_LATITUDE), problems)
    assert not problems.said
    shapes = [shapely.make_valid(shape_of(each)) for each in drawn.outlines.values()]
    together = shapely.union_all(shapes)
    assert sum(each.area for each in shapes) == pytest.approx(together.area, rel=1e-5)
    slits = sum(shapely.Polygon(ring).area for part in shapely.get_parts(together) for ring in part.interiors)
    assert slits < 1e-5 * together.area
    before = shapely.transform(
        shapely.union_all([each.area for each in areas]),
        lambda points: np.column_stack(THERE.transform(points[:, 0], points[:, 1])),
    )
    assert together.area * GRID**2 == pytest.approx(before.area, rel=0.01)
    assert len(drawn.notes) == (2 if coarse else 1)


def bent(points: Any, bend: float) -> Any:
    return points + np.outer(np.sin(points[:, 0] * 40), [0, bend])


@pytest.mark.django_db
@pytest.mark.db
@pytest.mark.usefixtures("register")
class TestImporting:
    def test_without_apply_nothing_is_kept_and_twice_changes_nothing(self, tmp_path: Path) -> None:
        path = written(tmp_path, features())
        said = run(path)
        assert "6 gemeenten" in said
        assert "Met --apply leest u de grenzen in" in said
        assert not BoundarySet.objects.exists()
        assert "De grenzen van 2020 zijn ingelezen: 6 gemeenten" in run(path, "--apply")
        assert "deze grenzen van 2020 waren al ingelezen" in run(path, "--apply")
        assert BoundarySet.objects.count() == 1
        assert Boundary.objects.count() == 6
        entry = AuditEntry.objects.get(verb="network.import_boundaries")
        assert (entry.facts["year"], entry.facts["areas"]) == (2020, 6)

    def test_what_was_taken_in_is_never_changed(self, tmp_path: Path) -> None:
        brought(written(tmp_path, features()))
        for change in (
            lambda: BoundarySet.objects.update(year=1999),
            lambda: Boundary.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                change()

    def test_who_keeps_the_register_may(self, tmp_path: Path) -> None:
        path = written(tmp_path, features())
        with pytest.raises(AccessRefused):
            import_boundaries(path, year=None, source="", actor=Actor(), now=NOW, today=TODAY)
        with pytest.raises(AccessRefused):
            preview_boundaries(path, year=None, source="", actor=Actor(), today=TODAY)

    def test_the_rest_of_the_country_water_and_provinces_are_left_out_and_told(self, tmp_path: Path) -> None:
        east = cell(3, 0)
        found = [
            *(dict(each, properties={**each["properties"], "water": "NEE"}) for each in features()),
            feature("GM9001", "Aardam", cell(0, -1), water="JA"),
            feature("GM0363", "Amsterdam", east),
            feature("PV27", "Noord-Holland", east),
        ]
        outcome = brought(written(tmp_path, found), source=" CBS/Kadaster ")
        assert set(outcome.plan.outlines) == set(CODES)
        said = " ".join(outcome.notes)
        assert "code in ‘gemeentecode’, naam in ‘gemeentenaam’, water in ‘water’" in said
        assert "1 gemeente hoort niet bij het netwerk" in said
        assert "1 rij is water" in said
        assert "1 rij is geen gemeente" in said
        assert BoundarySet.objects.get().source == "CBS/Kadaster"

    def test_islands_are_united_with_their_municipality(self, tmp_path: Path) -> None:
        outcome = brought(written(tmp_path, [*features(), feature("GM9001", "Aardam", cell(0, -2))]))
        assert outcome.plan.outlines["GM9001"].path.count("M") == 2

    def test_what_the_file_lacks_is_told(self, tmp_path: Path) -> None:
        outcome = brought(written(tmp_path, features()[:5]))
        assert "Niet in het bestand, en dus niet op de kaart: Fonteinwijk (GM9006)." in outcome.notes

    def test_coordinates_in_rd_with_and_without_saying_so_are_the_same(self, tmp_path: Path) -> None:
        plain = brought(written(tmp_path, features())).plan.outlines
        in_rd = moved(features(), to_rd)
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
        assert brought(written(tmp_path, in_rd)).plan.outlines == plain
        assert brought(written(tmp_path, in_rd, crs=crs)).plan.outlines == plain

    def test_a_geopackage_gives_the_same_from_the_layer_of_municipalities(self, tmp_path: Path) -> None:
        path = tmp_path / "wijkenbuurten_2020.gpkg"
        areas = np.array([shapely.to_wkb(shape(each["geometry"])) for each in moved(features(), to_rd)])
        codes = np.array(CODES, dtype=object)
        for layer, column in (("gemeenten", codes), ("buurten", codes)):
            pyogrio.raw.write(
                path, areas, [column, np.array(["NEE"] * 6, dtype=object)], ["gemeentecode", "water"],
                layer=layer, geometry_type="Polygon", crs="EPSG:28992", append=path.exists(),
            )  # fmt: skip
        outcome = brought(path)
        assert "GeoPackage, laag gemeenten: 6 rijen." in outcome.notes[0]
        assert outcome.plan.outlines == brought(written(tmp_path, features())).plan.outlines

    def test_a_view_is_no_layer_and_is_never_asked(self, tmp_path: Path) -> None:
        path = tmp_path / "grenzen_2020.gpkg"
        areas = np.array([shapely.to_wkb(shape(each["geometry"])) for each in features()])
        pyogrio.raw.write(
            path, areas, [np.array(CODES, dtype=object)], ["statcode"],
            layer="grenzen", geometry_type="Polygon", crs="EPSG:4326",
        )  # fmt: skip
        with closing(sqlite3.connect(path)) as base, base:
            base.execute(
                "create view gemeenten as with recursive n(fid) as (select 1 union all select fid + 1 from n) "
                "select n.fid, grenzen.geom, grenzen.statcode from n, grenzen"
            )
            for table in ("gpkg_contents", "gpkg_geometry_columns"):
                base.execute(f"create temporary table t as select * from {table}")
                base.execute("update t set table_name = 'gemeenten'")
                if table == "gpkg_contents":
                    base.execute("update t set identifier = 'gemeenten'")
                base.execute(f"insert into {table} select * from t")
                base.execute("drop table t")
        assert "GeoPackage, laag grenzen: 6 rijen." in brought(path).notes[0]

    def test_which_layer_is_asked_where_more_have_municipalities(self, tmp_path: Path) -> None:
        path = tmp_path / "gebieden_2020.gpkg"
        areas = np.array([shapely.to_wkb(shape(each["geometry"])) for each in features()])
        for layer in ("gemeenten_grof", "gemeenten_fijn"):
            pyogrio.raw.write(
                path, areas, [np.array(CODES, dtype=object)], ["statcode"],
                layer=layer, geometry_type="Polygon", crs="EPSG:4326", append=path.exists(),
            )  # fmt: skip
        assert "gemeenten_fijn, gemeenten_grof. Kies met --layer." in refused(path)
        with pytest.raises(CommandError, match="Laag gemeenten is er niet"):
            run(path, "--layer", "gemeenten")
        assert "laag gemeenten_fijn: 6 rijen" in run(path, "--layer", "gemeenten_fijn")
        with pytest.raises(CommandError, match="Laat --layer weg"):
            run(written(tmp_path, features()), "--layer", "gemeenten")

    def test_a_border_that_crosses_itself_is_put_right_and_told(self, tmp_path: Path) -> None:
        def cross(each: dict[str, dict[str, list[list[list[float]]]]]) -> None:
            ring = each["geometry"]["coordinates"][0]
            ring[3], ring[4] = ring[4], ring[3]

        outcome = brought(written(tmp_path, changed(0, cross)))
        assert "De grens kruist zichzelf en is rechtgezet: Aardam." in outcome.notes

    @pytest.mark.parametrize(
        ("place", "change", "said"),
        [
            (2, {"properties": {CODE: "Cederveen"}}, "Rij 3, gemeentecode: ‘Cederveen’ is geen gemeentecode."),
            (2, {"properties": {CODE: None}}, "Rij 3, gemeentecode: ontbreekt."),
            (1, {"geometry": None}, "Rij 2, grens: ontbreekt."),
            (1, {"geometry": {"type": "Point", "coordinates": [5, 52]}}, "Rij 2, grens: ‘Point’ is geen gebied."),
            (
                1,
                {"geometry": {"type": "Polygon", "coordinates": [[[5, 52], [5, "zes"], [6, 52], [5, 52]]]}},
                "Rij 2, grens: ‘zes’ is geen getal.",
            ),
            (
                1,
                {"geometry": {"type": "Polygon", "coordinates": [[[5, 52], [5, 10**400], [6, 52], [5, 52]]]}},
                "Rij 2, grens: heeft een getal dat te groot is.",
            ),
            (
                1,
                {"geometry": {"type": "Polygon", "coordinates": [[[5, 52], [6, 52], [5, 52]]]}},
                "Rij 2, grens: heeft een ring van minder dan vier punten.",
            ),
            (
                1,
                {"geometry": {"type": "Polygon", "coordinates": [[[5, 52], [6, 52], [5, 52], [5, 52]]]}},
                "Rij 2, grens: omsluit geen gebied.",
            ),
            (
                1,
                {"geometry": {"type": "Polygon", "coordinates": [[[9, 48], [10, 48], [10, 49], [9, 48]]]}},
                "Rij 2, grens: ‘Beekstad’ ligt buiten Nederland.",
            ),
            (1, {"properties": {CODE: "GM9001"}}, "GM9001 heet in rij 1 Aardam en in rij 2"),
            (1, {"properties": {CODE: "GM9002", "water": "soms"}}, "Rij 2, water: ‘soms’ is niet JA of NEE."),
            (1, {"properties": {CODE: "GM9002", "jaar": "vorig"}}, "Rij 2, jaar: ‘vorig’ is geen jaar."),
        ],
    )  # fmt: skip
    def test_a_row_that_is_wrong_is_named_and_nothing_is_kept(
        self, tmp_path: Path, place: int, change: dict[str, dict[str, object]], said: str
    ) -> None:
        if "properties" in change and "water" not in change["properties"]:
            change = {"properties": {"gemeentenaam": "Iets anders", **change["properties"]}}
        message = refused(written(tmp_path, changed(place, lambda each: each.update(change))))
        assert said in message
        assert message.endswith("Er is niets gewijzigd.")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("hallo", "geen GeoJSON en geen GeoPackage"),
            ("PK\x03\x04", "Pak het eerst uit"),
            ('{"type":', "geen leesbare JSON: regel 1"),
            ('{"type": NaN}', "geen leesbare JSON"),
            ("{" + '"a":[' * 100_000, "geen leesbare JSON"),
            ('{"type": "Topology"}', "er is geen FeatureCollection"),
            ('{"type": "gdal_streamed_alg", "command_line": "gdal vector info"}', "er is geen FeatureCollection"),
            ('{"type": "FeatureCollection", "features": []}', "Er staan geen gebieden in het bestand"),
            ('{"type": "FeatureCollection", "features": [1]}', "Rij 1 is geen Feature"),
            ('{"type": "FeatureCollection", "features": [{"properties": {}}]}', "Geen kolom met een gemeentecode"),
            ("SQLite format 3\x00" + "x" * 52 + "GPKG" + "x" * 300, "niet te lezen als GeoPackage"),
        ],
    )  # fmt: skip
    def test_a_file_that_is_something_else_is_refused(self, tmp_path: Path, text: str, said: str) -> None:
        assert said in refused(written(tmp_path, text))

    def test_the_same_area_twice_or_of_two_municipalities_is_refused(self, tmp_path: Path) -> None:
        twice = [*features(), feature("GM9002", "Beekstad", cell(1, 0))]
        assert "Beekstad (GM9002) staat er meer dan een keer in: rij 2, 7." in refused(
            written(tmp_path, twice)
        )
        doubled = [*features()[:5], feature("GM9006", "Fonteinwijk", cell(0, 0))]
        assert "GM9001 en GM9006 overlappen elkaar" in refused(written(tmp_path, doubled))

    def test_turned_or_foreign_coordinates_are_named_as_such(self, tmp_path: Path) -> None:
        turned = moved(features(), lambda x, y: (y, x))
        assert "Lengte en breedte staan verwisseld" in refused(written(tmp_path, turned))
        far = moved(features(), lambda x, y: (x + 1e6, y))
        assert "liggen buiten Nederland" in refused(written(tmp_path, far))
        crs = {"type": "name", "properties": {"name": "maanstelsel"}}
        assert "is niet bekend: ‘maanstelsel’" in refused(written(tmp_path, features(), crs=crs))

    def test_of_which_year_is_said_once_and_the_same(self, tmp_path: Path) -> None:
        assert "Zeg het met --year" in refused(written(tmp_path, features(), "gemeenten.geojson"))
        assert "Het jaar 20 kan niet" in refused(written(tmp_path, features()), 20)
        dated = [dict(each, properties={**each["properties"], "jaar": 2019}) for each in features()]
        assert "U zegt 2018, maar kolom jaar zegt 2019" in refused(written(tmp_path, dated), 2018)
        assert brought(written(tmp_path, dated)).plan.year == 2019
        assert brought(written(tmp_path, features(), "gemeenten.geojson"), 2017).plan.year == 2017

    def test_too_large_no_file_a_folder_and_none_of_ours(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for path, said in ((tmp_path / "niets.gpkg", "bestaat niet"), (tmp_path, "is een map")):
            with pytest.raises(CommandError, match=said):
                run(path, "--year", "2020")
        strangers = [feature("GM0363", "Amsterdam", cell(0, 0))]
        assert "Geen enkele gemeente van het netwerk" in refused(written(tmp_path, strangers))
        monkeypatch.setattr(geojson, "LARGEST", 1000)
        assert "hoogstens" in refused(written(tmp_path, features()))


@pytest.mark.django_db
@pytest.mark.db
@pytest.mark.usefixtures("register")
class TestAsking:
    def test_the_last_set_up_to_the_year_counts_or_else_the_first(self, tmp_path: Path) -> None:
        assert boundaries(TODAY) is None
        for year in (2018, 2015):
            brought(written(tmp_path, features()), year)
        asked = {year: boundaries(dt.date(year, 1, 1)) for year in (2014, 2015, 2017, 2018, 2020)}
        assert {year: found and found.year for year, found in asked.items()} == {
            2014: 2015, 2015: 2015, 2017: 2015, 2018: 2018, 2020: 2018,
        }  # fmt: skip
        brought(written(tmp_path, features()[:5]), 2018)
        again = boundaries(TODAY)
        assert again is not None
        assert len(again.outlines) == 5
        assert boundaries(TODAY, known_at=NOW) is None

    def test_who_merged_since_is_drawn_from_who_went_up_in_it(self, tmp_path: Path) -> None:
        brought(written(tmp_path, features()))
        on = dt.date(2021, 1, 1)
        merge_municipalities(
            ["GM9001", "GM9002"], actor=COMMAND, now=NOW, code="GM9010", name="Beekdam", effective_on=on
        )
        before, after = boundaries(on - dt.timedelta(days=1)), boundaries(on)
        assert before is not None
        assert after is not None
        assert "GM9010" not in before.outlines
        joined = after.outlines["GM9010"]
        assert joined.path.count("M") == 1
        one, other = shape_of(after.outlines["GM9001"]), shape_of(after.outlines["GM9002"])
        assert shape_of(joined).area == pytest.approx(one.area + other.area)

    def test_one_question_whatever_the_number_of_areas(
        self, tmp_path: Path, django_assert_num_queries: object
    ) -> None:
        brought(written(tmp_path, features()))
        with django_assert_num_queries(2):  # type: ignore[operator]  # the boundaries, and who merged
            boundaries(TODAY)


def run(path: Path, *options: str) -> str:
    output = StringIO()
    call_command("import_boundaries", str(path), *options, stdout=output)
    return output.getvalue()
