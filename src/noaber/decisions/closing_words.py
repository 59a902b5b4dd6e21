"""How the course of a proposal reads."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import in_a_row, long_date, short_date
from noaber.decisions.queries.proposals.closing import ended_on, may_be_told_all_the_same, may_be_told_late
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.rejected import Rejected, rejected
from noaber.decisions.rules.closing import Closing, Course


def course_status(found: Closing) -> Status:
    """In a word or two, for a list."""
    tones: dict[Course, Tone] = {
        Course.DRAFT: "neutral",
        Course.UNDER_WAY: "current",
        Course.WAITS: "warning",
        Course.OTHER_DAY: "danger",
        Course.ADOPTED: "ok",
        Course.REJECTED: "danger",
        Course.WITHDRAWN: "neutral",
        Course.OVERTAKEN: "neutral",
    }
    words = {
        Course.DRAFT: _("concept"),
        Course.UNDER_WAY: _("onderweg"),
        Course.WAITS: _("wacht op het gekoppelde plan"),
        Course.OTHER_DAY: _("op een andere dag vastgesteld dan het gekoppelde plan"),
        Course.ADOPTED: _("vastgesteld"),
        Course.REJECTED: _("verworpen"),
        Course.WITHDRAWN: _("ingetrokken"),
        Course.OVERTAKEN: _("er is al op besloten"),
    }
    label = words[found.course]
    if found.is_lost and found.course is Course.WAITS:
        label = _("vastgesteld; gekoppeld plan is ingetrokken")
        if found.may_return:
            label = _("vastgesteld; gekoppeld plan is verworpen")
    if found.is_adopted and found.on:
        label = _("vastgesteld op %(day)s") % {"day": short_date(found.on)}
    return Status(label, tones[found.course])


def rejected_words(found: Rejected, *, is_named: bool = True) -> str:
    """That a proposal was rejected, in a sentence: by whom and when, for who may read it (`is_named`)."""
    if not (is_named and found.names and found.on):
        return _("Het voorstel is verworpen.")
    text = _("Het voorstel is op %(day)s verworpen door %(names)s.")
    return text % {"day": long_date(found.on), "names": in_a_row(found.names)}


def objections_words(names: Sequence[str], *, is_named: bool = True) -> str:
    """That one of who consents objects, in a sentence, by name for who may read it; empty for nobody."""
    if not names:
        return ""
    if is_named:
        return _("Bezwaar van %(names)s.") % {"names": in_a_row(names)}
    text = ngettext("Eén overleg maakt bezwaar.", "%(count)s overleggen maken bezwaar.", len(names))
    return text % {"count": len(names)}


def closed_because(found: Standing) -> str:
    """Why what was answered at a stage does not change any more."""
    if found.is_rejected:
        return _("het voorstel is verworpen")
    return _("het voorstel is vastgesteld") if found.is_adopted else _("er is daarna al verder besloten")


def late_words(found: Standing) -> str:
    """Of who was heard, and recorded only after it was adopted or rejected: how that is put right."""
    text = _("Dit is vastgelegd na de vaststelling van %(day)s.")
    if found.is_rejected:
        text = _("Dit is vastgelegd nadat het voorstel is verworpen, op %(day)s.")
    on = ended_on(found)
    more = _("Klopt het niet? Trek het dan eerst in, met de reden, en leg het daarna opnieuw vast.")
    return f"{text} {more}" % {"day": long_date(on) if on else ""}


def lapsed_sentence(found: Standing, stage: StageStanding, labels: Iterable[str]) -> str:
    """Why who has not answered these points is not asked any more."""
    text = _("Punt %(labels)s is vervallen: er is besloten zonder dit antwoord af te wachten.")
    if found.is_overtaken:
        text = _(
            "Punt %(labels)s is vervallen: er is al verder besloten. Wat toch is besloten, kan nog worden vastgelegd."
        )
    elif lost := rejected(found):
        text = " ".join((rejected_words(lost), _("Punt %(labels)s wordt niet meer gevraagd.")))
        if may_be_told_all_the_same(found, stage):
            text += " " + _("Wat toch is besloten, kan nog worden vastgelegd.")
        elif may_be_told_late(found, stage):
            text += " " + _("Wat voor of op die dag al is geantwoord, kan nog worden vastgelegd.")
    elif may_be_told_late(found, stage):
        text = _(
            "Punt %(labels)s is vervallen: er is besloten zonder dit antwoord af te wachten. Wat voor de vaststelling "
            "al is geantwoord, kan nog worden vastgelegd."
        )
    return text % {"labels": in_a_row(labels)}


def course_sentence(found: Closing, linked: str, *, is_writer: bool) -> str:
    """Why a proposal is not closed yet, or how it was; empty where the status says it all.

    `linked`: what the linked plan is called, empty for who may not read it. What can be done is for who writes
    proposals (`is_writer`); others read how it stands.
    """
    name = _("“%(title)s”") % {"title": linked} if linked else _("het gekoppelde plan")
    facts = {"name": name, "on": long_date(found.on) if found.on else ""}
    facts["other"] = long_date(found.linked_on) if found.linked_on else ""
    if found.is_lost:
        return _lost_sentence(found, is_writer=is_writer) % facts
    if found.is_apart:
        text = _(
            "Vastgesteld op %(on)s. %(name)s is niet op die dag vastgesteld: dit besluit staat zonder dat plan."
        )
        return text % {**facts, "name": name[0].upper() + name[1:]}
    if found.course is Course.WAITS:
        text = _(
            "Zelf vastgesteld op %(on)s, maar pas rond als %(name)s op dezelfde dag is vastgesteld. Wordt dat later, "
            "dan besluit wie vaststelt hier opnieuw, op die dag."
        )
        return text % facts
    if found.course is Course.OTHER_DAY:
        text = _("Vastgesteld op %(on)s, %(name)s op een andere dag: %(other)s. Zo is het nog niet rond.")
        more = _(
            "Klopt een van beide dagen niet? Zet die dan recht: hier door het standpunt opnieuw vast te leggen met de "
            "goede dag, bij het andere plan met ‘Rectificeer de dag’. Of over een van beide wordt opnieuw besloten, op "
            "de dag van het andere."
        )
        return (f"{text} {more}" if is_writer else text) % facts
    if found.course is Course.OVERTAKEN:
        text = _("Op dit voorstel is al verder besloten. Wie nog niet antwoordde, wordt niet meer gevraagd.")
        more = _("Wat een overleg toch besloot, kan nog worden vastgelegd.")
        return f"{text} {more}" if is_writer else text
    if found.course is Course.ADOPTED and found.linked_on:
        return _("Vastgesteld op %(on)s, op dezelfde dag als %(name)s.") % facts
    return ""


def _lost_sentence(found: Closing, *, is_writer: bool) -> str:
    """That the plan that it waits for was rejected or withdrawn, and what can be done: each way leads on from here."""
    own = _("Zelf vastgesteld op %(on)s.") + " " if found.on else ""
    if not is_writer:
        text = _("Dit voorstel gaat samen met %(name)s, dat is ingetrokken.")
        if found.may_return:
            text = _("Dit voorstel gaat samen met %(name)s, dat is verworpen.")
        return f"{own}{text} {_('Hoe het zonder dat plan verdergaat, is nog niet vastgelegd.')}"
    text = _(
        "Dit voorstel gaat samen met %(name)s, dat is ingetrokken. Zo kan het niet rond komen. Moet het zonder dat "
        "plan verder? Trek het dan in met de reden, en leg een nieuw voorstel voor dat er niet aan is gekoppeld."
    )
    if found.on:
        return own + _own_adopted(found)
    if found.may_return:
        text = _(
            "Dit voorstel gaat samen met %(name)s, dat is verworpen. Zo kan het niet rond komen. Komt dat plan terug "
            "met een nieuwe versie? Dan wordt over beide op dezelfde dag besloten. Moet het zonder dat plan verder? "
            "Trek dit voorstel dan in met de reden, en leg een nieuw voorstel voor dat er niet aan is gekoppeld."
        )
    return text


def _own_adopted(found: Closing) -> str:
    """The same where it was adopted itself: a room may record it so, and says that itself (`register_settled`)."""
    text = _("Dit voorstel gaat samen met %(name)s, dat is ingetrokken. Zo staat dit besluit nog niet vast.")
    if found.may_return:
        text = _(
            "Dit voorstel gaat samen met %(name)s, dat is verworpen. Zo staat dit besluit nog niet vast. Komt dat "
            "plan terug met een nieuwe versie? Dan wordt over beide op dezelfde dag besloten."
        )
    anew = _(
        "Moet er opnieuw worden besloten, zonder dat plan? Trek dit voorstel dan in met de reden, en leg een nieuw "
        "voorstel voor dat er niet aan is gekoppeld."
    )
    return f"{text} {anew}"
