// The lines of core that compute a step, with their neighbours.

/** `sources`: [{file, function, line, lines: [[number, text], …]}, …]. */
export function showSource(element, { source: sources, lesson } = { source: [] }) {
  const scene = `${sources.map(({ file, line }) => `${file}:${line}`).join(" ")} ${lesson?.slug}`;
  if (element.dataset.scene === scene) return;
  element.dataset.scene = scene;
  element.replaceChildren(...sources.map((source) => excerpt(source, sources.length > 1 ? 0 : Infinity)));
  if (lesson) element.querySelector("figcaption")?.append(why(lesson));
}

/** To the lesson that explains the step. */
function why({ number, slug, title }) {
  const link = document.createElement("a");
  link.href = `lessons?lesson=${slug}`;
  link.title = title;
  link.textContent = `Why? Lesson ${number}`;
  return link;
}

const ROOM = 7,
  WIDE = 45; // rows there are for an excerpt, and the letters that surely find room in one

/** The line and as many neighbours as there is room for: one that wraps has fewer above it. */
function excerpt({ file, function: name, line, lines }, around) {
  const block = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = `${file}:${line}${name ? ` in ${name}` : ""}`;
  const code = document.createElement("pre");
  if (around === 0) code.className = "short";
  code.tabIndex = 0;
  code.setAttribute("aria-label", `Source of ${name || file}`);
  const above = ROOM - Math.ceil(lines.find(([number]) => number === line)[1].length / WIDE);
  for (const [number, text] of lines) {
    if (number < line - above || Math.abs(number - line) > around) continue;
    const row = document.createElement(number === line ? "mark" : "span");
    row.textContent = `${String(number).padStart(3)}  ${text}\n`;
    code.append(row);
  }
  block.append(caption, code);
  return block;
}
