// Brings the chosen kind to light where the row of kinds is longer than the screen. Then tells by the way which result was
// opened, so that the editors see what readers look for; nothing waits for it.

const kind = document.querySelector(".tabs [aria-current]");
if (kind) kind.parentElement.scrollLeft = kind.offsetLeft - kind.parentElement.offsetLeft;

const list = document.querySelector("[data-opened]");

function tell(event) {
  const link = event.target.closest("a[data-kind]");
  if (!link || event.button > 1) return;
  const { kind, id } = link.dataset;
  navigator.sendBeacon?.(list.dataset.opened, new URLSearchParams({ text: list.dataset.text, kind, id }));
}

list?.addEventListener("click", tell);
list?.addEventListener("auxclick", tell);
