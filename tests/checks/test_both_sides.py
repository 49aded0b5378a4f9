"""A check says the same of a value at home and in grading, where another process makes it."""

import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.checks.compare import ARRAY_OR_LIST, Return, fault
from autograder.checks.run import VALUES, Case, Outcome, run
from autograder.runtime.substitute import substitute_references
from autograder.sandbox.outside import lending
from autograder.sandbox.outside.errors import TooSlowError
from autograder.sandbox.outside.lent import Lender
from autograder.sandbox.outside.student_process import StudentProcess
from autograder.sandbox.outside.zygote_client import Zygote
from autograder.sandbox.walls.limits import Limits

CASE = Case("a case", VALUES, (np.array([1.0, 2.0]),))
KINDS = {
    "tensor": ("tf.convert_to_tensor(x)", "a TensorFlow tensor (EagerTensor). Return `.numpy()`"),
    "variable": ("tf.Variable(x)", "a TensorFlow variable (ResourceVariable)"),
    "keras variable": ("tf.keras.Variable(x)", "a variable of Keras (Variable)"),
    "symbol": ("tf.keras.Input((2,))", "a symbolic Keras tensor"),
    "masked": ("np.ma.masked_array(x, [False, False])", "a masked array. Return a plain array"),
    "matrix": ("np.matrix(x)", "np.matrix"),
    "objects": ("np.array([x[0], np.ones(2)], dtype=object)", "It looks like this: ["),
    "object numbers": ("x.astype(object)", "Python objects"),
    "fraction": ("Fraction(1, 2)", "a Fraction. Return `float(...)`"),
    "decimal": ("Decimal('0.5')", "a Decimal"),
    "function": ("lambda: x", "a function. Is a pair of parentheses missing"),
    "method": ("x.sum", "a function. Is a pair of parentheses missing"),
    "class": ("Fraction", "a class"),
    "generator": ("(v for v in x)", "a generator"),
    "map": ("map(float, x)", "a map object"),
    "range": ("range(2)", "a range"),
    "set": ("{1.0, 2.0}", "a set"),
    "dates": ("np.zeros(2, 'M8[s]')", "an array of dtype datetime64[s]"),
    "date": ("np.datetime64('2020-01-01')", "a datetime64"),
    "bytes": ("np.array([b'1', b'2'])", "an array of dtype |S1"),
    "text": ("np.array(['1', '2'])", "real numbers are asked for"),
    "complex": ("x + 0j", "complex128"),
    "record": ("np.zeros(2, [('a', float)])", "an array of dtype [('a', '<f8')]"),
    "dots": ("...", "`...`. Replace the"),
    "list of arrays": ("[x, x]", "a list"),
    "list of tensors": ("[tf.convert_to_tensor(v) for v in x]", "a list"),
    "own class": ("Own()", "an Own"),
    "own subclass of an array": ("x.view(Sub)", ""),
    "memory map": ("np.memmap(TemporaryFile(), float, 'w+', 0, 2) + x", ""),
    "right": ("x", ""),
}  # fmt: skip
SETUP = """
import numpy as np
from decimal import Decimal
from fractions import Fraction
from tempfile import TemporaryFile
class Own:
    def __repr__(self):
        raise RuntimeError
class Sub(np.ndarray):
    pass
"""


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudentProcess]:
    zygote = Zygote(["tensorflow"])
    zygote.wait_until_ready()
    folder = tmp_path_factory.mktemp("beside")
    process = StudentProcess(zygote.requests, folder, Limits())
    process.lender = Lender(lending.start({"first": lambda x: "right"}, []))
    try:
        process.run(f"import tensorflow as tf\n{SETUP}", 60)
        yield process
    finally:
        process.close()
        zygote.close()


def at_home(text: str) -> dict[str, object]:
    import tensorflow as tf

    space: dict[str, object] = {"tf": tf}
    exec(SETUP + text, space)
    return space


def in_words(outcome: Outcome, kind: str) -> str:
    return fault(outcome, CASE.arguments[0], (Return("the result", kind),), CASE)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_what_comes_back_is_judged_alike_on_both_sides(name: str, process: StudentProcess) -> None:
    expression, words = KINDS[name]
    text = f"def tried(x):\n    return {expression}\n"
    process.run(text, 20)
    (home,) = run(at_home(text)["tried"], [CASE])
    (there,) = run(process.get("tried"), [CASE])
    for kind in ("array", ARRAY_OR_LIST):
        assert in_words(there, kind) == in_words(home, kind)
    assert words in in_words(there, "array")
    assert (in_words(there, "array") == "") == (words == "")


@pytest.mark.slow
def test_a_test_computes_with_a_tensor_as_it_would_at_home(process: StudentProcess) -> None:
    process.run(
        "def tensor(x):\n    return [tf.convert_to_tensor(x), np.array([x[0]], object)]", 20
    )
    one, two = process.get("tensor")(np.array([1.0, 2.0]))
    assert np.array_equal(one, [1.0, 2.0])
    assert two.tolist() == [1.0]


@pytest.mark.slow
def test_a_call_that_is_too_slow_names_the_students_line(process: StudentProcess) -> None:
    process.run("def slow(x):\n    while True:\n        x = np.sort(x)", 20)
    process.new_cell(1.0)
    with pytest.raises(TooSlowError, match=r"in the line `(x = np.sort\(x\)|while True:)`"):
        process.get("slow")(np.ones(100_000))


