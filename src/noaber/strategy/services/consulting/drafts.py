"""From a choice to the decisions room: themes put to the councils (R09), then the strategy before who adopts it (R14).

Both are drafts: who prepares them mends the words, plans the days and sends them there.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.files import Upload
from noaber.core.history import lock
from noaber.core.rules.dutch import in_a_row
from noaber.decisions import api as decisions
from noaber.decisions.api import PointKind, PointText, ProposalText, Role, StageRule, StageText, Standing
from noaber.network.api import BodyRow, bodies
from noaber.strategy.access import may_prepare_round, may_record_period
from noaber.strategy.models import PolicyPeriod
from noaber.strategy.queries.consulting.adopted_instead import adopted_instead
from noaber.strategy.queries.consulting.asked_choice import candidates, choice_texts, paper_title
from noaber.strategy.queries.consulting.asked_themes import faults_of_asking, saw_earlier
from noaber.strategy.queries.consulting.course import (
    councils_consent,
    put_to,
    rejected_themes,
    still_runs,
    waived,
    weighed_in,
)
from noaber.strategy.queries.consulting.told_consent import told_consent
from noaber.strategy.queries.periods.period import PeriodRow, period
from noaber.strategy.queries.selection.round import RoundRow, chosen_round
from noaber.strategy.rules.bodies import DISTRICT_COUNCIL, GOVERNING_COLLEGE
from noaber.strategy.rules.consulting.wording import (
    adopting_text,
    criteria_text,
    point_text,
)
from noaber.strategy.rules.periods.period import LinkedTerms, PeriodState
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.changed_choices import refuse_replaced
from noaber.strategy.services.selection.round import append_choice, opened_round
from noaber.strategy.words.choices import saw_earlier_words
from noaber.strategy.words.firmness import percents

AUTHOR = "de coördinator van het netwerk"
LONGEST_TITLE, LONGEST_STAGE = 200, 120


def put_to_councils(
    code: str,
    number: int,
    *,
    paper: Upload,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> str:
    """Draft the proposal that asks the district councils to consent, a point per chosen theme; answers its code.

    `paper`: the ranking with its arithmetic, which goes with it. The choice names the proposal from now on. Refused
    without a choice, and while the choice is put to them already; `Conflict` when somebody changed the round.
    """
    require(may_prepare_round(actor))
    with verb("strategy.put_to_councils", actor=actor) as trail:
        kept, row = opened_round(code, number, expected_revision)
        found = period(code, AsOf(today))
        if row.choice is None or found is None:
            raise DomainError(_("Er is nog niets gekozen. Leg eerst de keuze vast."))
        refuse_replaced(row, today)
        refuse_running(row.choice.text.proposal, today)
        title = _("Instemming met de thema’s van %(strategy)s") % {"strategy": _called(found)}
        proposal = decisions.suggested_code(f"themas {code}")
        decisions.draft_proposal(
            proposal,
            actor=actor,
            now=now,
            text=_candidates_text(title[:LONGEST_TITLE], row, today),
            points=tuple(points_of(row)),
            stages=_stages(today, row.text.body),
        )
        decisions.add_attachment(
            proposal,
            paper,
            title=paper_title(),
            actor=actor,
            now=now,
            expected_revision=None,
        )
        text = replace(row.choice.text, proposal=proposal, reason="")
        records = append_choice(kept, text, actor=actor, now=now)
        trail.note(kept, {"period": code, "number": number, "proposal": proposal}, records=records)
    return proposal


def put_up_for_adoption(
    code: str, *, actor: Actor, now: dt.datetime, today: dt.date, expected_revision: int | None = None
) -> str:
    """Draft the proposal to adopt the strategy with the themes that all councils consent to; answers its code.

    It goes together with the plan beside it that has a proposal (R13). The period names it from now on. Refused before
    all consented (R14), once the strategy was adopted, and while it is put up already; not after a proposal that
    adopted something else.
    """
    require(may_record_period(actor))
    with verb("strategy.put_up_for_adoption", actor=actor) as trail:
        kept = PolicyPeriod.objects.filter(code=code).first()
        if kept is None:
            raise DomainError(_("Deze beleidsperiode is er niet."))
        lock(PolicyPeriod, kept.pk, revision=expected_revision, label=_("Deze periode"))
        found, row, consent = ready_for_adoption(code, today)
        title = _("%(strategy)s vaststellen") % {"strategy": _called(found)}
        proposal = decisions.suggested_code(f"strategie {code}")
        plan = plan_that_runs(found, today)
        decisions.draft_proposal(
            proposal,
            actor=actor,
            now=now,
            text=_adoption_text(title[:LONGEST_TITLE], row, consent, today),
            points=(
                PointText("1", PointKind.ADOPT, _adoption_point(found, row, plan.title if plan else "")),
            ),
            stages=_stages(today, row.text.body, GOVERNING_COLLEGE),
            linked_to=plan.proposal if plan else "",
        )
        terms = replace(found.terms, decided_by=proposal, note="")
        record_period(code, terms, actor=actor, now=now, today=today)
        trail.note(kept, {"period": code, "proposal": proposal})
    return proposal


def plan_that_runs(found: PeriodRow, today: dt.date) -> LinkedTerms | None:
    """The plan beside a strategy whose proposal did not come to nothing; with what was rejected nothing goes along."""
    return next((each for each in found.terms.plans if still_runs(COMMAND, each.proposal, AsOf(today))), None)


def ready_for_adoption(code: str, today: dt.date) -> tuple[PeriodRow, RoundRow, Standing]:
    """The period, the round and the proposal that was consented to; refused when it is not time yet, or no more."""
    asof = AsOf(today)
    found, row = period(code, asof), chosen_round(code, asof)
    if found is None or found.terms.state is not PeriodState.PREPARATION:
        raise DomainError(_("De strategie is al vastgesteld."))
    if adopted_instead(found, asof) is None:
        refuse_running(found.terms.decided_by, today)
    consent = put_to(row, COMMAND, asof) if row else None
    if row is None or consent is None:
        raise DomainError(_("Leg eerst de gekozen thema’s voor aan de overleggen."))
    for fault in faults_of_asking(consent, weighed_in(row), asof):
        raise DomainError(fault)
    if consent.withdrawn_at:
        text = _("Het voorstel ‘%(title)s’ aan de overleggen is ingetrokken. Leg de thema’s eerst weer voor.")
        raise DomainError(text % {"title": consent.title})
    if lost := decisions.rejected(consent):
        raise DomainError(rejected_themes(lost))
    given, asked = councils_consent(consent, weighed_in(row), asof)
    if not asked or (given < asked and not waived(consent, weighed_in(row), asof)):
        text = _("Nog niet alle overleggen stemden in met de thema’s: %(given)s van de %(asked)s.")
        earlier = saw_earlier_words(saw_earlier(consent, weighed_in(row), asof))
        raise DomainError(" ".join([text % {"given": given, "asked": asked}, earlier]).strip())
    return found, row, consent


def refuse_running(code: str, today: dt.date) -> None:
    """Refuse while a proposal that was named is written, on its way or adopted."""
    if title := still_runs(COMMAND, code, AsOf(today)):
        text = _("Dit is al voorgelegd, met het voorstel ‘%(title)s’. Ga daar verder, of trek dat eerst in.")
        if not decisions.any_sent((code,), AsOf(today)):
            text = _("Er ligt een concept: het voorstel ‘%(title)s’. Ga daar verder, of gooi dat eerst weg.")
        closing = decisions.closings(AsOf(today)).get(code)
        if closing and closing.is_adopted:
            text = _("Dit is al voorgelegd en vastgesteld, met het voorstel ‘%(title)s’.")
        raise DomainError(text % {"title": title})


def points_of(row: RoundRow) -> Iterator[PointText]:
    """What the councils are asked: a point per chosen theme, in the order of the ranking."""
    chosen = [each for each in candidates(row) if each.is_chosen]
    for label, each in enumerate(chosen, start=1):
        yield PointText(str(label), PointKind.CONSENT, point_text(each))


def _candidates_text(title: str, row: RoundRow, today: dt.date) -> ProposalText:
    composed = choice_texts(row, row.choice.text) if row.choice else {}
    return ProposalText(
        title=title,
        sender=_name_of(row.text.body, today),
        addressee=_("de leden van de districtelijke veiligheidsoverleggen"),
        author=AUTHOR,
        dated_on=today,
        texts={
            **composed,
            "arguments": criteria_text((each.name, percents(each.part)) for each in row.text.criteria),
            "follow_up": _(
                "Als alle overleggen instemmen, wordt de strategie met deze thema’s ter vaststelling voorgelegd."
            ),
        },
    )


def _adoption_point(found: PeriodRow, row: RoundRow, plan: str) -> str:
    themes = in_a_row(each.name for each in candidates(row) if each.is_chosen)
    return adopting_text(_called(found), themes, plan)


def _adoption_text(title: str, row: RoundRow, consent: Standing, today: dt.date) -> ProposalText:
    return ProposalText(
        title=title,
        sender=_name_of(row.text.body, today),
        addressee=_("de leden van de districtelijke veiligheidsoverleggen"),
        author=AUTHOR,
        dated_on=today,
        texts={"background": told_consent(row, consent, AsOf(today))},
    )


def _stages(today: dt.date, body: str, kind: str = "") -> tuple[StageText, ...]:
    """The district councils first, then who decides: the body of this kind, else the one that gave the scores."""
    known = bodies(ANONYMOUS, AsOf(today))
    councils = tuple(each.code for each in known if each.kind == DISTRICT_COUNCIL and each.is_formal)
    if not councils:
        raise DomainError(_("Er zijn geen districtelijke veiligheidsoverleggen om iets aan voor te leggen."))
    last = next((each for each in known if each.kind == kind), None) or _body(body, known)
    return (
        StageText(
            1, _("de districtelijke veiligheidsoverleggen"), Role.CONSENT, StageRule.ALL, bodies=councils
        ),
        StageText(2, last.name[:LONGEST_STAGE], Role.ADOPT, StageRule.ALL, bodies=(last.code,), after=1),
    )


def _body(code: str, known: Sequence[BodyRow]) -> BodyRow:
    found = next((each for each in known if each.code == code), None)
    if found is None:
        raise DomainError(_("Het overleg dat de scores gaf, is er niet meer."))
    return found


def _name_of(code: str, today: dt.date) -> str:
    return _body(code, bodies(ANONYMOUS, AsOf(today))).name


def _called(found: PeriodRow) -> str:
    return f"{found.terms.title} {found.terms.years}"
