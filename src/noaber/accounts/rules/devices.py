"""A session told in words its owner recognises: which browser, from roughly where."""

import ipaddress
from typing import Final

# Order matters: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """The browser and system that a user agent names.

    >>> device_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0")
    'Firefox op Windows'
    >>> device_name("curl/8.0")
    'Onbekend apparaat'
    """
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return f"{browser} op {system}"
    return browser or system or "Onbekend apparaat"


def shortened_ip(address: str) -> str:
    """An address without its last part: enough to recognise, not enough to point at one desk.

    >>> shortened_ip("192.0.2.17")
    '192.0.2.…'
    >>> shortened_ip("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:…'
    >>> shortened_ip("?")
    'onbekend'
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "onbekend"
    if isinstance(known, ipaddress.IPv4Address):
        return address.rpartition(".")[0] + ".…"
    groups = known.exploded.split(":")[:3]
    return ":".join(group.lstrip("0") or "0" for group in groups) + ":…"
