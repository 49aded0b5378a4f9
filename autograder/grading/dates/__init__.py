"""Due dates, extensions and late rules of a class, from `classroom/dates.yml`.

`file` reads it, `moments` is about time zones, `rules` about penalties. `penalties` enters both
into the gradebook through nbgrader's own columns and its plugin for late submissions, so that
Formgrader and students' pages show them, and no code runs again.
"""
