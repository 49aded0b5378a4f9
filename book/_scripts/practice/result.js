// The result of a check. The headline is announced to screen readers, the details are there to read.

import { practice, fillIn } from "../texts.js";
import { element } from "./dom.js";
import { report, verbatim } from "./report.js";

const HEADLINES = {
  solved: (name) => fillIn(practice.isRight, { name }),
  wrong: (name, message, found) => found?.headline ?? message.split("\n")[0],
  error: () => practice.stoppedWithError,
  stopped: (name, message) => message,
  unavailable: () => practice.noPython,
};
const DETAILS = {
  solved: (message) => message,
  wrong: (message) => message.split("\n").slice(1).join("\n"),
  error: (message) => message,
  stopped: () => "",
  unavailable: (message) => message,
};

export class Result {
  #root;
  #headline = element("p", { class: "practice-headline", role: "status" });
  // Beside the headline, so that not every megabyte is announced.
  #amount = element("p", { class: "practice-amount" });
  #details = element("div", { class: "practice-details" });
  #printed = element("div", { class: "practice-printed" });

  constructor(root) {
    this.#root = root;
    this.root = element("div", { class: "practice-result" });
    this.root.append(this.#headline, this.#amount, this.#details, this.#printed);
    this.#clear();
  }

  progress(stage, amount = "") {
    if (this.#headline.textContent !== stage) {
      this.#clear();
      this.root.dataset.state = "busy";
      this.#headline.textContent = stage;
    }
    this.#amount.textContent = amount;
  }

  note(text) {
    this.#clear();
    this.root.dataset.state = "note";
    this.#headline.textContent = text;
  }

  show({ state, message, printed, report: found = null }, name) {
    this.#clear();
    this.root.dataset.state = state;
    this.#headline.textContent = HEADLINES[state](name, message, found);
    const details = found ? found.rows.length > 0 : DETAILS[state](message);
    if (details) this.#details.append(found ? report(found.rows, this.#root) : verbatim(details));
    if (printed) this.#printed.append(element("p", {}, practice.printed), element("pre", { translate: "no" }, printed));
    this.#details.hidden = !details;
    this.#printed.hidden = !printed;
  }

  #clear() {
    delete this.root.dataset.state;
    this.#headline.textContent = this.#amount.textContent = "";
    this.#details.replaceChildren();
    this.#printed.replaceChildren();
    this.#details.hidden = this.#printed.hidden = true;
  }
}
