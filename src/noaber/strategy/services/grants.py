"""The file of a national grant (R23): needs, and dated steps from position to implementation. Amounts are finance's."""

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.files import Upload
from noaber.core.history import count_change, lock, recorded_by
from noaber.network import api as network
from noaber.strategy.access import may_record_grant, may_state_need
from noaber.strategy.models import GrantFile, GrantNeed, GrantStatement, GrantStep
from noaber.strategy.queries.files import GRANT_FILE
from noaber.strategy.queries.grants import grant_text, steps_of
from noaber.strategy.rules.faults import too_long
from noaber.strategy.rules.grants.grant import LONGEST_NEED, GrantText, StepText, grant_faults, step_faults
from noaber.strategy.services.owned_files import keep_file, take_away
from noaber.strategy.services.stating import refuse
from noaber.strategy.services.taken_titles import refuse_taken
from noaber.strategy.services.themes_of import theme_id


def record_grant(
    code: str,
    theme: str,
    text: GrantText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Open a file, or say better what it is about; False when it was known to be just so. Its theme stays."""
    if code in ("", "nieuw"):
        raise DomainError(
            _("Geef dit een naam met letters of cijfers, en niet alleen ‘nieuw’."), field="title"
        )
    with verb("strategy.record_grant", actor=actor) as trail:
        kept = _opened(code, theme, actor, AsOf(today))
        last = kept.statements.last()
        if last and grant_text(last) == text:
            return False
        if expected_revision not in (None, kept.revision):
            raise Conflict(_label(kept), revision=kept.revision)
        refuse(grant_faults(text))
        if last is None:
            refuse_taken(GrantStatement.objects.all(), "grant", text.title)
        said = GrantStatement.objects.create(
            grant=kept,
            number=(last.number if last else 0) + 1,
            title=text.title.strip(),
            fund=text.fund.strip(),
            about=text.about.strip(),
            **recorded_by(actor, now),
        )
        count_change(kept)
        facts: dict[str, Fact] = {"code": code, "number": said.number}
        trail.note(kept, facts, records=[said])
    return True


def _opened(code: str, theme: str, actor: Actor, asof: AsOf) -> GrantFile:
    """The file, locked; new when it was not there. Asked is the right for the theme that it has."""
    there = GrantFile.objects.select_related("theme").filter(code=code).first()
    own = (there.theme.code if there.theme else "") if there else theme
    require(may_record_grant(actor, own, asof))
    there = there or GrantFile.objects.create(code=code, theme_id=theme_id(theme, asof))
    return lock(GrantFile, there.pk, revision=None, label=code)


def state_need(
    code: str,
    organisation: str,
    text: str,
    *,
    actor: Actor,
    now: dt.datetime,
    expected_key: int | None = None,
) -> bool:
    """Say what an organisation needs of a grant; the last that each said counts. False when it said so already.

    `expected_key`: of what the editor saw that it said last, 0 for nothing; `Conflict` when that was overtaken.
    """
    require(may_state_need(actor, organisation))
    typed = text.strip()
    if not typed:
        raise DomainError(_("Vul in wat er nodig is."), field="text")
    if len(typed) > LONGEST_NEED:
        raise DomainError(too_long(LONGEST_NEED), field="text")
    with verb("strategy.state_need", actor=actor) as trail:
        kept = held_grant(code, None)
        if network.organisation(ANONYMOUS, organisation, AsOf(now.date())) is None:
            raise DomainError(_("Deze organisatie is er niet."))
        last = kept.needs.filter(organisation__code=organisation).last()
        if last and hasattr(last, "withdrawal"):
            last = None
        if last and last.text == typed:
            return False
        if expected_key not in (None, last.pk if last else 0):
            raise Conflict(_("Deze behoefte"), revision=kept.revision)
        need = GrantNeed.objects.create(
            grant=kept,
            organisation_id=network.organisation_id(organisation),
            text=typed,
            **recorded_by(actor, now),
        )
        trail.note(kept, {"code": code, "organisation": organisation}, records=[need])
    return True


def record_grant_step(
    code: str,
    step: StepText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
    upload: Upload | None = None,
) -> int | None:
    """Add a dated step with its document; refused in an order that cannot be.

    Its key; None when it stood so already.
    """
    with verb("strategy.record_grant_step", actor=actor) as trail:
        kept = held_grant(code, None)
        require(may_record_grant(actor, theme_of(kept), AsOf(today)))
        if any(replace(each, file="") == step for each in steps_of(kept)):
            return None
        if expected_revision not in (None, kept.revision):
            raise Conflict(_label(kept), revision=kept.revision)
        refuse(step_faults(step, steps_of(kept), today))
        key = keep_file(kept, GRANT_FILE, upload, field="file", actor=actor, now=now) if upload else None
        written = GrantStep.objects.create(
            grant=kept,
            kind=step.kind.value,
            happened_on=step.on,
            text=step.text.strip(),
            link=step.link,
            file_id=key,
            **recorded_by(actor, now),
        )
        count_change(kept)
        trail.note(kept, {"code": code, "kind": step.kind.value}, records=[written])
    return written.pk


def remove_grant_file(
    code: str, file: str, *, actor: Actor, now: dt.datetime, today: dt.date, expected_revision: int | None
) -> None:
    """Take the document of a step away for good; the step stays."""
    with verb("strategy.remove_grant_file", actor=actor) as trail:
        kept = held_grant(code, expected_revision)
        require(may_record_grant(actor, theme_of(kept), AsOf(today)))
        take_away(kept, GRANT_FILE, file, actor=actor, now=now)
        trail.note(kept, {"code": code, "file": file})


def held_grant(code: str, revision: int | None) -> GrantFile:
    """A file that is there, locked; `Conflict` when it is no longer at the `revision` the editor saw."""
    found = GrantFile.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("Dit dossier is er niet."))
    return lock(GrantFile, found.pk, revision=revision, label=_label(found))


def _label(kept: GrantFile) -> str:
    """What people call it, for who was overtaken."""
    last = kept.statements.last()
    return f"‘{last.title}’" if last else kept.code


def theme_of(kept: GrantFile) -> str:
    """The code of its theme; empty where it has none."""
    return kept.theme.code if kept.theme else ""
