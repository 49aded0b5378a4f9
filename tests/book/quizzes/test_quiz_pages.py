"""The quizzes in the built pages, answered in Chromium as readers do."""

import json
import re
from pathlib import Path

import pytest
from browsing import Reading
from playwright.sync_api import Browser, Locator, Page, expect
from small_book import build_small_book

from autograder.course import paths
from autograder.quizzes import library
from autograder.quizzes.kinds.choice import Choice
from autograder.quizzes.kinds.number import Number
from autograder.quizzes.library import of_assignment
from autograder.quizzes.question import Question, Quiz
from book._ext.quizzes.review import asked_before

ALL = {quiz.chapter: quiz for name in paths.quizzes() for quiz in of_assignment(name)}
CHAPTER = "training/adam"
QUIZ_OF_CHAPTER = "section.quiz:not(.quiz-review)"


def key(quiz: Quiz) -> str:
    return f"dense-to-adam/quiz/{quiz.path.stem}"


def kept(page: Page, quiz: Quiz) -> dict[str, object] | None:
    text = page.evaluate("key => localStorage.getItem(key)", key(quiz))
    return json.loads(text) if text else None


def form_of(page: Page, question: Question) -> Locator:
    return page.locator(f"#quiz-{question.id}")


def start_at_quiz(page: Page) -> None:
    """Put the focus where a reader has it who comes to the quiz by its heading."""
    page.locator(QUIZ_OF_CHAPTER).evaluate("quiz => { quiz.tabIndex = -1; quiz.focus(); }")


