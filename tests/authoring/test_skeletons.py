"""What `autograder new` writes is right as it is, and enters itself where the course lists it."""

from pathlib import Path

import pytest
from course_copy import autograder, copy_course

from autograder.authoring.skeletons import with_cells
from autograder.course import paths
from autograder.course.errors import CourseError

VALUES = {"NAME": "twice"}


def test_the_cells_follow_the_function_that_is_named_and_later_sections_count_on() -> None:
    text = paths.source_of("activations").read_text("utf-8")
    new = with_cells(text, VALUES, after="linear")
    assert "# ## 2. Twice a number: `twice`" in new
    assert "# ## 3. Nothing below zero: `relu`" in new
    assert new.index("# %% grade linear") < new.index("# %% solution twice")
    assert new.index("# %% grade twice") < new.index("# ## 3. Nothing below zero")
    assert len(new) > len(text)


def test_without_a_name_the_cells_follow_the_last_function() -> None:
    text = paths.source_of("activations").read_text("utf-8")
    new = with_cells(text, VALUES)
    assert new.index("# %% grade collapse_linear_layers") < new.index("# ## 6. Twice a number")
    assert "# ## 7. Your functions read digits" in new


def test_a_function_that_no_cell_grades_cannot_be_followed() -> None:
    with pytest.raises(CourseError, match="no cell grades 'rellu'; name one of: linear, relu"):
        with_cells(paths.source_of("activations").read_text("utf-8"), VALUES, after="rellu")


@pytest.mark.slow
def test_a_new_chapter_and_a_new_assignment_pass_the_checks_at_once(tmp_path: Path) -> None:
    course = copy_course(tmp_path)
    for arguments in (
        ("new", "chapter", "training/regularization_terms"),
        ("new", "assignment", "penalties", "--after", "training/regularization_terms"),
        ("new", "exercise", "penalties", "penalty"),
        ("build", "--check", "penalties", "quiz_week2"),
    ):
        done = autograder(course, *arguments)
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        assert ("What to do next" in done.stdout) == (arguments[0] == "new")
    page = (course / "book/training/regularization_terms.md").read_text("utf-8")
    assert "```{practice} penalties/penalty\n```" in page
    listed = (course / "course.yml").read_text("utf-8")
    assert listed.index("- name: penalties") < listed.index("- name: quiz_week1")
    again = autograder(course, "new", "exercise", "penalties", "penalty")
    assert again.returncode == 1
    assert again.stderr == (
        "penalty exists already; choose another name, or look at `autograder remove --help`\n"
    )
    removed = autograder(course, "remove", "penalties", "--yes")
    assert removed.returncode == 0, removed.stderr
    for text, what in {
        "(penalty)=": "the section `penalty` explains mistakes of penalties",
        "## Twice a number: `penalty`": "mentions `penalty`, a function of penalties",
        "{practice} penalties/penalty": "names the assignment penalties",
    }.items():
        line = page.partition(text)[0].count("\n") + 1
        assert f"book/training/regularization_terms.md:{line}: {what}; " in removed.stdout
