"""How the folder and the files of reports are called."""

FOLDER = "reports"  # in the classroom
WITHOUT_NAMES = "-without-names"
