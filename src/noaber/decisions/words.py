"""How outcomes, answers and stages read."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import format_number
from noaber.decisions.models.consultations import ANSWERS
from noaber.decisions.models.proposals import KINDS
from noaber.decisions.models.routes import ROLES, STAGE_RULES
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


def answer_status(answer: Answer | None) -> Status:
    if answer is None:
        return Status(_("nog niet"), "neutral")
    return Status(str(ANSWERS[answer]), TONES[answer])


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
    words: dict[Verdict, tuple[str, Tone]] = {
        Verdict.OPEN: (_("loopt nog"), "neutral"),
        Verdict.PASSED: (_("akkoord"), "ok"),
        Verdict.REJECTED: (_("niet akkoord"), "danger"),
    }
    return Status(*words[found.verdict])


def roll_up(found: Outcome) -> str:
    """The classes exclude each other and add up: "61 akkoord, 4 met kanttekening, 0 tegen, 11 nog niet = 76"."""
    tally = found.tally
    parts = [
        (tally.took_note, _("kennisgenomen")),
        (tally.consent, _("akkoord")),
        (tally.with_remark, _("akkoord met kanttekening")),
        (tally.objection, _("bezwaar")),
        (tally.deferred, _("aangehouden")),
        (tally.not_discussed, _("niet behandeld")),
        (tally.open, _("nog niet")),
    ]
    shown = ", ".join(f"{format_number(count)} {word}" for count, word in parts if count)
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
    return _("%(counted)s, nodig %(needed)s (%(rule)s)") % {**facts, "counted": counted % facts}