def press_tab_until(page: Page, reached: str) -> None:
    """Go on with the keyboard until an element that fits the selector has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", reached):
            return
    pytest.fail(f"Tab does not lead to {reached}")


def answer_by_keyboard(page: Page, question: Question, answer: str) -> None:
    """Choose or write the answer and press the button, without a mouse."""
    if not isinstance(question, Choice):
        press_tab_until(page, f"#quiz-{question.id} input")
        page.keyboard.type(answer)
    elif question.several:
        for letter in answer:
            press_tab_until(page, f"#quiz-{question.id} input[value={letter}]")
            page.keyboard.press("Space")
    else:
        press_tab_until(page, f"#quiz-{question.id} input")
        page.keyboard.press("Space")
        for _ in range(question.letters.index(answer)):
            page.keyboard.press("ArrowDown")
    press_tab_until(page, f"#quiz-{question.id} .quiz-check")
    page.keyboard.press("Enter")


def right(question: Question) -> str:
    if isinstance(question, Choice):
        return question.right_letters
    return f"{question.answer:g}" if isinstance(question, Number) else question.accept[0]


def wrong(question: Question) -> str:
    if isinstance(question, Choice):
        return next(letter for letter in question.letters if letter not in question.right_letters)
    if isinstance(question, Number):
        return f"{question.wrong[0].value:g}"
    return question.wrong[0].code


@pytest.mark.parametrize("chapter", ALL)
def test_every_quiz_can_be_answered_with_the_keyboard_alone(
    reading: Reading, built_book: Path, chapter: str
) -> None:
    page, quiz = reading.page, ALL[chapter]
    page.goto(f"{built_book.as_uri()}/{chapter}.html")
    start_at_quiz(page)
    for number, question in enumerate(quiz.questions, 1):
        answer_by_keyboard(page, question, right(question))
        form = form_of(page, question)
        expect(form.locator("[role=status]")).to_contain_text("Right.")
        explanations = form.locator("details.quiz-explanation")
        assert explanations.count() == len(getattr(question, "options", "1"))
        assert all(each.evaluate("each => each.open") for each in explanations.all())
        expect(page.locator(f"{QUIZ_OF_CHAPTER} .quiz-tally")).to_have_text(
            f"{number} of {len(quiz.questions)} right"
        )
    total = len(quiz.questions)
    record = kept(page, quiz)
    assert record is not None
    assert (record["right"], record["total"]) == (total, total)
    page.reload()
    expect(page.locator(f"{QUIZ_OF_CHAPTER} .quiz-tally")).to_have_text(f"{total} of {total} right")
    expect(page.locator("form[data-state=right]")).to_have_count(total)
    page.locator(f"{QUIZ_OF_CHAPTER} .quiz-restart button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{QUIZ_OF_CHAPTER} .quiz-tally")).to_have_text(f"0 of {total} right")
    assert kept(page, quiz) is None
    assert page.evaluate("document.activeElement.form?.dataset.question") == quiz.questions[0].id
    assert reading.errors == []
    assert reading.leaving("file://") == []


def test_what_is_answered_in_one_window_shows_in_another(
    browser: Browser, built_book: Path
) -> None:
    context = browser.new_context()
    chapter, quiz = next(iter(ALL.items()))
    one, other = context.new_page(), context.new_page()
    for page in (one, other):
        page.goto(f"{built_book.as_uri()}/{chapter}.html")
    start_at_quiz(one)
    answer_by_keyboard(one, quiz.questions[0], right(quiz.questions[0]))
    total = len(quiz.questions)
    for page in (one, other):
        expect(page.locator(f"{QUIZ_OF_CHAPTER} .quiz-tally")).to_have_text(f"1 of {total} right")
    other.locator(f"{QUIZ_OF_CHAPTER} .quiz-restart button").click()
    for page in (one, other):
        expect(page.locator(f"{QUIZ_OF_CHAPTER} .quiz-tally")).to_have_text(f"0 of {total} right")
        expect(page.locator("form[data-state=right]")).to_have_count(0)
    context.close()


def test_a_wrong_answer_is_explained_and_can_be_tried_again(
    reading: Reading, built_book: Path
) -> None:
    page, quiz = reading.page, ALL[CHAPTER]
    page.goto(f"{built_book.as_uri()}/{CHAPTER}.html")
    start_at_quiz(page)
    for question in quiz.questions:
        answer_by_keyboard(page, question, wrong(question))
        form = form_of(page, question)
        expect(form.locator("[role=status]")).to_contain_text("Not right.")
        unfolded = form.locator("details.quiz-explanation[open]")
        if isinstance(question, Choice):
            # Only what was chosen is explained, so that trying again makes sense.
            expect(unfolded).to_have_count(1)
            expect(unfolded).to_contain_text("Wrong.")
            expect(form.locator("details.quiz-explanation:visible")).to_have_count(
                len(question.options)
            )
        else:
            expect(unfolded).to_have_count(0)
            first_words = question.wrong[0].explanation.split("`")[0].split("$")[0][:40]
            expect(form.locator("[role=status]")).to_contain_text(first_words)
        press_tab_until(page, f"#quiz-{question.id} .quiz-again")
        page.keyboard.press("Enter")
        expect(form.locator("[role=status]")).to_be_empty()
        expect(form.locator("details:visible, .quiz-again:visible")).to_have_count(0)
        assert page.evaluate("document.activeElement.form.id") == f"quiz-{question.id}"
        page.keyboard.press("Shift+Tab")
    assert kept(page, quiz) is None
    assert reading.errors == []


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ("b", "You missed one."),
        ("d", "You chose one too many, and missed 2."),
        ("abc", "You chose one too many."),
    ],
)
def test_choosing_several_says_how_many_are_missed_or_too_many(
    reading: Reading, built_book: Path, chosen: str, message: str
) -> None:
    page, question = reading.page, ALL[CHAPTER].questions[0]
    assert isinstance(question, Choice)
    assert question.right_letters == "bc"
    page.goto(f"{built_book.as_uri()}/{CHAPTER}.html")
    form = form_of(page, question)
    for letter in chosen:
        form.locator(f"input[value={letter}]").check()
    form.locator(".quiz-check").click()
    expect(form.locator("[role=status]")).to_have_text(f"Not right. {message}")


def test_an_answer_that_cannot_be_read_is_not_marked(reading: Reading, built_book: Path) -> None:
    page, quiz = reading.page, ALL[CHAPTER]
    page.goto(f"{built_book.as_uri()}/{CHAPTER}.html")
    for question in quiz.questions:
        form = form_of(page, question)
        form.locator(".quiz-check").click()
        expect(form.locator("[role=status]")).to_contain_text(" first.")
        if not isinstance(question, Choice):
            form.locator("input").fill("1 +")
            form.locator("input").press("Enter")
            expect(form.locator("[role=status]")).to_contain_text(
                "number" if question.kind == "number" else "cannot be read as a line of Python"
            )
            expect(form.locator("input")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("details.quiz-explanation:visible")).to_have_count(0)
    assert kept(page, quiz) is None


def test_the_quiz_works_where_the_browser_keeps_nothing(browser: Browser, built_book: Path) -> None:
    page = browser.new_page()
    reading = Reading.start(page)
    page.add_init_script(
        """const keep = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
          // The theme would stumble over it, too.
          if (key.startsWith("dense-to-adam/")) throw new DOMException("", "QuotaExceededError");
          keep.call(this, key, value);
        };"""
    )
    page.goto(f"{built_book.as_uri()}/{CHAPTER}.html")
    question = next(each for each in ALL[CHAPTER].questions if each.kind == "number")
    form = form_of(page, question)
    form.locator("input").fill(right(question))
    form.locator(".quiz-check").click()
    expect(form.locator("[role=status]")).to_contain_text("Right.")
    assert reading.errors == []
    page.close()


def test_what_was_kept_of_an_older_quiz_does_no_harm(reading: Reading, built_book: Path) -> None:
    page, quiz = reading.page, ALL[CHAPTER]
    page.goto(f"{built_book.as_uri()}/index.html")
    choice = next(each for each in quiz.questions if each.kind == "one")
    old = {"answers": {"no_such_question": "a", choice.id: "z", quiz.questions[1].id: 7}}
    page.evaluate("([key, old]) => localStorage.setItem(key, old)", [key(quiz), json.dumps(old)])
    page.goto(f"{built_book.as_uri()}/{CHAPTER}.html")
    expect(page.locator(f"{QUIZ_OF_CHAPTER} .quiz-tally")).to_have_text(
        f"0 of {len(quiz.questions)} right"
    )
    assert reading.errors == []


@pytest.mark.parametrize("chapter", ALL)
def test_without_a_script_every_explanation_unfolds(
    plain: Page, built_book: Path, chapter: str
) -> None:
    plain.goto(f"{built_book.as_uri()}/{chapter}.html")
    for question in ALL[chapter].questions:
        form = form_of(plain, question)
        explanations = form.locator("details.quiz-explanation")
        expect(explanations).to_have_count(len(getattr(question, "options", "1")))
        assert form.locator("button:visible").count() == 0
    first = plain.locator("details.quiz-explanation").first
    first.locator("summary").click()
    expect(first.locator(".quiz-mark")).to_be_visible()


def test_paper_shows_the_questions_and_no_answer(reading: Reading, built_book: Path) -> None:
    page, quiz = reading.page, ALL[CHAPTER]
    page.goto(f"{built_book.as_uri()}/{CHAPTER}.html")
    start_at_quiz(page)
    for question in quiz.questions:
        answer_by_keyboard(page, question, right(question))
    page.emulate_media(media="print")
    for question in quiz.questions:
        form = form_of(page, question)
        expect(form.locator("legend")).to_be_visible()
        expect(
            form.locator("details, [role=status], button").locator("visible=true")
        ).to_have_count(0)
    written = page.locator("form input[type=text]").first
    assert written.evaluate("input => getComputedStyle(input).color") == "rgba(0, 0, 0, 0)"
    chosen = page.locator("form input:checked").first
    assert chosen.evaluate("input => getComputedStyle(input).appearance") == "none"


def test_the_answer_key_holds_every_right_answer_once(built_book: Path, reading: Reading) -> None:
    page = reading.page
    page.goto(f"{built_book.as_uri()}/answer_key.html")
    stems = [quiz.path.stem for quiz in ALL.values()]
    keys = page.locator("section.answer-key")
    assert keys.evaluate_all("all => all.map(each => each.id)") == [f"key-{each}" for each in stems]
    for quiz, section in zip(ALL.values(), keys.all()):
        answers = section.locator("> ol > li").all()
        assert len(answers) == len(quiz.questions)
        for question, answer in zip(quiz.questions, answers):
            shown = answer.locator("> p > :first-child").all_inner_texts()
            if isinstance(question, Choice):
                assert shown == list(question.right_letters)
            else:
                assert shown[0].split(" ")[0] == right(question).split(" ")[0]
    links = page.locator("a[href*='answer_key']").count()
    assert links == 0


def test_the_contents_page_shows_what_was_done(reading: Reading, built_book: Path) -> None:
    page, quiz = reading.page, ALL[CHAPTER]
    total = sum(len(each.questions) for each in ALL.values())
    page.goto(f"{built_book.as_uri()}/index.html")
    entry = page.locator(f".chapters li[data-quiz={quiz.path.stem}]")
    expect(entry).to_contain_text(f"0 of {len(quiz.questions)} questions right")
    entry.locator("a").click()
    for question in quiz.questions[:2]:
        form = form_of(page, question)
        if isinstance(question, Choice):
            for letter in question.right_letters:
                form.locator(f"input[value={letter}]").check()
        else:
            form.locator("input").fill(right(question))
        form.locator(".quiz-check").click()
    page.go_back()
    expect(entry).to_contain_text(f"2 of {len(quiz.questions)} questions right")
    expect(page.locator(".chapters-total")).to_contain_text(f"2 of {total} questions right")


def test_the_contents_page_lists_every_chapter_and_quiz(reading: Reading, built_book: Path) -> None:
    page = reading.page
    page.goto(f"{built_book.as_uri()}/index.html")
    stems = page.locator(".chapters li[data-quiz]").evaluate_all(
        "all => all.map(e => e.dataset.quiz)"
    )
    assert stems == [quiz.path.stem for quiz in ALL.values()]
    addresses = page.locator(".chapters a").evaluate_all("all => all.map(a => a.href)")
    assert all(Path(address.removeprefix("file://")).is_file() for address in addresses)
    assert len(addresses) == len(set(addresses)) >= len(stems)


def test_practised_functions_are_counted_beside_the_questions(
    reading: Reading, built_book: Path
) -> None:
    page = reading.page
    address = f"{built_book.as_uri()}/index.html"
    page.goto(address)
    entry = page.locator(".chapters li[data-quiz=adam]")
    page.evaluate(
        """() => {
          const keep = (name, solved) => localStorage.setItem(
            `dense-to-adam/practice/adam/${name}`, JSON.stringify({ code: "", solved }));
          keep("adam_step", true);
          keep("other", false);
          document.querySelector("[data-quiz=adam]").dataset.practice = "adam/adam_step adam/other";
          dispatchEvent(new Event("storage"));
        }"""
    )
    expect(entry).to_contain_text("0 of 6 questions right, 1 of 2 functions solved")


# Questions of other chapters


def test_are_review_answers_kept_apart_from_those_of_the_chapter(
    reading: Reading, built_book: Path
) -> None:
    page = reading.page
    page.goto(f"{built_book.as_uri()}/{CHAPTER}.html")
    review = page.locator("section.quiz-review")
    forms = review.locator("form")
    expect(forms).to_have_count(2)
    first, _ = library.find(str(forms.first.get_attribute("data-question")))
    review.evaluate("quiz => { quiz.tabIndex = -1; quiz.focus(); }")
    answer_by_keyboard(page, first, right(first))
    expect(review.locator(".quiz-tally")).to_have_text("1 of 2 right")
    expect(page.locator(f"{QUIZ_OF_CHAPTER} .quiz-tally")).to_have_text("0 of 6 right")
    names = page.evaluate("Object.keys(localStorage).filter(key => key.includes('/quiz/'))")
    assert names == ["dense-to-adam/quiz/review-adam"]
    page.reload()
    expect(review.locator(".quiz-tally")).to_have_text("1 of 2 right")
    review.locator(".quiz-origin a").first.click()
    expect(page.locator(QUIZ_OF_CHAPTER)).to_have_attribute("data-quiz", "training_details")
    expect(page.locator("form[data-state]")).to_have_count(0)
    assert reading.errors == []


@pytest.mark.parametrize("week", ["review_week1", "review_week2"])
def test_does_each_question_of_a_mixed_review_say_where_it_comes_from(
    week: str, reading: Reading, built_book: Path
) -> None:
    page = reading.page
    page.goto(f"{built_book.as_uri()}/{week}.html")
    for form in page.locator("section.quiz-review form").all():
        question, quiz = library.find(str(form.get_attribute("data-question")))
        chapter = paths.chapters().index(quiz.chapter) + 1
        place = quiz.questions.index(question) + 1
        text = (paths.ROOT / "book" / f"{quiz.chapter}.md").read_text("utf-8")
        title = re.search(r"^# (.+)", text, re.MULTILINE)
        assert title is not None
        expect(form.locator(".quiz-origin")).to_have_text(
            f"From chapter {chapter}, question {place}: {title[1]}"
        )
        assert form.locator(".quiz-origin a").get_attribute("href") == f"{quiz.chapter}.html"
    assert reading.errors == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("adam_lines", "has a question 'adam_lines'"),
        ("adam_line", "`adam_line` is asked in training/adam, which is not before this chapter"),
        ("softmax_line", "`softmax_line` is asked in training/softmax, which is not before"),
    ],
)
def test_is_a_question_refused_that_was_not_asked_before(name: str, reason: str) -> None:
    with pytest.raises(LookupError, match=re.escape(reason)):
        asked_before(name, "training/softmax")


# What is wrong in a file stops the build.

QUIZ = """\
title: A title
questions:
  - id: first_one
    kind: one
    question: {question}
    options:
      - text: Two
        right: true
        explanation: It is.
      - text: Three
        {explanation}: One too many.
