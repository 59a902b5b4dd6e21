"""Before an answer with which a proposal is adopted: what follows from it, since it cannot be undone (ADR 17).

And before one of who was heard that is recorded after it was adopted or rejected: that it is (R15).
"""

import datetime as dt
from collections.abc import Callable, Iterator

from django import forms
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.closing_words import course_sentence
from noaber.decisions.queries.proposals.closing import closed_with, closing_of, ended_on, may_be_told_late
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.prerequisites import adopting_warnings, told_of_rectifying
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.rules.closing import Closing, Course
from noaber.decisions.rules.route import Role
from noaber.decisions.views.proposals.parts import linked_title

CONFIRMED = "bevestigd"  # the day of adoption that was confirmed; another day is asked anew


def asked_first(
    request: Request, found: Standing, stage: StageStanding, form: forms.Form, save: Callable[[], object]
) -> Notice | None:
    """What follows, when this answer adopts the proposal and that was not confirmed yet; the form then carries it."""
    if request.method == "POST" and may_be_told_late(found, stage) and not request.actor.prepares_only:
        return _asked_late(request, found, stage, form, save)
    if request.method != "POST" or stage.role is not Role.ADOPT or request.actor.prepares_only:
        return None
    after, closing = _tried(request, found, save) if form.is_valid() else (found, None)
    if closing is None or after.adopted_on is None:
        return None
    day = after.adopted_on.isoformat()
    title = _("Hiermee is het voorstel vastgesteld op %(day)s")
    if closing.is_lost:
        title = _("Hiermee is over dit voorstel besloten op %(day)s; rond is het nog niet")
    if _is_confirmed(request, form, day):
        return None
    return Notice(
        _("Kijk het na en leg het dan nog een keer vast. Dit volgt eruit:"),
        "warning",
        title=title % {"day": long_date(after.adopted_on)},
        points=tuple(_consequences(request, found, after, closing)),
    )


def confirm_label(stage: StageStanding) -> str:
    """What the button says that confirms it."""
    return _("Ja, leg dit vast") if stage.is_hearing else _("Ja, het is vastgesteld")


def _is_confirmed(request: Request, form: forms.Form, day: str) -> bool:
    """Whether this day was confirmed; if not, the form carries it from here."""
    if request.POST.get(CONFIRMED) == day:
        return True
    form.fields[CONFIRMED] = forms.CharField(widget=forms.HiddenInput)
    form.data = {**request.POST.dict(), CONFIRMED: day}
    return False


def _asked_late(
    request: Request, found: Standing, stage: StageStanding, form: forms.Form, save: Callable[[], object]
) -> Notice | None:
    """That what is about to be recorded is so after the adoption or rejection; None for where that can be read."""
    ended = ended_on(found)
    if not form.is_valid() or ended is None:
        return None
    after, _closing = _tried(request, found, save)
    is_new = _lapsed(after, stage) < _lapsed(found, stage)
    if not is_new or _is_confirmed(request, form, ended.isoformat()):
        return None
    return Notice(
        _("Kijk het na en leg het dan nog een keer vast. Dit volgt eruit:"),
        "warning",
        title=_late_title(found) % {"day": long_date(ended)},
        points=tuple(_told_late(request, found)),
    )


def _late_title(found: Standing) -> str:
    if found.is_rejected:
        return _("Dit voorstel is verworpen op %(day)s; dit wordt daarna vastgelegd")
    return _("Dit wordt vastgelegd na de vaststelling van %(day)s")


def _told_late(request: Request, found: Standing) -> Iterator[str]:
    yield _("Doe dit alleen als voor of op die dag is geantwoord.")
    if found.is_rejected:
        yield _("Het blijft verworpen. In de geschiedenis staat wanneer dit is vastgelegd.")
    else:
        yield _("Aan de vaststelling verandert niets. In de geschiedenis staat wanneer dit is vastgelegd.")
    yield _("Klopt het later niet, dan kunt u het intrekken met de reden, en opnieuw vastleggen.")
    if request.FILES:
        yield _("Kies ook het bestand opnieuw; dat is niet bewaard.")


def _lapsed(found: Standing, stage: StageStanding) -> int:
    """On how many points of a stage somebody did not answer and is not asked any more."""
    own = (each for each in found.stages if each.id == stage.id)
    return sum(len(each.lapsed_labels(party)) for each in own for party in each.parties)


