"""What people type about a meeting: its plan, its items, what was decided, who was there, which paper goes out."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.decisions.api import Offer
from noaber.meetings.models import AgendaItem, Release
from noaber.meetings.queries.agendas import ItemRow
from noaber.meetings.queries.attendance import SeatAttendance
from noaber.meetings.queries.sittings import SittingRow
from noaber.meetings.rules.attendance import Presence
from noaber.meetings.services.agendas import ItemText
from noaber.meetings.services.attendance import LONGEST_MOTIVE, Attended
from noaber.meetings.services.sittings import SittingPlan

FEWEST_LINES: Final = 3
PROXIES: Final = 12  # lines to write proxies on; more are seldom, and come by saving once more
TIME_FORMATS: Final = ("%H:%M", "%H.%M", "%H:%M:%S")


class SittingPart(RefusingForm):
    """A form about a meeting; `revision` is what its sender saw."""

    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )

    @property
    def seen(self) -> int:
        seen: int = self.cleaned_data["revision"]
        return seen


class SittingForm(SittingPart):
    """When and where; for a new meeting also of which body."""

    body = forms.ChoiceField(label=gettext_lazy("Overleg"))
    held_on = DutchDateField(label=gettext_lazy("Datum"))
    starts_at = forms.TimeField(
        label=gettext_lazy("Begint om"),
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(attrs={"autocomplete": "off", "placeholder": "14:00"}, format="%H:%M"),
    )
    ends_at = forms.TimeField(
        label=gettext_lazy("Eindigt om"),
        required=False,
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(attrs={"autocomplete": "off", "placeholder": "16:00"}, format="%H:%M"),
    )
    location = forms.CharField(label=gettext_lazy("Plaats"), required=False, max_length=200)
    quorum = forms.IntegerField(
        label=gettext_lazy("Quorum"),
        required=False,
        min_value=0,
        max_value=500,
        help_text=gettext_lazy(
            "Hoeveel stemhebbende zetels bezet moeten zijn. Leeg of 0: meer dan de helft van de bezette zetels."
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        bodies: Sequence[tuple[str, str]] = (),
        known: SittingRow | None = None,
        chosen: str = "",
    ) -> None:
        initial: dict[str, Any] = {"body": chosen, "revision": known.revision if known else 0}
        if known:
            names = ("held_on", "starts_at", "ends_at", "location", "quorum")
            initial |= {name: getattr(known, name) for name in names}
        super().__init__(data, initial=initial)
        if known:
            del self.fields["body"]
        else:
            self.fields["body"].choices = [("", _("Kies een overleg")), *bodies]  # type: ignore[attr-defined]

    @property
    def plan(self) -> SittingPlan:
        typed = self.cleaned_data
        return SittingPlan(
            typed["held_on"],
            typed["starts_at"],
            typed["ends_at"] or None,
            typed["location"],
            typed["quorum"] or 0,
        )


class ItemForm(SittingPart):
    """One item; a new one can be a proposal that waits for the body."""

    consultation = forms.ChoiceField(
        label=gettext_lazy("Voorstel dat op dit overleg wacht"),
        required=False,
        help_text=gettext_lazy("Dan hoeft u geen onderwerp in te vullen."),
    )
    title = forms.CharField(
        label=gettext_lazy("Onderwerp"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Leeg laten kan bij een voorstel: dan staat de titel daarvan er."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Soort"), choices=AgendaItem.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Toelichting"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        revision: int,
        offers: Sequence[Offer] = (),
        known: ItemRow | None = None,
        chosen: str = "",
    ) -> None:
        initial: dict[str, Any] = {"revision": revision, "kind": "discussion", "consultation": chosen}
        if known:
            initial |= {"title": known.title, "kind": known.kind, "text": known.text}
        super().__init__(data, initial=initial)
        if known or not offers:
            del self.fields["consultation"]
            return
        choices = [(str(each.consultation_id), _offered(each)) for each in offers]
        self.fields["consultation"].choices = [("", _("Geen voorstel")), *choices]  # type: ignore[attr-defined]

    @property
    def written(self) -> ItemText:
        typed = self.cleaned_data
        key = typed.get("consultation")
        return ItemText(typed["kind"], typed["title"], typed["text"], uuid.UUID(key) if key else None)


def _offered(each: Offer) -> str:
    return _("%(title)s (eerder aangehouden)") % {"title": each.title} if each.is_deferred else each.title


class TreatmentForm(SittingPart):
    """What was decided on an item, and what was said."""

    decision = forms.CharField(
        label=gettext_lazy("Besluit"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Komt in de besluitenlijst. Standpunten per punt legt u apart vast."),
    )
    minutes = forms.CharField(
        label=gettext_lazy("Verslag"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Noem functies, geen namen: dan kan het verslag openbaar worden."),
    )
    treated_as = forms.IntegerField(
        label=gettext_lazy("Behandeld als hoeveelste punt"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Alleen als de volgorde anders was. Het nummer van het punt blijft."),
    )


class ItemFileForm(SittingPart):
    """A paper of an item, and what it is called there."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy(
            "PDF, Word, Excel of een open formaat, hoogstens 25 MB. Een PDF komt in de vergadermap zelf te staan. "
            "Nooit openbaar: het is voor het netwerk, en bij een besloten voorstel voor wie het mag lezen."
        ),
    )
    title = forms.CharField(
        label=gettext_lazy("Naam van het stuk"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leeg: de naam van het bestand."),
    )


class WithoutQuorumForm(SittingPart):
    """Why a body could decide without a quorum."""

    motive = forms.CharField(
        label=gettext_lazy("Waarom mocht het overleg zonder quorum besluiten?"),
        max_length=LONGEST_MOTIVE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("De reden komt in de besluitenlijst te staan."),
    )


class AttendanceForm(SittingPart):
    """Per seat who sat on it; and on lines below who gave a proxy to whom."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, seats: Sequence[SeatAttendance], revision: int
    ) -> None:
        super().__init__(data, initial={"revision": revision})
        self.seats = [seat for seat in seats if not seat.is_vacant]
        for seat in self.seats:
            self.fields[seat.code] = forms.ChoiceField(
                label=seat.title, choices=list(_ways(seat)), initial=_way(seat)
            )
        given = [seat for seat in self.seats if seat.presence is Presence.PROXY]
        choices = [("", _("niemand")), *((seat.code, seat.title) for seat in self.seats)]
        for line in range(min(max(len(given) + 1, FEWEST_LINES), PROXIES, len(self.seats) // 2)):
            known = given[line] if line < len(given) else None
            self._line(line + 1, choices, known)

    def _line(self, number: int, choices: Sequence[tuple[str, str]], known: SeatAttendance | None) -> None:
        for name, label, value in (
            (f"giver_{number}", _("Wie gaf volmacht (%(number)s)"), known.code if known else ""),
            (f"holder_{number}", _("Aan wie (%(number)s)"), known.proxy_code if known else ""),
        ):
            field = forms.ChoiceField(
                label=label % {"number": number}, choices=choices, initial=value, required=False
            )
            field.is_needed_at_times = True  # type: ignore[attr-defined]
            self.fields[name] = field

    @property
    def fieldsets(self) -> list[tuple[str, list[str]]]:
        lines = [name for name in self.fields if name.startswith(("giver_", "holder_"))]
        seats = (_("Wie was er?"), [seat.code for seat in self.seats])
        return [seats, (_("Volmachten"), lines)] if lines else [seats]

    def clean(self) -> dict[str, Any]:
        """A line is whole or empty, and each seat gives one proxy."""
        values = super().clean() or self.cleaned_data
        givers: set[str] = set()
        for number, giver, holder in self._lines(values):
            if bool(giver) != bool(holder):
                self.add_error(f"holder_{number}", _("Vul bij een volmacht beide zetels in."))
            elif giver in givers:
                self.add_error(f"giver_{number}", _("Deze zetel gaf al een volmacht."))
            elif giver and values.get(giver) != Presence.ABSENT:
                self.add_error(giver, _("Wie volmacht gaf, was er niet. Zet deze zetel op afwezig."))
            givers.add(giver)
        return values

    @staticmethod
    def _lines(values: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
        for number in range(1, PROXIES + 1):
            giver, holder = values.get(f"giver_{number}") or "", values.get(f"holder_{number}") or ""
            if giver or holder:
                yield number, giver, holder

    @property
    def said(self) -> dict[str, Attended]:
        proxies = {giver: holder for _number, giver, holder in self._lines(self.cleaned_data)}
        return {
            seat.code: Attended(Presence.PROXY, proxy_to=proxies[seat.code])
            if seat.code in proxies
            else _attended(self.cleaned_data[seat.code])
            for seat in self.seats
        }


def _ways(seat: SeatAttendance) -> Iterator[tuple[str, str]]:
    """How this seat can have been taken."""
    if seat.holder_id:
        yield Presence.PRESENT.value, _("aanwezig")
    for person, name in seat.substitutes:
        yield f"by:{person}", _("vervangen door %(name)s") % {"name": name}
    yield Presence.ABSENT.value, _("afwezig")


def _way(seat: SeatAttendance) -> str:
    """What stands recorded; before that everyone is there, so that only who was not has to be set."""
    if seat.presence is None:
        return Presence.PRESENT.value if seat.holder_id else Presence.ABSENT.value
    if seat.presence is Presence.SUBSTITUTED:
        return f"by:{seat.person_id}"
    return Presence.PRESENT.value if seat.presence is Presence.PRESENT else Presence.ABSENT.value


def _attended(way: str) -> Attended:
    if way.startswith("by:"):
        return Attended(Presence.SUBSTITUTED, substitute=uuid.UUID(way.removeprefix("by:")))
    return Attended(Presence(way))


class ReleaseForm(SittingPart):
    """Which paper goes out, and to whom."""

    paper = forms.ChoiceField(
        label=gettext_lazy("Welk stuk?"), choices=Release.Paper.choices, widget=forms.RadioSelect
    )
    item = forms.ChoiceField(
        label=gettext_lazy("Van welk punt?"),
        required=False,
        help_text=gettext_lazy("Alleen bij een uittreksel."),
    )
    is_public = forms.ChoiceField(
        label=gettext_lazy("Voor wie?"),
        choices=[("nee", gettext_lazy("het netwerk")), ("ja", gettext_lazy("iedereen: openbaar"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("In een openbaar stuk staan functies, geen namen, en geen kanttekeningen."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        items: Sequence[ItemRow],
        revision: int,
        today: dt.date,
        row: SittingRow,
    ) -> None:
        paper = "agenda" if row.held_on > today else "decision_list"
        super().__init__(data, initial={"revision": revision, "paper": paper, "is_public": "nee"})
        choices = [(str(each.id), f"{each.number}. {each.title}") for each in items if not each.is_restricted]
        self.fields["item"].choices = [("", _("geen")), *choices]  # type: ignore[attr-defined]
        self.fields["item"].is_needed_at_times = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("paper") == Release.Paper.EXTRACT and not values.get("item"):
            self.add_error("item", _("Kies van welk punt u een uittreksel vrijgeeft."))
        return values

    @property
    def extract_of(self) -> int | None:
        is_extract = self.cleaned_data["paper"] == Release.Paper.EXTRACT
        return int(self.cleaned_data["item"]) if is_extract else None
