"""The class report: who earned what, which mistakes a class makes, and who needs help.

`read_class` reads what grading has stored, `counting` and `findings` count it, `page` and `files`
write the page, the CSV and the JSON.
"""
