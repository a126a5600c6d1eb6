// Choosing a variant changes what the form beside it says: price, pieces left, picture.

function showVariant(form, radio) {
  const price = form.querySelector("[data-shown-price]");
  if (price) {
    const now = document.createElement("span");
    now.className = "price";
    now.textContent = radio.dataset.price;
    if (radio.dataset.was) {
      const was = document.createElement("s");
      was.className = "price__was";
      was.textContent = radio.dataset.was;
      now.append(" ", was);
    }
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
