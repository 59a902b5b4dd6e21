"""What is still missing before a draft can be sent: everything at once, each with its place."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from noaber.core.access import Refused
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.rules.contact_data import contact_data_in
from noaber.core.rules.dutch import in_a_row, long_date, weekday_date
from noaber.core.rules.reasons import NAMES_NOTHING, names_something
from noaber.decisions.models import ProposalVersion
from noaber.decisions.queries.drafts.draft import Draft, draft_of, recesses
from noaber.decisions.queries.forwarding.overview import is_sent_on, sending_stages
from noaber.decisions.queries.proposals.closing import closings
from noaber.decisions.queries.proposals.matrix import Party, PointRow, StageStanding, Standing, earlier_stages
from noaber.decisions.queries.proposals.papers import insert_fault, insert_names
from noaber.decisions.queries.proposals.prerequisites import prerequisite_warnings, requirement_faults
from noaber.decisions.queries.proposals.standing import draft_standing, point_rows
from noaber.decisions.queries.proposals.taken_back import not_taken_back
from noaber.decisions.rules.closing import Closing, Course
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import Point, labels_in_order, point_faults
from noaber.decisions.rules.route import Role, is_weekend, route_faults
from noaber.decisions.rules.route import Stage as RuleStage
from noaber.decisions.services.drafts.faults import POINT_FAULTS, ROUTE_FAULTS, before_last_words, word_faults
from noaber.decisions.services.drafts.stages import weightless_words
from noaber.network.api import KIND_WORDS, is_there_to_decide, latest_populations, may_decide

Place = Literal["text", "points", "inserts", "route"]
CONTACT_DATA: Final = {
    "telephone": _lazy("In “%(place)s” lijkt een telefoonnummer te staan. Wie dit mag lezen, leest dat mee."),
    "mail": _lazy("In “%(place)s” lijkt een e-mailadres te staan. Wie dit mag lezen, leest dat mee."),
}
FORMAL: Final = frozenset({Role.CONSENT, Role.DECIDE, Role.ADOPT})


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not right yet. `key`: the point or the number of the stage, where it is about one; `url`: where
    it is put right, when that is in another room."""

    text: str
    place: Place
    field: str
    key: str = ""
    url: str = ""


def refuse_incomplete(code: str, asof: AsOf, *, today: dt.date) -> None:
    """Refuse to send with the first thing that is missing; `missing_of` gives them all."""
    draft, found = draft_of(code), draft_standing(code, asof)
    if draft and found:
        for each in missing_of(draft, found, today=today):
            raise DomainError(each.text, field=each.field)


def missing_of(draft: Draft, found: Standing, *, today: dt.date) -> Iterator[Missing]:
    """All that keeps a draft from being sent, in the order of the editor."""
    yield from _words(draft)
    yield from _date(draft, found, today)
    yield from _points(draft, found)
    yield from (Missing(each.text, "points", "points", url=each.url) for each in requirement_faults(found))
    yield from _inserts(draft, found)
    yield from _link(draft)
    yield from _route(draft, found)


def _words(draft: Draft) -> Iterator[Missing]:
    for fault in word_faults({**draft.words, "change_note": draft.change_note}):
        label = str(ProposalVersion._meta.get_field(fault.field).verbose_name).capitalize()  # type: ignore[union-attr]
        yield Missing(f"{label}: {fault.message}", "text", fault.field)
    if not draft.words["sender"].strip():
        yield Missing(_("Vul in van wie het voorstel komt."), "text", "sender")
    if not draft.words["addressee"].strip():
        yield Missing(_("Vul in voor wie het voorstel is."), "text", "addressee")
    if not draft.is_first and not draft.change_note.strip():
        yield Missing(_("Vul in wat er is gewijzigd sinds de vorige versie."), "text", "change_note")
    elif not draft.is_first and not names_something(draft.change_note):
        yield Missing(f"{_('Wat is er gewijzigd?')} {_(NAMES_NOTHING)}", "text", "change_note")


