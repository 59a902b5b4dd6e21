"""The review of 2015-2018 that goes with the memo: its results in our own words, and burglary counted again (R27).

The memo says that burglary fell by 30% in four years and gives no figures. Here it is counted from the figures that
the police registered; what changes with the years that are chosen is said, and that no figure proves an effect.
"""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, PageBreak, Paragraph, Picture
from noaber.core.documents.tables import TableColumn
from noaber.core.rules.dutch import format_number
from noaber.site.demonstration.documents import MEMO, Composed, invented, section
from noaber.site.demonstration.offences import (
    BURGLARY,
    FIRST_YEAR,
    LAST_YEAR,
    SOURCE,
    YEARS,
    change,
    districts,
    offences,
    total,
)

RESULTS: Final = (
    (
        "Regionale stem",
        "De belangen van gemeenten bij een veilige leefomgeving klinken sterker door in de regio.",
    ),
    (
        "Ondermijning",
        (
            "Het Platform Ondermijning stemde de aanvraag van landelijk geld af, bracht in wat gemeenten nodig hebben "
            "en blijft bij de uitvoering betrokken."
        ),
    ),
    (
        "Verward gedrag",
        (
            "Ruim dertig projecten kregen subsidie van ZonMw. Veel zijn klaar. Gemeenten bekijken welke zij overnemen, "
            "zoals street triage uit Deventer en de crisisopvang uit Zwolle."
        ),
    ),
    (
        "Woninginbraken",
        "Alle gemeenten kregen maatregelen tegen inbraak aangeboden. Het aantal inbraken daalde.",
    ),
    (
        "Jeugd",
        "De aanpak van problematische jeugdgroepen is in alle gemeenten bekend en wordt gebruikt waar nodig.",
    ),
    ("Cijfers", "Elke gemeente kan maandelijks de cijfers van de VNG per mail krijgen."),
    ("Motorbendes", "Met een gedeeld beeld treden de partners alerter en meer op dezelfde manier op."),
    ("Hennep", "De partners willen de teelt actiever aanpakken. Er is een regionaal convenant."),
    (
        "Samenwerking",
        "Bestuurders en ambtenaren weten elkaar beter te vinden: met bijeenkomsten, een nieuwsbrief en een website.",
    ),
)
PERIODS: Final = ((2014, 2018), (2015, 2018), (2014, 2017), (2015, 2017))
_WIDTH, _ROW, _LEFT, _RIGHT = 600, 34, 60, 70


def _content() -> Sequence[Block]:
    return [
        *section(
            "Waar wij op terugkijken",
            "Van 2015 tot en met 2018 werkten de gemeenten, politie, OM en RIEC met de eerste veiligheidsstrategie van "
            "Oost-Nederland. De zeven grootste gemeenten betaalden de coördinatie en een deel van de communicatie. Het "
            "werk gebeurde in en voor de hele regio.",
            "De Bestuurlijke Begeleidingsgroep wilde eerst terugkijken, en pas daarna om geld vragen.",
        ),
        Heading("Wat er is bereikt"),
        Paragraph(
            "Het voorstel noemt negen resultaten. Zij komen van de partners samen. Geen van hen kan een resultaat "
            "alleen op zijn naam zetten."
        ),
        DataTable(
            "Resultaten 2015-2018",
            [TableColumn("subject", "Onderwerp"), TableColumn("result", "Wat er is bereikt")],
            [{"subject": subject, "result": result} for subject, result in RESULTS],
            source="het voorstel, paragraaf 2, in eigen woorden",
        ),
        *_burglary(),
        *_caution(),
        *invented(
            "Wat wij meenemen naar de nieuwe periode",
            "Leg bij elk resultaat vast waar het bewijs te vinden is.",
            "Kies vooraf welke jaren en cijfers worden vergeleken.",
            "Houd bij welke gemeente een project van een ander overneemt.",
        ),
    ]


def _burglary() -> list[Block]:
    fell = format_number(-change(BURGLARY, FIRST_YEAR, LAST_YEAR) * 100, decimals=1)
    first, last = (format_number(total(BURGLARY, year)) for year in (FIRST_YEAR, LAST_YEAR))
    return [
        Heading("Woninginbraken nagerekend"),
        Paragraph(
            "Het voorstel zegt dat het aantal woninginbraken in vier jaar met 30% is gedaald. Welke jaren dat zijn, "
            "staat er niet bij. Daarom is het hier nagerekend met wat de politie in de 76 gemeenten registreerde. Deze "
            "aantallen zijn echt."
        ),
        Paragraph(
            f"In {FIRST_YEAR} waren het er {first}, in {LAST_YEAR} nog {last}. Dat is {fell}% minder. Met andere jaren "
            "komt er een ander getal uit, zoals de tabel laat zien."
        ),
        _picture(),
        DataTable(
            "Hoeveel het aantal woninginbraken veranderde, en hoe dat van de jaren afhangt",
            [
                TableColumn("period", "Vergeleken jaren"),
                TableColumn("first", "Eerste jaar", "number"),
                TableColumn("last", "Laatste jaar", "number"),
                TableColumn("change", "Verschil", "percentage"),
            ],
            [
                {
                    "period": f"{first_year} en {last_year}",
                    "first": total(BURGLARY, first_year),
                    "last": total(BURGLARY, last_year),
                    "change": change(BURGLARY, first_year, last_year),
                }
                for first_year, last_year in PERIODS
            ],
            source=SOURCE,
        ),
        _per_district(),
    ]


