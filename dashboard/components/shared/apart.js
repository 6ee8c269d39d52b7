// What components tell Python in one moment goes out in one message, which runs one fragment of the page again. Those
// of several fragments that hear of the same event are therefore told apart, one message after the other.

/** @type {(() => void)[]} */
const waiting = [];

/** @param {() => void} tell sets a state or a trigger of one component */
export function apart(tell) {
  waiting.push(tell);
  if (waiting.length === 1) setTimeout(() => setTimeout(next)); // what was told a moment ago goes out first
}

function next() {
  waiting[0]();
  waiting.shift();
  if (waiting.length) setTimeout(next);
}
