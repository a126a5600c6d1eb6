// What may be meant, while it is typed: a combobox with a list of pages and objects, after the pattern of WAI-ARIA.
// Every box is a plain form without this file, and stays one when the network fails.

const PAUSE = 120;
// A Korean syllable stays open until the next one begins: whoever rests on it means it.
const PAUSE_IN_SYLLABLE = 300;
const LONE_LETTERS = /[\u3131-\u318e]+$/;
const said = document.querySelector("[data-said]");

class Suggestions {
  #form;
  #input;
  #list;
  #active = -1;
  #timer;
  #asking;

  constructor(form, id) {
    this.#form = form;
    this.#input = form.querySelector("input[type=search]");
    this.#list = make("ul", { id, class: "suggestions", role: "listbox", "aria-label": form.dataset.label, hidden: "" });
    form.append(this.#list);
    mark(this.#input, {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-controls": id,
    });
    this.#listen();
  }

  #listen() {
    this.#input.addEventListener("input", (event) => this.#askSoon(event.isComposing ? PAUSE_IN_SYLLABLE : PAUSE));
    this.#input.addEventListener("compositionend", () => this.#askSoon());
    // While a syllable is still being put together, the keys belong to whoever puts it together.
    this.#input.addEventListener("keydown", (event) => event.isComposing || event.keyCode === 229 || this.#press(event));
    this.#input.addEventListener("blur", () => this.close());
    this.#form.addEventListener("submit", () => this.close());
    // The box keeps the focus while the list is touched.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#open(event.target.closest("[role=option]")));
  }

  get #options() {
    return [...this.#list.children];
  }

  get #text() {
    return this.#input.value.trim().replace(LONE_LETTERS, "");
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  #askSoon(pause = PAUSE) {
    this.#stop();
    // What was chosen answered another text.
    this.#choose(-1);
    if (!this.#text) return this.#show([]);
    this.#timer = setTimeout(() => this.#ask(this.#text), pause);
  }

  async #ask(text) {
    this.#asking = new AbortController();
    try {
      const answer = await fetch(`${this.#form.dataset.suggest}?${new URLSearchParams({ query: text })}`, {
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        signal: this.#asking.signal,
      });
      if (!answer.ok) return this.close();
      this.#show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  #show(suggestions) {
    this.#list.replaceChildren(...suggestions.map((one, number) => this.#write(one, number)));
    this.#choose(-1);
    this.#expand(suggestions.length > 0);
    const { one, many } = this.#form.dataset;
    if (said) said.textContent = suggestions.length === 1 ? one : suggestions.length ? many.replace("#", suggestions.length) : "";
  }

  #write({ kind_label: kind, title, korean_name: korean, url }, number) {
    const option = make("li", { id: `${this.#list.id}-${number}`, role: "option", "aria-selected": "false", "data-url": url });
    option.append(make("span", { class: "suggestions__title" }, title));
    if (korean) option.append(" ", make("span", { class: "korean", lang: "ko" }, korean));
    option.append(" ", make("span", { class: "suggestions__kind" }, kind));
    return option;
  }

  #expand(isOpen) {
    this.#list.hidden = !isOpen;
    mark(this.#input, { "aria-expanded": isOpen });
  }

  #choose(number) {
    this.#active = number;
    for (const [n, option] of this.#options.entries()) mark(option, { "aria-selected": n === number });
    const chosen = this.#options[number];
    if (!chosen) return this.#input.removeAttribute("aria-activedescendant");
    mark(this.#input, { "aria-activedescendant": chosen.id });
    chosen.scrollIntoView({ block: "nearest" });
  }

  // From the last on back into the box, and from there to the first.
  #move(step) {
    if (this.#list.hidden) this.#expand(true);
    const places = this.#options.length + 1;
    this.#choose(((this.#active + 1 + step + places) % places) - 1);
  }

  #press(event) {
    const count = this.#options.length;
    const isChosen = !this.#list.hidden && this.#active >= 0;
    const answers = {
      ArrowDown: count && (() => this.#move(1)),
      ArrowUp: count && (() => this.#move(-1)),
      Home: isChosen && (() => this.#choose(0)),
      End: isChosen && (() => this.#choose(count - 1)),
      Enter: isChosen && (() => this.#open(this.#options[this.#active])),
      Escape: !this.#list.hidden && (() => this.close()),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !answers[event.key]) return;
    event.preventDefault();
    answers[event.key]();
  }

  #open(option) {
    if (!option) return;
    this.close();
    location.assign(option.dataset.url);
  }

  close() {
    this.#stop();
    if (this.#list.hidden) return;
    this.#choose(-1);
    this.#expand(false);
    if (said) said.textContent = "";
  }
}

function mark(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  mark(element, attributes);
  element.textContent = text;
  return element;
}

for (const [number, form] of document.querySelectorAll("form[data-suggest]").entries()) {
  new Suggestions(form, `suggestions-${number}`);
}
