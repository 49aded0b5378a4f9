"""Points that were edited in `solutions/` cost no student any, and own settings stay own."""

from pathlib import Path

import bounded
import course_copy
import nbformat
import pytest
from grades import FULL
from nbgrader.api import Gradebook
from notebooks import solved

from autograder.course.nbgrader_command import CompletedCommand, nbgrader
from autograder.demo.students import ASSIGNMENT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course, with a right submission that is to be graded."""
    copy = course_copy.copy_course(tmp_path_factory.mktemp("copy"))
    bounded.generate(copy / "classroom", ASSIGNMENT)
    place = copy / "classroom" / "submitted" / "ada" / ASSIGNMENT
    place.mkdir(parents=True)
    nbformat.write(solved(ASSIGNMENT), place / f"{ASSIGNMENT}.ipynb")
    return copy


def run(course: Path, *arguments: str) -> CompletedCommand:
    return nbgrader(*arguments, folder=course, classroom=course / "classroom",
                    more={"PYTHONPATH": str(course)})  # fmt: skip


def test_points_without_a_build_stop_grading_and_a_build_fixes_it(course: Path) -> None:
    source = course / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.py"
    course_copy.replace(source, "# %% grade dense points=4", "# %% grade dense points=6")
    refused = run(course, "autograde", ASSIGNMENT)
    assert refused.returncode != 0
    assert "grade_dense is worth 6 points, not 4 points" in refused.output
    assert f"`autograder build {ASSIGNMENT}`" in refused.output
    assert not (course / "classroom" / "autograded" / "ada").exists()
    built = course_copy.autograder(course, "build", ASSIGNMENT)
    assert built.returncode == 0, built.stderr
    own = "c = get_config()\nc.Sandbox.jobs = 1\nprint('own settings are read')\n"
    (course / "nbgrader_config_local.py").write_text(own)
    graded = run(course, "autograde", ASSIGNMENT)
    assert graded.returncode == 0, graded.output
    assert "own settings are read" in graded.output
    with Gradebook(f"sqlite:///{course / 'classroom' / 'gradebook.db'}") as book:
        submission = book.find_submission(ASSIGNMENT, "ada")
        assert (submission.score, submission.max_score) == (FULL + 2, FULL + 2)

    # Once they agreed, a further change is noticed all the same.
    course_copy.replace(source, "# %% grade dense points=6", "# %% grade dense points=5")
    refused = run(course, "autograde", ASSIGNMENT)
    assert refused.returncode != 0
    assert "grade_dense is worth 5 points, not 6 points" in refused.output
