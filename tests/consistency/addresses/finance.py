"""What to fill in for the addresses of finance."""

import datetime as dt
from functools import partial
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.consistency.addresses.shared import NOWHERE, Samples

OURS: Final = "NL74XXXX0000000150"  # of the host in the demonstration


def waiting_file() -> str:
    """A bank file that waits to be looked at."""
    from noaber.core.access import COMMAND
    from noaber.finance.services.bank.uploads import take_in
    from noaber.finance.tests.bank_samples import camt, entry

    upload = SimpleUploadedFile("mei.xml", camt([entry(5)], account=OURS))
    return str(take_in(upload, actor=COMMAND, now=dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)).pk)


SAMPLE = "PROEF-"  # the number of an invoice that a sample took in


def bank_entry(page: str = "") -> str:
    """A payment that is booked on an invoice, and a page of it; one that still waits for what books it."""
    from noaber.finance.models import Allocation
    from noaber.finance.queries.bank.entries import (
        entries,
        payments_refunded_by,
        payments_undone_by,
    )

    booked = Allocation.objects.filter(invoice__isnull=False).order_by("pk")[0]
    if page == "losmaken/":
        return f"bank/{booked.entry_id}/losmaken/{booked.pk}/"
    fitting = {"teruggedraaid/": payments_undone_by, "terugbetaling/": payments_refunded_by}
    if page in fitting:
        is_turned = page == "teruggedraaid/"
        out = (row for row in entries() if not row.is_incoming and (is_turned or not row.said.is_reversal))
        return f"bank/{next(row.id for row in out if fitting[page](row))}/{page}"
    waiting = next(row for row in entries(unexplained=True) if row.is_incoming)
    return f"bank/{waiting.id}/{page}"


def pledge(page: str = "") -> str:
    """What the police promised for 2023 and delivered of it."""
    from noaber.finance.queries.budget.co_funding import pledges_of

    row = next(
        each
        for each in pledges_of("bijdragen-2020-2023", 2023)
        if each.organisation_kind == "police" and each.deliveries
    )
    step = page.replace("<int:delivery>", str(row.deliveries[0].id))
    return f"begroting/inbreng/{row.id}/{step}"


def vat_paper() -> str:
    """The statement of Zwolle, of a year that is passed on."""
    from noaber.core.access import COMMAND
    from noaber.finance.services.reports.vat_passing import record_vat_passing

    record_vat_passing(
        "bijdragen-2020-2023",
        2020,
        is_passed_on=True,
        motive="Afgesproken met de Belastingdienst.",
        actor=COMMAND,
        now=dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC),
    )
    return "bijdragen/gemeente/GM0193/bcf/bijdragen-2020-2023/2020/"


def commitment(page: str = "") -> str:
    """Money that was asked for and is not committed yet, or what was left of the year before."""
    from noaber.finance.models import Commitment

    waiting = Commitment.objects.filter(steps__isnull=True).order_by("-pk")[0]
    left = Commitment.objects.filter(budget_year__year=2022).order_by("pk")[0]
    return f"begroting/verplichtingen/{left.pk if page == 'meenemen/' else waiting.pk}/{page}"


def purchase(page: str = "") -> str:
    """An invoice that is booked, or one that waits for what the page does."""
    from noaber.finance.queries.spending.bookings import incoming_invoices
    from noaber.finance.rules.invoices.invoice import DocumentKind
    from noaber.finance.rules.spending.bookings import IncomingState

    wanted = {
        "akkoord/": IncomingState.WAITING,
        "afwijzen/": IncomingState.WAITING,
        "boeken/": IncomingState.APPROVED,
    }
    state = wanted.get(page, IncomingState.BOOKED)
    rows = (row for row in incoming_invoices() if not row.said.number.startswith(SAMPLE))
    bills = (row for row in rows if row.said.kind is DocumentKind.INVOICE)
    return f"inkoop/{next(row.number for row in bills if row.state is state)}/{page}"


def purchase_payment() -> str:
    """Undoing the payment of an invoice that waits for approval: the bank is read in with it first."""
    import io

    from noaber.core.access import COMMAND
    from noaber.finance import api as finance
    from noaber.finance.models import BankEntry, PurchasePayment
    from noaber.finance.services.spending.purchase_payments import pay_purchase
    from noaber.site.demonstration.bank import Paid, camt_file
    from noaber.site.demonstration.billing import PAYEE

    now, on = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC), dt.date(2023, 5, 12)
    number = int(purchase("akkoord/").split("/")[1])
    paid = [Paid(on, -1_090_00, "Zalencentrum De Voorbeeldhoeve", 9_100, text="Zaalhuur")]
    data = camt_file(PAYEE.iban, paid, finance.balance_of(PAYEE.iban), on, on, "2023900")
    finance.import_bank_file(io.BytesIO(data), "afschrift.xml", actor=COMMAND, now=now)
    pay_purchase(number, BankEntry.objects.filter(text="Zaalhuur").latest("pk").pk, actor=COMMAND, now=now)
    return f"inkoop/{number}/betaling/{PurchasePayment.objects.order_by('-pk')[0].pk}/losmaken/"


