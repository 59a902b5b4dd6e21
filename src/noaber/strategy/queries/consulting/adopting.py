"""What a proposal for the councils, or to adopt a strategy, lacks: told before it is sent (R09, R13, R14)."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core import clock
from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.api import (
    PointKind,
    PointRow,
    Role,
    Standing,
    closings,
    proposal,
    remarks,
    without_marks,
)
from noaber.network.api import bodies
from noaber.strategy.queries.consulting.asked_themes import (
    faults_of_asking,
    not_asked,
    own_words,
    weighed_themes,
)
from noaber.strategy.queries.periods.period import PeriodRow, periods
from noaber.strategy.queries.selection.chosen import ChosenThemes, WeighedTheme, chosen_for, themes_chosen
from noaber.strategy.rules.bodies import GOVERNING_COLLEGE
from noaber.strategy.rules.consulting.wording import (
    Weighed,
    adopting_text,
    is_adopting,
    says_more,
    themes_named,
)
from noaber.strategy.rules.periods.period import LinkedTerms, PeriodState, PeriodTerms

_NAMES_THEMES: Final = re.compile(r"thema", re.IGNORECASE)


def adoption_fault(
    found: Standing | None, terms: PeriodTerms, themes: Sequence[WeighedTheme], asof: AsOf
) -> str:
    """Why a proposal does not adopt this strategy with its themes; empty when it does, or is not there to read."""
    if found is None:
        return ""
    adopting = adopting_points(found, terms)
    if not adopting:
        text = _(
            "In ‘%(proposal)s’ stelt geen punt deze strategie vast. Noem in een punt om vast te stellen "
            "‘%(title)s’ of de strategie %(years)s."
        )
        return text % {"proposal": found.title, "title": terms.title, "years": terms.years}
    known = weighed_themes(themes, asof)
    chosen = frozenset(each.code for each in known if each.is_chosen)
    for point in adopting:
        named = themes_named(point.text, known)
        if (named or _NAMES_THEMES.search(point.text)) and named != chosen:
            return _names_others(found.title, point, named, known)
    return ""


def adopting_points(found: Standing, terms: PeriodTerms) -> list[PointRow]:
    """The points of a proposal that adopt this strategy."""
    return [
        point
        for point in found.points
        if point.kind is PointKind.ADOPT and is_adopting(point.text, terms.title, terms.years)
    ]


def _names_others(title: str, point: PointRow, named: Collection[str], known: Sequence[Weighed]) -> str:
    """Which themes a point names otherwise, by which words they were looked for, and how to mend another name.

    What takes the place of a theme that is lacking may not have been weighed at all: only people can read that.
    """
    text = _(
        "In ‘%(title)s’ noemt punt %(label)s andere thema’s dan er zijn gekozen. Gekozen zijn: %(themes)s."
    )
    names = in_a_row(each.names[0] for each in known if each.is_chosen)
    said = [text % {"title": title, "label": point.label, "themes": names}]
    if extra := [each.names[0] for each in known if each.code in named and not each.is_chosen]:
        said.append(_("Niet gekozen, wel genoemd: %(themes)s.") % {"themes": in_a_row(extra)})
    if lacking := [each for each in known if each.is_chosen and each.code not in named]:
        looked = "; ".join(" / ".join(f"‘{name}’" for name in each.names) for each in lacking)
        missing = _(
            "Niet gevonden: %(names)s. Heet een thema er anders? Voeg die naam dan toe als eerdere naam: bij "
            "Strategie, ‘Namen van thema’s’."
        )
        said += [missing % {"names": looked}, may_name_more([without_marks(point.text)])]
    return " ".join(said)


def may_name_more(points: Sequence[str]) -> str:
    """That a point may name a theme that was never weighed, with its full text to be read."""
    text = _("Er kunnen ook thema’s in staan die Noaber niet kent. Lees zelf na wat er staat: %(points)s")
    return text % {"points": " ".join(f"“{each}”" for each in points)}


def before_sending(found: Standing) -> Iterator[str]:
    """What a text that is about to be sent does not ask, for the page where it is sent."""
    asof = AsOf(clock.today())
    for code in dict.fromkeys(row.period for row in chosen_for(found.code, asof)):
        chosen = themes_chosen(code, asof)
        if chosen and chosen.proposal == found.code:
            yield from faults_of_asking(found, chosen.weighed, asof)
            yield from to_read(found, chosen.weighed, asof)
            if names := not_asked(found, asof):
                text = _(
                    "Niet gevraagd: %(names)s. Zonder die instemming wordt de strategie niet vastgesteld."
                )
                yield text % {"names": in_a_row(names)}
    for each in periods(asof):
        if each.terms.state is not PeriodState.PREPARATION:
            continue
        if each.terms.decided_by == found.code:
            yield from _before_adoption(found, each, asof)
        for plan in each.terms.plans:
            if plan.proposal == found.code:
                yield from _plan_faults(found, plan, asof)


def another_choice(found: Standing, asof: AsOf) -> Iterator[str]:
    """That a proposal is of a choice that another one replaced: whoever agrees with it, agrees with no theme."""
    for code in dict.fromkeys(row.period for row in chosen_for(found.code, asof)):
        chosen = themes_chosen(code, asof)
        if chosen and chosen.proposal != found.code:
            text = _(
                "Dit voorstel hoort niet bij de keuze die nu geldt: %(themes)s. Wie ermee instemt, stemt niet in met "
                "die keuze. Gooi dit concept weg en leg de keuze voor die nu geldt."
            )
            yield text % {"themes": in_a_row(chosen.themes)}


def adopted_without_plan(found: Standing) -> Iterator[str]:
    """Of a strategy that was adopted while the plan beside it came to nothing: that it may be recorded so (R13)."""
    if not (found.linked_to and found.adopted_on):
        return
    asof = AsOf(clock.today())
    closing = closings(asof).get(found.code)
    if closing is None or not closing.is_lost:
        return
    for each in periods(asof):
        if each.terms.state is PeriodState.PREPARATION and each.terms.decided_by == found.code:
            text = _(
                "De strategie kan ook zonder dat plan gelden: leg dan bij ‘%(title)s’ vast dat zij is vastgesteld, en "
                "wat er met het plan gebeurt. Daarna staat dit besluit vast."
            )
            yield text % {"title": each.terms.title}


def before_adopting(found: Standing) -> Iterator[str]:
    """What a text adopts otherwise than was chosen, and what that blocks, for who is about to adopt it."""
    asof = AsOf(clock.today())
    for each in periods(asof):
        if each.terms.state is not PeriodState.PREPARATION or each.terms.decided_by != found.code:
            continue
        chosen = themes_chosen(each.code, asof)
        if fault := adoption_fault(found, each.terms, chosen.weighed if chosen else (), asof):
            text = _(
                "%(fault)s Zo kan de strategie niet als vastgesteld worden vastgelegd: de keuze moet dan eerst volgen "
                "op dit besluit. Is het een vergissing? Leg dan nog niets vast en schrijf een nieuwe versie."
            )
            yield text % {"fault": fault}
        elif told := [*other_words(found, each.terms, chosen, asof), *departures(found, each.terms, asof)]:
            text = _("%(told)s Bij het vastleggen van de strategie is dan een toelichting nodig.")
            yield text % {"told": " ".join(told)}


def to_read(found: Standing, themes: Sequence[WeighedTheme], asof: AsOf) -> Iterator[str]:
    """The points in own words, of which only people can read whether they ask for consent."""
    if labels := own_words(found, themes, asof):
        text = ngettext(
            "Punt %(labels)s staat er in eigen woorden. Lees na: stemt wie het ermee eens is, in met het thema?",
            "De punten %(labels)s staan er in eigen woorden. Lees na: stemt wie het ermee eens is, in met het thema?",
            len(labels),
        )
        yield text % {"labels": in_a_row(labels)}


def _before_adoption(found: Standing, period: PeriodRow, asof: AsOf) -> Iterator[str]:
    """What is to be done before a strategy is adopted: its text, who adopts, the plan beside it, remarks (R10)."""
    chosen = themes_chosen(period.code, asof)
    if fault := adoption_fault(found, period.terms, chosen.weighed if chosen else (), asof):
        yield fault
    else:
        yield from other_words(found, period.terms, chosen, asof)
    yield from departures(found, period.terms, asof)
    if chosen and (count := unanswered(chosen.proposal, asof)):
        text = ngettext(
            "Op %(count)s opmerking bij de thema’s is nog niet geantwoord.",
            "Op %(count)s opmerkingen bij de thema’s is nog niet geantwoord.",
            count,
        )
        yield text % {"count": count}


def other_words(
    found: Standing, terms: PeriodTerms, chosen: ChosenThemes | None, asof: AsOf
) -> Iterator[str]:
    """That a point adopts something in other words than the draft had: only people can read whether it does."""
    if chosen and (labels := _adopting_otherwise(found, terms, chosen, asof)):
        text = _(
            "Punt %(labels)s staat er in eigen woorden. Lees na of het de strategie vaststelt met deze thema’s, en "
            "geen andere: %(themes)s."
        )
        yield text % {"labels": in_a_row(labels), "themes": in_a_row(chosen.themes)}


def _adopting_otherwise(found: Standing, terms: PeriodTerms, chosen: ChosenThemes, asof: AsOf) -> list[str]:
    called = f"{terms.title} {terms.years}"
    weighed = weighed_themes(chosen.weighed, asof)
    names = (name for each in weighed if each.is_chosen for name in each.names)
    known = (called, *names, *(plan.title for plan in terms.plans))
    return [
        point.label
        for point in found.points
        if point.kind is PointKind.ADOPT and says_more(point.text, adopting_text(*known[:2]), known)
    ]


def departures(found: Standing, terms: PeriodTerms, asof: AsOf) -> Iterator[str]:
    """Where a proposal goes another way than a strategy does (R13, R14): who adopts, who consents, what goes along."""
    if body := _missing_adopter(found, asof):
        text = _("De strategie wordt vastgesteld door %(body)s, maar dat staat niet in de route.")
        yield text % {"body": body}
    if names := not_asked(found, asof):
        yield _("Niet gevraagd: %(names)s.") % {"names": in_a_row(names)}
    for plan in terms.plans:
        other = proposal(COMMAND, plan.proposal, asof) if plan.proposal else None
        if other is None:
            continue
        if found.linked_to != other.code and other.linked_to != found.code:
            text = _(
                "‘%(plan)s’ gaat samen met de strategie, maar dit voorstel is daar niet aan gekoppeld. Zonder "
                "koppeling wordt dat plan apart vastgesteld."
            )
            yield text % {"plan": other.title}
        yield from _plan_faults(other, plan, asof)


def _plan_faults(found: Standing, plan: LinkedTerms, asof: AsOf) -> Iterator[str]:
    """What the proposal of the plan beside a strategy lacks to adopt that plan (R13)."""
    years = PeriodTerms("", plan.starts_on, plan.ends_on).years
    if not any(
        point.kind is PointKind.ADOPT and is_adopting(point.text, plan.title, years, "plan")
        for point in found.points
    ):
        text = _("In ‘%(proposal)s’ stelt geen punt ‘%(plan)s’ vast.")
        yield text % {"proposal": found.title, "plan": plan.title}
    if body := _missing_adopter(found, asof):
        text = _("‘%(plan)s’ wordt vastgesteld door %(body)s, maar dat staat niet in de route.")
        yield text % {"plan": plan.title, "body": body}


def _missing_adopter(found: Standing, asof: AsOf) -> str:
    """The college of the network, which adopts (R14), where a proposal does not go there; else empty."""
    college = next((row for row in bodies(ANONYMOUS, asof) if row.kind == GOVERNING_COLLEGE), None)
    adopters = {
        party.body_code for stage in found.stages if stage.role is Role.ADOPT for party in stage.parties
    }
    return college.name if college and college.code not in adopters else ""


def unanswered(code: str, asof: AsOf) -> int:
    """How many remarks on a proposal that count nobody answered yet (R10)."""
    return sum(row.counts and row.reply is None for row in remarks(COMMAND, code, asof)) if code else 0
