// One question in the page: reads what was chosen or written, and shows what came of it.

export class QuestionView {
  constructor(form, { check, clear }) {
    this.form = form;
    this.inputs = [...form.querySelectorAll("input")];
    this.isText = this.inputs[0].type === "text";
    this.result = form.querySelector(".quiz-result");
    this.explanations = [...form.querySelectorAll(".quiz-why")];
    this.again = form.querySelector(".quiz-again");
    this.clear();
    form.querySelector(".quiz-bar").hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      check(this.given());
    });
    // An explanation belongs to the answer that was checked, not to the next one.
    form.addEventListener("input", () => this.hideResult());
    this.again.addEventListener("click", () => {
      this.clear();
      clear();
      this.focus();
    });
  }

  // Letters as one string, or the text.
  given() {
    if (this.isText) return this.inputs[0].value.trim();
    return this.inputs.filter((input) => input.checked).map((input) => input.value).join("");
  }

  accepts(given) {
    if (typeof given !== "string" || given === "") return false;
    const letters = this.inputs.map((input) => input.value);
    return this.isText || [...given].every((letter) => letters.includes(letter));
  }

  put(given) {
    if (this.isText) this.inputs[0].value = given;
    else for (const input of this.inputs) input.checked = given.includes(input.value);
  }

  focus() {
    this.inputs[0].focus();
  }

  clear() {
    if (this.isText) this.inputs[0].value = "";
    else for (const input of this.inputs) input.checked = false;
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
    this.explain(result);
    const verdict = document.createElement("strong");
    verdict.textContent = result.right ? "Right." : "Not right.";
    this.result.append(verdict, ...this.reason(result));
    // The result of an earlier visit is no news.
    this.result.setAttribute("aria-live", isNew ? "polite" : "off");
  }

  refuse(reason) {
    this.form.dataset.state = "unreadable";
    this.result.setAttribute("aria-live", "polite");
    this.result.append(reason);
    if (this.isText) this.inputs[0].setAttribute("aria-invalid", "true");
  }

  // Unfold what is said about the answer given; the rest can be unfolded.
  explain({ right }) {
    for (const explanation of this.explanations) explanation.hidden = false;
    if (this.isText) {
      this.explanations[0].open = right;
      return;
    }
    this.inputs.forEach((input, place) => {
      const explanation = this.explanations[place];
      explanation.open = right || input.checked;
      if (explanation.open) input.setAttribute("aria-describedby", explanation.id);
    });
  }

  reason({ right, says, mistake }) {
    if (right) return [];
    if (mistake !== undefined) {
      const item = this.form.querySelectorAll(".quiz-mistakes > li")[mistake].cloneNode(true);
      return [...item.childNodes];
    }
    const advice = this.isText ? "Try again, or unfold the answer." : "See below your choice why.";
    return [` ${says ?? advice}`];
  }
}
