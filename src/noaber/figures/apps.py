from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "noaber.figures"
    label = "figures"
    verbose_name = "Cijfers"

    def ready(self) -> None:
        from noaber.core.files import register_file_access
        from noaber.core.guards import register_guards
        from noaber.core.verbs import register_verbs
        from noaber.figures import privacy, triggers, verbs  # noqa: F401
        from noaber.figures.access import may_read_release
        from noaber.figures.hooks import register_hooks
        from noaber.figures.records import declare_records
        from noaber.figures.services.releases import OWNER_KIND

        register_verbs(verbs.WORDS)
        register_guards("figures", triggers.statements)
        register_file_access(OWNER_KIND, may_read_release)
        declare_records()
        register_hooks()
