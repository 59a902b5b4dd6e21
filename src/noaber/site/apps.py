from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "noaber.site"
    label = "site"
    verbose_name = "Noaber"

    def ready(self) -> None:
        from noaber.core.verbs import register_verbs
        from noaber.site import jobs, privacy, verbs  # noqa: F401

        register_verbs(verbs.WORDS)
        jobs.register_jobs()
