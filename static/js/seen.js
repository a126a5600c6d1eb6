// The last objects that this browser looked at, for a guest. Whoever is logged in finds them in the account, and leaves
// none behind in the browser.

const KEY = "seen";
const MOST = 5;
const place = document.querySelector("[data-seen]");

function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(Number.isSafeInteger) : [];
  } catch {
    return [];
  }
}

function remember(ids) {
  try {
    if (ids.length) localStorage.setItem(KEY, JSON.stringify(ids));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing shows nothing.
  }
}

async function show(ids) {
  const query = new URLSearchParams(ids.map((id) => ["id", id]));
  const answer = await fetch(`${place.dataset.cards}?${query}`, { credentials: "omit" });
  const cards = answer.ok ? (await answer.text()).trim() : "";
  if (!cards) return;
  place.querySelector("[data-seen-cards]").innerHTML = cards;
  place.hidden = false;
}

function look() {
  if (document.body.dataset.visitor !== "guest") return remember([]);
  const here = Number(place.dataset.seen);
  const others = remembered().filter((id) => id !== here);
  remember([here, ...others].slice(0, MOST));
  if (others.length) show(others).catch(() => {});
}

if (place) {
  if (document.body.dataset.visitor) look();
  else document.addEventListener("visitor-known", look, { once: true });
}