@pytest.mark.slow
def test_an_error_inside_the_standard_library_quotes_the_students_line(
    process: StudentProcess,
) -> None:
    text = "def parse(x):\n    import json\n    return json.loads('{')\n"
    process.run(text, 20)
    for function in (process.get("parse"), at_home(text)["parse"]):
        (outcome,) = run(function, [CASE])
        assert outcome.raised == "JSONDecodeError"
        assert "sandbox" not in outcome.message
        assert "raise " not in outcome.message
    assert run(process.get("parse"), [CASE])[0].message.endswith(
        "in the line `return json.loads('{')`"
    )


EARLIER = "def first(x):\n    return 'wrong'\n"
CAPTURES = {
    "a global name": "def second(x):\n    return first(x)",
    "a decorator": "@np.errstate(over='ignore')\ndef second(x):\n    return first(x)",
    "a cache": "import functools\n@functools.lru_cache\ndef second(x):\n    return first(x)",
    "a cached earlier function": "import functools\nfirst = functools.lru_cache(first)\n"
    "def second(x, f=first):\n    return f(x)",
    "a partial": "import functools\nsecond = functools.partial(lambda f, x: f(x), first)",
    "a partial of a partial": "import functools\ndef two(f, g, x):\n    return f(x)\n"
    "second = functools.partial(functools.partial(two, first), None)",
    "a closure": "def make(f):\n    return lambda x: f(x)\nsecond = make(first)",
    "a default value": "def second(x, f=first):\n    return f(x)",
    "a keyword default": "def second(x, *, f=first):\n    return f(x)",
    "an object": "class Call:\n    f = staticmethod(first)\n    def __call__(self, x):\n"
    "        return self.f(x)\nsecond = Call()",
    "a bound method": "class Call:\n    def run(self, x):\n        return first(x)\n"
    "second = Call().run",
    "a class method": "class Call:\n    @classmethod\n    def run(cls, x):\n"
    "        return first(x)\nsecond = Call.run",
    "a list": "LAYERS = [first]\ndef second(x):\n    return LAYERS[0](x)",
    "an earlier closure": "def make(word):\n    def first(x):\n        return word\n"
    "    return first\nfirst = make('wrong')\nsecond = (lambda f: lambda x: f(x))(first)",
    "a helper": "def helper(x):\n    return first(x)\ndef second(x):\n    return helper(x)",
    "np.vectorize": "second = np.vectorize(lambda x: first(x), otypes=[object])",
    "globals()": "def second(x):\n    return globals()['first'](x)",
    "a local import": "def second(x):\n    from __main__ import first\n    return first(x)",
    "a file": "from mine import second",
    "a file with another name": "import mine\ndef second(x):\n    return mine.first(x)",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CAPTURES)
def test_a_mistake_in_an_earlier_function_is_no_mistake_of_the_next_one(
    name: str, process: StudentProcess
) -> None:
    mine = textwrap.indent(f"{EARLIER}def second(x):\n    return first(x)\n", "    ")
    process.run(f"open('mine.py', 'w').write('''\n{textwrap.dedent(mine)}''')", 20)
    answer = process.run(f"{EARLIER}{CAPTURES[name]}", 20)
    assert not [o for o in answer["outputs"] if o["output_type"] == "error"], answer
    second = process.get("second")
    assert str(second(1.0)) == "wrong"
    with substitute_references(second, {"first": lambda x: "right"}):
        assert str(second(1.0)) == "right"
    assert str(second(1.0)) == "wrong"
    assert str(process.get("first")(1.0)) == "wrong"


@pytest.mark.slow
def test_a_function_is_not_made_right_by_its_own_name(process: StudentProcess) -> None:
    process.run(f"{EARLIER}second = first", 20)
    second = process.get("second")
    with substitute_references(second, {"first": lambda x: "right"}):
        assert second(1.0) == "wrong"


@pytest.mark.slow
def test_prints_of_a_right_function_cost_neither_points_nor_time(process: StudentProcess) -> None:
    process.run(
        "import time\nused = []\ndef loud(x):\n    began = time.process_time()\n"
        "    for i in range(300_000):\n        print(i)\n"
        "    used.append(time.process_time() - began)\n    return x\n"
        "def most():\n    return max(used)",
        20,
    )
    process.new_cell(60.0)
    began = time.process_time()
    (outcome,) = run(process.get("loud"), [CASE])
    assert in_words(outcome, "array") == ""
    assert time.process_time() - began + process.get("most")() < 10


@pytest.mark.slow
def test_tensorflow_fits_into_the_memory_of_a_notebook(tmp_path: Path) -> None:
    zygote = Zygote()
    zygote.wait_until_ready()
    process = StudentProcess(zygote.requests, tmp_path, Limits())
    try:
        process.warm(["tensorflow"], 120)
        process.run("def f(x):\n    import tensorflow as tf\n    return tf.square(x).numpy()", 60)
        process.new_cell(20.0)
        assert process.get("f")(np.array([3.0])) == 9
    finally:
        process.close()
        zygote.close()
