"""All hostile and broken submissions, graded together with honest ones by the real nbgrader."""

import functools
import os
import secrets
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import bounded
import nbformat
import pytest
from browsing import Reading
from grades import GRADES
from hostile_class import Submission, hand_in, of_cells, submissions
from nbgrader.api import Gradebook

from autograder.assignments.source import all_points
from autograder.course import paths
from autograder.demo.students import ASSIGNMENT, students
from autograder.reports import run_record

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]

# Their places in the list: before, between and after the hostile ones.
HONEST = {"aaa_honest": "ada", "fool_honest": "carl", "mmm_honest": "emmy", "zzz_honest": "barbara"}
AS_A_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000") if os.getuid() == 0 else ()
# Many of them only wait until their time is up: for them it is short, and more run than there are
# CPUs. What a busy machine delays beyond its time is run again alone, as in any class.
BRIEF = (
    "--Sandbox.jobs=6",
    "--Sandbox.cell_seconds=6",
    "--Sandbox.call_seconds=4",
    "--Sandbox.notebook_seconds=30",
    "--Sandbox.memory=512",
    "--Sandbox.progress=False",
)
BRIEF_FOR_MODELS = ("--Sandbox.cell_seconds=20", "--Sandbox.call_seconds=6")
SHOWN = ("text/plain", "text/html", "image/png", "image/jpeg")
PAGES = ("page_outputs", "page_markdown", "characters", "exceptions", "file_names", "wrong_kernel",
         "strange_cells", "output_forged", "patch_shell")  # fmt: skip


@dataclass
class Listener:
    """Servers that nobody should reach, and who did."""

    folder: Path
    reached: list[str] = field(default_factory=list)
    name: str = field(default_factory=lambda: f"canary-{secrets.token_hex(8)}")
    port: int = 0

    def listen(self, stack: ExitStack) -> None:
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.port = tcp.getsockname()[1]
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", self.port))
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX))
        abstract.bind(f"\0{self.name}")
        named = stack.enter_context(socket.socket(socket.AF_UNIX))
        named.bind(str(self.folder / "socket"))
        for server in (abstract, named):
            server.listen()
        for kind, server in (("tcp", tcp), ("abstract", abstract), ("named", named)):
            threading.Thread(target=self._accept, args=(kind, server), daemon=True).start()
        threading.Thread(target=self._receive, args=(udp,), daemon=True).start()

    def _accept(self, kind: str, server: socket.socket) -> None:
        while True:
            try:
                server.accept()[0].close()
            except OSError:
                return
            self.reached.append(kind)

    def _receive(self, udp: socket.socket) -> None:
        while True:
            try:
                udp.recv(100)
            except OSError:
                return
            self.reached.append("udp")


@dataclass
class Class:
    """The graded class."""

    folder: Path
    submissions: list[Submission]
    secrets: dict[str, str]
    listener: Listener
    autograded: bounded.Ended
    feedback: bounded.Ended
    seconds: float
    left_over: list[str]
    changed: list[str]

    @functools.cached_property
    def scores(self) -> dict[str, float]:
        """The points of everybody who has a record."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as book:
            return {
                entry.student.id: entry.score for entry in book.assignment_submissions(ASSIGNMENT)
            }

    def notebook(self, name: str) -> nbformat.NotebookNode:
        path = self.folder / "autograded" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        return nbformat.read(path, 4)

    def page(self, name: str) -> Path:
        return self.folder / "feedback" / name / ASSIGNMENT / f"{ASSIGNMENT}.html"


def contents(folder: Path) -> dict[str, bytes]:
    """Return all plain files below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path): path.read_bytes() for path in files}


