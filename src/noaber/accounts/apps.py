from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "noaber.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from noaber.accounts import office_pages, privacy, verbs  # noqa: F401
        from noaber.accounts.views.home import principals_panel
        from noaber.core.points import register_home_panel
        from noaber.core.verbs import register_verbs

        register_verbs(verbs.WORDS)
        office_pages.register_pages()
        register_home_panel(5, principals_panel)
