// The packed assignments. Each is a classic script, which works from a folder on disk too.

import { practice, fillIn } from "../texts.js";

const arrived = new Map();
globalThis.denseToAdamAssignment = (content) => arrived.set(content.assignment, content);

export async function assignment(root, name) {
  if (!arrived.has(name)) await run(`${root}scripts/practice/${name}.js`);
  return arrived.get(name);
}

export function run(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => {
      script.remove();
      resolve();
    };
    script.onerror = () => reject(new Error(fillIn(practice.notRead, { address })));
    document.head.append(script);
  });
}
