// The browser's Python: one worker for all cells of a page, started when it is first needed.

import { practice, fillIn } from "../texts.js";
import { run } from "./assignment.js";
import floatErrors from "./float_errors.py" with { type: "text" };
import likeTheNotebook from "./like_the_notebook.py" with { type: "text" };
import runner from "./runner.py" with { type: "text" };
import workerText from "./worker.js" with { type: "text" };

const SECONDS = 10;
// What Pyodide 0.27.7 and its NumPy come to, unpacked.
const MEGABYTES = 15.6;

export class Python {
  #source;
  #worker = null;
  #ready = false;
  #turn = Promise.resolve();
  #waiting = 0;
  #laid = new Set();
  #end = null;
  #timer = null;

  // `source` is {address, host} of Pyodide, or {root, files} where the book holds a copy.
  constructor(source) {
    this.#source = source;
  }

  // Check one program. `showProgress` is called with what is being done, and how much of it is done. The
  // result is {state, message, printed}; states are solved, wrong, error, stopped, unavailable.
  async check(request, showProgress, isCancelled = () => false) {
    const before = this.#turn;
    let release;
    this.#turn = new Promise((resolve) => (release = resolve));
    if (this.#waiting++) showProgress(practice.waiting);
    await before;
    try {
      return isCancelled() ? STOPPED : await this.#run(request, showProgress);
    } finally {
      this.#waiting--;
      release();
    }
  }

  stop() {
    this.#finish(STOPPED);
  }

  async #run(request, showProgress) {
    const result = new Promise((resolve) => (this.#end = resolve));
    const isFirst = !this.#worker;
    const worker = (this.#worker ??= newWorker());
    this.#listen(worker, showProgress);
    try {
      if (isFirst) await this.#start(worker, showProgress);
      // It may have been stopped while files were read.
      if (this.#worker === worker) worker.postMessage({ kind: "check", request: this.#lean(request) });
    } catch (error) {
      if (this.#worker === worker) this.#unavailable(error.message);
    }
    return result;
  }

  async #start(worker, showProgress) {
    const { address, files } = this.#source;
    showProgress(practice.loading, loaded(0));
    const held = files.length ? await heldFiles(this.#source) : null;
    worker.postMessage({ kind: "start", address, files: held, modules: MODULES });
  }

  // The files of an assignment are sent to a worker once.
  #lean(request) {
    const files = this.#laid.has(request.assignment) ? {} : request.files;
    this.#laid.add(request.assignment);
    return { ...request, files };
  }

  #listen(worker, showProgress) {
    const answers = {
      progress: ({ bytes }) => showProgress(practice.loading, loaded(bytes)),
      ready: () => (this.#ready = true),
      running: () => {
        showProgress(practice.checking);
        this.#timer = setTimeout(() => this.#finish(TOO_LONG), SECONDS * 1000);
      },
      result: ({ result }) => this.#answer(result),
      failed: ({ message }) => this.#unavailable(message),
    };
    worker.onmessage = ({ data }) => answers[data.kind](data);
    worker.onerror = (event) => this.#unavailable(event.message ?? practice.noWorker);
  }

  #unavailable(reason) {
    const message = this.#ready
      ? fillIn(practice.gaveUp, { reason })
      : fillIn(practice.notLoaded, { reason, host: this.#source.host || practice.thisBook });
    this.#finish({ state: "unavailable", message, printed: "" });
  }

  // A worker that runs cannot be asked to stop: it is ended, and the next check starts another.
  #finish(result) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    this.#laid.clear();
    this.#answer(result);
  }

  #answer(result) {
    clearTimeout(this.#timer);
    this.#end?.(result);
    this.#end = null;
  }
}

const MODULES = {
  "float_errors.py": floatErrors,
  "like_the_notebook.py": likeTheNotebook,
  "runner.py": runner,
};
const loaded = (bytes) =>
  fillIn(practice.loaded, { loaded: Math.min(bytes / 1e6, MEGABYTES).toFixed(1), total: MEGABYTES });
const STOPPED = { state: "stopped", message: practice.stopped, printed: "" };
const TOO_LONG = {
  state: "stopped",
  message: fillIn(practice.tooLong, { seconds: SECONDS }),
  printed: "",
};

function newWorker() {
  const address = URL.createObjectURL(new Blob([workerText], { type: "text/javascript" }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  return worker;
}

async function heldFiles({ root, files }) {
  const found = {};
  globalThis.denseToAdamPyodide = (name, content) => {
    found[name] = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  };
  for (const name of files) await run(`${root}scripts/pyodide/${name}.js`);
  return found;
}
