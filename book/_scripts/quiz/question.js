// One question in the page: reads what was chosen or written, and shows what came of it.
// The field of its kind knows how an answer is given.

import { quiz as texts } from "../texts.js";
import { kindOf } from "./kinds/index.js";

export class QuestionView {
  constructor(question, form, { check, clear }) {
    this.form = form;
    this.inputs = [...form.querySelectorAll("input")];
    this.result = form.querySelector(".quiz-result");
    this.explanations = [...form.querySelectorAll(".quiz-explanation")];
    this.field = kindOf(question).field(this.inputs, this.explanations);
    this.again = form.querySelector(".quiz-again");
    this.clear();
    form.querySelector(".quiz-bar").hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      check(this.field.given());
    });
    // An explanation belongs to the answer that was checked, not to the next one.
    form.addEventListener("input", () => this.hideResult());
    this.again.addEventListener("click", () => {
      this.clear();
      clear();
      this.focus();
    });
  }

  accepts(given) {
    return typeof given === "string" && given !== "" && this.field.accepts(given);
  }

  put(given) {
    this.field.put(given);
  }

  focus() {
    this.inputs[0].focus();
  }

  clear() {
    this.field.put("");
    this.hideResult();
  }

  hideResult() {
    delete this.form.dataset.state;
    this.result.replaceChildren();
    this.again.hidden = true;
    for (const input of this.inputs) {
      input.removeAttribute("aria-describedby");
      input.removeAttribute("aria-invalid");
    }
    for (const explanation of this.explanations) {
      explanation.hidden = true;
      explanation.open = false;
    }
  }

  show(result, isNew) {
    this.hideResult();
    if (result.unreadable) return this.refuse(result.unreadable);
    this.form.dataset.state = result.right ? "right" : "wrong";
    this.again.hidden = false;
    for (const explanation of this.explanations) explanation.hidden = false;
    this.field.explain(result.right);
    const verdict = document.createElement("strong");
    verdict.textContent = result.right ? texts.right : texts.wrong;
    this.result.append(verdict, ...this.reason(result));
    // The result of an earlier visit is no news.
    this.result.setAttribute("aria-live", isNew ? "polite" : "off");
  }

  refuse(reason) {
    this.form.dataset.state = "unreadable";
    this.result.setAttribute("aria-live", "polite");
    this.result.append(reason);
    this.field.refuse();
  }

  reason({ right, message, mistake }) {
    if (right) return [];
    if (mistake !== undefined) {
      const item = this.form.querySelectorAll(".quiz-mistakes > li")[mistake].cloneNode(true);
      return [...item.childNodes];
    }
    return [` ${message ?? this.field.advice}`];
  }
}
