"""How long to wait, in words."""


def waiting_time(seconds: float) -> str:
    """A waiting time, rounded up so that who waits this long is not refused again.

    >>> waiting_time(20)
    '20 seconden'
    >>> waiting_time(61)
    '2 minuten'
    >>> waiting_time(1)
    '1 seconde'
    >>> waiting_time(7300)
    '3 uur'
    """
    left = max(1, int(-(-seconds // 1)))
    if left < 60:
        return f"{left} seconde" if left == 1 else f"{left} seconden"
    minutes = -(-left // 60)
    if minutes < 100:
        return f"{minutes} minuut" if minutes == 1 else f"{minutes} minuten"
    return f"{-(-minutes // 60)} uur"
