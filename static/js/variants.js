// Choosing a variant changes what the form beside it says: price, pieces left, picture.

function word(tag, look, ...parts) {
  const element = document.createElement(tag);
  element.className = look;
  element.append(...parts);
  return element;
}

function showVariant(form, radio) {
  const price = form.querySelector("[data-shown-price]");
  if (price) {
    const { was, until } = radio.dataset;
    const now = word("span", "price", radio.dataset.price);
    if (was) now.append(" ", word("s", "price__was", word("span", "visually-hidden", `${price.dataset.formerly} `), was));
    if (until) now.append(" ", word("span", "price__until", until));
    price.replaceChildren(now);
  }
  const left = Number(radio.dataset.available);
  const stock = form.querySelector("[data-stock]");
  if (stock) stock.textContent = left < 6 ? stock.dataset.few.replace("#", left) : "";
  const quantity = form.elements.quantity;
  if (quantity) quantity.max = Math.min(99, left);
  if (radio.dataset.image) {
    document.dispatchEvent(new CustomEvent("museum:picture", { detail: radio.dataset.image }));
  }
}

for (const form of document.querySelectorAll("form[data-buy]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches('input[name="sku"]')) showVariant(form, event.target);
  });
  const chosen = form.querySelector('input[type="radio"][name="sku"]:checked');
  if (chosen) showVariant(form, chosen);
}
