"""The rows that say what was decided, for `noaber verify-audit`: which fields of each never change any more."""

from collections.abc import Iterator

from django.db.models import Q

from noaber.core.records import declare_record, register_check
from noaber.decisions import models
from noaber.decisions.services.drafts.sending import content_hash

RECORDED = "recorded_at recorded_by_id"
BY = f"{RECORDED} on_behalf_of_id"


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    _declare_texts()
    _declare_answers()
    register_check(changed_texts)


def _declare_texts() -> None:
    """What was sent, and who was asked; a draft changes as its writers wish."""
    words = (
        "title sender addressee author portfolio_holder background intended_effect arguments caveats finances"
    )
    rest = "legal communication follow_up is_material change_note dated_on sent_at content_hash"
    asked = "version label kind text parent addressed_to forwarded_to advice"
    terms = "point kind first_year last_year rate fte reminder_on is_solidary"
    step = "proposal number title role rule quorum labels after is_follow_up"
    for name, model, fields, version in (
        ("version", models.ProposalVersion, f"proposal number {words} {rest}", ""),
        ("point", models.DecisionPoint, asked, "version__"),
        ("terms", models.ObligationTerms, terms, "point__version__"),
        ("attachment", models.ProposalAttachment, "version position title file", "version__"),
        ("insert", models.ProposalInsert, "version position name frozen", "version__"),
        (
            "consultation",
            models.Consultation,
            "stage body organisation organ due_on",
            "stage__proposal__versions__",
        ),
    ):
        declare_record(name, model, fields, logged=Q(**{f"{version}sent_at__isnull": False}))
    is_sent = Q(versions__sent_at__isnull=False)
    kept = "code classification"
    declare_record(
        "proposal", models.Proposal, kept, f"{kept} linked_to withdrawn_at withdrawal_reason", logged=is_sent
    )
    is_sent = Q(proposal__versions__sent_at__isnull=False)
    declare_record("stage", models.Stage, step, f"{step} due_on", logged=is_sent)


def _declare_answers() -> None:
    """What is only ever added: every row counts."""
    answered = "consultation point answer text decided_on evidence evidence_file reported_by"
    override = f"stage motive decided_on {RECORDED}"
    going_on = f"proposal body motive decided_on evidence {RECORDED}"
    budget = "consultation label year form decided_on evidence evidence_file"
    evaluated = "proposal label year form body decided_on evidence evidence_file"
    for name, model, fields in (
        ("position", models.Position, f"{answered} {BY}"),
        ("owner", models.RemarkOwner, f"position owner {RECORDED}"),
        ("disposition", models.Disposition, f"position effect answer in_version {BY}"),
        ("budget", models.BudgetEntry, f"{budget} {BY}"),
        ("report", models.Report, "link said decided_on evidence evidence_file reported_at"),
        ("evaluation", models.EvaluationEntry, f"{evaluated} {BY}"),
    ):
        declare_record(name, model, fields, logged=Q())
    declare_record("continuation", models.ContinuationOverride, going_on, f"{going_on} waived", logged=Q())
    declare_record("override", models.GateOverride, override, f"{override} version waived", logged=Q())


def changed_texts() -> Iterator[str]:
    """Sent texts that are not what their own seal says; also those from before there were digests."""
    sent = models.ProposalVersion.objects.exclude(sent_at=None).order_by("pk")
    for version in sent.iterator(chunk_size=100):
        points = list(version.points.select_related("obligation"))
        if content_hash(version, points) != version.content_hash:
            yield f"version {version.pk}"
