// Read one line of Python into a tree of arrays: ["Call", function, arguments, keywords].
// Every array starts with its kind; a string that comes later is a name, a sign or a literal.
// What a single line can hold is here: expressions, assignments, imports, and the first line of a
// loop or a condition. All else is refused with a PythonError.

import { reading } from "../rules.js";
import { PythonError, tokenise } from "./tokens.js";

const COMPARISONS = new Set(["<", ">", "<=", ">=", "==", "!=", "in", "is", "not"]);
// From the loosest to the tightest.
const BINARY = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "/", "//", "%", "@"]];
const ASSIGNING = new Set(["+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**="]);
const TARGETS = new Set(["Name", "Attribute", "Subscript"]);
// Arrays of the tree that are no expression: Python has none in their place.
const NO_EXPRESSIONS = new Set(
  "Module Body Expr Assign AnnAssign AugAssign Import ImportFrom Alias for while if pass break continue return Given Keywords Keyword Signs Others Clauses Clause Parameters Parameter Pair".split(" "),
);

export function parse(line) {
  const text = line.trim();
  if (openBrackets(text) > reading.max_brackets) throw new PythonError("it is too deeply nested");
  const parser = new Parser(tokenise(text.endsWith(":") ? `${text} pass` : text));
  const tree = parser.module();
  if (depth(tree) > reading.max_depth) throw new PythonError("it is too deeply nested");
  return tree;
}

// How many brackets are open at one time at most.
function openBrackets(text) {
  let most = 0;
  let now = 0;
  for (const letter of text) {
    now += "([{".includes(letter) - ")]}".includes(letter);
    most = Math.max(most, now);
  }
  return most;
}

// How many expressions stand in one another at most.
function depth(node) {
  if (!Array.isArray(node)) return 0;
  return Math.max(0, ...node.map(depth)) + (NO_EXPRESSIONS.has(node[0]) ? 0 : 1);
}

class Parser {
  constructor(tokens) {
    this.tokens = tokens;
    this.at = 0;
  }

  // Tokens

  sees(...texts) {
    const token = this.tokens[this.at];
    return (token?.type === "sign" || token?.type === "keyword") && texts.includes(token.text);
  }

  seesType(type) {
    return this.tokens[this.at]?.type === type;
  }

  takes(...texts) {
    if (!this.sees(...texts)) return null;
    this.at += 1;
    return this.tokens[this.at - 1].text;
  }

  needs(text) {
    if (!this.takes(text)) throw this.unexpected(`${text} is missing`);
  }

  name() {
    const token = this.tokens[this.at];
    if (token?.type !== "name") throw this.unexpected("a name is missing");
    this.at += 1;
    return token.text;
  }

  unexpected(reason) {
    const token = this.tokens[this.at];
    return new PythonError(token ? `${reason} before ${token.text}` : `${reason} at the end`);
  }

  // Statements

  module() {
    const statements = [];
    while (this.at < this.tokens.length) {
      if (this.sees("for", "while", "if")) {
        if (statements.length) throw this.unexpected("a new line is missing");
        statements.push(this.block());
        break;
      }
      statements.push(this.statement());
      if (this.at < this.tokens.length) this.needs(";");
    }
    if (this.at < this.tokens.length) throw this.unexpected("something is missing");
    return ["Module", ...statements];
  }

  block() {
    const keyword = this.takes("for", "while", "if");
    const head = keyword === "for" ? this.loop() : [this.namedTest()];
    this.needs(":");
    const body = [];
    do body.push(this.statement());
    while (this.takes(";") && this.at < this.tokens.length);
    return [keyword, ...head, ["Body", ...body]];
  }

  loop() {
    const target = this.targets();
    this.needs("in");
    return [target, this.starTests()];
  }

