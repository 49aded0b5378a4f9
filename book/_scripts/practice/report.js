// The report of a check as a list that also fits a phone.

import { element } from "./dom.js";

const IN_BOOK = "the book, ";
const WEB = /^https?:\/\/[^/\\@]+\//i;
const PATH = /^(?:[\w-]+\/)*[\w-]+\.html#[\w.:-]+$/;

// Not English: a browser that translates the page leaves it alone.
const PLAIN = { translate: "no" };

// What the check says is rows of {head, text, prose}: prose is running text, the rest keeps its lines.
export function report(rows, root) {
  const items = rows.flatMap(({ head, text, prose }) => [
    element("dt", {}, head),
    element("dd", {}, ...(prose ? running(head, text, root) : [verbatim(text)])),
  ]);
  return element("dl", {}, ...items);
}

export function verbatim(text) {
  return element("pre", PLAIN, text);
}

// Where a place in the book is: on the web, or below `root`; null for all else. What the reader's code
// raises may look like a report, so a scheme such as javascript: must not become a link.
export function addressOf(place, root) {
  if (WEB.test(place)) return place;
  return PATH.test(place) ? root + place : null;
}

// Code between backticks; where to read is a link to the place in the book.
function running(head, text, root) {
  const place = text.startsWith(IN_BOOK) ? text.slice(IN_BOOK.length) : text;
  const href = head === "Read" ? addressOf(place, root) : null;
  if (href) return [element("a", { href }, text)];
  return text.split("`").map((part, i) => (i % 2 ? element("code", PLAIN, part) : part));
}