def owed_by_supplier(page: str) -> str:
    """A credit note of a supplier that nothing came back of yet; set off a little for what undoes that."""
    from dataclasses import replace

    from noaber.core.access import COMMAND
    from noaber.finance.models import IncomingInvoice
    from noaber.finance.queries.spending.bookings import incoming_invoice
    from noaber.finance.rules.invoices.invoice import DocumentKind
    from noaber.finance.services.spending.purchases import take_in_purchase
    from noaber.finance.services.spending.set_offs import set_off_purchase

    now = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
    row = incoming_invoice(int(purchase("akkoord/").split("/")[1]))
    assert row
    count = IncomingInvoice.objects.count()
    owed = replace(row.said, number=f"{SAMPLE}{count}")
    credit = replace(
        owed, kind=DocumentKind.CREDIT_NOTE, number=f"{SAMPLE}{count}-credit", net_cents=5_00, vat_cents=0
    )
    bill, number = (
        take_in_purchase(each, source="hand", actor=COMMAND, now=now, today=now.date())
        for each in (owed, credit)
    )
    if "<int:key>" not in page:
        return f"inkoop/{number}/{page}"
    set_off_purchase(number, bill, 1_00, actor=COMMAND, now=now)
    from noaber.finance.models import PurchaseSetOff

    return f"inkoop/{number}/{page.replace('<int:key>', str(PurchaseSetOff.objects.order_by('-pk')[0].pk))}"


def on_line() -> str:
    """Undoing what of an entry is booked on a line: a little of one that waits is booked first."""
    from noaber.core.access import COMMAND
    from noaber.finance.models import BankBooking
    from noaber.finance.services.spending.bank_bookings import OnLine, book_entry

    key = int(bank_entry().split("/")[1])
    asked = OnLine(key, "bijdragen-2020-2023", 2023, "projecten", 1)
    now = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
    book_entry(asked, reason="Rente van de bank", actor=COMMAND, now=now)
    return f"bank/{key}/van-post/{BankBooking.objects.order_by('-pk')[0].pk}/"


def vat_settlement() -> str:
    """Undoing what of an entry was settled with the tax office; the demonstration has no tax to settle really."""
    from noaber.finance.models import Agreement, VatSettlement

    key = int(bank_entry().split("/")[1])
    agreement = Agreement.objects.get(code="bijdragen-2020-2023")
    made = VatSettlement.objects.create(
        entry_id=key,
        agreement=agreement,
        year=2023,
        amount_cents=1,
        due_cents=0,
        deductible_cents=0,
        recorded_at=dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC),
    )
    return f"bank/{key}/btw/{made.pk}/losmaken/"


def result_set_off() -> str:
    """Undoing what was set off of an adopted result: a cent of it goes off an open invoice first."""
    from noaber.core.access import COMMAND
    from noaber.finance.models import ResultSetOff
    from noaber.finance.queries.reports.report import adopted_accounts
    from noaber.finance.queries.reports.result_set_offs import invoices_to_set_off
    from noaber.finance.queries.reports.returns import returns_of
    from noaber.finance.services.reports.result_set_offs import SetOff, set_off_result

    now = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
    account = adopted_accounts("bijdragen-2020-2023")[2021]
    for row in returns_of(account):
        for number in invoices_to_set_off(row.code, now.date()) if row.open_cents else ():
            asked = SetOff(row.code, number, 1)
            if set_off_result(account, asked, actor=COMMAND, now=now, today=now.date()):
                key = ResultSetOff.objects.order_by("-pk")[0].pk
                return f"begroting/bijdragen-2020-2023/2021/terug/verrekening/{key}/losmaken/"
    raise LookupError("nobody with an open invoice gets anything back")


