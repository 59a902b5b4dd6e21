"""Lists into the register: people, organisations and populations, each first shown and only then applied.

`runs` has the verbs (check, apply, throw away); `people`, `organisations` and `populations` know their list;
`columns` says what stands in it and `sample_files` makes the file to fill in.
"""
