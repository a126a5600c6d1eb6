// A row of objects that moves by itself until somebody touches, focuses or hovers it, and can be paused.
// Exactly one slide is the active one. Under reduced motion it stands still.

const PAUSE_BETWEEN = 5000;
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

function setUp(carousel) {
  const track = carousel.querySelector(".carousel__track");
  const slides = [...track.children];
  const bar = carousel.querySelector("[data-carousel-bar]");
  const pause = carousel.querySelector("[data-carousel-pause]");
  let active = 0;
  let timer = null;

  const markActive = (n) => {
    active = n;
    slides.forEach((slide, at) => {
      slide.classList.toggle("is-active", at === n);
      if (at === n) slide.setAttribute("aria-current", "true");
      else slide.removeAttribute("aria-current");
    });
  };

  const show = (n) => {
    markActive((n + slides.length) % slides.length);
    track.scrollTo({
      left: slides[active].offsetLeft - slides[0].offsetLeft,
      behavior: still.matches ? "auto" : "smooth",
    });
  };

  const stop = () => {
    clearInterval(timer);
    timer = null;
    pause.textContent = pause.dataset.play;
  };

  const play = () => {
    clearInterval(timer);
    timer = setInterval(() => show(active + 1), PAUSE_BETWEEN);
    pause.textContent = pause.dataset.pause;
  };

  const fits = () => track.scrollWidth <= track.clientWidth + 1;
  if (slides.length < 2 || fits()) return;

  bar.hidden = false;
  carousel.querySelector("[data-carousel-back]").addEventListener("click", () => (stop(), show(active - 1)));
  carousel.querySelector("[data-carousel-on]").addEventListener("click", () => (stop(), show(active + 1)));
  pause.addEventListener("click", () => (timer ? stop() : play()));
  track.addEventListener("pointerenter", stop);
  track.addEventListener("pointerdown", stop);
  track.addEventListener("focusin", stop);
  track.addEventListener("wheel", stop, { passive: true });
  track.addEventListener("scrollend", () => {
    if (timer) return;
    const middle = track.scrollLeft + slides[0].offsetLeft;
    const distances = slides.map((slide) => Math.abs(slide.offsetLeft - middle));
    markActive(distances.indexOf(Math.min(...distances)));
  });
  document.addEventListener("visibilitychange", () => document.hidden && stop());
  if (still.matches) stop();
  else play();
}

document.querySelectorAll("[data-carousel]").forEach(setUp);
