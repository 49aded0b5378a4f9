"""nbgrader's settings: every nbgrader command works from this folder, with no flag."""

import os
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions

from autograder.course.litter import LITTER
from autograder.grading import configure
from autograder.grading.feedback_alone import patch_feedback_files
from autograder.grading.fresh_feedback import patch_feedback
from autograder.grading.kept_release import patch_release
from autograder.grading.literal_paths import patch_paths, sqlite_url
from autograder.grading.printable import patch_logging
from autograder.grading.release_feedback import patch_release_feedback
from autograder.grading.submission_fingerprint import RECORD
from autograder.grading.timestamps import patch_timestamps
from autograder.quizzes.answer_cells import ClearAnswers

ROOT = Path(__file__).resolve().parent
CLASSROOM = ROOT / os.environ.get("DENSE_TO_ADAM_CLASSROOM", "classroom")
CLASSROOM.mkdir(parents=True, exist_ok=True)

patch_paths()
patch_timestamps()
patch_logging()
patch_feedback()
patch_feedback_files()
patch_release()
patch_release_feedback()

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "dense-to-adam"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = str(CLASSROOM / "submitted")
c.CourseDirectory.autograded_directory = str(CLASSROOM / "autograded")
c.CourseDirectory.feedback_directory = str(CLASSROOM / "feedback")
c.CourseDirectory.db_url = sqlite_url(CLASSROOM / "gradebook.db")
# Several graders at once need PostgreSQL; the demonstration class keeps a file of its own:
# if CLASSROOM == ROOT / "classroom":
#     c.CourseDirectory.db_url = "postgresql+psycopg://USER@HOST/DATABASE"

# The source text of an assignment holds its solutions and hidden tests. Without this line
# nbgrader would copy it into the students' folders. Nor does it copy what systems leave about.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", RECORD, *LITTER,
    *(path.name for path in ROOT.glob("solutions/*/*.py") if path.stem == path.parent.name),
]  # fmt: skip

# The quizzes run whether they are answered or not: their answer cells get no stub that raises.
c.GenerateAssignment.preprocessors = [
    ClearAnswers if step is ClearSolutions else step
    for step in GenerateAssignment.class_traits()["preprocessors"].default()
]

c.QuotedCsvExportPlugin.to = str(CLASSROOM / "grades.csv")
c.ExportApp.plugin_class = "autograder.grading.grades_csv.QuotedCsvExportPlugin"

# `nbgrader autograde` runs each student's code in a sandboxed process, one per processor at
# a time: see SECURITY.md. Settings: c.Sandbox.jobs, c.Sandbox.cell_seconds, ... (README).
configure(c)

# Your own settings: that file is not tracked, so an update of the course never touches it.
if (ROOT / "nbgrader_config_local.py").exists():
    load_subconfig("nbgrader_config_local.py", path=str(ROOT))  # noqa: F821
