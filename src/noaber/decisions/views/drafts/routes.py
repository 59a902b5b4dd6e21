"""The route of a draft: its stages in order, and one of them."""

from collections.abc import Collection

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, NavItem
from noaber.core.components.texts import EmptyState, Notice
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.decisions.forms.routes import StageForm
from noaber.decisions.markup import without_marks
from noaber.decisions.queries.drafts.draft import Draft, DraftStage, draft_stages
from noaber.decisions.queries.proposals.closing import is_asking
from noaber.decisions.queries.proposals.standing import point_rows, standing
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafts.routes import add_stage, change_stage, move_stage, remove_stage
from noaber.decisions.views.drafts.editor import (
    FORM_ID,
    act,
    ask,
    frame,
    next_place,
    opened,
    passed_by,
    save_form,
)
from noaber.decisions.views.drafts.items import Item, ItemAction, moves, removal
from noaber.decisions.views.places import deadline_address, proposal_address, writing_address
from noaber.decisions.words import role_words, rule_words
from noaber.network.api import bodies


def route_page(request: Request, code: str) -> HttpResponse:
    """Every stage, in order, with what can be done to it; of a proposal that was sent only the deadlines."""
    found = opened(request, code)
    stages, sent = draft_stages(code), None if found.is_first else standing(code, AsOf(request.today))
    asking = {each.number for each in sent.stages if is_asking(sent, each)} if sent else set()
    add = Action(_("Voeg een stap toe"), writing_address(code, "route/nieuw"), "primary")
    text = _("Een stap zegt wie er wat wordt gevraagd, en in welke volgorde.")
    context = frame(found, "route") | {
        "items": [_item(found, each, place, len(stages), asking) for place, each in enumerate(stages)],
        "revision": found.revision,
        "empty": EmptyState(_("Nog geen route"), text, add),
        "actions": _ways(found, stages, add) if found.is_first else [],
        "notice": None if found.is_first else _fixed(),
    }
    return render(request, "decisions/writing_route.html", context)


def _fixed() -> Notice:
    return Notice(
        _("De route staat vast sinds het voorstel is verstuurd. Alleen een termijn kan nog worden verzet.")
    )


def _ways(found: Draft, stages: tuple[DraftStage, ...], add: Action) -> list[Action]:
    """What else can be done with the route as a whole."""
    start = Action(_("Begin met een sjabloon"), writing_address(found.code, "route/sjabloon"))
    if not stages:
        return [start]
    return [
        add,
        Action(_("Plan terug"), writing_address(found.code, "route/terugplannen")),
        Action(_("Bewaar als sjabloon"), writing_address(found.code, "route/bewaren")),
        start,
    ]


def _item(found: Draft, each: DraftStage, place: int, count: int, asking: Collection[int]) -> Item:
    here = writing_address(found.code, f"route/{each.number}")
    title = _("Stap %(number)s: %(title)s") % {"number": each.number, "title": each.title}
    if not found.is_first:
        deadline = ItemAction(
            _("verzet de termijn"),
            _("Termijn van stap %(number)s verzetten") % {"number": each.number},
            deadline_address(found.code, each.number),
        )
        return Item(title, "", _facts(each), (), (deadline,) if each.number in asking else ())
    links = (removal(title, here),)
    return Item(title, here, _facts(each), moves(title, here, place, count), links)


def _facts(each: DraftStage) -> tuple[str, ...]:
    asked = ngettext("%(count)s gevraagd", "%(count)s gevraagd", each.asked) % {
        "count": format_number(each.asked)
    }
    first = f"{role_words(Role(each.role)).capitalize()}; {asked}; {rule_words(StageRule(each.rule))}"
    if each.quorum:
        first += "; " + _("quorum %(count)s") % {"count": each.quorum}
    labels = _("punt %(labels)s") % {"labels": in_a_row(each.labels)} if each.labels else _("alle punten")
    second = [labels.capitalize()]
    if each.after:
        second.append(_("wacht op stap %(number)s") % {"number": each.after})
    if each.is_follow_up:
        second.append(_("eigen besluiten van organisaties"))
    third = _("Uiterlijk %(day)s") % {"day": long_date(each.due_on)} if each.due_on else _("Nog geen termijn")
    return first, "; ".join(second), third