  statement() {
    const word = this.takes("pass", "break", "continue");
    if (word) return [word];
    if (this.takes("return")) return this.atEnd() ? ["return"] : ["return", this.starTests()];
    if (this.sees("import", "from")) return this.imported();
    const first = this.starTests();
    if (this.takes(":")) {
      this.checkTarget(first, false);
      const type = this.test();
      return ["AnnAssign", first, type, this.takes("=") ? this.starTests() : null];
    }
    const operator = this.takes(...ASSIGNING);
    if (operator) {
      this.checkTarget(first, false);
      return ["AugAssign", first, operator, this.starTests()];
    }
    const sides = [first];
    while (this.takes("=")) {
      this.checkTarget(sides.at(-1), true);
      sides.push(this.starTests());
    }
    if (sides.length > 1) return ["Assign", ...sides];
    return ["Expr", first];
  }

  atEnd() {
    return this.at >= this.tokens.length || this.sees(";");
  }

  imported() {
    if (this.takes("import")) return ["Import", ...this.aliases(() => this.dotted())];
    this.needs("from");
    const source = this.dotted();
    this.needs("import");
    if (this.takes("*")) return ["ImportFrom", source, "*"];
    const bracket = this.takes("(");
    const names = this.aliases(() => this.name(), bracket);
    if (bracket) this.needs(")");
    return ["ImportFrom", source, ...names];
  }

  aliases(part, mayEndInComma = false) {
    const found = [];
    do {
      if (mayEndInComma && found.length && this.sees(")")) break;
      const name = part();
      found.push(["Alias", name, this.takes("as") ? this.name() : null]);
    } while (this.takes(","));
    return found;
  }

  dotted() {
    const parts = [this.name()];
    while (this.takes(".")) parts.push(this.name());
    return parts.join(".");
  }

  // What may stand left of an equals sign.
  checkTarget(node, several) {
    const [kind, ...parts] = node;
    if (TARGETS.has(kind)) return;
    if (several && kind === "Starred") return this.checkTarget(parts[0], true);
    if (several && (kind === "Tuple" || kind === "List")) {
      if (parts.filter((part) => part[0] === "Starred").length > 1) throw this.unexpected("two stars");
      return parts.forEach((part) => this.checkTarget(part, true));
    }
    throw this.unexpected("this cannot be assigned to");
  }

  targets() {
    const items = [];
    let comma = false;
    do {
      if (items.length && this.sees("in")) break;
      const star = this.takes("*");
      const item = this.binary();
      items.push(star ? ["Starred", item] : item);
      comma = Boolean(this.takes(","));
    } while (comma);
    const target = items.length > 1 || comma ? ["Tuple", ...items] : items[0];
    this.checkTarget(target, true);
    return target;
  }

  // Expressions

  // One or more with commas between them; a tuple where there is a comma.
  listed(item, starts = () => this.startsExpression()) {
    const items = [item()];
    let comma = false;
    while (this.takes(",")) {
      comma = true;
      if (!starts()) break;
      items.push(item());
      comma = true;
    }
    return comma ? ["Tuple", ...items] : items[0];
  }

  startsExpression() {
    if (this.at >= this.tokens.length) return false;
    if (this.sees("(", "[", "{", "+", "-", "~", "*", "...")) return true;
    if (this.sees("not", "lambda", "None", "True", "False")) return true;
    const token = this.tokens[this.at];
    return token.type !== "sign" && token.type !== "keyword";
  }

  starTests() {
    return this.listed(() => this.starTest(() => this.test()));
  }

  starTest(plain) {
    return this.takes("*") ? ["Starred", this.binary()] : plain();
  }

  namedTest() {
    const token = this.tokens[this.at];
    const walrus = this.tokens[this.at + 1];
    if (token?.type === "name" && walrus?.type === "sign" && walrus.text === ":=") {
      const target = ["Name", this.name()];
      this.needs(":=");
      return ["NamedExpr", target, this.test()];
    }
    return this.test();
  }

  test() {
    return this.takes("lambda") ? this.lambda() : this.conditional();
  }

  conditional() {
    const value = this.or();
    if (!this.takes("if")) return value;
    const condition = this.or();
    this.needs("else");
    return ["IfExp", condition, value, this.test()];
  }

