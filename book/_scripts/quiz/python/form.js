// Compare lines of Python by what they say, not by how they are spelled.
// These are the rules of autograder/quizzes/code_form.py, which marks the graded quizzes; the tests
// hold both against each other.

import { parse } from "./parser.js";

const LIBRARIES = new Set(["activations", "keras", "layers", "losses", "optimizers", "tensorflow", "tf"]);
const PARAMETERS = {
  Adam: ["learning_rate"],
  Conv1D: ["filters", "kernel_size", "strides"],
  Dense: ["units", "activation"],
  Sequential: ["layers"],
  "np.argmax": ["a", "axis"],
  "np.max": ["a", "axis"],
  "np.mean": ["a", "axis"],
  "np.sum": ["a", "axis"],
};
const METHODS = new Set(["argmax", "dot", "max", "mean", "sum"]);
const PRODUCTS = new Set(["np.dot", "np.matmul"]);
const SYMMETRIC = new Set(["np.maximum"]);
const TURNED = { ">": "<", ">=": "<=" };

// The same text for lines that say the same. A PythonError if the line is not Python.
export const form = (line) => text(normal(parse(line)));

const text = (node) => JSON.stringify(node);
const compare = (a, b) => (a < b ? -1 : Number(a > b));
const byText = (a, b) => compare(text(a), text(b));

function normal(node) {
  if (!Array.isArray(node)) return node;
  if (node[0] === "Attribute" && LIBRARIES.has(rootName(node))) return ["Name", node[2]];
  const parts = node.map(normal);
  return Object.hasOwn(RULES, parts[0]) ? RULES[parts[0]](parts) : parts;
}

const RULES = {
  BinOp: (node) => (node[2] === "+" || node[2] === "*" ? inOrder(node) : node),
  Call: call,
  Compare: turned,
  Constant: whole,
  Name: ([kind, name]) => [kind, name === "numpy" ? "np" : name],
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
  if (signsGiven.length > 1 || !Object.hasOwn(TURNED, sign)) return node;
  return [kind, values[0], [signs, TURNED[sign]], [others, left]];
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
  if (PRODUCTS.has(name) && values.length === 2 && !keywords.length) {
    return ["BinOp", values[0], "@", values[1]];
  }
  if (SYMMETRIC.has(name)) values = [...values].sort(byText);
  const parameters = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : [];
  const [places, named] = nameArguments(values, keywords, parameters);
  const counted = named.filter(counts).sort(([, a], [, b]) => compare(a ?? "", b ?? ""));
  return [kind, callee, ["Given", ...places], ["Keywords", ...counted]];
}

function nameArguments(values, keywords, parameters) {
  const fits = values.length <= parameters.length;
  const added = values.map((value, place) => ["Keyword", parameters[place], value]).reverse();
  const named = [...keywords, ...(fits ? added : [])].map(([kind, name, value]) =>
    name === "activation" && value[0] === "Name"
      ? [kind, name, ["Constant", "str", value[1]]]
      : [kind, name, value],
  );
  return [fits ? [] : values, named];
}

// A layer without an activation function is one with the linear one.
const counts = ([, name, [kind, type, value]]) =>
  !(name === "activation" && kind === "Constant")
  || !(type === "None" || (type === "str" && value === "linear"));

const isArrayMethod = ([kind, value, name]) =>
  kind === "Attribute" && METHODS.has(name) && !(value[0] === "Name" && value[1] === "np");

const rootName = ([kind, value]) =>
  kind === "Attribute" ? rootName(value) : kind === "Name" ? value : null;

const dotted = ([kind, value, name]) => {
  if (kind === "Name") return value;
  const before = kind === "Attribute" && dotted(value);
  return before ? `${before}.${name}` : "";
};
