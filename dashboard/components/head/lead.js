// A link opens with what it names on screen: a view of a run stands below its curves, where nobody would look for it.

/**
 * What a parameter of the address names, for as long as the page is drawn.
 *
 * @type {Record<string, string>}
 */
const NAMED = {
  look: ".st-key-look",
  moment: ".st-key-look",
  beside: ".st-key-overlay",
  array: ".st-key-arrays",
  exercise: "h1",
};

const EVERY = 200; // milliseconds
const LOOKS = 40; // eight seconds, in which a run's page has been drawn
const TOP = 60; // pixels below the edge of the window: there may be a menu
const OWN = ["wheel", "touchstart", "keydown", "pointerdown"]; // who moves is led no longer

let led = false;

/** Lead the eye to what the address names, once a visit. */
export function lead() {
  if (led) return;
  led = true;
  const named = [...new URLSearchParams(location.search).keys()].map((name) => NAMED[name]).find(Boolean);
  if (!named) return;
  keep(() => document.querySelector(named), TOP);
}

/**
 * Keep an element so many pixels below the edge of the window while the page is drawn, until its reader moves.
 *
 * @param {() => Element | null} find
 * @param {number} height
 */
export function keep(find, height) {
  let looks = 0;
  const stop = () => {
    clearInterval(timer);
    for (const kind of OWN) window.removeEventListener(kind, stop, true);
  };
  for (const kind of OWN) window.addEventListener(kind, stop, true);
  const timer = setInterval(() => {
    const top = find()?.getBoundingClientRect().top;
    const page = document.querySelector("[data-testid=stMain]");
    if (top !== undefined && page && Math.abs(top - height) > 2)
      page.scrollBy({ top: top - height, behavior: "instant" });
    looks += 1;
    if (looks === LOOKS) stop();
  }, EVERY);
}
