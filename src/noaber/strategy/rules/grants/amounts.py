"""Finding amounts of money in free text: they belong with finance, which points at a grant file.

What a text counts is no amount when it says of what: inhabitants, kilometres, tons of waste. Who meant something
else says so in the form, and goes on.
"""

import re
from typing import Final

_FIGURES: Final = r"(?<![\d.,])(?:\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?|\d+(?:[,.]\d{1,2})?)"
_PARTS: Final = (
    "een|één|eén|twee|twin|drie|der|vier|veer|vijf|zes|zeven|acht|tach|negen|tien|elf|twaalf|tig|honderd|duizend|en|ën|"
    "anderhalve|anderhalf|halve|half"
)
_WORDS: Final = rf"\b(?!en\b)(?:{_PARTS})+"
_SOME: Final = r"\b(?:enkele|paar|tiental(?:len)?|honderdtal|tientallen|honderden|duizenden|enige)"
_NUMBER: Final = rf"(?:{_FIGURES}|{_WORDS}|{_SOME})"
_EURO: Final = r"(?:[€$£]|(?<![^\W\d_])(?:euro(?:'?s)?|eur|dollars?)(?![^\W\d_]))"
_GREAT: Final = r"(?:duizend|mille|ton|miljoen|mln\.?|mio|miljard|mrd\.?)"
# What is counted or weighed, in the words that follow: "3,2 miljoen inwoners", "3 ton afval", "twee ton chemicaliën".
_THINGS: Final = (
    r"(?!\w)(?!\s+(?:\w+e\s+|aan\s+|van\s+de\s+)?(?:"
    r"inwoners?|mensen|burgers|personen|bezoekers|nederlanders|huishoudens|woningen|gezinnen|meldingen|aangiften|"
    r"bewoners|jongeren|kinderen|leerlingen|studenten|ouderen|ondernemers|bedrijven|scholen|adressen|slachtoffers|"
    r"deelnemers|incidenten|zaken|brieven|kaarten|aanvragen|reacties|gemeenten|uur|m2|hectare|"
    r"voertuigen|auto|stuks|pillen|planten|liter|kilo\w*|meter|km|keer|uren|jaar|bestanden|gegevens|records|"
    r"\w*afval|\w*chemicaliën|\w*grondstoffen|\w*drugs|\w*vuurwerk|\w*hennep|\w*puin|grond|zand|mest|asbest|staal|"
    r"goederen|cocaïne|co2|metaal|koper)\b)"
)
# What says by its word that a figure is money: "bedrag 50000", "het budget is 25.000", "85.000 toegekend". A year, a
# day, a postcode or a telephone number beside it is none.
_JOIN: Final = (
    r"(?:\s*[:=]|\s+(?:is|was|wordt|van|ad|à|circa|ca\.?|ongeveer|totaal|samen|ter hoogte van|er|nog|nu|ruim|bijna|"
    r"maximaal|extra|wij|we))*\s*"
)
_IN_WORDS: Final = rf"(?!(?:een|één|eén|der)\b){_WORDS}\b"
_NO_SUM: Final = r"(?!0)(?!(?:19|20)\d\d(?:\d{4})?(?![\d.,]))(?!\d{4}\s?(?-i:[A-Z]{2})\b)"
_YEAR: Final = r"(?:19|20)\d\d(?![\d.,])"
_MUCH: Final = (
    rf"(?<![\d.,-]){_NO_SUM}(?:\d{{1,3}}(?:[. ]\d{{3}})+(?:,\d{{1,2}})?|\d{{4,}}(?:[,.]\d{{1,2}})?)"
    r"(?![\d.,]*\d)"
)
_THOUSANDS: Final = rf"\b(?=\w*(?:duizend|honderd)){_WORDS}\b"
_GIVEN: Final = (
    r"(?:aangevraagd|toegekend|toegezegd|ontvangen|gekregen|verleend|uitgekeerd|betaald|besteed|begroot|beschikbaar|"
    r"goedgekeurd|krijgen|kregen)"
)
_MONEY: Final = (
    r"\b(?:\w*budget|\w*kosten|kost|\w*begroting|\w*financiering|\w*subsidie|\w*bijdrage|\w*dekking|\w*toekenning|"
    rf"\w*vergoeding|(?:begroot|geraamd|geschat)\s+op|vragen|vraagt|vroegen|krijgt|kreeg|betalen|betaalt|{_GIVEN})"
)
_AMOUNT: Final = re.compile(
    rf"{_EURO}\s*{_NUMBER}(?:\s*{_GREAT}(?!\w))?"
    rf"|{_NUMBER}\s*(?:,-\s*)?(?:{_GREAT}|[km])?\s*{_EURO}"
    rf"|(?!een\b|één\b){_NUMBER}\s*(?:euro)?cent(?:en|s)?\b"
    rf"|(?!een\b|één\b){_NUMBER}\s*duizend{_THINGS}"
    rf"|{_NUMBER}\s*(?:miljoen|mln\b\.?|mio\b|miljard|mrd\b\.?){_THINGS}"
    rf"|{_NUMBER}\s*mille\b"
    rf"|(?!een\b|één\b){_NUMBER}\s*ton{_THINGS}"
    rf"|(?<!\w)(?![48]k){_FIGURES}\s?k(?!\w|-?bit)"
    rf"|(?<!\w){_FIGURES}(?-i:M)(?!\w)"
    rf"|{_FIGURES},-(?!\w)"
    rf"|(?<![\d.,])(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{4,}}),\d\d(?!\d){_THINGS}"
    rf"|\b\w*bedrag(?:en)?{_JOIN}(?!{_YEAR})(?:{_FIGURES}|{_IN_WORDS}){_THINGS}"
    rf"|{_MONEY}{_JOIN}(?:{_MUCH}|{_THOUSANDS}){_THINGS}(?:\s*{_EURO})?"
    rf"|(?:{_MUCH}|{_THOUSANDS})(?:\s+(?:is|was|werd|wordt|extra|al|nu|aan))*\s+(?:{_GIVEN}|nodig|subsidie|budget)\b"
    rf"|\b(?:komt|komen|kwam|kwamen|kent|kende)\s+(?:er\s+)?(?:{_MUCH}|{_THOUSANDS})\s+(?:(?:er)?bij|binnen|toe)\b",
    re.IGNORECASE,
)


