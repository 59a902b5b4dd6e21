"""The question of a measure in the address and in the form, and what is wrong with it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from noaber.core.requests import Request
from noaber.core.rules.dutch import short_date
from noaber.figures.forms.effect import LONGEST_NAME, MeasureForm
from noaber.figures.models import Release
from noaber.figures.rules.effect.question import (
    AFTER_CHOICES,
    BEFORE_CHOICES,
    Comparison,
    Question,
    areas_of,
    areas_text,
    starts_of,
    starts_text,
)
from noaber.figures.rules.effect.rows import Known, Problem, read_areas, read_starts
from noaber.figures.views.choosing import KIND, PUBLISHED, Choice

STARTS: Final = "starts"
NAME: Final = "naam"
_BEFORE, _AFTER, _COMPARED, _CHOSEN, _EXCLUDED = "voor", "na", "vergelijk", "met", "zonder"
KEPT: Final = (KIND, PUBLISHED, STARTS, NAME, _BEFORE, _AFTER, _COMPARED, _CHOSEN, _EXCLUDED)


@dataclass(frozen=True, slots=True)
class Measure:
    """A question with its kind of offence and name, in the figures of a release; `published_on` holds it to one."""

    release: Release
    kind: str
    question: Question
    name: str = ""
    published_on: dt.date | None = None

    def query(self, **changes: str) -> str:
        """All of it as a query string; what is as usual stays out, so that a link stays short."""
        asked, usual = self.question, Question(())
        values = {
            KIND: self.kind,
            NAME: self.name,
            STARTS: starts_text(asked.starts),
            _BEFORE: str(asked.before) if asked.before != usual.before else "",
            _AFTER: str(asked.after) if asked.after != usual.after else "",
            _COMPARED: str(asked.comparison) if asked.comparison is not usual.comparison else "",
            _CHOSEN: areas_text(asked.chosen) if asked.comparison is Comparison.CHOSEN else "",
            _EXCLUDED: areas_text(asked.excluded),
            PUBLISHED: self.published_on.isoformat() if self.published_on else "",
            **changes,
        }
        query = QueryDict(mutable=True)
        for name, value in values.items():
            if value:
                query[name] = value
        return f"?{query.urlencode()}"

    def held_to(self, day: dt.date | None) -> "Measure":
        return replace(self, published_on=day)


def measure_of(request: Request, choice: Choice, known: Known) -> Measure | None:
    """What the address asks; None when it asks for no measure. ValueError, in Dutch, for what cannot be read."""
    if not request.GET.get(STARTS):
        return None
    try:
        question = Question(
            starts_of(request.GET[STARTS]),
            _one_of(request.GET.get(_BEFORE, ""), BEFORE_CHOICES, Question(()).before),
            _one_of(request.GET.get(_AFTER, ""), AFTER_CHOICES, Question(()).after),
            Comparison(request.GET.get(_COMPARED, "") or Comparison.OTHERS),
            areas_of(request.GET.get(_CHOSEN, "")),
            areas_of(request.GET.get(_EXCLUDED, "")),
        )
    except ValueError as error:
        raise ValueError(_("Deze link is niet volledig of klopt niet. Vul de vraag hieronder in.")) from error
    if found := read_starts(rows_text(question, known), known).problems:
        raise ValueError(_("In deze link klopt iets niet: %(why)s.") % {"why": found[0].text})
    name = request.GET.get(NAME, "")[:LONGEST_NAME]
    return Measure(choice.release, choice.kind, question, name, choice.published_on)


def _one_of(typed: str, choices: tuple[int, ...], usual: int) -> int:
    found = int(typed) if typed else usual
    if found not in choices:
        raise ValueError(typed)
    return found


def rows_text(question: Question, known: Known) -> str:
    """As they are typed: a name and a day."""
    return "\n".join(
        f"{known.names.get(each.area, each.area)}; {short_date(each.on)}" for each in question.starts
    )


def filled_of(measure: Measure, known: Known) -> dict[str, Any]:
    """The form as it would be typed for this question."""
    asked = measure.question
    return {
        "name": measure.name,
        "offence": measure.kind,
        "rows": rows_text(asked, known),
        "comparison": asked.comparison,
        "chosen": ", ".join(known.names.get(code, code) for code in asked.chosen),
        "excluded": ", ".join(known.names.get(code, code) for code in asked.excluded),
        "before": str(asked.before),
        "after": str(asked.after),
    }


def sent_measure(
    form: MeasureForm, release: Release, known: Known
) -> tuple[Measure | None, tuple[Problem, ...]]:
    """What was sent in a form that is right by itself, or what is wrong in its rows; the form then says so as well."""
    typed = form.cleaned_data
    read = read_starts(form.typed_rows, known)
    chosen, wrong_chosen = read_areas(typed["chosen"], known)
    excluded, wrong_excluded = read_areas(typed["excluded"], known)
    comparison = Comparison(typed["comparison"])
    if read.problems:
        form.add_error("file" if typed["file"] else "rows", _rows_said(len(read.problems)))
    for field, wrong in (("chosen", wrong_chosen), ("excluded", wrong_excluded)):
        if wrong:
            form.add_error(field, "; ".join(each.text for each in wrong) + ".")
    if comparison is Comparison.CHOSEN and not chosen and not wrong_chosen:
        form.add_error(
            "chosen", _("Vul in met welke gemeenten u vergelijkt, of kies een andere vergelijking.")
        )
    if form.errors:
        return None, read.problems
    months = int(typed["before"]), int(typed["after"])
    question = Question(read.starts, *months, comparison, chosen, excluded)
    return Measure(release, typed["offence"], question, typed["name"]), ()


def _rows_said(count: int) -> str:
    if count == 1:
        return _("Er klopt iets niet. Zie de lijst boven het formulier.")
    return _("Er kloppen %(count)s dingen niet. Zie de lijst boven het formulier.") % {"count": count}