def new_stage_page(request: Request, code: str) -> HttpResponse:
    """A new stage, at the end of the route."""
    return _edit(request, opened(request, code), None)


def stage_page(request: Request, code: str, number: int) -> HttpResponse:
    """One stage."""
    found = opened(request, code)
    own = next((each for each in draft_stages(code) if each.number == number), None)
    if own is None:
        raise Http404
    return _edit(request, found, own)


def _edit(request: Request, found: Draft, own: DraftStage | None) -> HttpResponse:
    form = _form(request, found, own)
    if answer := passed_by(request, found.code, form) or _saved(request, found, own, form):
        return answer
    back = writing_address(found.code, "route")
    title = _("Stap %(number)s") % {"number": own.number} if own else _("Nieuwe stap")
    panel = form_panel(
        form, submit_label=_("Bewaar de stap"), cancel_url=back, form_id=FORM_ID, fieldsets=form.groups()
    )
    context = frame(found, "route", title=title, saves=True) | {
        "panel": panel,
        "notice": None if found.is_first else _fixed(),
    }
    return render(request, "decisions/writing.html", context)


def _saved(request: Request, found: Draft, own: DraftStage | None, form: StageForm) -> HttpResponse | None:
    """What follows on a stage that was sent and holds; None when the form is shown."""
    if request.method != "POST" or not form.is_valid():
        return None

    def save() -> None:
        expected = form.cleaned_data["revision"]
        if own is None:
            add_stage(found.code, form.stage, actor=request.actor, expected_revision=expected)
        else:
            change_stage(found.code, own.number, form.stage, actor=request.actor, expected_revision=expected)

    to = next_place(request, found.code, writing_address(found.code, "route"))
    return save_form(request, form, save, done=_("De stap is bewaard."), to=to)


def _form(request: Request, found: Draft, own: DraftStage | None) -> StageForm:
    asof = AsOf(found.dated_on)
    return StageForm(
        request.POST or None,
        own=own,
        stages=draft_stages(found.code),
        bodies=[(row.code, row.name) for row in bodies(request.actor, asof)],
        labels=[
            (point.label, f"{point.label}. {without_marks(point.text)[:80]}")
            for point in point_rows(found.version_id)
        ],
        revision=found.revision,
    )


@require_POST
def move_stage_page(request: Request, code: str, number: int, way: str) -> HttpResponse:
    """One place up or down."""

    def save() -> None:
        expected = sent_revision(request)
        move_stage(code, number, is_up=way == "omhoog", actor=request.actor, expected_revision=expected)

    return act(request, save, done="", to=writing_address(code, "route"))


def remove_stage_page(request: Request, code: str, number: int) -> HttpResponse:
    """Asks once more, then takes the stage out of the route."""
    found = opened(request, code)
    back = writing_address(code, "route")
    if request.method == "POST":

        def save() -> None:
            remove_stage(code, number, actor=request.actor, expected_revision=sent_revision(request))

        return act(request, save, done=_("De stap is weg."), to=back)
    confirmation = Confirmation(
        title=_("Stap %(number)s weghalen") % {"number": number},
        question=_("Wilt u deze stap uit de route halen?"),
        confirm_label=_("Haal de stap weg"),
        cancel_url=back,
        consequences=(_("De stappen erna schuiven een plaats op."),),
        tone="danger",
        hidden=(("revision", str(found.revision)),),
    )
    return ask(request, confirmation, NavItem(found.title, proposal_address(code)), NavItem(_("Route"), back))