"""


def build_with_quiz(
    folder: Path, quiz: str, page: str = "```{quiz} extra\n```\n"
) -> tuple[int, str]:
    """Build a page with a quiz of its own."""
    build = build_small_book(folder, page, {"extra": quiz})
    return build.returncode, build.stdout + build.stderr


@pytest.mark.parametrize(
    ("question", "explanation", "reason"),
    [
        (
            "What is 1 + 1?",
            "explanaton",
            "extra.yml:11: question `first_one`, option 2: unknown key `explanaton`",
        ),
        ("What is {doc}`index`?", "explanation", "extra.yml:3: question `first_one`: no links"),
        (r"What is $\frac{1$?", "explanation", "KaTeX parse error"),
    ],
    ids=["an unknown key", "a link", "a formula that cannot be read"],
)
def test_a_faulty_quiz_fails_the_build_with_its_place(
    tmp_path: Path, question: str, explanation: str, reason: str
) -> None:
    quiz = QUIZ.replace("{question}", question).replace("{explanation}", explanation)
    code, said = build_with_quiz(tmp_path, quiz)
    assert code != 0
    assert reason in said


def test_a_quiz_that_is_not_there_or_stands_twice_fails_the_build(tmp_path: Path) -> None:
    quiz = QUIZ.replace("{question}", "What?").replace("{explanation}", "explanation")
    twice = "```{quiz} extra\n```\n\n```{quiz} extra\n```\n"
    code, said = build_with_quiz(tmp_path / "twice", quiz, twice)
    assert code != 0
    assert "the quiz `extra` stands already in index" in said
    code, said = build_with_quiz(tmp_path / "missing", quiz, "```{quiz} no_such\n```\n")
    assert code != 0
    assert "no_such.yml:1: cannot be read" in said
