from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "noaber.accounts"
    label = "accounts"
    verbose_name = "Accounts"