def result_return() -> str:
    """Undoing what was paid of an adopted result: the bank is read in with it first."""
    import io

    from noaber.core.access import COMMAND
    from noaber.finance import api as finance
    from noaber.finance.models import BankEntry, ResultReturn
    from noaber.finance.queries.reports.report import adopted_accounts
    from noaber.finance.services.reports.returning import return_result
    from noaber.site.demonstration.bank import Paid, camt_file
    from noaber.site.demonstration.billing import PAYEE

    now, on = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC), dt.date(2023, 5, 12)
    paid = [Paid(on, -100_00, "Gemeente Zwolle", 193, text="Terug uit het resultaat van 2021")]
    data = camt_file(PAYEE.iban, paid, finance.balance_of(PAYEE.iban), on, on, "2023901")
    finance.import_bank_file(io.BytesIO(data), "afschrift.xml", actor=COMMAND, now=now)
    account = adopted_accounts("bijdragen-2020-2023")[2021]
    entry = BankEntry.objects.filter(text="Terug uit het resultaat van 2021").latest("pk")
    return_result(account, "GM0193", entry.pk, actor=COMMAND, now=now)
    key = ResultReturn.objects.order_by("-pk")[0].pk
    return f"begroting/bijdragen-2020-2023/2021/terug/betaling/{key}/losmaken/"


def waiting_purchase() -> str:
    """An e-invoice that waits to be looked at."""
    from noaber.core.access import COMMAND
    from noaber.finance.services.spending.purchase_files import take_in_file
    from noaber.finance.tests.spending.test_ubl_reading import OTHER

    now = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
    upload = SimpleUploadedFile("rekening.xml", OTHER)
    return str(take_in_file(upload, actor=COMMAND, now=now, today=now.date()).pk)


def grant_step(page: str) -> str:
    """A page of the last step of a grant."""
    from noaber.finance.queries.grants import grant_called

    row = grant_called(GRANT)
    return f"subsidies/{GRANT}/stap/{row.steps[-1].key if row else 0}/{page}"


