// What is personal on a page that is the same for everybody: the cart's count, the name, the forgery token.
// Then: putting something into the cart without leaving the page. Every form also works without this file.

const said = document.querySelector("[data-said]");

function say(words) {
  if (said) said.textContent = words;
}

function showCount(count) {
  const badge = document.querySelector("[data-cart-count]");
  if (!badge) return;
  badge.textContent = count;
  badge.hidden = !count;
}

function giveToken(token) {
  for (const form of document.querySelectorAll("form[data-needs-token]")) {
    let field = form.elements.csrfmiddlewaretoken;
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "csrfmiddlewaretoken";
      form.append(field);
    }
    field.value = token;
  }
}

// Log in and sign up for a guest, their own page and log out for whoever is logged in.
function showVisitor(name) {
  const visitor = name ? "reader" : "guest";
  const account = document.querySelector("[data-account]");
  if (account && name) account.textContent = name;
  for (const link of document.querySelectorAll("[data-for]")) link.hidden = link.dataset.for !== visitor;
  if (!location.pathname.startsWith("/accounts/")) {
    const back = new URLSearchParams({ next: location.pathname + location.search });
    for (const link of document.querySelectorAll("[data-for=guest]")) link.search = back;
  }
  document.body.dataset.visitor = visitor;
  document.dispatchEvent(new Event("visitor-known"));
}

async function readSummary() {
  const address = document.body.dataset.summary;
  if (!address) return null;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) return null;
    const summary = await answer.json();
    showCount(summary.count);
    giveToken(summary.csrf_token);
    showVisitor(summary.name);
    for (const asked of document.querySelectorAll("[data-visit]")) asked.hidden = summary.visit !== "open";
    return summary;
  } catch {
    return null;
  }
}

let hasAsked = false;
const summary = readSummary().finally(() => {
  hasAsked = true;
});

// A form cannot be sent again while its submit event is still on its way: hence the timer.
function submitPlainly(form, submitter) {
  form.dataset.plain = "1";
  setTimeout(() => form.requestSubmit(submitter?.form === form ? submitter : undefined));
}

function answerBeside(form, words, withLink) {
  const place = form.querySelector("[data-answer]");
  if (!place) return say(words);
  place.replaceChildren(words);
  if (withLink) {
    const link = document.createElement("a");
    link.href = place.dataset.cartUrl;
    link.textContent = place.dataset.open;
    place.append(" ", link);
  }
}

async function addInPlace(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("not a JSON answer");
  const result = await answer.json();
  if (answer.ok) {
    showCount(result.count);
    answerBeside(form, form.querySelector("[data-answer]")?.dataset.added ?? "", true);
    return;
  }
  const words = result.detail || Object.values(result.errors ?? {}).flat().map((error) => error.message ?? error).join(" ");
  if (!words) throw new Error("no reason given");
  answerBeside(form, words, false);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-needs-token]") || form.dataset.plain) return;
  const submitter = event.submitter;
  const inPlace = form.matches("[data-buy]") && !submitter?.hasAttribute("data-buy-now");
  if (hasAsked && !inPlace) return;
  event.preventDefault();
  const token = await summary;
  if (!inPlace || !token) return submitPlainly(form, submitter);
  submitter?.setAttribute("aria-busy", "true");
  try {
    await addInPlace(form);
  } catch {
    submitPlainly(form, submitter);
  } finally {
    submitter?.removeAttribute("aria-busy");
  }
});

// A page taken from the browser's memory shows the count it left with, and may send its forms again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-plain]")) delete form.dataset.plain;
  readSummary();
});

// htmx has put a new cart on the page: the header follows it, and what changed is said and looked at.
document.addEventListener("htmx:afterSwap", () => {
  const cart = document.getElementById("cart");
  if (!cart) return;
  showCount(Number(cart.dataset.count));
  say(cart.dataset.told ?? "");
  const changed = cart.querySelector("[data-focus]");
  // Whoever's button went with its line goes on from the top of the cart; the page stays where it is.
  if (changed) changed.focus();
  else if (document.activeElement === document.body) cart.querySelector("h1").focus({ preventScroll: true });
});

const shelves = document.querySelector("[data-shelves]");
document.addEventListener("click", (event) => {
  if (shelves?.open && !shelves.contains(event.target)) shelves.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !shelves?.open) return;
  shelves.open = false;
  shelves.querySelector("summary").focus();
});

document.querySelector("[data-error-summary]")?.focus();
