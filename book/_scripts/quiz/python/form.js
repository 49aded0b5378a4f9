// Compare lines of Python by what they say, not by how they are spelled.
// The same walk as in autograder/quizzes/code_form.py, which marks the graded quizzes, and with the
// same names; the tests hold both against each other.

import { comparing } from "../rules.js";
import { parse } from "./parser.js";

const RULES = comparing.code;

// The same text for lines that say the same. A PythonError if the line is not Python.
export const form = (line) => text(normal(parse(line)));

const text = (node) => JSON.stringify(node);
const own = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);
const compare = (a, b) => (a < b ? -1 : Number(a > b));
const byText = (a, b) => compare(text(a), text(b));

function normal(node) {
  if (!Array.isArray(node)) return node;
  if (node[0] === "Attribute" && RULES.libraries.includes(rootName(node))) return ["Name", node[2]];
  const parts = node.map(normal);
  return Object.hasOwn(VISITORS, parts[0]) ? VISITORS[parts[0]](parts) : parts;
}

const VISITORS = {
  BinOp: (node) => (RULES.commutative.includes(node[2]) ? inOrder(node) : node),
  Call: call,
  Compare: turned,
  Constant: whole,
  Name: ([kind, name]) => [kind, own(RULES.aliases, name) ?? name],
  UnaryOp: negative,
};

function whole([kind, type, value]) {
  const number = Number(value);
  return type === "float" && Number.isInteger(number)
    ? [kind, "int", BigInt(number).toString()]
    : [kind, type, value];
}

function negative(node) {
  const [, sign, operand] = node;
  if (sign !== "-" || operand[0] !== "Constant") return node;
  const [kind, type, value] = operand;
  if (type === "True") return [kind, "int", "-1"];
  if (type === "False") return [kind, "int", "0"];
  if (type === "int") return [kind, "int", (-BigInt(value)).toString()];
  return type === "float" ? [kind, "float", String(-Number(value))] : node;
}

function turned(node) {
  const [kind, left, [signs, ...signsGiven], [others, ...values]] = node;
  const [sign] = signsGiven;
  const opposite = own(RULES.turned, sign);
  if (signsGiven.length > 1 || !opposite) return node;
  return [kind, values[0], [signs, opposite], [others, left]];
}

function inOrder([kind, left, sign, right]) {
  const terms = (node) =>
    node[0] === kind && node[2] === sign ? [...terms(node[1]), ...terms(node[3])] : [node];
  const sorted = [...terms(left), ...terms(right)].sort(byText);
  return sorted.reduce((sum, term) => [kind, sum, sign, term]);
}

function call([kind, called, [, ...given], [, ...keywords]]) {
  const onArray = isArrayMethod(called);
  const callee = onArray ? ["Attribute", ["Name", "np"], called[2]] : called;
  let values = onArray ? [called[1], ...given] : given;
  const name = dotted(callee);
  if (RULES.products.includes(name) && values.length === 2 && !keywords.length) {
    return ["BinOp", values[0], "@", values[1]];
  }
  if (RULES.symmetric.includes(name)) values = [...values].sort(byText);
  const parameters = own(RULES.parameters, name) ?? [];
  const [places, named] = nameArguments(values, keywords, parameters);
  const counted = named.filter(counts).sort(([, a], [, b]) => compare(a ?? "", b ?? ""));
  return [kind, callee, ["Given", ...places], ["Keywords", ...counted]];
}

function nameArguments(values, keywords, parameters) {
  const fits = values.length <= parameters.length;
  const added = values.map((value, place) => ["Keyword", parameters[place], value]).reverse();
  const named = [...keywords, ...(fits ? added : [])].map(([kind, name, value]) =>
    RULES.names_as_text.includes(name) && value[0] === "Name"
      ? [kind, name, ["Constant", "str", value[1]]]
      : [kind, name, value],
  );
  return [fits ? [] : values, named];
}

// Whether an argument says more than leaving it out would.
const counts = ([, name, [kind, type, value]]) => {
  const defaults = own(RULES.defaults, name) ?? [];
  if (kind !== "Constant") return true;
  return !(type === "None" ? defaults.includes(null) : type === "str" && defaults.includes(value));
};

const isArrayMethod = ([kind, value, name]) =>
  kind === "Attribute" && RULES.methods.includes(name) && !(value[0] === "Name" && value[1] === "np");

const rootName = ([kind, value]) =>
  kind === "Attribute" ? rootName(value) : kind === "Name" ? value : null;

const dotted = ([kind, value, name]) => {
  if (kind === "Name") return value;
  const before = kind === "Attribute" && dotted(value);
  return before ? `${before}.${name}` : "";
};