GRANT: Final = "personen-met-verward-gedrag-ronde-2"
ACTIVITY: Final = "street-triage"
BILLING: Final = "bijdragen/factureren/<slug:agreement_code>"
BUDGET: Final = "begroting/<slug:agreement_code>/<int:year>/"
SAMPLES: Final[Samples] = {
    "bijdragen/afspraak/<slug:code>/wijzigen/": lambda: "bijdragen-2020-2023",
    "bijdragen/afspraak/<slug:code>/intrekken/": lambda: "bijdragen-2020-2023",
    **{
        f"bijdragen/scenarios/<slug:code>/{page}": lambda: "het-gat-in-het-voorstel"
        for page in ("", "pdf/", "wijzigen/", "intrekken/")
    },
    "bijdragen/factureren/betalers/<str:code>/": lambda: "GM0193",
    f"{BILLING}/deelname/<str:code>/": lambda: "bijdragen/factureren/bijdragen-2020-2023/deelname/GM0193/",
    **{
        f"{BILLING}/<int:year>/{page}": partial(str, f"bijdragen/factureren/bijdragen-2020-2023/2023/{page}")
        for page in ("", "instellen/", "ronde/nieuw/")
    },
    **{
        f"{BILLING}/<int:year>/ronde/<int:number>/{page}": partial(
            str, f"bijdragen/factureren/bijdragen-2020-2023/2023/ronde/1/{page}"
        )
        for page in ("", "goedkeuren/", "versturen/", "verzenden/", "intrekken/")
    },
    **{
        f"facturen/<slug:number>/{page}": lambda: "2023-0076"  # that of Zwolle
        for page in (
            "",
            "pdf/",
            "ubl/",
            "crediteren/",
            "verzenden/",
            "afgeven/",
            "betwisten/",
            "betwisting-opheffen/",
        )
    },
    **{
        f"{BUDGET}{page}": partial(str, f"begroting/bijdragen-2020-2023/2023/{example or page}")
        for page, example in (
            ("", ""),
            ("wijzigen/", ""),
            ("cofinanciering/", ""),
            ("verplichtingen/nieuw/", ""),
            ("journaal/", ""),
            ("cofinanciering/nieuw/", ""),
            ("btw/instellen/", ""),
            ("post/<slug:code>/", "post/projecten/"),
            *(
                (f"voorstel/<int:number>/{step}", f"voorstel/1/{step}")
                for step in ("", "goedkeuren/", "intrekken/")
            ),
        )
    },
    **{
        f"{BUDGET}{page}": partial(str, f"begroting/bijdragen-2020-2023/2021/{page}")
        for page in ("verslag/", "verslag/nieuw/", "btw/", "btw/pdf/", "terug/")
    },
    f"{BUDGET}terug/<str:code>/": lambda: "begroting/bijdragen-2020-2023/2021/terug/GM0193/",
    f"{BUDGET}terug/betaling/<int:key>/losmaken/": result_return,
    f"{BUDGET}terug/<str:code>/verrekenen/": lambda: (
        "begroting/bijdragen-2020-2023/2021/terug/GM0193/verrekenen/"
    ),
    f"{BUDGET}terug/verrekening/<int:key>/losmaken/": result_set_off,
    **{
        f"{BUDGET}controle/{page}": partial(str, f"begroting/bijdragen-2020-2023/2021/controle/{page}")
        for page in ("xlsx/", "zip/")
    },
    **{
        f"{BUDGET}verslag/<slug:period>/{page}": partial(
            str, f"begroting/bijdragen-2020-2023/{year}/verslag/jaarrekening/{page}"
        )
        for page, year in (
            ("", 2021),
            ("pdf/", 2021),
            ("xlsx/", 2021),
            ("toelichten/", 2022),
            ("vaststellen/", 2022),
        )
    },
    f"{BUDGET}verslag/<slug:period>/cijfer/<slug:figure>/": lambda: (
        "begroting/bijdragen-2020-2023/2021/verslag/jaarrekening/cijfer/uitgaven/"
    ),
    **{
        f"bijdragen/gemeente/<str:code>/{page}": partial(str, f"bijdragen/gemeente/GM0193/{page}")
        for page in ("", "pdf/", "zip/")
    },
    "bijdragen/gemeente/<str:code>/bcf/<slug:agreement_code>/<int:year>/": vat_paper,
    **{
        f"begroting/verplichtingen/<int:key>/{page}": partial(commitment, page)
        for page in ("", "vastleggen/", "vrijgeven/", "meenemen/")
    },
    **{
        f"inkoop/<int:number>/{page}": partial(purchase, page)
        for page in ("", "akkoord/", "afwijzen/", "boeken/", "terugboeken/", "betaald/")
    },
    "inkoop/<int:number>/betaling/<int:key>/losmaken/": purchase_payment,
    **{
        f"inkoop/<int:number>/{page}": partial(owed_by_supplier, page)
        for page in ("terugontvangen/", "verrekenen/", "verrekening/<int:key>/losmaken/")
    },
    "inkoop/inlezen/<uuid:key>/": lambda: f"inkoop/inlezen/{waiting_purchase()}/",
    "inkoop/inlezen/<uuid:key>/weggooien/": lambda: f"inkoop/inlezen/{waiting_purchase()}/weggooien/",
    **{
        f"begroting/inbreng/<uuid:key>/{page}": partial(pledge, page)
        for page in ("", "wijzigen/", "melden/", "leveringen/<int:delivery>/terugnemen/")
    },
    "facturen/<slug:number>/herinnering/<slug:step>/": lambda: "facturen/2023-0076/herinnering/first/",
    "facturen/overzicht/<str:code>/": lambda: "GM0193",
    "facturen/overzicht/<str:code>/pdf/": lambda: "facturen/overzicht/GM0193/pdf/",
    "bijdragen/factureren/betalers/<str:code>/verzending/": lambda: (
        "bijdragen/factureren/betalers/GM0193/verzending/"
    ),
    "facturen/<slug:number>/weer-factureren/": lambda: "facturen/2023-0077/weer-factureren/",  # a credit note
    "bank/inlezen/<uuid:key>/": waiting_file,
    "bank/inlezen/<uuid:key>/weggooien/": lambda: f"bank/inlezen/{waiting_file()}/weggooien/",
    **{
        f"bank/<int:key>/{page}": partial(bank_entry, page)
        for page in (
            "",
            "verrekenen/",
            "terugbetaald/",
            "terugbetaling/",
            "teruggedraaid/",
            "apart/",
            "inkoop/",
            "boeken/",
            "btw/",
        )
    },
    "bank/<int:key>/btw/<int:booked>/losmaken/": vat_settlement,
    "bank/<int:key>/van-post/<int:booked>/": on_line,
    "bank/<int:key>/losmaken/<int:booked>/": partial(bank_entry, "losmaken/"),
    **{
        f"subsidies/activiteiten/inlezen/<uuid:key>/{page}": partial(
            str, f"subsidies/activiteiten/inlezen/{NOWHERE}/{page}"
        )
        for page in ("", "weggooien/")
    },
    "subsidies/activiteiten/<slug:code>/": lambda: ACTIVITY,
    "subsidies/activiteiten/<slug:code>/wijzigen/": lambda: ACTIVITY,
    **{f"subsidies/<slug:code>/{page}": lambda: GRANT for page in ("", "wijzigen/", "stap/")},
    **{
        f"subsidies/<slug:code>/stap/<int:key>/{page}": partial(grant_step, page)
        for page in ("verbeteren/", "intrekken/")
    },
}
