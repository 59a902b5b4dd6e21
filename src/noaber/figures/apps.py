from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "noaber.figures"
    label = "figures"
    verbose_name = "Cijfers"

    def ready(self) -> None:
        from noaber.core.verbs import register_verbs
        from noaber.figures import privacy, verbs  # noqa: F401

        register_verbs(verbs.WORDS)
