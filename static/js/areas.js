// Three lists, each of what belongs to the choice above it. Without this file a button asks for the next list.

const group = document.querySelector("[data-areas]");
const selects = group ? [...group.querySelectorAll("select")] : [];

function offer(select, areas) {
  const choices = areas.map((area) => {
    const words = area.name === area.local_name ? area.local_name : `${area.local_name} ${area.name}`;
    return new Option(words, area.id);
  });
  select.replaceChildren(select.options[0], ...choices);
  select.value = "";
}

async function follow(place) {
  const chosen = selects[place].value;
  for (const below of selects.slice(place + 1)) offer(below, []);
  if (!chosen || place + 1 === selects.length) return;
  const answer = await fetch(`${group.dataset.areas}${chosen}/`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const area = await answer.json();
  if (selects[place].value !== chosen) return;
  offer(selects[place + 1], area.children);
  const country = selects[place].form.elements.country;
  if (country) country.value = area.country;
}

selects.forEach((select, place) => {
  select.addEventListener("change", () => follow(place).catch(() => {}));
});
