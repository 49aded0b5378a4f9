// Runs as a classic worker made from this text, so that it also starts on a page opened as a file.

const post = (kind, content) => self.postMessage({ kind, ...content });
let checkJson = null;

self.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") checkJson = start(data);
    else check(await checkJson, data);
  } catch (error) {
    post("failed", { message: String(error?.message ?? error) });
  }
};

async function start({ address, files, modules }) {
  const answer = files ? fromFiles(files) : self.fetch.bind(self);
  self.fetch = counted(answer);
  if (files) {
    importScripts(asScript(files["pyodide.asm.js"]));
    importScripts(asScript(files["pyodide.js"]));
  } else {
    importScripts(`${address}pyodide.js`);
  }
  const pyodide = await self.loadPyodide({ indexURL: files ? "https://files.invalid/" : address });
  // Pyodide tells what it does on the console; failures come through the counted fetch.
  await pyodide.loadPackage("numpy", { messageCallback: () => {}, errorCallback: () => {} });
  const found = install(pyodide, modules);
  post("ready");
  return found;
}

// In a folder of this name the checks take no line for the student's own.
function install(pyodide, modules) {
  const folder = "/practice/site-packages";
  pyodide.FS.mkdirTree(folder);
  for (const [name, text] of Object.entries(modules)) pyodide.FS.writeFile(`${folder}/${name}`, text);
  pyodide.runPython(`import sys; sys.path.append("${folder}")`);
  return pyodide.pyimport("runner").check_json;
}

function check(inPython, { request }) {
  post("running");
  post("result", { result: JSON.parse(inPython(JSON.stringify(request))) });
}

// A fetch that reports how much has arrived, and a failure as such: Pyodide only logs some.
function counted(answer) {
  let bytes = 0;
  return async (address, options) => {
    const name = String(address).split("/").pop();
    try {
      const response = await answer(address, options);
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      const counter = new TransformStream({
        transform(chunk, controller) {
          bytes += chunk.byteLength;
          post("progress", { bytes });
          controller.enqueue(chunk);
        },
      });
      return new Response(response.body.pipeThrough(counter), { headers: response.headers });
    } catch (error) {
      post("failed", { message: String(error.message) });
      throw error;
    }
  };
}

const types = { js: "text/javascript", wasm: "application/wasm", json: "application/json" };
const typeOf = (name) => types[name.split(".").pop()] ?? "application/octet-stream";
const asScript = (bytes) => URL.createObjectURL(new Blob([bytes], { type: types.js }));

function fromFiles(files) {
  return async (address) => {
    const name = String(address).split("/").pop();
    if (!files[name]) return new Response(null, { status: 404 });
    return new Response(files[name], { headers: { "content-type": typeOf(name) } });
  };
}
