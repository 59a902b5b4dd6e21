"""What this room hangs into the shared pages, the own calendar, positions, signals and the files; once at start."""

from noaber.core.files import register_file_access
from noaber.core.points import register_body_panel, register_task
from noaber.decisions.api import register_calendar_source, register_occasion
from noaber.figures.api import register_followup
from noaber.meetings.queries.calendar import calendar_entries
from noaber.meetings.queries.files import OWNER_KIND, may_read_release
from noaber.meetings.queries.followups import KIND, PAGES, action_followup
from noaber.meetings.queries.item_files import ITEM_FILE, may_read_item_file
from noaber.meetings.views.home import body_sittings_panel, sitting_tasks
from noaber.meetings.views.quorum_notices import meeting_occasion


def register_hooks() -> None:
    register_body_panel(10, body_sittings_panel)
    register_task(sitting_tasks)
    register_calendar_source(calendar_entries)
    register_occasion(meeting_occasion)
    register_followup(KIND, action_followup, address=PAGES)
    register_file_access(OWNER_KIND, may_read_release)
    register_file_access(ITEM_FILE, may_read_item_file)
