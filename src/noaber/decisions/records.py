"""The rows that say what was decided, for `noaber verify-audit`: which fields of each never change any more."""

from collections.abc import Iterator

from noaber.core.records import declare_record, register_check
from noaber.decisions import models
from noaber.decisions.services.sending import content_hash

RECORDED = "recorded_at recorded_by_id"
BY = f"{RECORDED} on_behalf_of_id"


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    declare_record("proposal", models.Proposal, "code classification")
    words = (
        "title sender addressee author portfolio_holder background intended_effect arguments caveats finances"
    )
    rest = "legal communication follow_up is_material change_note dated_on sent_at content_hash"
    declare_record("version", models.ProposalVersion, f"proposal number {words} {rest}")
    asked = "version label kind text parent addressed_to forwarded_to advice"
    declare_record("point", models.DecisionPoint, asked)
    declare_record(
        "terms", models.ObligationTerms, "point kind first_year last_year rate fte reminder_on is_solidary"
    )
    declare_record("attachment", models.ProposalAttachment, "version position title file")
    declare_record("insert", models.ProposalInsert, "version position name frozen")
    declare_record("stage", models.Stage, "proposal number title role rule quorum labels after is_follow_up")
    answered = "consultation point answer text decided_on evidence evidence_file reported_by"
    declare_record("position", models.Position, f"{answered} {BY}")
    declare_record("override", models.GateOverride, f"stage motive decided_on {RECORDED}")
    going_on = "proposal body motive decided_on evidence"
    declare_record("continuation", models.ContinuationOverride, f"{going_on} {RECORDED}")
    declare_record("owner", models.RemarkOwner, f"position owner {RECORDED}")
    declare_record("disposition", models.Disposition, f"position effect answer in_version {BY}")
    budget = "consultation label year form decided_on evidence evidence_file"
    declare_record("budget", models.BudgetEntry, f"{budget} {BY}")
    declare_record("report", models.Report, "link said decided_on evidence evidence_file reported_at")
    evaluated = "proposal label year form body decided_on evidence evidence_file"
    declare_record("evaluation", models.EvaluationEntry, f"{evaluated} {BY}")
    register_check(changed_texts)


def changed_texts() -> Iterator[str]:
    """Sent texts that are not what their own seal says; also those from before there were digests."""
    sent = models.ProposalVersion.objects.exclude(sent_at=None).order_by("pk")
    for version in sent.iterator(chunk_size=100):
        points = list(version.points.select_related("obligation"))
        if content_hash(version, points) != version.content_hash:
            yield f"version {version.pk}"