def _per_district() -> DataTable:
    rows = [
        {
            "district": name,
            **{str(year): total(BURGLARY, year, district=name) for year in YEARS},
            "change": change(BURGLARY, FIRST_YEAR, LAST_YEAR, district=name),
        }
        for name in districts()
    ]
    return DataTable(
        "Woninginbraken per district en jaar",
        [
            TableColumn("district", "District"),
            *(TableColumn(str(year), str(year), "number") for year in YEARS),
            TableColumn("change", f"{FIRST_YEAR}-{LAST_YEAR}", "percentage"),
        ],
        rows,
        totals={
            "district": "Samen",
            **{str(year): total(BURGLARY, year) for year in YEARS},
            "change": change(BURGLARY, FIRST_YEAR, LAST_YEAR),
        },
        source=SOURCE,
    )


def _caution() -> list[Block]:
    return [
        PageBreak(),
        Heading("Wat deze cijfers niet bewijzen"),
        Paragraph("Inbraken daalden. Of dat door de samenwerking komt, is hiermee niet te zeggen:"),
        Bullets(
            [
                "De uitkomst hangt af van de jaren die worden gekozen. Dat geldt ook voor de 30% van het voorstel.",
                "Ook andere misdrijven namen af, zie de tabel hieronder. De daling kan dus een bredere oorzaak hebben.",
                "Er is geen vergelijking met een regio zonder deze samenwerking.",
                "Niet elk misdrijf wordt gemeld. De politie telt alleen wat zij weet.",
            ]
        ),
        DataTable(
            "Vier misdrijven in dezelfde jaren",
            [
                TableColumn("offence", "Misdrijf"),
                TableColumn("first", str(FIRST_YEAR), "number"),
                TableColumn("last", str(LAST_YEAR), "number"),
                TableColumn("change", "Verschil", "percentage"),
            ],
            [
                {
                    "offence": title,
                    "first": total(code, FIRST_YEAR),
                    "last": total(code, LAST_YEAR),
                    "change": change(code, FIRST_YEAR, LAST_YEAR),
                }
                for code, title in offences().items()
            ],
            source=SOURCE,
        ),
        Paragraph(
            "Het zijn de definitieve aantallen zoals zij nu bekend zijn. Op de datum van dit stuk konden die van het "
            "laatste jaar nog veranderen."
        ),
    ]


def _picture() -> Picture:
    counts = {year: total(BURGLARY, year) for year in YEARS}
    told = ", ".join(f"{year} {format_number(count)}" for year, count in counts.items())
    return Picture(
        _bars(counts).encode(),
        "image/svg+xml",
        f"Een liggende balk per jaar met het aantal woninginbraken: {told}.",
        "Woninginbraken in de 76 gemeenten per jaar",
        source=SOURCE,
    )


def _bars(counts: dict[int, int]) -> str:
    """A bar per year, as long as its count."""
    room, most = _WIDTH - _LEFT - _RIGHT, max(counts.values())
    bars = []
    for place, (year, count) in enumerate(counts.items()):
        top, length = place * _ROW, round(room * count / most)
        words = (
            f'<text x="0" y="{top + 21}" font-family="Source Sans 3" font-size="16" fill="#1b2527">'
            f"{escape(str(year))}</text>"
            f'<text x="{_LEFT + length + 8}" y="{top + 21}" font-family="Source Sans 3" font-size="16" fill="#1b2527">'
            f"{escape(format_number(count))}</text>"
        )
        bars.append(f'<rect x="{_LEFT}" y="{top + 4}" width="{length}" height="24" fill="#0b5363"/>{words}')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_ROW * len(counts)}">{"".join(bars)}</svg>'


REVIEW: Final = Composed(
    title="Endterm review 2015-2018 Veiligheidsnetwerk Oost-Nederland",
    status="Ter kennisneming, bijlage 2 bij het voorstel",
    compose=_content,
    sources=(MEMO, SOURCE),
)