def _date(draft: Draft, found: Standing, today: dt.date) -> Iterator[Missing]:
    """A text is of a day on which it could have been there: not before the one that it follows, nor still to come."""
    sent = [each.dated_on for each in found.versions if each.sent_at]
    if sent and draft.dated_on < sent[-1]:
        yield Missing(before_last_words(sent[-1]), "text", "dated_on")
    answered_on = None if draft.is_first else _last_answer(draft)
    if answered_on and draft.dated_on < answered_on:
        # Said again with that day, it would count for a text that nobody had read.
        text = _(
            "Op %(day)s is nog op de vorige tekst geantwoord. Kies voor deze tekst die dag of een latere."
        )
        yield Missing(text % {"day": long_date(answered_on)}, "text", "dated_on")
    if draft.dated_on > today:
        text = _("De tekst is van %(day)s; die dag komt nog. Kies vandaag of een eerdere dag.")
        yield Missing(text % {"day": long_date(draft.dated_on)}, "text", "dated_on")


def _last_answer(draft: Draft) -> dt.date | None:
    """The last day on which somebody answered on an earlier text, as far as that was not taken back."""
    said = not_taken_back().filter(consultation__stage__proposal=draft.proposal_id)
    found: dt.date | None = said.aggregate(last=Max("decided_on"))["last"]
    return found


def _points(draft: Draft, found: Standing) -> Iterator[Missing]:
    if not found.points:
        yield Missing(_("Een voorstel vraagt iets: voeg eerst een beslispunt toe."), "points", "points")
    rules = [Point(each.label, each.kind, each.parent, frozenset(each.addressed_to)) for each in found.points]
    for fault in point_faults(rules):
        yield Missing(POINT_FAULTS[fault.fault] % {"label": fault.label}, "points", "points", fault.label)
    for each in found.points:
        if not each.text.strip():
            text = _("Vul bij punt %(label)s in wat er wordt gevraagd.")
            yield Missing(text % {"label": each.label}, "points", "points", each.label)
    changed = [] if draft.is_material else _changed_points(draft, found)
    if changed:
        text = ngettext(
            "Punt %(labels)s vraagt iets anders dan eerst. Dan is de wijziging wezenlijk: zet dat aan.",
            "Punten %(labels)s vragen iets anders dan eerst. Dan is de wijziging wezenlijk: zet dat aan.",
            len(changed),
        )
        yield Missing(text % {"labels": in_a_row(changed)}, "text", "is_material")


def _changed_points(draft: Draft, found: Standing) -> list[str]:
    """The points that ask something else, or of others, than in the text before; other words alone may be mending."""
    earlier = ProposalVersion.objects.filter(proposal=draft.proposal_id, number__lt=draft.number)
    last = earlier.exclude(sent_at=None).order_by("number").last()
    if last is None:
        return []
    before = {each.label: _without_words(each) for each in point_rows(last.pk)}
    after = {each.label: _without_words(each) for each in found.points}
    return labels_in_order(label for label in before | after if before.get(label) != after.get(label))


def _without_words(each: PointRow) -> tuple[object, ...]:
    asked = (frozenset(each.addressed_to), frozenset(each.forwarded_to))
    return (each.kind, each.parent, *asked, each.advice, each.terms)


def _inserts(draft: Draft, found: Standing) -> Iterator[Missing]:
    for name in insert_names(draft.version_id) if found.has_inserts else ():
        if fault := insert_fault(name, found):
            yield Missing(fault, "inserts", "inserts")


def _link(draft: Draft) -> Iterator[Missing]:
    """A plan that is over cannot be adopted on one day with this one; a link stands from the first sending on (R13)."""
    if not (draft.is_first and draft.linked_to):
        return
    course = closings(AsOf(dt.date.max)).get(draft.linked_to, Closing(Course.DRAFT)).course
    words = {
        Course.ADOPTED: _(
            "“%(title)s” is al vastgesteld. Daar kan dit voorstel niet meer aan worden gekoppeld."
        ),
        Course.REJECTED: _("“%(title)s” is verworpen. Daar kan dit voorstel niet aan worden gekoppeld."),
        Course.WITHDRAWN: _("“%(title)s” is ingetrokken. Daar kan dit voorstel niet aan worden gekoppeld."),
    }
    if text := words.get(course):
        newest = ProposalVersion.objects.filter(proposal__code=draft.linked_to).order_by("number").last()
        yield Missing(text % {"title": newest.title if newest else draft.linked_to}, "text", "linked_to")


