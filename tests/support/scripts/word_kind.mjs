// The page's side of the made-up kind of question in tests/support/word_kind.py.
import { entryField } from "../../../book/_scripts/quiz/fields/entry.js";
import { KINDS } from "../../../book/_scripts/quiz/kinds/index.js";

KINDS.word = {
  nothing: "Write a word first.",
  field: entryField,
  mark: ({ answer }, given) => ({ right: given.toLowerCase() === answer }),
};
