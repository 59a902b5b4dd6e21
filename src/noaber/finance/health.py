"""What the register asks: is the host the employer of the project leader (R52), is the money arranged (R51)?"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import ALLOWED, Decision, Refused
from noaber.core.asof import AsOf
from noaber.finance.queries.office import financing_until, host_beside_employer, is_of_office
from noaber.network.api import Evidence, Finding, Severity, SubjectKind

HOST: Final = "R52"


def host_is_employer(asof: AsOf) -> Iterator[Finding]:
    """Names both when they differ; whoever is not known yet is no fault."""
    found = host_beside_employer(asof)
    if found is None:
        return
    host, employer = found.host, found.employer
    facts = {"host": host.name, "employer": employer.name}
    yield Finding(
        code=HOST,
        severity=Severity.ALERT,
        subject_kind=SubjectKind.ORGANISATION,
        subject_key=host.code,
        message=_("De beheerorganisatie is %(host)s; de projectleider werkt namens %(employer)s.") % facts,
        mended_by=_(
            "de controller legt bij Factureren de nieuwe beheerorganisatie vast, na de overdracht van de boeken"
        ),
        missing=(employer.code,),
        evidence=(
            Evidence(host.name, _("houdt de boeken bij"), SubjectKind.ORGANISATION, host.code),
            Evidence(employer.name, _("levert de projectleider"), SubjectKind.ORGANISATION, employer.code),
        ),
    )


def financing_is_settled(post_code: str, today: dt.date) -> Decision:
    """R51, the part of the money: an agreement that holds covers today or later.

    Whether the strategy was adopted and everyone decided, the decisions room asks. Where no agreement was ever recorded
    there is nothing to wait for. Without a post: the condition itself.
    """
    if post_code and not is_of_office(post_code, today):
        return ALLOWED
    last = financing_until(today)
    if last is None or last >= today.year:
        return ALLOWED
    if not last:
        text = _(
            "De functies van projectleider en coördinator gaan open als de financiering is geregeld: geen afspraak "
            "over bijdragen is vastgesteld."
        )
        return Refused(text)
    text = _(
        "De functies van projectleider en coördinator gaan open als de financiering is geregeld: de afspraak over "
        "bijdragen liep tot en met %(year)s."
    )
    return Refused(text % {"year": last})
