"""Rows that stand for many: `for_each` repeats a row for every municipality or district.

    for_each = municipality        once per municipality; {code} {slug} {name} {district} {district_name}
    for_each = district            once per district; {district} {district_name} {chair}
    for_each = GM0153 GM0193       once per municipality named

A row without `for_each` goes before the rows that others make for the same key, so that an exception is
one line.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.network.services.loading.lines import Line, Problem
from noaber.network.services.loading.shapes import DISTRICTS, MERGERS, MUNICIPALITIES, SHAPES, Shape

Variables = Mapping[str, str]
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Places:
    """The variables of every municipality (by code) and district."""

    municipalities: Mapping[str, Variables]
    districts: tuple[Variables, ...]


def places_in(files: Mapping[str, list[Line]]) -> Places:
    """Gather the variables; a municipality may name its district by code or by name."""
    districts = {line.cells["code"]: line.cells for line in files[DISTRICTS]}
    by_name = {cells["name"]: code for code, cells in districts.items()}
    merged_on = {line.cells["successor"]: line.cells["effective_on"] for line in files[MERGERS]}
    municipalities = {}
    for line in files[MUNICIPALITIES]:
        district = by_name.get(line.cells["district"], line.cells["district"])
        municipalities[line.cells["code"]] = {
            "code": line.cells["code"],
            "name": line.cells["name"],
            "slug": slugify(line.cells["name"]),
            "district": district,
            "district_name": districts.get(district, {}).get("name", ""),
            "valid_from": line.cells.get("valid_from", "") or merged_on.get(line.cells["code"], ""),
            "valid_until": line.cells.get("valid_until", ""),
        }
    return Places(
        municipalities,
        tuple(
            {"district": code, "district_name": cells["name"], "chair": cells.get("chair", "")}
            for code, cells in districts.items()
        ),
    )


def expand(lines: Iterable[Line], name: str, places: Places) -> tuple[list[Line], list[Problem]]:
    """Every line as the rows it stands for."""
    plain: list[Line] = []
    repeated: list[Line] = []
    problems: list[Problem] = []
    for line in lines:
        for_each = line.cells.get("for_each", "")
        if not for_each:
            plain.append(line)
            continue
        made, wrong = _repeat(line, for_each, places)
        repeated += made
        problems += wrong
    exceptions = {_key(line, SHAPES[name]) for line in plain}
    return [*plain, *(line for line in repeated if _key(line, SHAPES[name]) not in exceptions)], problems


def _key(line: Line, shape: Shape) -> tuple[str, ...]:
    return tuple(line.cells.get(column, "") for column in shape.key)


def _repeat(line: Line, for_each: str, places: Places) -> tuple[list[Line], list[Problem]]:
    if for_each == "municipality":
        chosen: list[Variables] = list(places.municipalities.values())
    elif for_each == "district":
        chosen = list(places.districts)
    else:
        unknown = [code for code in for_each.split() if code not in places.municipalities]
        if unknown:
            message = _("onbekend: %(codes)s. Gebruik municipality, district of codes van gemeenten.")
            return [], [line.problem("for_each", message % {"codes": ", ".join(unknown)})]
        chosen = [places.municipalities[code] for code in for_each.split()]
    unfilled = [
        line.problem(column, _("{%(name)s} is hier onbekend.") % {"name": name})
        for column, cell in line.cells.items()
        for name in _PLACE.findall(cell)
        if chosen and name not in chosen[0]
    ]
    return ([], unfilled) if unfilled else ([_filled(line, variables) for variables in chosen], [])


def _filled(line: Line, variables: Variables) -> Line:
    cells = {
        column: _PLACE.sub(lambda match: variables[match[1]], cell) for column, cell in line.cells.items()
    }
    # What belongs to a municipality begins and ends with it, unless the row says otherwise.
    for column in ("valid_from", "valid_until"):
        cells[column] = cells.get(column, "") or variables.get(column, "")
    return replace(line, cells=cells)
