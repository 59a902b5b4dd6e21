"""What stands in the lists: the columns with the words people use for them, an explanation and an example."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noaber.core.documents.sheets import SheetColumn
from noaber.network.models import ImportKind

CLEARED: Final = "(leeg)"
NEWCOMER: Final = "nieuw"
EXAMPLE: Final = "voorbeeld"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list. `is_date`: the cells are dates; `is_required`: the column must be there."""

    key: str
    label: str
    text: str | Promise
    example: str
    synonyms: Sequence[str] = ()
    is_required: bool = False
    is_date: bool = False

    @property
    def for_sheet(self) -> SheetColumn:
        return SheetColumn(self.key, self.label, self.synonyms, self.is_required)


PEOPLE: Final = (
    ListColumn(
        "name",
        "naam",
        _(
            "Hoe de persoon heet. Dezelfde naam met hetzelfde e-mailadres of dezelfde organisatie is dezelfde persoon."
        ),
        "VOORBEELD Adviseur veiligheid van Zwolle",
        ("volledige naam", "persoon"),
        is_required=True,
    ),
    ListColumn(
        "job_title", "functie", _("De functie bij de organisatie."), "Adviseur veiligheid", ("job title",)
    ),
    ListColumn(
        "organisation",
        "organisatie",
        _("De code van de organisatie waar de persoon werkt; zie het blad Codes."),
        "GM0193",
        ("organisatiecode", "code organisatie", "gemeentecode", "employer", "organisation_code"),
    ),
    ListColumn(
        "email",
        "e-mailadres",
        _("Het zakelijke adres."),
        "veiligheid@zwolle.invalid",
        ("e-mail", "mail", "email"),
    ),
    ListColumn(
        "phone",
        "telefoon",
        _("Cijfers, zoals 053 481 8181; hoogstens 20 tekens."),
        "",
        ("telefoonnummer", "tel"),
    ),
    ListColumn(
        "post",
        "zetel",
        _("De code van een zetel of functie; zie het blad Codes. Meer zetels: zet de persoon op meer rijen."),
        "GM0193:contact",
        ("zetelcode", "code zetel", "post_code"),
    ),
    ListColumn(
        "first_day",
        "zetel vanaf",
        _("De eerste dag in de zetel. Leeg: de datum waarop de hele lijst ingaat."),
        "1-1-2019",
        ("vanaf", "valid_from", "begindatum"),
        is_date=True,
    ),
    ListColumn(
        "last_day",
        "zetel tot en met",
        _("De laatste dag in de zetel. Leeg: zoals het is; bij een nieuwe zetel de termijn die erbij hoort."),
        "",
        ("tot en met", "t/m", "zetel t/m", "einddatum"),
        is_date=True,
    ),
    ListColumn(
        "on_behalf_of",
        "namens",
        _("De code van de organisatie namens wie. Leeg: waar de persoon werkt."),
        "GM0193",
        ("namens organisatie",),
    ),
    ListColumn(
        "is_substitute",
        "plaatsvervanger",
        _("ja of nee. Leeg: zoals het is; bij een nieuwe zetel nee."),
        "nee",
    ),
    ListColumn(
        "key",
        "nummer",
        _(
            "Het nummer van de persoon in het register; laat het staan. Schrijf ‘nieuw’ als het een ander is met "
            "dezelfde naam."
        ),
        "",
        ("persoonsnummer", "person_id", "id"),
    ),
)

ORGANISATIONS: Final = (
    ListColumn(
        "code",
        "code",
        _(
            "De code van de organisatie: hoofdletters, cijfers en streepjes. Een gemeente heeft haar CBS-code."
        ),
        "VOORBEELD",
        ("organisatiecode", "cbs-code", "gemeentecode"),
        is_required=True,
    ),
    ListColumn(
        "kind",
        "soort",
        _(
            "gemeente, politie, Openbaar Ministerie, RIEC of andere partner. Verplicht als de organisatie nieuw is."
        ),
        "andere partner",
    ),
    ListColumn(
        "name", "naam", _("Verplicht als de organisatie nieuw is."), "Voorbeeldorganisatie", is_required=True
    ),
    ListColumn("district", "district", _("De naam of de code van het district."), "Twente"),
    ListColumn("province", "provincie", _("Provincie."), "Overijssel"),
    ListColumn("street", "straat en huisnummer", _("Adres."), "Voorbeeldstraat 1", ("straat", "adres")),
    ListColumn("postcode", "postcode", _("Zoals 7511 AB."), "7511 AB"),
    ListColumn("city", "plaats", _("Plaats."), "Enschede", ("woonplaats", "vestigingsplaats")),
    ListColumn("oin", "OIN", _("20 cijfers; geef de cel het type tekst."), ""),
    ListColumn("kvk", "KvK-nummer", _("8 cijfers; geef de cel het type tekst."), "", ("kvk",)),
    ListColumn("e_invoice_scheme", "schema e-factuuradres", _("0190 (OIN) of 0106 (KvK)."), "", ("schema",)),
    ListColumn("e_invoice_id", "e-factuuradres", _("Het nummer waarop e-facturen binnenkomen."), ""),
    ListColumn("email", "e-mailadres", _("Algemeen adres."), "info@voorbeeld.invalid", ("e-mail", "mail")),
    ListColumn(
        "phone",
        "telefoon",
        _("Algemeen nummer, zoals 053 481 8181; hoogstens 20 tekens."),
        "",
        ("telefoonnummer",),
    ),
    ListColumn("website", "website", _("Begint met https://."), "https://voorbeeld.invalid", ("site",)),
)

POPULATIONS: Final = (
    ListColumn("code", "gemeentecode", _("De CBS-code van de gemeente."), "GM0193", is_required=True),
    ListColumn(
        "reference_date", "peildatum", _("Meestal 1 januari."), "1-1-2019", is_date=True, is_required=True
    ),
    ListColumn(
        "population", "inwoners", _("Een heel getal. Leeg: er is geen cijfer."), "127497", is_required=True
    ),
    ListColumn(
        "status", "status", _("vastgesteld (of definitief) of voorlopig."), "definitief", is_required=True
    ),
    ListColumn("source", "bron", _("Waar het cijfer vandaan komt."), "CBS 70072ned", is_required=True),
)

COLUMNS: Final = {
    ImportKind.PEOPLE: PEOPLE,
    ImportKind.ORGANISATIONS: ORGANISATIONS,
    ImportKind.POPULATIONS: POPULATIONS,
}


def as_cell_message(sentence: str) -> str:
    """A sentence of a form as it stands behind a cell: no capital, no full stop.

    >>> as_cell_message("Een OIN heeft 20 cijfers.")
    'een OIN heeft 20 cijfers'
    """
    text = sentence.strip().removesuffix(".")
    return text[:1].lower() + text[1:]
