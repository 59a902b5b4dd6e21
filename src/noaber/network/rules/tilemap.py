"""A map of square tiles, one per place, on which neighbours stay neighbours and north stays up.

Every municipality gets the same room, however large its area, so that the small ones can be seen and named.
All that is needed is the centre of each place. Who borders on whom is not in the data; it is estimated from
the centres: two places are near neighbours when no third lies between them. Each pair of near neighbours then
pulls its tiles together and in the right direction; simulated annealing finds a grid that suits most of them.

The projection is the plainest there is: longitude is shrunk by the cosine of the mean latitude, so that a
kilometre east is as long as a kilometre north. Good for an area the size of the Netherlands.

The same centres always give the same map: chance comes from a fixed seed.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

# A third place stands between two others when it sees them at an angle with a lower cosine (123 degrees).
_BETWEEN = -0.55
_NEAREST = 24  # of each place only so many others are looked at
# What is wished, against 1 for a pair with one tile between them (tuned on the borders of Oost-Nederland).
_PER_TILE_APART = 0.5  # each further tile between a pair
_DIAGONAL = 0.15  # a pair that touches by its corners
_DIRECTION = 0.6  # a pair turned a quarter; the double when it lies the other way round
_STRAYING = 0.1  # a tile one cell from where its place would be, growing with the square
_DIRECTIONS = 32  # told apart when the cost of a pair is looked up

_TRIES, _MOVES_PER_PLACE, _MOST_MOVES = 4, 600, 60_000
_SHIFTS = 0.5  # part of the moves that push a row; the others swap two
_HOT, _COLD = 0.8, 0.08  # the cost that a move may add, at the start and at the end
_ROOM_PER_PLACE = 8  # cells of the grid for each place, at most

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tile:
    """A place in the grid; row 0 is the northernmost, column 0 the westernmost."""

    row: int
    column: int


def place_tiles(centroids: Mapping[str, tuple[float, float]]) -> dict[str, Tile]:
    """Give each place a tile of its own, from its centre (latitude, longitude in degrees), in order of code.

    >>> place_tiles({"Zwolle": (52.51, 6.10), "Arnhem": (51.98, 5.91), "Nijmegen": (51.84, 5.85)})
    {'Arnhem': Tile(row=1, column=0), 'Nijmegen': Tile(row=2, column=0), 'Zwolle': Tile(row=0, column=0)}
    """
    if not centroids:
        return {}
    codes = sorted(centroids)
    points = _project([centroids[code] for code in codes])
    pairs = list(_near_neighbours(points))
    plan = _plan(points, pairs)
    best = min((_annealed(plan, seed) for seed in range(_TRIES)), key=_Board.cost)
    cells = [divmod(position, plan.stride) for position in best.position]
    top, left = min(row for row, _ in cells), min(column for _, column in cells)
    return {code: Tile(row - top, column - left) for code, (row, column) in zip(codes, cells, strict=True)}


def _project(centroids: Sequence[_Point]) -> list[_Point]:
    """East and south of each place in degrees of latitude."""
    mean_latitude = math.fsum(latitude for latitude, _ in centroids) / len(centroids)
    shrink = math.cos(math.radians(mean_latitude))
    return [(longitude * shrink, -latitude) for latitude, longitude in centroids]


# --- who is near whom ---


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two near neighbours; ``weight`` runs from 1 (nobody near the line between them) to 0."""

    one: int
    other: int
    weight: float
    distance: float


def _near_neighbours(points: Sequence[_Point]) -> Iterator[_Pair]:
    for one, start in enumerate(points):
        by_distance = sorted(
            (math.dist(start, point), place) for place, point in enumerate(points) if place != one
        )
        for rank, (distance, other) in enumerate(by_distance[:_NEAREST]):
            if one < other:
                # Only who is nearer to the one than the other is can stand between them.
                between = (points[third] for _, third in by_distance[:rank])
                openness = _openness(start, points[other], between)
                if openness > _BETWEEN:
                    yield _Pair(one, other, min(1.0, 1 - openness / _BETWEEN), distance)


def _openness(start: _Point, end: _Point, between: Iterator[_Point]) -> float:
    """The lowest cosine of the angle at which any third place sees the two; 1 when there is none."""
    lowest = 1.0
    for x, y in between:
        to_start, to_end = (start[0] - x, start[1] - y), (end[0] - x, end[1] - y)
        lengths = math.hypot(*to_start) * math.hypot(*to_end)
        if lengths:
            lowest = min(lowest, (to_start[0] * to_end[0] + to_start[1] * to_end[1]) / lengths)
            if lowest <= _BETWEEN:
                break
    return lowest


