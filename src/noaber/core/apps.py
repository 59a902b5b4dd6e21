from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "noaber.core"
    label = "core"
    verbose_name = "Kern"

    def ready(self) -> None:
        from noaber.core import audit_triggers, checks, jobs, office_pages, privacy_fields, triggers, verbs  # noqa: F401
        from noaber.core.guards import register_guards

        verbs.register_verbs(verbs.CORE)
        jobs.register_jobs()
        register_guards("audit", audit_triggers.statements)
        register_guards("files", triggers.statements)
        office_pages.register_pages()
