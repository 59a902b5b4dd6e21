"""/behandelingen/: everything that is asked of the bodies and organisations that I speak for."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import list_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.decisions.queries.answers.own_questions import Question, QuestionState
from noaber.decisions.queries.calendar.agenda import own_questions, spoken_for
from noaber.decisions.views.places import position_address, proposal_address

QUESTIONS = "/behandelingen/"


@require_safe
def question_list(request: Request) -> HttpResponse:
    """What is open first by its deadline, then what was answered."""
    table = list_table(
        request.GET,
        name="behandelingen",
        caption=_("Wat er wordt gevraagd"),
        columns=_columns(),
        rows=[_cells(row) for row in own_questions(request.actor, request.today)],
        filters=[
            TextFilter(("title", "party")),
            ChoiceFilter("party", _("Namens"), "namens"),
            ChoiceFilter("state_text", _("Stand"), "stand"),
        ],
        empty_text=_("Er is niets gevraagd aan een overleg of organisatie waarvoor u spreekt."),
    )
    crumbs = [NavItem(_("Mijn werk"), "/mijn/"), NavItem(_("Behandelingen"), "", is_current=True)]
    context = {"heading": _heading(), "breadcrumbs": crumbs}
    return table.respond(request, "decisions/proposals.html", context)


def _heading() -> PageHeading:
    intro = _(
        "Van ieder overleg en iedere organisatie waarvoor u spreekt: wat nog open is, en wat is besloten."
    )
    return PageHeading(_("Behandelingen"), intro=intro, actions=(Action(_("In uw agenda"), "/agenda/"),))


def _columns() -> list[Column]:
    return [
        Column("title", _("Voorstel"), "link"),
        Column("party", _("Namens")),
        Column("stage", _("Stap"), is_on_screen=False),
        Column("labels", _("Punten")),
        Column("open_labels", _("Nog open")),
        Column("due_on", _("Termijn"), "date"),
        Column("state", _("Stand"), "status"),
        Column("decided_on", _("Besloten op"), "date"),
        Column("record", _("Vastleggen"), "link", url_key="record_url"),
    ]


def question_state(state: QuestionState) -> Status:
    words: dict[QuestionState, tuple[str, Tone]] = {
        QuestionState.OPEN: (_("open"), "current"),
        QuestionState.PARTLY: (_("deels beantwoord"), "current"),
        QuestionState.LATER: (_("komt later"), "neutral"),
        QuestionState.PUT_OFF: (_("komt terug"), "warning"),
        QuestionState.ANSWERED: (_("beantwoord"), "ok"),
        QuestionState.LAPSED: (_("vervallen"), "neutral"),
        QuestionState.WITHDRAWN: (_("ingetrokken"), "neutral"),
    }
    return Status(*words[state])


def _cells(row: Question) -> Row:
    return {
        "title": row.title,
        "url": proposal_address(row.code),
        "party": _("opvolger van %(name)s") % {"name": row.party} if row.is_inherited else row.party,
        "stage": row.stage,
        "labels": ", ".join(row.labels),
        "open_labels": ", ".join(row.open_labels) if row.is_open else "",
        "due_on": row.due_on,
        "state": question_state(row.state),
        "state_text": question_state(row.state).label,
        "decided_on": row.decided_on,
        "record": _("leg vast") if row.is_waiting else "",
        "record_url": position_address(row.code, row.consultation_id) if row.is_waiting else "",
    }


def questions_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """On the home page of who speaks for a body or an organisation; what is open, the to-do list says already."""
    bodies, organisations = (len(codes) for codes in spoken_for(actor))
    if not bodies + organisations:
        return None
    counted = ((_("Overleggen"), bodies), (_("Organisaties"), organisations))
    facts = tuple(Definition(term, format_number(count), is_number=True) for term, count in counted if count)
    return Panel(
        _("Behandelingen"),
        "core/components/facts_panel.html",
        DefinitionList(facts),
        intro=_("Waarvoor u spreekt. Bekijk wat er is gevraagd, tot wanneer, en wat er is geantwoord."),
        link=Action(_("Bekijk alles"), QUESTIONS),
        width="half",
    )