def _route(draft: Draft, found: Standing) -> Iterator[Missing]:
    """What leads nowhere, and a stage at which a point is asked of nobody."""
    for fault in route_faults([_rule_stage(stage) for stage in found.stages]):
        text = ROUTE_FAULTS[fault.fault] % {"number": fault.number}
        yield Missing(text, "route", "stages", str(fault.number) if fault.number else "")
    labels = {point.label for point in found.points}
    for stage in found.stages:
        gone = [label for label in stage.named_labels if label not in labels]
        if stage.is_follow_up and stage.role is Role.ADOPT:
            text = _(
                "Stap %(number)s stelt vast, en is dus geen eigen besluit van organisaties. Haal dat vinkje weg."
            )
            yield _at(stage, text)
        # In a next text a point that was dropped is simply not asked any more.
        if labels and not stage.labels:
            yield _at(stage, _("Stap %(number)s gaat over geen enkel punt van deze tekst."))
        elif gone and draft.is_first:
            text = _("Stap %(number)s gaat over een punt dat er niet is: %(labels)s.")
            yield _at(stage, text, labels=in_a_row(gone))
        for label in stage.labels:
            if stage.parties and not any(label in party.labels for party in stage.parties):
                yield _at(
                    stage, _("In stap %(number)s wordt punt %(label)s aan niemand gevraagd."), label=label
                )
    yield from _informal(found)
    yield from _weightless(found)
    yield from _own_decisions(draft, found)


def _informal(found: Standing) -> Iterator[Missing]:
    """R41: what an informal body or one of officials says, is no decision; its answer would be refused."""
    for stage, party in _deciding_bodies(found):
        may = is_there_to_decide(party.body_code, AsOf(found.dated_on))
        if isinstance(may, Refused):
            yield _at(stage, _("Stap %(number)s vraagt een besluit. %(reason)s"), reason=may.reason)


def _deciding_bodies(found: Standing) -> Iterator[tuple[StageStanding, Party]]:
    for stage in found.stages:
        if stage.role in FORMAL:
            yield from ((stage, party) for party in stage.parties if party.body_code)


def _weightless(found: Standing) -> Iterator[Missing]:
    """Who has no inhabitants can never help a stage pass that counts them."""
    for stage in found.stages:
        if stage.rule is not StageRule.WEIGHTED:
            continue
        figures = latest_populations(AsOf(found.dated_on))
        if names := [party.name for party in stage.parties if party.organisation_code not in figures]:
            yield _at(stage, weightless_words(stage.number, names))


def _own_decisions(draft: Draft, found: Standing) -> Iterator[Missing]:
    """R56: what is sent on, is asked only once that has consent. Of a next text only the points can be mended."""
    before = {stage.number: stage.after for stage in found.stages}
    for stage in (each for each in found.stages if each.is_follow_up and each.role is not Role.ADOPT):
        sent: dict[tuple[int, str], None] = {}
        nobody: dict[str, None] = {}
        for kind, label in {(each.kind, label): None for each in stage.parties for label in each.labels}:
            places = sending_stages(found, stage, [label], kind)
            sent |= dict.fromkeys(places)
            nobody |= {label: None} if not places and is_sent_on(found, label, kind) else {}
        for number, label in sent:
            if number not in earlier_stages(stage.number, before):
                yield _unawaited(draft, stage, number, label)
        if nobody:
            text = _(
                "Stap %(number)s vraagt eigen besluiten over punt %(labels)s. Geen enkele stap stemt in met het "
                "doorgeleiden daarvan: voeg zo’n stap toe, of laat het niet doorgeleiden."
            )
            yield _at(stage, text, labels=in_a_row(labels_in_order(nobody)))


def _unawaited(draft: Draft, stage: StageStanding, earlier: int, label: str) -> Missing:
    facts = {"number": stage.number, "earlier": earlier, "label": label}
    why = _(
        "Stap %(number)s vraagt eigen besluiten en wacht niet op stap %(earlier)s, "
        "waarin punt %(label)s wordt doorgeleid."
    )
    if not draft.is_first:
        mend = _("De route staat vast: laat punt %(label)s niet doorgeleiden, of schrijf een nieuw voorstel.")
        return Missing(f"{why} {mend}" % facts, "points", "points", label)
    mend = _("Kies bij stap %(number)s: “Wacht op” stap %(earlier)s.")
    if earlier > stage.number:
        mend = _("Zet stap %(earlier)s ervoor, en laat de stap met eigen besluiten daarop wachten.")
    return Missing(f"{why} {mend}" % facts, "route", "stages", str(stage.number))


