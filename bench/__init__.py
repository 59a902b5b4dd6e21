"""What is measured, and against what: ``make bench``, or ``python -m bench web start`` for a part."""
