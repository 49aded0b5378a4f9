// The report of a check, which is text in columns, as a list that also fits a phone.

import { element } from "./dom.js";

const HEAD = /^ {2}(\w+) +(.*)$/;
const MORE = /^ {12}(.*)$/;
const PROSE = new Set(["Wrong", "Why", "Hint", "Read"]);
const PLACE = /(?:the book, )?(\S+\.html#\S+)/;
const WEB = /^https?:\/\/[^/\\@]+\//i;
const PATH = /^(?:[\w-]+\/)*[\w-]+\.html#[\w.:-]+$/;

// Not English: a browser that translates the page leaves it alone.
const PLAIN = { translate: "no" };

// The rows of a report, [[head, lines], ...]; null if the text is not one.
export function rows(text) {
  const found = [];
  for (const line of text.split("\n")) {
    const head = line.match(HEAD);
    const more = line.match(MORE);
    if (more && found.length) found.at(-1)[1].push(more[1]);
    else if (head) found.push([head[1], [head[2]]]);
    else return null;
  }
  return found;
}

export function report(text, root) {
  const found = rows(text);
  if (!found) return element("pre", PLAIN, text);
  const items = found.flatMap(([head, lines]) => [
    element("dt", {}, head),
    element("dd", {}, ...(PROSE.has(head) ? prose(lines.join(" "), root) : [element("pre", PLAIN, lines.join("\n"))])),
  ]);
  return element("dl", {}, ...items);
}

// Where a place in the book is: on the web, or below `root`; null for all else. What the reader's code
// prints may look like a report, so a scheme such as javascript: must not become a link.
export function addressOf(place, root) {
  if (WEB.test(place)) return place;
  return PATH.test(place) ? root + place : null;
}

// Running text: code between backticks, and a link to the place in the book.
function prose(text, root) {
  const href = addressOf(text.match(PLACE)?.[1] ?? "", root);
  if (href) return [element("a", { href }, text)];
  return text.split("`").map((part, i) => (i % 2 ? element("code", PLAIN, part) : part));
}
