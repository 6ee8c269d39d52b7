"""What is measured of a page that is to fit its window: where its parts stand, and how small its letters are."""

# Elements of a component, through shadow roots; the least size of letters in pixels, with what an SVG does to them.
MEASURE = """
  window.inside = (selector, root = document) => {
    const within = (e) => (e.shadowRoot ? all(e.shadowRoot) : []);
    const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...within(e)]);
    return all(root).find((e) => e.matches(selector));
  };
  window.letters = (root, selector) => [...root.querySelectorAll(selector)]
    .filter((e) => e.getBoundingClientRect().width && e.textContent.trim())
    .map((e) => [parseFloat(getComputedStyle(e).fontSize)
      * (e.getScreenCTM ? e.getScreenCTM().a : 1), e.textContent.trim().slice(0, 40)])
    .sort(([one], [other]) => one - other)[0];
"""


def measure(page, script: str, *argument):
    """What a function of the page returns that may use `inside(selector)` and `letters(root, selector)`."""
    return page.evaluate(f"(given) => {{ {MEASURE} return ({script})(given); }}", *argument)
