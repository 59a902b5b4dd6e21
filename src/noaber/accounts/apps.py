from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "noaber.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from noaber.accounts import office_pages, privacy  # noqa: F401

        office_pages.register_pages()
