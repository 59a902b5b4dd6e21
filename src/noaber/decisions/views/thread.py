"""The step of the thread that this room fills: who has answered on the newest proposal."""

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, ThreadStep
from noaber.decisions.closing_words import objections_words, rejected_words
from noaber.decisions.queries.proposals.closing import closings
from noaber.decisions.queries.proposals.consent import objectors
from noaber.decisions.queries.proposals.prerequisites import beside_proposal
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.queries.proposals.rejected import rejected
from noaber.decisions.queries.proposals.waiting import newest_progress
from noaber.decisions.rules.closing import Course
from noaber.decisions.views.places import proposal_address
from noaber.decisions.words import counted_words


def consent_step(actor: Actor, asof: AsOf) -> ThreadStep | None:
    """How many of those who consent and adopt have answered; None when nobody is asked to in a proposal to see.

    Organisations that decide for themselves are counted in the step after it, and not twice.
    """
    found = newest_progress(actor, asof)
    if found is None or not found.asked:
        return None
    words = counted_words(
        found.answered,
        found.asked,
        _("overleg of organisatie heeft geantwoord"),
        _("overleggen en organisaties heeft geantwoord"),
        _("overleggen en organisaties hebben geantwoord"),
    )
    is_done = found.answered == found.asked or _is_over(found.code, asof)
    lost = _rejected(actor, found.code, asof) if found.is_objected_to else ""
    against = _objections(actor, found.code, asof) if found.is_council_against and not lost else ""
    told = [against, lost or beside_proposal(found.code, asof)]
    return ThreadStep(
        _("Instemmen en vaststellen"),
        proposal_address(found.code),
        ". ".join(filter(None, [found.title, " ".join(filter(None, told))])),
        state="done" if is_done and not lost else "current",
        count=StatusLine(found.answered, found.asked, words),
    )


def _rejected(actor: Actor, code: str, asof: AsOf) -> str:
    """By whom a proposal was rejected, in a sentence: nothing was adopted then; empty when it was not."""
    closing = closings(asof).get(code)
    found = proposal(actor, code, asof) if closing and closing.course is Course.REJECTED else None
    lost = rejected(found) if found else None
    return rejected_words(lost) if lost else ""


def _objections(actor: Actor, code: str, asof: AsOf) -> str:
    """Which of who consents object now, in a sentence; empty for nobody."""
    found = proposal(actor, code, asof)
    return objections_words(objectors(found)) if found else ""


def _is_over(code: str, asof: AsOf) -> bool:
    """Then whoever did not answer is not asked any more; nor where a room above went on with it."""
    found = closings(asof).get(code)
    return found is not None and found.course in (Course.ADOPTED, Course.OVERTAKEN)
