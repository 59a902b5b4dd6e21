from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "noaber.site"
    label = "site"
    verbose_name = "Noaber"

    def ready(self) -> None:
        from noaber.site import jobs, privacy  # noqa: F401

        jobs.register_jobs()
