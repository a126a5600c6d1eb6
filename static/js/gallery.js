// The pictures of a product: thumbnails scroll the stage, the stage marks its thumbnail.
// Without this file the thumbnails are links to the pictures' places on the stage.

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const stage = gallery.querySelector("[data-stage]");
  const thumbs = [...gallery.querySelectorAll("[data-thumb]")];
  const slides = [...stage.children];

  const mark = (shown) => {
    thumbs.forEach((thumb, n) => {
      if (n === shown) thumb.setAttribute("aria-current", "true");
      else thumb.removeAttribute("aria-current");
    });
  };

  const show = (n) => {
    stage.scrollTo({ left: slides[n].offsetLeft - slides[0].offsetLeft });
    mark(n);
  };

  thumbs.forEach((thumb, n) =>
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      show(n);
    }),
  );

  stage.addEventListener(
    "scroll",
    () => mark(Math.round(stage.scrollLeft / Math.max(1, stage.clientWidth))),
    { passive: true },
  );

  document.addEventListener("museum:picture", (event) => {
    const n = slides.findIndex((slide) => slide.dataset.image === event.detail);
    if (n >= 0) show(n);
  });
}
