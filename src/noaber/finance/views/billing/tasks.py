"""What billing asks on the home page: the next step of each year, of whoever has to take it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.core.rules.dutch import format_number, long_date
from noaber.finance.access import may_approve_run, may_make_run, may_read_invoices
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import AgreementState, SeenAgreement, agreements_for
from noaber.finance.queries.billing.course import YearCourse, billing_course, count_lacks
from noaber.finance.queries.billing.runs import RunRow
from noaber.finance.rules.billing.terms import RunState
from noaber.finance.views.places.billing import new_run_address, run_address, terms_address


def billing_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """Of every agreement that holds, each year that has begun; a run that is underway also of what is over."""
    if not may_read_invoices(actor):
        return
    for seen in agreements_for(actor, asof):
        if not _holds(seen):
            continue
        terms = seen.row.terms
        for course in billing_course(seen.row.code, terms.first_year, terms.last_year):
            if course.run or course.year <= asof.valid_on.year:
                yield from _next_step(actor, seen.row, course, asof)


def _holds(seen: SeenAgreement) -> bool:
    """It was adopted, or there is nothing to adopt; nothing is asked before that (R45)."""
    if seen.state is AgreementState.PROPOSED:
        return not seen.row.terms.decided_by
    return seen.state in (AgreementState.ADOPTED, AgreementState.PAST)


def _next_step(actor: Actor, agreement: AgreementRow, course: YearCourse, asof: AsOf) -> Iterator[Task]:
    if course.run:
        yield from _of_run(actor, course.run, asof)
    elif may_fill_in(may_make_run(actor)):
        yield from _of_year(agreement, course, asof)


def _of_year(agreement: AgreementRow, course: YearCourse, asof: AsOf) -> Iterator[Task]:
    """A year that is over and was never set here was billed elsewhere."""
    facts = {"year": course.year}
    if course.reference_on is None:
        if course.year < asof.valid_on.year:
            return
        text = _("De afspraak noemt geen peildatum, afronding en btw. Daarna kunt u de bijdragen uitrekenen.")
        title = _("Stel in hoe %(year)s wordt gefactureerd") % facts
        yield Task(title, text, terms_address(agreement.code, course.year))
    elif course.reference_on <= asof.valid_on:
        text = _("Met de inwonertallen van %(day)s. Daarna keurt iemand anders het goed.")
        title = _("Reken de bijdragen van %(year)s uit") % facts
        day = {"day": long_date(course.reference_on)}
        yield Task(title, text % day, new_run_address(agreement.code, course.year))


def _of_run(actor: Actor, run: RunRow, asof: AsOf) -> Iterator[Task]:
    facts = {"year": run.year, "number": run.number}
    if run.state is RunState.DRAFT and may_fill_in(may_approve_run(actor, run.made.persons)):
        title = _("Keur de bijdragen van %(year)s goed") % facts
        text = _(
            "Ronde %(number)s is uitgerekend. Kijk de bedragen na; daarna kan de controller de facturen maken."
        )
        yield Task(title, text % facts, run_address(run))
    if run.state not in (RunState.DRAFT, RunState.APPROVED) or not may_fill_in(may_make_run(actor)):
        return
    if lacks := count_lacks(run.agreement_code, run.year, run.number, asof.valid_on):
        text = ngettext(
            "Er ontbreekt %(count)s gegeven van een organisatie. Zonder dat kan er geen factuur worden gemaakt.",
            "Er ontbreken %(count)s gegevens van organisaties. Zonder die kan er geen factuur worden gemaakt.",
            lacks,
        )
        title = _("Vul aan wat ontbreekt voor de facturen van %(year)s") % facts
        yield Task(title, text % {"count": format_number(lacks)}, run_address(run))
    elif run.state is RunState.APPROVED:
        text = _("Ronde %(number)s is goedgekeurd.") % facts
        yield Task(_("Maak de facturen van %(year)s") % facts, text, run_address(run, "versturen/"))
