"""What the tile map promises: everyone a tile, neighbours together, north up, the same every time."""

import csv
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.network.rules.tilemap import Tile, place_tiles
from tests.depth import examples

HERE = Path(__file__).parent
Centroids = Mapping[str, tuple[float, float]]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def centroids() -> Centroids:
    rows = read_csv(HERE.parent / "data" / "oost_nederland" / "municipalities.csv")
    return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


@pytest.fixture(scope="module")
def tiles(centroids: Centroids) -> dict[str, Tile]:
    return place_tiles(centroids)


@pytest.fixture(scope="module")
def borders() -> list[tuple[str, str]]:
    """Pairs that really border on each other, from the boundaries of 2019."""
    return [(row["code_a"], row["code_b"]) for row in read_csv(HERE / "data" / "neighbours.csv")]


def touch(one: Tile, other: Tile) -> bool:
    return max(abs(one.row - other.row), abs(one.column - other.column)) == 1


def share(answers: list[bool]) -> float:
    return sum(answers) / len(answers)


def keeps_its_side(
    centroids: Centroids, tiles: Mapping[str, Tile], pairs: list[tuple[str, str]]
) -> list[bool]:
    """For each pair twice: does who lies further north (east) not lie further south (west) on the map?"""
    answers = []
    for one, other in pairs:
        north, east = (centroids[one][axis] - centroids[other][axis] for axis in (0, 1))
        answers.append(north * (tiles[other].row - tiles[one].row) >= 0)
        answers.append(east * (tiles[one].column - tiles[other].column) >= 0)
    return answers


def enclosed_cells(tiles: Mapping[str, Tile]) -> int:
    """Free cells from which no way over free cells leads out of the map."""
    taken = {(tile.row, tile.column) for tile in tiles.values()}
    rows, columns = max(row for row, _ in taken) + 2, max(column for _, column in taken) + 2
    free = {(row, column) for row in range(-1, rows) for column in range(-1, columns)} - taken
    reached = [(-1, -1)]
    free.discard((-1, -1))
    for row, column in reached:
        for beside in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if beside in free:
                free.discard(beside)
                reached.append(beside)
    return len(free)


# --- Oost-Nederland ---


def test_nine_in_ten_real_neighbours_touch(tiles: dict[str, Tile], borders: list[tuple[str, str]]) -> None:
    assert len(borders) == 187
    assert sum(touch(tiles[one], tiles[other]) for one, other in borders) >= 169


def test_north_stays_up_and_east_stays_right(
    centroids: Centroids, tiles: dict[str, Tile], borders: list[tuple[str, str]]
) -> None:
    assert share(keeps_its_side(centroids, tiles, borders)) >= 370 / 374
    assert share(keeps_its_side(centroids, tiles, list(combinations(tiles, 2)))) >= 5655 / 5700


def test_the_map_is_compact(tiles: dict[str, Tile]) -> None:
    assert enclosed_cells(tiles) == 0
    assert all(any(touch(one, other) for other in tiles.values()) for one in tiles.values())
    area = (1 + max(tile.row for tile in tiles.values())) * (1 + max(tile.column for tile in tiles.values()))
    assert area <= 2 * len(tiles)


def test_the_order_of_the_places_does_not_matter(centroids: Centroids, tiles: dict[str, Tile]) -> None:
    again = place_tiles(dict(reversed(list(centroids.items()))))
    assert list(again.items()) == list(tiles.items())


# --- any places ---

spots = st.tuples(st.floats(50.0, 54.0), st.floats(3.0, 8.0))


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(spots, max_size=12))
def test_everyone_gets_a_tile_of_his_own_and_the_map_starts_at_the_corner(
    centres: list[tuple[float, float]],
) -> None:
    tiles = place_tiles({f"P{number:02d}": centre for number, centre in enumerate(centres)})
    assert len(set(tiles.values())) == len(tiles) == len(centres)
    assert min((tile.row for tile in tiles.values()), default=0) == 0
    assert min((tile.column for tile in tiles.values()), default=0) == 0
    assert not tiles or enclosed_cells(tiles) == 0


def test_places_that_lie_in_a_grid_stay_in_it() -> None:
    lattice = {
        f"{row}{column}": (53 - row * 0.1, 6 + column * 0.165) for row in range(5) for column in range(6)
    }
    assert place_tiles(lattice) == {code: Tile(int(code[0]), int(code[1])) for code in lattice}


@pytest.mark.parametrize(
    "centres",
    [
        [(52.0, 6.0)] * 9,
        [(52.0, 6.0 + number / 10) for number in range(9)],
        [(52.0, 6.0), (52.0, 6.1), (12.2, -68.3), (12.2, -68.2)],
    ],
    ids=["one spot", "one line", "far apart"],
)
def test_odd_maps_still_give_everyone_a_tile(centres: list[tuple[float, float]]) -> None:
    tiles = place_tiles({f"P{number}": centre for number, centre in enumerate(centres)})
    assert len(set(tiles.values())) == len(centres)


def test_more_places_than_the_moves_are_for_still_fit() -> None:
    """Over a hundred, a place gets fewer moves than it would like; the country has 342."""
    chance = Random(1).random
    centroids = {f"P{number:03d}": (51 + chance() * 2, 4 + chance() * 3) for number in range(160)}
    tiles = place_tiles(centroids)
    assert len(set(tiles.values())) == 160
    assert share(keeps_its_side(centroids, tiles, list(combinations(tiles, 2)))) > 0.97
