"""The tables the server offers by itself: population twice, and police figures per neighbourhood.

The populations are invented, except when they are read from a file of the project.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from tests.servers.odata.tables import Dimension, GeneratedRows, Row, Table, Topic, Value

# Municipality -> year -> population; None was never counted, 0 is a real nought.
INVENTED: Mapping[str, Mapping[int, int | None]] = {
    "GM0153": {2018: 158_100, 2019: 158_900, 2020: 159_700, 2021: 160_200},
    "GM0193": {2018: 126_100, 2019: 127_400, 2020: 128_800, 2021: 129_900},
    "GM0277": {2018: 1_640, 2019: 1_650, 2020: 1_655, 2021: 1_660},
    "GM1960": {2018: None, 2019: 50_600, 2020: 51_100, 2021: 51_600},
    "GM9001": {2018: 0, 2019: 0, 2020: 12, 2021: 15},
    "GM0998": {2018: None, 2019: 3, 2020: None, 2021: None},
}
PROVISIONAL = {2021}
OTHER_AREAS = {"NL01": "Nederland", "PV23": "Overijssel (PV)"}


def population_tables(
    figures: Mapping[str, Mapping[int, int | None]] = INVENTED, provisional: set[int] | None = None
) -> list[Table]:
    """70072ned and 03759ned with the same figures."""
    marked = PROVISIONAL if provisional is None else provisional
    years = sorted({year for per_year in figures.values() for year in per_year})
    areas = Dimension(
        "RegioS", "GeoDimension", 6, {**OTHER_AREAS, **{code: f"Gemeente {code}" for code in figures}}
    )
    periods = Dimension(
        "Perioden",
        "TimeDimension",
        8,
        {f"{year}JJ00": (str(year), "Voorlopig" if year in marked else "Definitief") for year in years},
    )
    return [_key_figures(areas, periods, figures, years), _by_sex_and_age(areas, periods, figures, years)]


def populations_from_csv(path: Path) -> list[Table]:
    """The same two tables from a file with code, reference_date, population and status."""
    figures: dict[str, dict[int, int | None]] = {}
    provisional: set[int] = set()
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for line in csv.DictReader(lines):
            year = int(line["reference_date"][:4])
            figures.setdefault(line["code"], {})[year] = (
                int(line["population"]) if line["population"] else None
            )
            if line.get("status", "").lower() in ("provisional", "voorlopig"):
                provisional.add(year)
    return population_tables(figures, provisional)


def large_table(count: int, *, id: str = "47018NED") -> Table:
    """Police figures of ``count`` rows, in CBS order: offence, area, year."""
    offences = ["0.0.0", "1.1.1", "1.4.5", "2.6.10"]
    areas = ["GM0153", "WK015300", "BU01530000", "BU0363AA01"]
    years = [f"{year}JJ00" for year in range(2012, 2026)]

    def make(number: int) -> Row:
        row: dict[str, Value] = {
            "SoortMisdrijf": offences[number * len(offences) // count],
            "WijkenEnBuurten": areas[number // len(years) % len(areas)],
            "Perioden": years[number % len(years)],
            "GeregistreerdeMisdrijven_1": None if number % 7 == 0 else number % 40,
            "Gemeentenaam_2": "Enschede   ",
        }
        return row

    return Table(
        id=id,
        title="Geregistreerde misdrijven per wijk en buurt",
        dimensions=[
            Dimension("SoortMisdrijf", "Dimension", 6, {key: key for key in offences}),
            Dimension("WijkenEnBuurten", "GeoDetail", 10, {key: key for key in areas}),
            Dimension("Perioden", "TimeDimension", 8, {key: key[:4] for key in years}),
        ],
        topics=[
            Topic("GeregistreerdeMisdrijven_1", "Geregistreerde misdrijven"),
            Topic("Gemeentenaam_2", "Gemeentenaam", unit=""),
        ],
        rows=GeneratedRows(count, make),
    )


def _key_figures(
    areas: Dimension, periods: Dimension, figures: Mapping[str, Mapping[int, int | None]], years: list[int]
) -> Table:
    rows: list[Row] = []
    for code in areas.items:
        for year in years:
            count = _count(figures, code, year)
            rows.append(
                {
                    "RegioS": code,
                    "Perioden": f"{year}JJ00",
                    "TotaleBevolking_1": count,
                    "Mannen_2": None if count is None else count // 2,
                    "GemiddeldAantalInwoners_51": count,
                }
            )
    return Table(
        id="70072ned",
        title="Regionale kerncijfers Nederland",
        period=f"{years[0]} - {years[-1]}",
        dimensions=[areas, periods],
        topics=[
            Topic("TotaleBevolking_1", "Totale bevolking", group="Bevolkingssamenstelling op 1 januari"),
            Topic("Mannen_2", "Mannen", group="Bevolkingssamenstelling op 1 januari"),
            Topic("GemiddeldAantalInwoners_51", "Gemiddeld aantal inwoners", group="Bevolkingsontwikkeling"),
        ],
        rows=rows,
    )


SEXES = {"T001038": "Totaal mannen en vrouwen", "3000": "Mannen", "4000": "Vrouwen"}
AGES = {"10000": "Totaal", "10010": "0 jaar"}
MARITAL_STATUSES = {"T001019": "Totaal burgerlijke staat", "1010": "Ongehuwd"}


def _by_sex_and_age(
    areas: Dimension, periods: Dimension, figures: Mapping[str, Mapping[int, int | None]], years: list[int]
) -> Table:
    rows: list[Row] = []
    for sex in SEXES:
        for age in AGES:
            for status in MARITAL_STATUSES:
                is_total = (sex, age, status) == ("T001038", "10000", "T001019")
                rows += [
                    {
                        "Geslacht": sex,
                        "Leeftijd": age,
                        "BurgerlijkeStaat": status,
                        "RegioS": code,
                        "Perioden": f"{year}JJ00",
                        "BevolkingOp1Januari_1": _count(figures, code, year) if is_total else 1,
                        "GemiddeldeBevolking_2": 2,
                    }
                    for code in areas.items
                    for year in years
                ]
    return Table(
        id="03759ned",
        title="Bevolking op 1 januari en gemiddeld; geslacht, leeftijd en regio",
        period=f"{years[0]} - {years[-1]}",
        dimensions=[
            Dimension("Geslacht", "Dimension", 7, SEXES),
            Dimension("Leeftijd", "Dimension", 5, AGES),
            Dimension("BurgerlijkeStaat", "Dimension", 7, MARITAL_STATUSES),
            areas,
            periods,
        ],
        topics=[
            Topic("BevolkingOp1Januari_1", "Bevolking op 1 januari"),
            Topic("GemiddeldeBevolking_2", "Gemiddelde bevolking"),
        ],
        rows=rows,
    )


def _count(figures: Mapping[str, Mapping[int, int | None]], code: str, year: int) -> int | None:
    """The count of a municipality, or of a wider area as the sum of what it holds."""
    if code in figures:
        return figures[code].get(year)
    return sum(per_year.get(year) or 0 for per_year in figures.values())
