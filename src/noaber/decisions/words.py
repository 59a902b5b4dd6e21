"""How outcomes, answers and stages read."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import format_number, in_a_row
from noaber.decisions.models.consultations import ANSWERS
from noaber.decisions.models.proposals import KINDS
from noaber.decisions.models.routes import ROLES, STAGE_RULES
from noaber.decisions.queries.proposals.matrix import GateState, Party, StageStanding
from noaber.decisions.rules.meaning import Meaning
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role

TONES: dict[Answer, Tone] = {
    Answer.CONSENT: "ok",
    Answer.WITH_REMARK: "warning",
    Answer.OBJECTION: "danger",
    Answer.TOOK_NOTE: "ok",
    Answer.DEFERRED: "neutral",
    Answer.NOT_DISCUSSED: "neutral",
    Answer.RETRACTED: "neutral",
}
MEANINGS: dict[Meaning, Promise] = {
    Meaning.HEARD: gettext_lazy("wordt hierover gehoord"),
    Meaning.ADVICE: gettext_lazy("adviseert"),
    Meaning.NOTED: gettext_lazy("neemt kennis"),
    Meaning.CONSENT: gettext_lazy("stemt in"),
    Meaning.CONSENT_BEFORE_ADOPTION: gettext_lazy("stemt in, voordat het elders wordt vastgesteld"),
    Meaning.CONSENT_BEFORE_DECISION: gettext_lazy("stemt in, voordat er wordt besloten"),
    Meaning.DECISION: gettext_lazy("besluit"),
    Meaning.ADOPTION: gettext_lazy("stelt vast"),
}


def counted_words(done: int, total: int, one: str, single: str, many: str) -> str:
    """The words behind "1 van 1", "1 van 5" and "3 van 5": the first says one of one, the second one of more."""
    if total == 1:
        return one
    return single if done == 1 else many


HEARD: dict[Answer, Promise] = {
    Answer.CONSENT: gettext_lazy("gehoord, geen opmerkingen"),
    Answer.WITH_REMARK: gettext_lazy("gehoord, met opmerkingen"),
    Answer.OBJECTION: gettext_lazy("gehoord, met bezwaar"),
}
ADVISED: dict[Answer, Promise] = {
    Answer.CONSENT: gettext_lazy("positief advies"),
    Answer.WITH_REMARK: gettext_lazy("positief advies, met kanttekening"),
    Answer.OBJECTION: gettext_lazy("negatief advies"),
}


def is_vote(role: Role | None) -> bool:
    """Whether what is said at a stage decides: being heard and advising do not."""
    return role not in (Role.HEAR, Role.ADVISE)


def answer_words(answer: Answer, role: Role | None = None) -> str:
    """What an answer is called; who is heard or advises, does not vote (Politiewet 2012, article 38b)."""
    own = {Role.HEAR: HEARD, Role.ADVISE: ADVISED}.get(role, {}) if role else {}
    return str(own.get(answer, ANSWERS[answer]))


def answer_status(answer: Answer | None, role: Role | None = None, *, is_lapsed: bool = False) -> Status:
    """`role`: what is done at the stage; `is_lapsed`: who has not answered is not asked any more."""
    if answer is None:
        return Status(_("vervallen") if is_lapsed else _("nog niet"), "neutral")
    return Status(answer_words(answer, role), TONES[answer])


def cell_status(stage: StageStanding, party: Party, label: str) -> Status:
    """What one party answered on a point that it is asked."""
    cell = stage.cells.get((party.key, label))
    return answer_status(cell.answer if cell else None, stage.role, is_lapsed=label in stage.lapsed)


def gate_facts(gate: GateState) -> list[dict[str, str]]:
    """What a gate waits for, by stage: its number and its points."""
    return [{"number": str(number), "labels": in_a_row(labels)} for number, labels in gate.by_stage.items()]


def waits_in_words(gate: GateState) -> str:
    """What a closed gate waits for; a sentence per stage."""
    text = _("Stap %(number)s is nog niet klaar op punt %(labels)s.")
    return " ".join(text % each for each in gate_facts(gate))


def former_in_words(gate: GateState) -> str:
    """That it was decided not to wait, and why that holds no more; empty when it never was."""
    if not gate.former_motive:
        return ""
    text = _(
        "Eerder is besloten niet te wachten. Dat besluit geldt niet meer: de tekst is wezenlijk veranderd, "
        "of er zijn nu anderen niet akkoord dan toen. De motivering was: %(motive)s"
    )
    return text % {"motive": gate.former_motive}


def excused_in_words(gate: GateState) -> str:
    """What a stage does not wait for because one before it was not made to wait for it; empty for nothing."""
    if not gate.excused:
        return ""
    by_stage = gate_facts(GateState(is_open=True, labels=(), waits=gate.excused))
    text = _("Op stap %(number)s, punt %(labels)s, is eerder besloten niet te wachten. Dat geldt hier ook.")
    return " ".join(text % each for each in by_stage)


def hearing_words(stage: StageStanding) -> str:
    """Said wherever somebody is heard: it is no vote and decides nothing; empty at any other stage."""
    if stage.role is not Role.HEAR:
        return ""
    if any(party.organ == "council" for party in stage.parties):
        return _("Dit is het horen van de gemeenteraad, geen stemming. Er wordt hier niets besloten.")
    return _("Wie hier wordt gevraagd, wordt gehoord. Het is geen stemming en er wordt niets besloten.")


def kind_words(kind: PointKind) -> str:
    return str(KINDS[kind])


def role_words(role: Role) -> str:
    return str(ROLES[role])


def rule_words(rule: StageRule) -> str:
    return str(STAGE_RULES[rule])


def outcome_status(found: Outcome, kind: PointKind | None = None) -> Status:
    """Taking note and being heard are no votes (R55, R15), so they are not called agreement."""
    if found.is_hearing and found.verdict is Verdict.PASSED:
        return Status(_("gehoord"), "ok")
    if kind is PointKind.TAKE_NOTE and found.verdict is Verdict.PASSED:
        return Status(_("kennisgenomen"), "ok")
    if found.is_lapsed and found.verdict is Verdict.OPEN:
        return Status(_("niet op gewacht"), "neutral")
    words: dict[Verdict, tuple[str, Tone]] = {
        Verdict.OPEN: (_("loopt nog"), "neutral"),
        Verdict.PASSED: (_("akkoord"), "ok"),
        Verdict.REJECTED: (_("niet akkoord"), "danger"),
    }
    return Status(*words[found.verdict])


def roll_up(found: Outcome, role: Role | None = None) -> str:
    """The classes exclude each other and add up: "61 akkoord, 4 met kanttekening, 0 tegen, 11 nog niet = 76"."""
    tally = found.tally
    parts = [
        (tally.took_note, _("kennisgenomen")),
        (tally.consent, answer_words(Answer.CONSENT, role)),
        (tally.with_remark, answer_words(Answer.WITH_REMARK, role)),
        (tally.objection, answer_words(Answer.OBJECTION, role)),
        (tally.deferred, _("aangehouden")),
        (tally.not_discussed, _("niet behandeld")),
        (tally.open, _("vervallen") if found.is_lapsed else _("nog niet")),
    ]
    # That nobody is against says something among several; of one who answered it says nothing more.
    always = answer_words(Answer.OBJECTION, role) if found.can_object and tally.expected > 1 else ""
    shown = ", ".join(f"{format_number(count)} {word}" for count, word in parts if count or word == always)
    return _("%(parts)s = %(total)s") % {"parts": shown or "0", "total": format_number(tally.expected)}


def arithmetic(found: Outcome, kind: PointKind | None = None) -> str:
    """How the outcome was counted."""
    facts = {
        "in_favour": format_number(found.in_favour),
        "out_of": format_number(found.out_of),
        "needed": format_number(found.needed),
        "rule": rule_words(found.rule),
    }
    if found.is_hearing:
        counted = _("%(in_favour)s van %(out_of)s gehoord")
    elif kind is PointKind.TAKE_NOTE:
        counted = _("%(in_favour)s van %(out_of)s kennisgenomen")
    else:
        counted = _("%(in_favour)s van %(out_of)s voor")
    text = _("%(counted)s, nodig %(needed)s (%(rule)s)") % {**facts, "counted": counted % facts}
    return f"{text}; {quorum_words(found)}" if found.quorum else text


def quorum_words(found: Outcome) -> str:
    """How many have answered of those who must, before anything is decided."""
    text = _("quorum %(quorum)s, beantwoord door %(answered)s") % {
        "quorum": format_number(found.quorum),
        "answered": format_number(found.tally.final),
    }
    return _("%(text)s: nog niet gehaald") % {"text": text} if found.lacks_quorum else text
