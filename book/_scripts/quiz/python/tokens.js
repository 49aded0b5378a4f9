// Cut one line of Python into tokens: {type, text} with type name, number, string or sign.

export class PythonError extends Error {}

const SPACE = /[ \t\f]+|#.*$/y;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy;
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?/y;
const QUOTE = /([rRbBuU]|[rR][bB]|[bB][rR])?("""|'''|"|')/y;
const FORMATTED = /(?:[fF][rR]?|[rR][fF])["']/y;
const SIGN =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|:=|->|\*\*|\/\/|>>|<<|<=|>=|==|!=|\+=|-=|\*=|\/=|%=|@=|&=|\|=|\^=|[-+*/%@&|^~<>()[\]{},:.;=]/y;
const ESCAPES = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v" };
const LITERAL = ["\\", "'", '"'];
const CODES = { x: 2, u: 4, U: 8 };

export function tokenise(line) {
  const tokens = [];
  let at = 0;
  const take = (pattern) => {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < line.length) {
    if (take(SPACE)) continue;
    if (take(FORMATTED)) throw new PythonError("f-strings cannot be read here");
    const quote = take(QUOTE);
    if (quote) {
      const string = readString(line, at, quote[2], (quote[1] ?? "").toLowerCase());
      tokens.push(string);
      at = string.end;
      continue;
    }
    const number = take(NUMBER);
    if (number) {
      if (/^0\d*[1-9]\d*$/.test(number[0].replaceAll("_", ""))) {
        throw new PythonError("numbers do not start with zeros");
      }
      tokens.push({ type: "number", text: number[0].replaceAll("_", "").toLowerCase() });
      continue;
    }
    const name = take(NAME);
    if (name) {
      tokens.push({ type: "name", text: name[0].normalize("NFKC") });
      continue;
    }
    const sign = take(SIGN);
    if (!sign) throw new PythonError(`unexpected ${line[at]}`);
    tokens.push({ type: "sign", text: sign[0] });
  }
  return tokens;
}

function readString(line, start, quote, prefix) {
  let text = "";
  let at = start;
  while (!line.startsWith(quote, at)) {
    if (at >= line.length) throw new PythonError("a string without its end");
    if (line[at] !== "\\") {
      text += line[at];
      at += 1;
    } else if (prefix.includes("r")) {
      text += line.slice(at, at + 2);
      at += 2;
    } else {
      const [letter, length] = unescaped(line, at);
      text += letter;
      at += length;
    }
  }
  return { type: "string", text, bytes: prefix.includes("b"), end: at + quote.length };
}

// The character that an escape stands for, and how long the escape is.
function unescaped(line, at) {
  const next = line[at + 1] ?? "";
  if (next in ESCAPES) return [ESCAPES[next], 2];
  if (LITERAL.includes(next)) return [next, 2];
  const octal = /^[0-7]{1,3}/.exec(line.slice(at + 1));
  if (octal) return [String.fromCodePoint(parseInt(octal[0], 8)), 1 + octal[0].length];
  if (!(next in CODES)) return ["\\" + next, 1 + next.length];
  const digits = line.slice(at + 2, at + 2 + CODES[next]);
  const code = parseInt(digits, 16);
  if (!/^[0-9a-f]+$/i.test(digits) || digits.length < CODES[next] || code > 0x10ffff) {
    throw new PythonError("an escape that is not complete");
  }
  return [String.fromCodePoint(code), 2 + CODES[next]];
}
