from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "noaber.decisions"
    label = "decisions"
    verbose_name = "Besluiten"

    def ready(self) -> None:
        from noaber.core.files import register_file_access
        from noaber.core.points import (
            register_body_panel,
            register_search,
            register_task,
            register_thread_step,
        )
        from noaber.core.verbs import register_verbs
        from noaber.decisions import privacy, verbs  # noqa: F401
        from noaber.decisions.queries.files import (
            may_read_attachment,
            may_read_evidence,
            may_read_release,
        )
        from noaber.decisions.views.home import position_tasks
        from noaber.decisions.views.search import proposal_hits
        from noaber.decisions.views.sitting_home import body_sittings_panel, sitting_tasks
        from noaber.decisions.views.thread import consent_step

        register_verbs(verbs.WORDS)
        register_thread_step(40, consent_step)
        register_task(position_tasks)
        register_task(sitting_tasks)
        register_body_panel(10, body_sittings_panel)
        register_search(proposal_hits)
        register_file_access("decisions.consultation", may_read_evidence)
        register_file_access("decisions.version", may_read_attachment)
        register_file_access("decisions.release", may_read_release)