def amounts_in(text: str) -> tuple[str, ...]:
    """What looks like an amount, in the order of the text.

    >>> amounts_in("Toegekend: € 85.000 en later 1,5 miljoen euro, samen 100 mln")
    ('€ 85.000', '1,5 miljoen euro', '100 mln')
    >>> amounts_in("Wij vragen 3 ton, of 100k; twee miljoen euro, € 5, 25,-, anderhalve ton of EUR 2 mln")
    ('3 ton', '100k', 'twee miljoen euro', '€ 5', '25,-', 'anderhalve ton', 'EUR 2 mln')
    >>> amounts_in("vijfentwintigduizend euro, 50 duizend euro, € twintig en enkele tonnen; een halve ton")
    ('vijfentwintigduizend euro', '50 duizend euro', '€ twintig', 'halve ton')
    >>> amounts_in("bedrag 50000; Subsidiebedrag: 12.500; bedrag vijftigduizend; budget van 25000; vragen 40.000")
    ('bedrag 50000', 'Subsidiebedrag: 12.500', 'bedrag vijftigduizend', 'budget van 25000', 'vragen 40.000')
    >>> amounts_in("50 mille, vijftig mille; promille; 3 per mille")
    ('50 mille', 'vijftig mille')
    >>> amounts_in("Er is 85.000 toegekend voor drie jaar. Toekenning: 85.000; Wij krijgen 1,2M euro of 1,2M")
    ('85.000 toegekend', 'Toekenning: 85.000', '1,2M euro', '1,2M')
    >>> amounts_in("EUR85000 toegekend; 85.000euro binnen; er komt 85 duizend bij; er komt 85.000 bij")
    ('EUR85000', '85.000euro', '85 duizend', 'komt 85.000 bij')
    >>> amounts_in("$5000, 50 cent en 85.000,00; toegekend: veertigduizend; toekenning 85.000")
    ('$5000', '50 cent', '85.000,00', 'toegekend: veertigduizend', 'toekenning 85.000')
    >>> amounts_in("Begroot op 40.000 per gemeente; dekking: 40.000; Wij hebben 40.000 nodig")
    ('Begroot op 40.000', 'dekking: 40.000', '40.000 nodig')
    >>> amounts_in("28.485 inwoners; 1.200 meldingen ontvangen; vragen 7411 GH; krijgen 0570 123456; 85 duizend mensen")
    ()
    >>> amounts_in("toekenning 20200115; subsidie 2020-2023; in 2020 toegekend; op 15-1-2020 ontvangen; 50 centimeter")
    ()
    >>> amounts_in("een bedrag een keer; bedrag der entree; kosten delen; budget 2020; bijdrage van 76 steden")
    ()
    >>> amounts_in("In 2018 vroegen 76 gemeenten met 5 districten samen; 30 projecten; Europa")
    ()
    >>> amounts_in("3 tonnen afval, 3 ton afval, twee ton chemicaliën, een ton met gif, 100 kilometer, 4K-camera")
    ()
    >>> amounts_in("3,2 miljoen inwoners van 2019 tot 2022; een en ander; tien tegen een; de euro; artikel 3.2")
    ()
    """
    return tuple(found.group().strip() for found in _AMOUNT.finditer(text))
