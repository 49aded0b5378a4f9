// The report of a check, which is text in columns, as a list that also fits a phone.

import { element } from "./dom.js";

const HEAD = /^ {2}(\w+) +(.*)$/;
const MORE = /^ {12}(.*)$/;
const PROSE = new Set(["Wrong", "Why", "Hint", "Read"]);
const PLACE = /(?:the book, )?(\S+\.html#\S+)/;

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
  if (!found) return element("pre", {}, text);
  const items = found.flatMap(([head, lines]) => [
    element("dt", {}, head),
    element("dd", {}, ...(PROSE.has(head) ? prose(lines.join(" "), root) : [element("pre", {}, lines.join("\n"))])),
  ]);
  return element("dl", {}, ...items);
}

// Running text: code between backticks, and a link to the place in the book.
function prose(text, root) {
  const place = text.match(PLACE);
  if (place) return [element("a", { href: /^https?:/.test(place[1]) ? place[1] : root + place[1] }, text)];
  return text.split("`").map((part, i) => (i % 2 ? element("code", {}, part) : part));
}