# --- the grid ---


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every try shares: the grid, and what each wish costs.

    A position is ``row * stride + column``; the stride is so wide that differences of positions are unique.
    """

    rows: int
    columns: int
    cells: frozenset[int]
    straying: list[list[float]]  # by place and position: how far from where it wants to be
    neighbours: list[list[tuple[int, list[float], float]]]  # by place: the other, costs by difference, weight

    @property
    def stride(self) -> int:
        return 2 * self.columns


def _plan(points: Sequence[_Point], pairs: Sequence[_Pair]) -> _Plan:
    wanted, rows, columns = _fit(points, pairs)
    stride = 2 * columns
    tables = [_pair_costs(rows, columns, 2 * math.pi * number / _DIRECTIONS) for number in range(_DIRECTIONS)]
    neighbours: list[list[tuple[int, list[float], float]]] = [[] for _ in points]
    for pair in pairs:
        for place, other in ((pair.one, pair.other), (pair.other, pair.one)):
            (x, y), (other_x, other_y) = points[place], points[other]
            turn = math.atan2(other_y - y, other_x - x) / (2 * math.pi)
            neighbours[place].append((other, tables[round(turn * _DIRECTIONS) % _DIRECTIONS], pair.weight))
    straying = [
        [_STRAYING * ((column - x) ** 2 + (row - y) ** 2) for row in range(rows) for column in range(stride)]
        for x, y in wanted
    ]
    cells = frozenset(row * stride + column for row in range(rows) for column in range(columns))
    return _Plan(rows, columns, cells, straying, neighbours)


def _fit(points: Sequence[_Point], pairs: Sequence[_Pair]) -> tuple[list[_Point], int, int]:
    """Where each place wants to be, in tiles, on a grid with a margin; and its rows and columns."""
    lengths = sorted(pair.distance for pair in pairs if pair.weight > 0.5 and pair.distance) or [1.0]
    west, north = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - west, max(y for _, y in points) - north
    tiles = 1 / lengths[len(lengths) // 2]
    # Places in far-apart clusters must not make a grid of mostly nothing.
    while (width * tiles + 6) * (height * tiles + 6) > _ROOM_PER_PLACE * len(points) + 64:
        tiles *= 0.9
    wanted = [((x - west) * tiles + 2.5, (y - north) * tiles + 2.5) for x, y in points]
    # Everyone must fit, also when all want the same spot.
    room = math.ceil(math.sqrt(len(points)))
    return wanted, max(room, math.ceil(height * tiles)) + 6, max(room, math.ceil(width * tiles)) + 6


def _pair_costs(rows: int, columns: int, direction: float) -> list[float]:
    """What a pair that should lie in ``direction`` costs, by the difference of its positions.

    A difference below zero counts from the end of the list, as Python does.
    """
    stride = 2 * columns
    costs = [0.0] * (2 * rows * stride)
    for south in range(1 - rows, rows):
        for east in range(1 - columns, columns):
            apart = max(abs(south), abs(east))
            if apart:
                gap = 1 + _PER_TILE_APART * (apart - 2) if apart > 1 else _DIAGONAL * (south != 0 != east)
                turned = 1 - math.cos(math.atan2(south, east) - direction)
                # Rounded, so that another machine's last digit does not lead to another map.
                costs[south * stride + east] = round(gap + _DIRECTION * turned, 6)
    return costs


class _Board:
    """Who is where in one try."""

    def __init__(self, plan: _Plan) -> None:
        """Put every place in the free cell nearest to where it wants to be, who can be nearest first."""
        self.plan = plan
        self.position = [0] * len(plan.straying)
        self.place_at: dict[int, int] = {}
        free = sorted(plan.cells)
        for place in sorted(range(len(plan.straying)), key=lambda place: min(plan.straying[place])):
            nearest = min(free, key=plan.straying[place].__getitem__)
            free.remove(nearest)
            self.position[place] = nearest
            self.place_at[nearest] = place

    def cost_of(self, place: int) -> float:
        """What it costs that this place is where it is."""
        position, here = self.position, self.position[place]
        cost = self.plan.straying[place][here]
        for other, costs, weight in self.plan.neighbours[place]:
            cost += weight * costs[position[other] - here]
        return cost

    def cost(self) -> float:
        return math.fsum(self.cost_of(place) for place in range(len(self.position)))

    def put(self, places: Sequence[int], cells: Sequence[int]) -> None:
        """Move places to cells that are free or left by one of them."""
        for place in places:
            del self.place_at[self.position[place]]
        for place, cell in zip(places, cells, strict=True):
            self.position[place] = cell
            self.place_at[cell] = place


# --- the search ---


def _annealed(plan: _Plan, seed: int) -> _Board:
    board, chance = _Board(plan), Random(seed).random  # noqa: S311 (a map, not a secret)
    many = len(board.position)
    moves = min(_MOST_MOVES, _MOVES_PER_PLACE * many)
    cooling = math.log(_COLD / _HOT) / moves
    steps = _steps(plan)
    for done in range(moves):
        place = int(chance() * many)
        step = steps[int(chance() * 8)]
        places, cells = (_shift if chance() < _SHIFTS else _swap)(board, place, step)
        if places:
            _try_move(board, places, cells, _HOT * math.exp(cooling * done), chance)
    _close_holes(board)
    return board


def _steps(plan: _Plan) -> list[int]:
    """From a cell to the eight around it, as differences of positions."""
    return [south * plan.stride + east for south in (-1, 0, 1) for east in (-1, 0, 1) if south or east]


def _swap(board: _Board, place: int, step: int) -> tuple[list[int], list[int]]:
    """Change places with who is there, or take the cell when it is free."""
    here, there = board.position[place], board.position[place] + step
    if there not in board.plan.cells:
        return [], []
    other = board.place_at.get(there)
    return ([place], [there]) if other is None else ([place, other], [there, here])


def _shift(board: _Board, place: int, step: int) -> tuple[list[int], list[int]]:
    """Push everyone in the way one cell on, up to the first free cell."""
    places, cells = list[int](), list[int]()
    cell = board.position[place]
    while cell in board.place_at:
        places.append(board.place_at[cell])
        cell += step
        cells.append(cell)
    return (places, cells) if cell in board.plan.cells else ([], [])


def _try_move(
    board: _Board, places: list[int], cells: list[int], temperature: float, chance: Callable[[], float]
) -> None:
    """Make a move when it is no worse, or when chance allows it at this temperature."""
    came_from = [board.position[place] for place in places]
    before = sum(map(board.cost_of, places))
    board.put(places, cells)
    worse = sum(map(board.cost_of, places)) - before
    if worse > 0 and chance() >= math.exp(-worse / temperature):
        board.put(places, came_from)


def _close_holes(board: _Board) -> None:
    """Pull a row of tiles into each free cell that the map encloses, from the side where that costs least."""
    steps = _steps(board.plan)
    for _ in board.position:
        holes = _enclosed(board)
        if not holes:
            return
        rows = [row for step in steps if (row := _pull(board, min(holes), step))[0]]
        board.put(*min(rows, key=lambda row: _cost_after(board, *row)))


def _pull(board: _Board, hole: int, step: int) -> tuple[list[int], list[int]]:
    """Bring everyone on the line that starts at the hole one cell nearer."""
    places, cells, cell = list[int](), list[int](), hole
    while cell + step in board.place_at:
        places.append(board.place_at[cell + step])
        cells.append(cell)
        cell += step
    return places, cells


def _cost_after(board: _Board, places: list[int], cells: list[int]) -> float:
    """What a move would add; a hole counts for more than anything else."""
    came_from = [board.position[place] for place in places]
    before, holes = sum(map(board.cost_of, places)), len(_enclosed(board))
    board.put(places, cells)
    added = sum(map(board.cost_of, places)) - before + 100 * (len(_enclosed(board)) - holes)
    board.put(places, came_from)
    return added


def _enclosed(board: _Board) -> set[int]:
    """The free cells from which no way over free cells, side by side, leads to the edge of the grid."""
    free = set(board.plan.cells) - board.place_at.keys()
    way_out = [cell for cell in free if cell < board.plan.columns]
    free.difference_update(way_out)
    while way_out:
        cell = way_out.pop()
        for step in (1, -1, board.plan.stride, -board.plan.stride):
            if cell + step in free:
                free.remove(cell + step)
                way_out.append(cell + step)
    return free