  lambda() {
    const parameters = [];
    let defaults = false;
    while (!this.sees(":")) {
      const name = this.name();
      if (parameters.some(([, other]) => other === name)) throw this.unexpected("a parameter twice");
      const value = this.takes("=") ? this.test() : null;
      if (defaults && !value) throw this.unexpected("a default is missing");
      defaults ||= Boolean(value);
      parameters.push(["Parameter", name, value]);
      if (!this.takes(",")) break;
    }
    this.needs(":");
    return ["Lambda", ["Parameters", ...parameters], this.test()];
  }

  or() {
    return this.joined("or", () => this.and());
  }

  and() {
    return this.joined("and", () => this.not());
  }

  joined(word, part) {
    const items = [part()];
    while (this.takes(word)) items.push(part());
    return items.length > 1 ? ["BoolOp", word, ...items] : items[0];
  }

  not() {
    let count = 0;
    while (this.takes("not")) count += 1;
    let node = this.comparison();
    for (; count; count -= 1) node = ["UnaryOp", "not", node];
    return node;
  }

  comparison() {
    const left = this.binary();
    const operators = [];
    const others = [];
    while (this.sees(...COMPARISONS)) {
      let operator = this.takes(...COMPARISONS);
      if (operator === "is" && this.takes("not")) operator = "is not";
      if (operator === "not") {
        this.needs("in");
        operator = "not in";
      }
      operators.push(operator);
      others.push(this.binary());
    }
    return operators.length ? ["Compare", left, ["Signs", ...operators], ["Others", ...others]] : left;
  }

  binary(level = 0) {
    if (level === BINARY.length) return this.factor();
    let node = this.binary(level + 1);
    for (let sign = this.takes(...BINARY[level]); sign; sign = this.takes(...BINARY[level])) {
      node = ["BinOp", node, sign, this.binary(level + 1)];
    }
    return node;
  }

  factor() {
    const signs = [];
    for (let sign = this.takes("+", "-", "~"); sign; sign = this.takes("+", "-", "~")) signs.push(sign);
    let node = this.power();
    while (signs.length) node = ["UnaryOp", signs.pop(), node];
    return node;
  }

  power() {
    const base = this.trailed();
    return this.takes("**") ? ["BinOp", base, "**", this.factor()] : base;
  }

  trailed() {
    let node = this.atom();
    for (;;) {
      if (this.takes(".")) node = ["Attribute", node, this.name()];
      else if (this.takes("(")) node = this.call(node);
      else if (this.takes("[")) node = this.subscript(node);
      else return node;
    }
  }

  call(called) {
    const given = [];
    const keywords = [];
    while (!this.takes(")")) {
      if (this.takes("**")) keywords.push(["Keyword", null, this.test()]);
      else if (this.takes("*")) {
        if (keywords.some(([, name]) => name === null)) throw this.unexpected("a star after two stars");
        given.push(["Starred", this.test()]);
      } else if (this.isKeyword()) {
        const name = this.name();
        this.needs("=");
        keywords.push(["Keyword", name, this.test()]);
      } else {
        if (keywords.length) throw this.unexpected("a place after a keyword");
        const value = this.namedTest();
        given.push(this.sees("for") ? this.generator(value, given) : value);
      }
      if (this.takes(")")) break;
      this.needs(",");
      if (given.at(-1)?.[0] === "GeneratorExp" && given.bare) {
        throw this.unexpected("a generator needs brackets");
      }
    }
    return ["Call", called, ["Given", ...given], ["Keywords", ...keywords]];
  }

  isKeyword() {
    const [token, equals] = this.tokens.slice(this.at, this.at + 2);
    return token?.type === "name" && equals?.type === "sign" && equals.text === "=";
  }

  generator(value, given) {
    if (given.length) throw this.unexpected("a generator needs brackets");
    given.bare = true;
    return ["GeneratorExp", value, this.clauses()];
  }

  clauses() {
    const found = [];
    while (this.takes("for")) {
      const target = this.targets();
      this.needs("in");
      const source = this.or();
      const conditions = [];
      while (this.takes("if")) conditions.push(this.or());
      found.push(["Clause", target, source, ...conditions]);
    }
    return ["Clauses", ...found];
  }

