// Cut one line of Python into tokens: {type, text} with type name, keyword, number, string or sign.

export class PythonError extends Error {}

const UNENCODABLE = /[\0\ud800-\udfff]/u; // with the flag u, half of a pair only
const SPACE = /[ \t\f]+|#.*$/y;
const NAME = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const KEYWORDS = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(" "),
);
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?/y;
const QUOTE = /([rRbBuU]|[rR][bB]|[bB][rR])?("""|'''|"|')/y;
const FORMATTED = /(?:[fF][rR]?|[rR][fF])["']/y;
const SIGN =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|:=|->|\*\*|\/\/|>>|<<|<=|>=|==|!=|\+=|-=|\*=|\/=|%=|@=|&=|\|=|\^=|[-+*/%@&|^~<>()[\]{},:.;=]/y;
const ESCAPES = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v" };
const LITERAL = ["\\", "'", '"'];
const CODES = { x: 2, u: 4, U: 8 };
const CODES_IN_BYTES = { x: 2 };

export function tokenise(line) {
  if (UNENCODABLE.test(line)) throw new PythonError("it cannot be read");
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
      const type = KEYWORDS.has(name[0]) ? "keyword" : "name";
      tokens.push({ type, text: name[0].normalize("NFKC") });
      continue;
    }
    const sign = take(SIGN);
    if (!sign) throw new PythonError(`unexpected ${line[at]}`);
    tokens.push({ type: "sign", text: sign[0] });
  }
  return tokens;
}

function readString(line, start, quote, prefix) {
  const bytes = prefix.includes("b");
  let text = "";
  let at = start;
  while (!line.startsWith(quote, at)) {
    if (at >= line.length) throw new PythonError("a string without its end");
    if (bytes && line[at] > "\x7f") throw new PythonError("bytes hold ASCII only");
    if (line[at] !== "\\") {
      text += line[at];
      at += 1;
    } else if (prefix.includes("r")) {
      text += line.slice(at, at + 2);
      at += 2;
    } else {
      const [letter, length] = unescaped(line, at, bytes);
      text += letter;
      at += length;
    }
  }
  return { type: "string", text, bytes, end: at + quote.length };
}

// The character that an escape stands for, and how long the escape is.
function unescaped(line, at, bytes) {
  const codes = bytes ? CODES_IN_BYTES : CODES;
  const next = line[at + 1] ?? "";
  if (next in ESCAPES) return [ESCAPES[next], 2];
  if (LITERAL.includes(next)) return [next, 2];
  const octal = /^[0-7]{1,3}/.exec(line.slice(at + 1));
  if (octal) {
    const code = parseInt(octal[0], 8);
    return [String.fromCodePoint(bytes ? code & 0xff : code), 1 + octal[0].length];
  }
  if (next === "N" && !bytes) throw new PythonError("names of characters cannot be read here");
  if (!(next in codes)) return ["\\" + next, 1 + next.length];
  const digits = line.slice(at + 2, at + 2 + codes[next]);
  const code = parseInt(digits, 16);
  if (!/^[0-9a-f]+$/i.test(digits) || digits.length < codes[next] || code > 0x10ffff) {
    throw new PythonError("an escape that is not complete");
  }
  return [String.fromCodePoint(code), 2 + codes[next]];
}
