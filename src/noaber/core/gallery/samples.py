"""The example content of the gallery at ``/stijl/``: invented, and marked so on the page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from django import forms
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.conflict import ConflictPage, Disputed, conflict_page
from noaber.core.components.filters import ChoiceFilter, DateFilter, Filter, TextFilter
from noaber.core.components.form_fields import DutchDateField, EuroField
from noaber.core.components.frame import Action, PageHeading, ThreadPlace
from noaber.core.components.status import Status, Tone
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Notice, Progress, Tab, Tabs
from noaber.core.errors import Conflict, FieldClash

_PLACES: Final = (
    ("Voorbeeldstad", "Noord", 98_581, 690_067, date(2019, 11, 12), "ok"),
    ("'s-Heerenbeek", "Zuid", 27_568, 192_976, date(2019, 10, 3), "ok"),
    ("Ëlderveen", "Noord", 160_047, 1_120_329, None, "current"),
    ("De Lutte-Oost", "Oost", 9_317, 65_219, date(2019, 9, 26), "ok"),
    ("Kerkdorp", "Zuid", 1_700, 11_900, None, "danger"),
    ("Waterhoek", "Oost", 44_137, 308_959, date(2019, 12, 17), "warning"),
    ("Heidebroek", "Noord", 72_729, 509_103, None, "neutral"),
)
_WORDS: Final = {"ok": "Besloten", "current": "Nu aan de beurt", "danger": "Te laat", "warning": "Voorbehoud"}


def place_columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Gemeente"), "link"),
        Column("district", _("District")),
        Column("population", _("Inwoners"), "number", is_totalled=True),
        Column("share", _("Aandeel"), "percentage", decimals=1),
        Column("contribution", _("Bijdrage"), "money", is_totalled=True),
        Column("decided_on", _("Besluit"), "date"),
        Column("status", _("Stand"), "status"),
    )


def place_rows() -> list[Row]:
    whole = sum(place[2] for place in _PLACES)
    return [
        {
            "name": name,
            "url": "#tabel-gemeenten",
            "district": district,
            "population": population,
            "share": Decimal(population) / whole,
            "contribution": cents,
            "decided_on": decided_on,
            "status": Status(_WORDS.get(tone, "Nog niet gevraagd"), _tone(tone)),
        }
        for name, district, population, cents, decided_on, tone in _PLACES
    ]


def _tone(word: str) -> Tone:
    known: dict[str, Tone] = {"ok": "ok", "current": "current", "danger": "danger", "warning": "warning"}
    return known.get(word, "neutral")


def place_filters() -> tuple[Filter, ...]:
    return (
        TextFilter(("name", "district"), _("Zoek op naam")),
        ChoiceFilter("district", _("District"), "district"),
        DateFilter("decided_on", _("Besloten vanaf"), "besloten-vanaf"),
    )


def heading() -> PageHeading:
    return PageHeading(
        title=_("Wat de schermen delen"),
        kicker=_("Voorbeeld"),
        intro=_("Elk onderdeel van de schermen, in elke stand. Alles op deze pagina is verzonnen."),
        place=ThreadPlace(6, 11, _("Besluiten van 76 gemeenten en 3 partners")),
        asked=_("Neem een besluit over de bijdrage 2020-2023"),
        asked_url="#tabel-gemeenten",
        since=date(2019, 1, 28),
        due_on=date(2019, 11, 15),
        actions=(
            Action(_("Besluit vastleggen"), "#formulier", "primary"),
            Action(_("Volg de draad"), "#draad"),
        ),
    )


class SampleForm(forms.Form):
    """A field of every kind."""

    name = forms.CharField(label="Naam van het overleg", max_length=80)
    held_on = DutchDateField(label="Datum", help_text="Bijvoorbeeld 28-1-2019")
    amount = EuroField(label="Bedrag in euro", required=False)
    seats = forms.IntegerField(label="Aantal zetels", min_value=1)
    district = forms.ChoiceField(label="District", choices=[("n", "Noord"), ("o", "Oost"), ("z", "Zuid")])
    kind = forms.ChoiceField(
        label="Wat vraagt u",
        widget=forms.RadioSelect,
        choices=[("instemmen", "Instemmen"), ("kennisnemen", "Kennisnemen"), ("advies", "Adviseren")],
    )
    partners = forms.MultipleChoiceField(
        label="Welke partners doen mee",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("politie", "Politie"), ("om", "OM"), ("riec", "RIEC")],
        help_text="Kies er zoveel als u wilt.",
    )
    remark = forms.CharField(label="Toelichting", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    paper = forms.FileField(label="Bijlage", required=False, help_text="PDF, ODT of XLSX, hoogstens 20 MB.")
    is_final = forms.BooleanField(label="Ik heb gecontroleerd dat dit klopt")


def sample_form(*, is_filled_in: bool = False) -> SampleForm:
    """An untouched form, or one that somebody sent half filled in."""
    if not is_filled_in:
        return SampleForm(prefix="leeg")
    typed = {"fout-name": "", "fout-held_on": "30-2-2019", "fout-seats": "0", "fout-district": "n"}
    return SampleForm(typed, prefix="fout")


def notices() -> tuple[Notice, ...]:
    return (
        Notice(_("Het besluit is vastgelegd. De bijdrage van 2020 staat klaar."), "ok", _("Opgeslagen")),
        Notice(_("De cijfers van 2025 zijn voorlopig en kunnen nog veranderen."), "info", _("Voorlopig")),
        Notice(
            _("Deze zetels zijn binnenkort leeg:"),
            "warning",
            _("Termijn loopt af"),
            points=(
                _("Bestuurlijke Begeleidingsgroep, district Oost (1 maart 2019)"),
                _("Expertteam Cyber (5 april 2019)"),
            ),
            action=Action(_("Bekijk alle vacatures"), "#meldingen"),
        ),
        Notice(
            _("Rij 14 heeft een gemeentecode die twee keer voorkomt. Er is niets gewijzigd."),
            "danger",
            _("Niet ingelezen"),
        ),
        Notice(_("Dit overleg is informeel en kan niet besluiten."), "neutral"),
    )


def facts() -> DefinitionList:
    return DefinitionList(
        (
            Definition(_("CBS-code"), "GM9998"),
            Definition(_("District"), "Noord", url="#feiten"),
            Definition(_("Inwoners"), "98.581", note=_("1 januari 2019, CBS, definitief"), is_number=True),
            Definition(_("Bijdrage 2020"), "€\xa06.900,67", is_number=True),
            Definition(_("Stand"), status=Status(_("Besloten"), "ok")),
            Definition(_("KvK-nummer")),
        )
    )


def statuses() -> tuple[Status, ...]:
    return (
        Status(_("Op orde"), "ok"),
        Status(_("Let op"), "warning"),
        Status(_("Te laat"), "danger"),
        Status(_("Voorlopig"), "info"),
        Status(_("Nog niet begonnen"), "neutral"),
        Status(_("Nu aan de beurt"), "current"),
    )


def tabs() -> Tabs:
    return Tabs(
        _("Onderdelen van dit overleg"),
        (
            Tab(_("Leden"), "#tabs", is_current=True, count="12"),
            Tab(_("Zetels"), "#tabs", count="14"),
            Tab(_("Verslagen"), "#tabs"),
        ),
    )


def progresses() -> tuple[Progress, ...]:
    return (
        Progress(_("Inwonertallen inlezen"), 0, 988, "waiting"),
        Progress(_("Inwonertallen inlezen"), 412, 988, "running", _("Nog ongeveer een halve minuut.")),
        Progress(
            _("Facturen maken"), 76, 76, "finished", result=Action(_("Bekijk 76 facturen"), "#voortgang")
        ),
        Progress(_("Personen inlezen"), 210, 17_100, "failed", _("Rij 211: 30-2-2019 bestaat niet.")),
    )


def empty_state() -> EmptyState:
    return EmptyState(
        _("Nog geen overleggen"),
        _("Hier komen de overleggen waarin u een zetel hebt."),
        Action(_("Maak het eerste overleg"), "#leeg", "primary"),
    )


def conflict() -> ConflictPage:
    return ConflictPage(
        subject=_("De zetel van district Oost"),
        clashes=(
            FieldClash(_("Vanaf"), "1 maart 2019", "1 februari 2019"),
            FieldClash(_("Plaatsvervanger"), "Burgemeester van Waterhoek", ""),
        ),
        edit_url="#conflict",
        back_url="#conflict",
        stored_by=_("Coördinator van het netwerk"),
        stored_at=datetime(2019, 2, 11, 13, 5, tzinfo=UTC),
    )


def conflict_to_decide() -> ConflictPage:
    phone = Disputed("phone", _("Telefoon"), "0000-222222", "0000-111111", "0000-222222", "0000-111111")
    city = Disputed("city", _("Plaats"), "Waterhoek", "", "Waterhoek", "")
    return conflict_page(
        Conflict(_("Gemeente Waterhoek"), revision=3),
        edit_url="#conflict",
        back_url="#conflict",
        disputed=(phone, city),
        carried={"revision": "3"},
    )
