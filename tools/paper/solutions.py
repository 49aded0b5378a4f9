"""Move the solutions of the exercises to the end of the book."""

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from . import PaperError, texts
from .page import Page

ANCHOR = "solutions"


@dataclass(frozen=True)
class Solution:
    """A solution, taken out of its page, and the exercise that it belongs to."""

    exercise: Tag
    body: Tag

    @property
    def anchor(self) -> str:
        return f"{self.exercise['id']}--solution"


def take_out(page: Page) -> list[Solution]:
    """Remove the solutions from a page, and print below each exercise where its solution is."""
    found = []
    exercise: Tag | None = None
    for box in page.article.select("div.exercise, div.solution"):
        if "exercise" in box.get_attribute_list("class"):
            exercise = box
        elif exercise is None:
            raise PaperError(f"{page.name}.html: a solution that follows no exercise")
        else:
            found.append(Solution(exercise, box.extract()))
            exercise.append(reference(texts.SOLUTION_ON_PAGE, found[-1].anchor))
            exercise = None
    return found


def section(page: Page, solutions: list[Solution]) -> str:
    """Return the solutions of one page as HTML."""
    return "".join((f"<section><h3>{page.title}</h3>", *map(_solution, solutions), "</section>"))


def _solution(solution: Solution) -> str:
    heading = solution.exercise.select_one(".admonition-title")
    title = solution.body.select_one(".admonition-title")
    if heading is None or title is None:
        raise PaperError(f"an exercise or a solution without a title: {solution.exercise['id']}")
    title.decompose()
    title_text = " ".join(heading.decode_contents().split())
    back = reference(texts.TO_THE_EXERCISE, str(solution.exercise["id"]))
    body = solution.body.decode_contents()
    return (
        f'<section class="collected" id="{solution.anchor}"><h4>{title_text}</h4>'
        f"{back}{body}</section>"
    )


def reference(text: str, anchor: str) -> BeautifulSoup:
    """Return a line with a link whose text, the page number, is filled in while printing."""
    link = f'<a class="page-number" href="#{anchor}"></a>'
    return BeautifulSoup(f'<p class="reference-to-page">{text} {link}</p>', "html.parser")