def _tried(request: Request, found: Standing, save: Callable[[], object]) -> tuple[Standing, Closing | None]:
    """How it would stand then, and what would become of it; None for nothing else than before."""
    asof = AsOf(request.today)

    def act() -> tuple[Standing, Closing]:
        save()
        after = proposal(request.actor, found.code, asof) or found
        return after, closing_of(after, asof)

    was = closing_of(found, asof)
    try:
        after, closing = rehearse(act)
    except DomainError:
        return found, None  # recording it says why
    return after, None if (closing.course, closing.on) == (was.course, was.on) else closing


def _consequences(request: Request, found: Standing, after: Standing, closing: Closing) -> Iterator[str]:
    was = closing_of(found, AsOf(request.today))
    if was.is_adopted and was.on:
        yield from _of_another_day(request, after, was.on)
    elif closing.course is not Course.ADOPTED:
        yield from adopting_warnings(after)
        is_writer = bool(may_write_proposals(request.actor))
        yield course_sentence(closing, linked_title(request, closing.linked), is_writer=is_writer)
        if not closing.is_lost:
            yield _(
                "Dit overleg kan zijn besluit nog wijzigen, tot het andere plan op dezelfde dag is vastgesteld."
            )
    else:
        yield from adopting_warnings(after)
        yield _("Het besluit, de datum en de antwoorden van eerdere stappen veranderen daarna niet meer.")
        public = _("Het besluit komt meteen op de openbare pagina Besluiten.")
        yield public if after.is_public else _("Het besluit wordt niet openbaar.")
    yield from _of_others(after)
    if request.FILES:
        yield _("Kies ook het bestand opnieuw; dat is niet bewaard.")


def _of_another_day(request: Request, after: Standing, was: dt.date) -> Iterator[str]:
    """Of what was adopted already only the day is put right, also of the plans beside it (R13)."""
    with_it = closed_with(after.code, AsOf(request.today))
    text = _("Nu staat er %(day)s. Alleen de dag verandert; de geschiedenis toont beide, met de reden.")
    yield text % {"day": long_date(was)}
    for code in with_it:
        plan = linked_title(request, code) or _("een plan dat u niet mag lezen")
        yield _("Ook dit is daar samen mee vastgesteld, en krijgt dezelfde dag: %(plan)s.") % {"plan": plan}
    for code in (after.code, *with_it):
        yield from told_of_rectifying(code)
    if after.is_public:
        yield _("De openbare pagina Besluiten noemt dan de nieuwe dag.")
    yield _("Wie het voorstel mag lezen, leest dit in de vrijdagmail.")


def _of_the_unheard(after: Standing) -> Iterator[str]:
    """Of whom it is not recorded that they were heard, while the law asks that first (Politiewet 2012, article 38b)."""
    for stage in after.stages:
        missed = sum(bool(stage.lapsed_labels(party)) for party in stage.parties)
        if stage.role is not Role.HEAR or not missed:
            continue
        text = _("Niet vastgelegd dat zij zijn gehoord: %(count)s van de %(all)s.")
        if any(party.organ == "council" for party in stage.parties):
            text = _(
                "Van %(count)s van de %(all)s gemeenten is niet vastgelegd dat de raad is gehoord. De burgemeester "
                "hoort de raad voordat het plan wordt vastgesteld (Politiewet 2012, artikel 38b)."
            )
        yield text % {"count": missed, "all": len(stage.parties)}


def _of_others(after: Standing) -> Iterator[str]:
    """Who is not asked any more, and who is."""
    lapsed = sum(bool(stage.lapsed_labels(party)) for stage in after.stages for party in stage.parties)
    if lapsed:
        yield _("Wie nog niet antwoordde, wordt niet meer gevraagd: %(count)s.") % {"count": lapsed}
    yield from _of_the_unheard(after)
    for stage in after.stages:
        if stage.is_follow_up:
            done = sum(not stage.open_labels(party) for party in stage.parties)
            asked = len(stage.parties) if stage.gate.is_open else 0
            text = _("Stap %(number)s, %(title)s: %(asked)s van de %(all)s gevraagd, %(done)s beantwoord.")
            facts = {"number": stage.number, "title": stage.title, "asked": asked, "done": done}
            yield text % {**facts, "all": len(stage.parties)}