  subscript(node) {
    const index = this.listed(
      () => (this.sees(":") ? this.slice(null) : this.starTest(() => this.sliceOrTest())),
      () => this.sees(":") || this.startsExpression(),
    );
    this.needs("]");
    return ["Subscript", node, index[0] === "Starred" ? ["Tuple", index] : index];
  }

  sliceOrTest() {
    const first = this.namedTest();
    return this.sees(":") ? this.slice(first) : first;
  }

  slice(lower) {
    this.needs(":");
    const upper = this.sees(":", ",", "]") ? null : this.test();
    const step = this.takes(":") && !this.sees(",", "]") ? this.test() : null;
    return ["Slice", lower, upper, step];
  }

  atom() {
    if (this.takes("(")) return this.bracket();
    if (this.takes("[")) return this.list();
    if (this.takes("{")) return this.dictionaryOrSet();
    if (this.takes("...")) return ["Constant", "...", ""];
    const word = this.takes("None", "True", "False");
    if (word) return ["Constant", word, ""];
    if (this.seesType("number")) return number(this.tokens[this.at++].text);
    if (this.seesType("string")) return this.strings();
    return ["Name", this.name()];
  }

  strings() {
    const parts = [];
    while (this.seesType("string")) parts.push(this.tokens[this.at++]);
    if (parts.some((part) => part.bytes !== parts[0].bytes)) throw this.unexpected("bytes beside text");
    const text = parts.map((part) => part.text).join("");
    if (parts[0].bytes && /[^\0-\xff]/.test(text)) throw this.unexpected("only ASCII in bytes");
    return ["Constant", parts[0].bytes ? "bytes" : "str", text];
  }

  bracket() {
    if (this.takes(")")) return ["Tuple"];
    const first = this.starTest(() => this.namedTest());
    if (this.sees("for") && first[0] !== "Starred") {
      const clauses = this.clauses();
      this.needs(")");
      return ["GeneratorExp", first, clauses];
    }
    const items = this.rest(first, ")");
    if (!items.comma && first[0] === "Starred") throw this.unexpected("a starred expression alone");
    return items.comma ? ["Tuple", ...items] : first;
  }

  // What follows a first element, up to the closing bracket.
  rest(first, end) {
    const items = [first];
    items.comma = false;
    while (!this.takes(end)) {
      this.needs(",");
      items.comma = true;
      if (this.takes(end)) break;
      items.push(this.starTest(() => this.namedTest()));
    }
    return items;
  }

  list() {
    if (this.takes("]")) return ["List"];
    const first = this.starTest(() => this.namedTest());
    if (this.sees("for") && first[0] !== "Starred") {
      const clauses = this.clauses();
      this.needs("]");
      return ["ListComp", first, clauses];
    }
    return ["List", ...this.rest(first, "]")];
  }

  dictionaryOrSet() {
    if (this.takes("}")) return ["Dict"];
    const pair = () => {
      if (this.takes("**")) return [null, this.binary()];
      const key = this.test();
      this.needs(":");
      return [key, this.test()];
    };
    const start = this.at;
    const first = this.sees("**") ? null : this.starTest(() => this.namedTest());
    if (first && !this.sees(":")) return this.set(first);
    this.at = start;
    const pairs = [pair()];
    if (pairs[0][0] && this.sees("for")) {
      const clauses = this.clauses();
      this.needs("}");
      return ["DictComp", ...pairs[0], clauses];
    }
    while (!this.takes("}")) {
      this.needs(",");
      if (this.takes("}")) break;
      pairs.push(pair());
    }
    return ["Dict", ...pairs.map(([key, value]) => ["Pair", key, value])];
  }

  set(first) {
    if (this.sees("for") && first[0] !== "Starred") {
      const clauses = this.clauses();
      this.needs("}");
      return ["SetComp", first, clauses];
    }
    return ["Set", ...this.rest(first, "}")];
  }
}

function number(text) {
  if (/^0[xob]/.test(text) || /^\d+$/.test(text)) return ["Constant", "int", BigInt(text).toString()];
  if (text.endsWith("j")) return ["Constant", "complex", String(Number(text.slice(0, -1)))];
  return ["Constant", "float", String(Number(text))];
}