def changes_of_the_course() -> str:
    command = [
        "git",
        "status",
        "--porcelain",
        "--",
        "autograder",
        "solutions",
        "exercises",
        "tests",
    ]
    return subprocess.run(
        command, cwd=paths.ROOT, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    folder = tmp_path_factory.mktemp("hostile")
    canary = folder / "canary"
    canary.mkdir()
    canary.chmod(0o777)
    found = {name: secrets.token_hex(16) for name in ("file", "environment", "gradebook", "other")}
    (canary / "secret").write_text(found["file"])
    with ExitStack() as stack:
        listener = Listener(canary)
        listener.listen(stack)
        places = {"ROOT": str(paths.ROOT), "CLASSROOM": str(folder), "CANARY": str(canary),
                  "PORT": str(listener.port), "ABSTRACT": listener.name}  # fmt: skip
        class_ = submissions(places)
        bounded.generate(folder, ASSIGNMENT)
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
            book.add_student("secret", last_name=found["gradebook"])
        honest(folder, found["other"])
        for submission in class_:
            hand_in(submission, folder, ASSIGNMENT)
        before = contents(canary) | contents(folder / "submitted" / "aaa_honest")
        course_before = changes_of_the_course()
        began = time.monotonic()
        autograded = bounded.nbgrader(
            "autograde", ASSIGNMENT, *BRIEF, classroom=folder, seconds=1200,
            more={"CANARY": found["environment"]},
        )  # fmt: skip
        seconds = time.monotonic() - began
        left = bounded.left_over(folder)
        (folder / "autograde.log").write_text(autograded.output)
        feedback = bounded.nbgrader("generate_feedback", ASSIGNMENT, classroom=folder, seconds=900)
        after = contents(canary) | contents(folder / "submitted" / "aaa_honest")
        changed = [path for path in before | after if before.get(path) != after.get(path)]
        if changes_of_the_course() != course_before:
            changed.append("the course")
        yield Class(
            folder, class_, found, listener, autograded, feedback, seconds, left, changed
        )  # fmt: skip
        # Python cannot go down into all of these folders, and not remove them.
        subprocess.run(["rm", "-rf", str(folder / "submitted")], check=False)


def honest(folder: Path, secret: str) -> None:
    """Hand in for the honest students; the first one's work holds a secret."""
    known = {student.name: student for student in students()}
    for name, like in HONEST.items():
        path = folder / "submitted" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        text = known[like].submission(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
        if name == "aaa_honest":
            text = text.replace("def sigmoid(z):", f"# {secret}\\ndef sigmoid(z):", 1)
        path.write_text(text, "utf-8")


def test_there_are_many_of_them() -> None:
    found = submissions({})
    assert len(found) >= 100
    assert len({submission.tries for submission in found}) == len(found)


def test_the_run_ends_with_a_summary_and_success(graded: Class) -> None:
    number = len(graded.submissions) + len(HONEST)
    assert f"Graded {number} of {number} submissions" in graded.autograded.output
    assert graded.autograded.status == 0
    assert "Traceback" not in graded.autograded.output
    assert graded.seconds < 1200


def test_everybody_has_a_grade_and_feedback(graded: Class) -> None:
    names = {submission.name for submission in graded.submissions} | HONEST.keys()
    assert graded.scores.keys() == names
    assert graded.feedback.status == 0, graded.feedback.output[-3000:]
    assert [name for name in sorted(names) if not graded.page(name).is_file()] == []


def test_nobody_earns_other_points_than_the_work_deserves(graded: Class) -> None:
    wrong = {
        submission.name: (graded.scores.get(submission.name), submission.points)
        for submission in graded.submissions
        if not (
            submission.points[0] <= graded.scores.get(submission.name, -1) <= submission.points[1]
        )
    }
    assert wrong == {}


def test_no_honest_grade_moves(graded: Class) -> None:
    found = {name: graded.scores.get(name) for name in HONEST}
    assert found == {name: sum(GRADES[like]) for name, like in HONEST.items()}


def test_whoever_has_no_readable_notebook_is_told_why(graded: Class) -> None:
    for name in ("not_json", "truncated", "empty_file", "folder_in_its_place", "link_to_gradebook",
                 "link_to_another", "folder_is_a_link", "pipe", "huge_file", "not_utf8", "nothing",
                 "no_notebook", "two_notebooks", "deep_json"):  # fmt: skip
        cells = graded.notebook(name).cells
        assert "Noticed in grading" in cells[0].source, name
        said = [output.evalue for cell in cells for output in cell.get("outputs", [])]
        assert said, name
        assert f"{name}, {ASSIGNMENT}: " in graded.autograded.output, name


def test_nothing_outside_was_read(graded: Class) -> None:
    texts = {"the log": graded.autograded.output}
    for folder in ("autograded", "feedback"):
        for path, content in contents(graded.folder / folder).items():
            texts[path] = content.decode("utf-8", "replace")
    found = [
        f"{name} in {path}"
        for path, text in texts.items()
        for name, secret in {**graded.secrets, "escape": "ESCAPED "}.items()
        if secret in text and not (name == "other" and "/aaa_honest/" in path)
        if not (name == "escape" and _only_in_source(path, text))
    ]
    assert found == []


def _only_in_source(path: str, text: str) -> bool:
    """Return whether a word stands in the cells of a submission and not in what they put out."""
    if path.endswith(".html"):
        return True  # the same outputs as in the notebook
    if not path.endswith(".ipynb"):
        return False
    cells = nbformat.reads(text, 4).cells
    return not any("ESCAPED" in str(output) for cell in cells for output in cell.get("outputs", []))


def test_nothing_outside_was_written(graded: Class) -> None:
    assert graded.changed == []


def test_nobody_was_reached(graded: Class) -> None:
    assert graded.listener.reached == []


def test_the_listener_hears_who_comes(tmp_path: Path) -> None:
    with ExitStack() as stack:
        listener = Listener(tmp_path)
        listener.listen(stack)
        socket.create_connection(("127.0.0.1", listener.port)).close()
        with socket.socket(socket.AF_UNIX) as end:
            end.connect(f"\0{listener.name}")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
            end.sendto(b"x", ("127.0.0.1", listener.port))
        for _ in range(100):
            if len(listener.reached) == 3:
                break
            time.sleep(0.05)
        assert sorted(listener.reached) == ["abstract", "tcp", "udp"]


def test_nothing_is_left_running_or_lying_about(graded: Class) -> None:
    assert graded.left_over == []
    assert list((graded.folder / "temporary").iterdir()) == []
    assert not (graded.folder / "autograded.partial").exists()


def test_graded_notebooks_hold_harmless_outputs_only(graded: Class) -> None:
    for submission in graded.submissions:
        for cell in graded.notebook(submission.name).cells:
            assert cell.cell_type in ("code", "markdown"), submission.name
            assert "attachments" not in cell
            for output in cell.get("outputs", []):
                kinds = set(output.get("data", {}))
                assert kinds <= set(SHOWN), (submission.name, kinds)
        metadata = dict(graded.notebook(submission.name).metadata)
        del metadata[run_record.KEY]  # remarks quote the student's code, and pages escape them
        assert "HACKED" not in str(metadata)


def test_no_page_of_feedback_runs_what_a_student_wrote(graded: Class, reading: Reading) -> None:
    page, dialogs = reading.page, []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.route("http://**", lambda route: route.abort())
    page.route("https://**", lambda route: route.abort())
    page.goto(graded.page("aaa_honest").as_uri(), wait_until="load")
    usual = {url for url in reading.requests if url.startswith("http")}
    for name in PAGES:
        reading.requests.clear()
        page.goto(graded.page(name).as_uri(), wait_until="load")
        for link in page.locator("#notebook a, a#trap").all()[:60]:
            address = link.get_attribute("href") or ""
            assert not address.strip().lower().startswith(("javascript", "data", "vbscript")), name
        page.mouse.click(300, 300)
        page.wait_for_timeout(200)
        assert page.evaluate("window.HACKED") is None, name
        assert "HACKED" not in page.title(), name
        assert {url for url in reading.requests if url.startswith("http")} <= usual, name
        assert page.locator("iframe, object, embed, form, svg script").count() == 0, name
    assert dialogs == []


def test_nobody_earns_other_points_where_the_grader_is_an_ordinary_user(tmp_path: Path) -> None:
    """Root may read every file, signals nobody by mistake, and is held by fewer limits."""
    names = ("files_unreadable", "fork_bomb", "kill_everybody", "kill_the_group", "read_processes",
             "stops_itself", "thread_bomb", "write_everywhere")  # fmt: skip
    class_ = [s for s in submissions({"CANARY": str(tmp_path)}) if s.name in names]
    assert len(class_) == len(names)
    bounded.generate(tmp_path, ASSIGNMENT)
    honest(tmp_path, "")
    for submission in class_:
        hand_in(submission, tmp_path, ASSIGNMENT)
    done = bounded.nbgrader(
        "autograde", ASSIGNMENT, *BRIEF, classroom=tmp_path, before=AS_A_USER
    )  # fmt: skip
    assert done.status == 0, done.output[-5000:]
    assert "cannot be read" in done.output
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        found = {e.student.id: e.score for e in book.assignment_submissions(ASSIGNMENT)}
    for submission in class_:
        assert submission.points[0] <= found[submission.name] <= submission.points[1]
    assert {name: found[name] for name in HONEST} == {
        name: sum(GRADES[like]) for name, like in HONEST.items()
    }
    assert bounded.left_over(tmp_path) == []


def test_models_that_are_hostile_earn_nothing_and_harm_nobody(tmp_path: Path) -> None:
    assignment, canary = "keras_models", tmp_path / "canary"
    canary.mkdir()
    canary.chmod(0o777)
    full = sum(all_points(assignment).values())
    class_ = of_cells("models", {"CANARY": str(canary), "FULL": f"{full:g}"})
    bounded.generate(tmp_path, assignment)
    for submission in class_:
        hand_in(submission, tmp_path, assignment)
    done = bounded.nbgrader(
        "autograde", assignment, *BRIEF_FOR_MODELS, classroom=tmp_path, seconds=900
    )
    assert done.status == 0, done.output[-5000:]
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        found = {e.student.id: e.score for e in book.assignment_submissions(assignment)}
    assert found == {submission.name: submission.points[0] for submission in class_}
    assert list(canary.iterdir()) == []
    assert bounded.left_over(tmp_path) == []
