// Says beside the field that a user name is taken, while it is typed. Without this file the form says so when it is sent.

const WAIT = 500;

const form = document.querySelector("form[data-name-check]");
const field = form?.elements.username;

function addPlace() {
  const place = document.createElement("p");
  place.className = "field__error";
  place.id = `${field.id}_said`;
  place.setAttribute("role", "status");
  field.after(place);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${place.id}`.trim());
  return place;
}

async function isTaken(name) {
  const address = `${form.dataset.nameCheck}?${new URLSearchParams({ username: name })}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.ok && (await answer.json()).count > 0;
}

if (field) {
  const place = addPlace();
  let timer;

  const look = async () => {
    const name = field.value;
    const taken = Boolean(name.trim()) && (await isTaken(name).catch(() => false));
    if (field.value === name) place.textContent = taken ? form.dataset.nameTaken : "";
  };

  field.addEventListener("input", () => {
    place.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
}
