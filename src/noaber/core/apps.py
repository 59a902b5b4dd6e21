from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "noaber.core"
    label = "core"
    verbose_name = "Kern"

    def ready(self) -> None:
        from noaber.core import checks, jobs, office_pages, privacy_fields, verbs  # noqa: F401

        verbs.register_verbs(verbs.CORE)
        jobs.register_jobs()
        office_pages.register_pages()
