"""The stages of a route, their deadlines, and what is kept beside them: templates and recess."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.decisions.forms.refusing import RefusingForm, RevisionForm
from noaber.decisions.models import Organ
from noaber.decisions.models.routes import ROLES, STAGE_RULES
from noaber.decisions.queries.drafts.draft import DraftStage, RecessRow
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafts.routes import LONGEST_GAP
from noaber.decisions.services.drafts.stages import LONGEST_TITLE
from noaber.decisions.services.drafts.written import StageText
from noaber.network.api import KIND_WORDS

WIDE = forms.CheckboxSelectMultiple


class StageForm(RevisionForm):
    """Who is asked what, by which rule, after which other stage, and when it must be done."""

    title = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("Bijvoorbeeld: de vijf districtelijke veiligheidsoverleggen."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Wat doen zij?"), choices=[(each.value, text) for each, text in ROLES.items()]
    )
    bodies = forms.MultipleChoiceField(label=gettext_lazy("Overleggen"), required=False, widget=WIDE)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Alle organisaties van deze soorten"),
        required=False,
        widget=WIDE,
        choices=list(KIND_WORDS.items()),
    )
    labels = forms.MultipleChoiceField(
        label=gettext_lazy("Over welke punten?"),
        required=False,
        widget=WIDE,
        help_text=gettext_lazy("Niets gekozen: over alle punten."),
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("Akkoord als"),
        choices=[(each.value, text) for each, text in STAGE_RULES.items()],
        help_text=gettext_lazy("Van wie er wordt gevraagd, moet dit deel voor zijn."),
    )
    quorum = forms.IntegerField(
        label=gettext_lazy("Quorum"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=gettext_lazy("Hoeveel er ten minste moeten hebben geantwoord. Leeg: geen quorum."),
    )
    after = forms.ChoiceField(
        label=gettext_lazy("Wacht op"),
        required=False,
        help_text=gettext_lazy("Deze stap begint pas als die andere akkoord is."),
    )
    due_on = DutchDateField(label=gettext_lazy("Uiterlijk"), required=False)
    is_follow_up = forms.BooleanField(
        label=gettext_lazy("Dit zijn de eigen besluiten van organisaties"),
        required=False,
        help_text=gettext_lazy(
            "Een eerdere stap geleidt de punten hierheen door; wij volgen wie nog moet besluiten. "
            "Koos u niets bij “Wacht op”, dan wacht deze stap op die eerdere stap."
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        own: DraftStage | None,
        stages: Sequence[DraftStage],
        bodies: Sequence[tuple[str, str]],
        labels: Sequence[tuple[str, str]],
        revision: int,
    ) -> None:
        first = {
            "role": next(iter(ROLES)).value,
            "rule": next(iter(STAGE_RULES)).value,
        }  # as a browser sends it
        super().__init__(data, initial={"revision": revision, **(_initial(own) if own else first)})
        before = [each for each in stages if own is None or each.number < own.number]
        known = {label for label, _text in labels}
        gone = [
            (label, _("%(label)s (nog geen punt)") % {"label": label})
            for label in (own.labels if own else ())
        ]
        self._choose("bodies", list(bodies))
        self._choose("labels", [*labels, *(each for each in gone if each[0] not in known)])
        self._choose("after", [("", _("niets")), *((str(each.number), _named(each)) for each in before)])
        for kind, words in KIND_WORDS.items():
            self.fields[f"organ_{kind}"] = forms.ChoiceField(
                label=_("Wie besluit bij: %(kind)s") % {"kind": words},
                required=False,
                choices=[("", _("dat zegt de organisatie zelf")), *Organ.choices],
                initial=own.organs.get(kind, "") if own else "",
            )
            self.fields[f"organ_{kind}"].is_needed_at_times = True  # type: ignore[attr-defined]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def groups() -> list[tuple[str, list[str]]]:
        """The fields as they belong together on the page."""
        return [
            (_("Wat er gebeurt"), ["title", "role", "labels"]),
            (_("Wie er wordt gevraagd"), ["bodies", "kinds"]),
            (_("Welk orgaan besluit"), [f"organ_{kind}" for kind in KIND_WORDS]),
            (_("Wanneer het akkoord is"), ["rule", "quorum"]),
            (_("Volgorde en termijn"), ["after", "due_on", "is_follow_up"]),
        ]

    @property
    def stage(self) -> StageText:
        """The stage as it was typed; its number follows from its place."""
        typed = self.cleaned_data
        return StageText(
            number=LONGEST_GAP,
            title=typed["title"],
            role=Role(typed["role"]),
            rule=StageRule(typed["rule"]),
            bodies=tuple(typed["bodies"]),
            organisation_kinds=tuple(typed["kinds"]),
            labels=tuple(typed["labels"]),
            after=int(typed["after"] or 0),
            due_on=typed["due_on"],
            quorum=typed["quorum"] or 0,
            is_follow_up=typed["is_follow_up"],
            organs={kind: typed[f"organ_{kind}"] for kind in typed["kinds"]},
        )


def _named(each: DraftStage) -> str:
    return _("stap %(number)s: %(title)s") % {"number": each.number, "title": each.title}


def _initial(own: DraftStage) -> dict[str, Any]:
    return {
        "title": own.title,
        "role": own.role,
        "bodies": list(own.bodies),
        "kinds": list(own.kinds),
        "labels": list(own.labels),
        "rule": own.rule,
        "quorum": own.quorum or None,
        "after": own.after or "",
        "due_on": own.due_on,
        "is_follow_up": own.is_follow_up,
    }


class PlanForm(RevisionForm):
    """The day of adoption, and the days that every other stage gets."""

    adoption_on = DutchDateField(label=gettext_lazy("Vaststellen op"))

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        stages: Sequence[DraftStage],
        days: Mapping[int, int],
        adopting: int,
        adoption_on: dt.date | None,
        revision: int,
    ) -> None:
        super().__init__(data, initial={"revision": revision, "adoption_on": adoption_on})
        for each in stages:
            if each.number == adopting:
                continue
            is_before = each.number < adopting
            text = (
                _("%(stage)s: dagen voor de volgende termijn")
                if is_before
                else _("%(stage)s: dagen na het vaststellen")
            )
            self.fields[f"days_{each.number}"] = forms.IntegerField(
                label=text % {"stage": capfirst(_named(each))},
                required=is_before,
                min_value=0,
                max_value=LONGEST_GAP,
                initial=days.get(each.number),
            )

    @property
    def days(self) -> dict[int, int]:
        """The days by number of the stage; one without days is left out."""
        names = (name for name in self.fields if name.startswith("days_"))
        typed = {int(name.removeprefix("days_")): self.cleaned_data[name] for name in names}
        return {number: count for number, count in typed.items() if count is not None}


class DeadlineForm(RevisionForm):
    """Another deadline for a stage."""

    due_on = DutchDateField(
        label=gettext_lazy("Uiterlijk"), help_text=gettext_lazy("Herinneringen gaan mee met deze dag.")
    )


class TitleForm(RevisionForm):
    """The name of a template."""

    title = forms.CharField(label=gettext_lazy("Naam"), max_length=LONGEST_TITLE)


class KeepForm(RefusingForm):
    """A name for the route that is kept."""

    title = forms.CharField(
        label=gettext_lazy("Naam van het sjabloon"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("Bewaard worden de stappen, met dagen in plaats van datums."),
    )


class StartForm(RevisionForm):
    """Which template the route starts from."""

    template = forms.ChoiceField(
        label=gettext_lazy("Sjabloon"),
        help_text=gettext_lazy("De stappen die er nu staan, maken plaats voor die van het sjabloon."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, templates: Sequence[tuple[str, str]], revision: int
    ) -> None:
        super().__init__(data, initial={"revision": revision})
        self.fields["template"].choices = list(templates)  # type: ignore[attr-defined]


class RecessForm(RefusingForm):
    """A period in which nobody meets."""

    title = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("Bijvoorbeeld: voorjaarsreces 2023."),
    )
    first_on = DutchDateField(label=gettext_lazy("Eerste dag"))
    last_on = DutchDateField(label=gettext_lazy("Laatste dag"))
    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        required=False,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, own: RecessRow | None = None) -> None:
        initial: dict[str, Any] = {}
        if own:
            initial = {name: getattr(own, name) for name in ("title", "first_on", "last_on", "revision")}
        super().__init__(data, initial=initial)
        self.fields["revision"].required = own is not None
