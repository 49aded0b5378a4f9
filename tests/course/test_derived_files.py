"""What follows from `course.yml` stands in the files that show it, and what is stale is named."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from autograder.course import consistency, derived_files, paths
from autograder.course.errors import FileError

COURSE = paths.course()
ASSIGNMENT = COURSE.assignments[0]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the files in which something follows from `course.yml`."""
    for name in (*derived_files.FILES, *derived_files.LICENCES, derived_files.CONTENTS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(paths.ROOT / name, tmp_path / name)
    derived_files.write(COURSE, tmp_path)
    return tmp_path


def test_the_files_show_what_the_course_says() -> None:
    assert derived_files.stale(COURSE, paths.ROOT) == []
    assert consistency.faults(COURSE, paths.ROOT) == []


def test_a_second_run_changes_nothing(root: Path) -> None:
    assert derived_files.write(COURSE, root) == []


def test_every_fact_goes_to_its_places(root: Path) -> None:
    changed = replace(
        COURSE,
        title="Löss: a course",
        subtitle='With a "quote" and a \\',
        authors="A. Uthor \\1",
        year="2031",
        language="de",
        code_licence="Apache-2.0",
        text_licence="CC-BY-SA-4.0",
        repository="https://github.com/someone/course",
        branch="trunk",
    )
    derived_files.write(changed, root)
    settings = yaml.safe_load((root / "book/_config.yml").read_text("utf-8"))
    sphinx = settings["sphinx"]["config"]
    assert (settings["title"], settings["author"]) == ("Löss: a course", "A. Uthor \\1")
    assert (settings["copyright"], sphinx["language"]) == ("2031", "de")
    assert sphinx["practice_repository"] == "https://github.com/someone/course"
    assert sphinx["practice_branch"] == "trunk"
    assert sphinx["html_theme_options"]["logo"]["text"] == "Löss: a course"
    for name in derived_files.LICENCES:
        assert "Copyright (c) 2031 A. Uthor \\1\n" in (root / name).read_text("utf-8")
    package = (root / "pyproject.toml").read_text("utf-8")
    assert 'license = "Apache-2.0 AND CC-BY-SA-4.0"' in package
    assert 'description = "Löss: a course: with a \\"quote\\" and a \\\\"' in package
    for name in ("README.md", "book/index.md"):
        assert "\n# Löss: a course\n" in (root / name).read_text("utf-8")
    assert "Code: Apache 2.0. Text" in (root / "README.md").read_text("utf-8")


def test_an_assignment_goes_to_its_places(root: Path) -> None:
    added = replace(ASSIGNMENT, name="added", title="More", note="A note.")
    derived_files.write(replace(COURSE, assignments=(*COURSE.assignments, added)), root)
    assert f"| `added` | {added.builds} | {added.ends_with} |" in (root / "README.md").read_text()
    assert f"| `added` | {{doc}}`{added.after}` |" in (root / "book/teaching.md").read_text()
    section = "## More\n\nA note.\n\n```{practice-list} added\n```\n"
    assert section in (root / "book/practise.md").read_text()


def test_a_stale_file_is_named_with_its_line_and_the_remedy(root: Path) -> None:
    path = root / "README.md"
    path.write_text(path.read_text("utf-8").replace(f"# {COURSE.title}", "# Another"), "utf-8")
    (root / "book/_toc.yml").unlink()
    assert derived_files.stale(COURSE, root) == [
        f"README.md:2: is not what follows from course.yml; {derived_files.REMEDY}",
        f"book/_toc.yml:1: is not what follows from course.yml; {derived_files.REMEDY}",
    ]


def test_a_lost_mark_is_told(root: Path) -> None:
    path = root / "book/teaching.md"
    path.write_text(path.read_text("utf-8").replace("% end of plan\n", ""), "utf-8")
    with pytest.raises(FileError, match=r"teaching\.md:1: .*must be in comments around the plan"):
        derived_files.write(COURSE, root)


def test_a_mark_in_the_wrong_file_is_told(root: Path) -> None:
    path = root / "README.md"
    text = "<!-- from course.yml: plan -->\n<!-- end of plan -->\n"
    path.write_text(text + path.read_text("utf-8"), "utf-8")
    with pytest.raises(FileError, match=r"README\.md:1: `plan` is not filled in here"):
        derived_files.write(COURSE, root)


def test_what_is_listed_and_missing_or_there_and_not_listed_is_told(tmp_path: Path) -> None:
    book = tmp_path / "book"
    for page in (*COURSE.pages[:-1], "stray"):
        (book / page).parent.mkdir(parents=True, exist_ok=True)
        (book / f"{page}.md").touch()
    (book / "_build").mkdir()
    (book / "_build" / "made.md").touch()
    (book / "quizzes").mkdir()
    (book / "quizzes" / "riddles.yml").touch()
    for chapter in COURSE.chapters:
        (book / "quizzes" / paths.quiz_of(chapter).name).touch()
    written = [a.name for a in COURSE.assignments[1:] if a.name not in COURSE.quizzes]
    for name in (*written, "loose"):
        (tmp_path / "solutions" / name).mkdir(parents=True)
        (tmp_path / "solutions" / name / f"{name}.py").touch()
    (tmp_path / "LICENSE").write_text("The MIT licence")
    (tmp_path / "LICENSE-TEXT").write_text("All rights reserved")
    line = COURSE.parts[-1].lines[COURSE.pages[-1]]
    last, first = COURSE.pages[-1], ASSIGNMENT.name
    found = consistency.faults(COURSE, tmp_path)
    assert [fault.partition(";")[0] for fault in found] == [
        f"course.yml:{line}: book/{last}.md is missing",
        "book/stray.md:1: no part in course.yml lists this page",
        "book/quizzes/riddles.yml:1: course.yml lists no page called riddles",
        f"course.yml:{ASSIGNMENT.line}: solutions/{first}/{first}.py is missing",
        "solutions/loose/loose.py:1: course.yml does not list this assignment",
        "LICENSE-TEXT:1: does not mention CC BY 4.0, the licence in course.yml",
    ]
    assert all("; " in fault for fault in found)
