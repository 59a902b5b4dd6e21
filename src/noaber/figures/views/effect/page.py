"""/cijfers/effect/: what was counted around the start of a measure, beside where it did not start. Network only."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.components.columns import Column
from noaber.core.components.form import FormPanel, form_panel
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.figures.access import may_read_effects
from noaber.figures.forms.effect import MeasureForm
from noaber.figures.queries.areas import municipality_areas
from noaber.figures.queries.effects import known_areas
from noaber.figures.rules.effect import example
from noaber.figures.rules.effect.rows import Known, Problem
from noaber.figures.views.choosing import Choice, choice_of
from noaber.figures.views.effect.asking import Measure, filled_of, measure_of, sent_measure
from noaber.figures.views.effect.result import result_page
from noaber.figures.views.effect.saved import saved_table
from noaber.figures.views.opening import nothing_yet
from noaber.figures.views.places import EFFECT, EXPLAINED, FIGURES

TITLE: Final = "Effect van een maatregel"


@require_http_methods(["GET", "HEAD", "POST"])
def effect_page(request: Request) -> HttpResponse:
    """The question as a form; with a question in its address what the figures say of it."""
    require(may_read_effects(request.actor))
    choice, areas = choice_of(request), municipality_areas(request.actor, request.today)
    if choice is None or not areas:
        return nothing_yet(request, _(TITLE))
    known = known_areas(choice.release, areas, request.today)
    if request.method == "POST":
        return _sent(request, choice, known)
    try:
        measure = measure_of(request, choice, known)
    except ValueError as error:
        return _asking(request, choice, known, _form(choice), [Notice(str(error), "warning")])
    if measure is None:
        return _asking(request, choice, known, _form(choice), choice.problems)
    form = _form(choice, filled_of(measure, known))
    return result_page(request, measure, areas, _panel(form), choice.problems)


def _form(choice: Choice, filled: dict[str, Any] | None = None) -> MeasureForm:
    return MeasureForm(None, offences=choice.kinds, filled=filled or {"offence": choice.kind})


def _sent(request: Request, choice: Choice, known: Known) -> HttpResponse:
    """On to the address that holds the question, or back to the form with what is wrong in each row."""
    form = MeasureForm(request.POST, request.FILES, offences=choice.kinds)
    if not form.is_valid():
        return _asking(request, choice, known, form, ())
    measure, problems = sent_measure(form, choice.release, known)
    if measure is not None:
        return redirect(f"{EFFECT}{measure.query()}")
    return _asking(request, choice, known, form, (), problems)


def _panel(form: MeasureForm) -> FormPanel:
    return form_panel(
        form,
        action=EFFECT,
        submit_label=_("Kijk wat de cijfers zeggen"),
        fieldsets=(
            (_("De maatregel"), ("name", "offence", "rows", "file")),
            (_("De vergelijking"), ("comparison", "chosen", "excluded")),
            (_("De maanden"), ("before", "after")),
        ),
    )


def _asking(
    request: Request,
    choice: Choice,
    known: Known,
    form: MeasureForm,
    notices: Sequence[Notice],
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    intro = _(
        "Begonnen gemeenten op verschillende momenten met een maatregel? Hier ziet u wat er daarna werd geteld, naast "
        "gemeenten die toen niet begonnen. Hoe zeker dat is, staat erbij. Of de maatregel de oorzaak is, zeggen de "
        "cijfers niet."
    )
    shown = _example(choice, known)
    context = {
        "heading": PageHeading(_(TITLE), kicker=_("Cijfers over veiligheid"), intro=intro, actions=shown),
        "notices": notices,
        "problems": _problems_table(problems) if problems else None,
        "saved": saved_table(request, choice.release),
        "panel": _panel(form),
        "explained": EXPLAINED,
        **crumbs_of([(_("Cijfers"), FIGURES)], _(TITLE)),
    }
    return render(request, "figures/effect/form.html", context)


def _example(choice: Choice, known: Known) -> tuple[Action, ...]:
    """A way to look at a measure that never was, where the months are invented as well."""
    question, kinds = example.QUESTION, dict(choice.kinds)
    is_whole = all(
        each.area in known.names and known.first <= each.period <= known.last for each in question.starts
    )
    if not choice.release.is_invented or not is_whole or example.OFFENCE not in kinds:
        return ()
    address = Measure(choice.release, example.OFFENCE, question, example.NAME).query()
    return (Action(_("Bekijk een verzonnen voorbeeld"), f"{EFFECT}{address}"),)


def _problems_table(problems: Sequence[Problem]) -> Table:
    return plain_table(
        name="klopt-niet",
        caption=_("Wat er niet klopt"),
        columns=[
            Column("line", _("Regel"), "number"),
            Column("field", _("Veld")),
            Column("typed", _("Ingevuld")),
            Column("text", _("Wat er niet klopt")),
        ],
        rows=[
            {"line": each.line, "field": each.field, "typed": each.typed, "text": each.text}
            for each in problems
        ],
    )