def _at(stage: StageStanding, text: str, **facts: str) -> Missing:
    return Missing(text % {"number": stage.number, **facts}, "route", "stages", str(stage.number))


def _rule_stage(stage: StageStanding) -> RuleStage:
    parties = frozenset(party.key for party in stage.parties)
    return RuleStage(stage.number, stage.role, stage.rule, parties, stage.due_on, stage.after)


def warnings_of_draft(found: Standing, asof: AsOf) -> list[str]:
    """What the writer should look at; none of it keeps a proposal from being sent."""
    return [
        *_reachable(found),
        *_unasked(found),
        *_unasked_kinds(found),
        *_empty(found, asof),
        *_not_waited_for(found),
        *_sooner(found),
        *_days_off(found),
        *prerequisite_warnings(found),
    ]


def _reachable(found: Standing) -> Iterator[str]:
    """R01: who wrote it can be reached by a function, not by a number or an address that everyone reads."""
    texts = [(str(label), text) for label, text in found.texts]
    points = [(_("punt %(label)s") % {"label": each.label}, each.text) for each in found.points]
    for place, text in (*texts, *points):
        for kind in sorted(contact_data_in(text)):
            yield CONTACT_DATA[kind] % {"place": place}


def _unasked(found: Standing) -> Iterator[str]:
    treated = {label for stage in found.stages for label in stage.labels}
    for point in found.points:
        if point.label not in treated:
            yield _("Punt %(label)s wordt in geen enkele stap van de route gevraagd.") % {
                "label": point.label
            }


def _unasked_kinds(found: Standing) -> Iterator[str]:
    """A point for organisations of a kind, in a route in which nobody asks them."""
    parties = [party for stage in found.stages for party in stage.parties]
    treated = {label for stage in found.stages for label in stage.labels}
    for point in found.points:
        asked = {party.kind for party in parties if point.label in party.labels}
        kinds = [str(KIND_WORDS[kind]) for kind in point.addressed_to if kind not in asked]
        if kinds and point.label in treated:
            text = _(
                "Punt %(label)s is gericht aan: %(kinds)s. In de route vraagt geen enkele stap het daar."
            )
            yield text % {"label": point.label, "kinds": in_a_row(kinds)}


def _empty(found: Standing, asof: AsOf) -> Iterator[str]:
    """A body in which nobody sits yet: until somebody does, its answer would be refused."""
    for stage, party in _deciding_bodies(found):
        may = may_decide(party.body_code, asof)
        if isinstance(may, Refused) and is_there_to_decide(party.body_code, asof):
            yield _("Stap %(number)s: %(reason)s") % {"number": stage.number, "reason": may.reason}


def _not_waited_for(found: Standing) -> Iterator[str]:
    """An adopting stage that does not come after an earlier one over the same points: its gate looks past it."""
    before = {stage.number: stage.after for stage in found.stages}
    for stage in found.stages:
        if stage.role is not Role.ADOPT:
            continue
        seen = earlier_stages(stage.number, before)
        for each in found.stages:
            shared = [label for label in each.labels if label in stage.labels]
            if each.number < stage.number and each.number not in seen and shared and not each.is_follow_up:
                text = _("Stap %(number)s stelt punt %(labels)s vast zonder op stap %(earlier)s te wachten.")
                yield text % {"number": stage.number, "labels": in_a_row(shared), "earlier": each.number}


def _sooner(found: Standing) -> Iterator[str]:
    for stage in found.stages:
        if stage.due_on and stage.due_on < found.dated_on:
            text = _("De termijn van stap %(number)s ligt voor de datum van het voorstel.")
            yield text % {"number": stage.number}


def _days_off(found: Standing) -> Iterator[str]:
    """A deadline on a day on which nobody meets."""
    for stage in found.stages:
        if stage.due_on and (why := day_off(stage.due_on)):
            facts = {"number": stage.number, "day": weekday_date(stage.due_on), "why": why}
            yield _("De termijn van stap %(number)s, %(day)s, valt in %(why)s.") % facts


def day_off(day: dt.date) -> str:
    """In which recess or weekend a day falls; empty for a day on which people meet."""
    recess = next((row for row in recesses() if row.first_on <= day <= row.last_on), None)
    if recess:
        return _("het reces “%(title)s”") % {"title": recess.title}
    return _("het weekend") if is_weekend(day) else ""
