// A line to type an answer in. What is typed goes to Python after a pause, so that it can show how it
// reads; Enter or the button asks for a verdict.

const PAUSE = 250; // milliseconds

const pauses = new WeakMap(); // the running pause of each field on the page

export default function ({ data, parentElement: root, setStateValue, setTriggerValue }) {
  const field = root.querySelector("input");
  const report = () => setStateValue("text", field.value);
  const stop = () => clearTimeout(pauses.get(root));

  if (!pauses.has(root)) field.value = data.text;
  pauses.set(root, pauses.get(root));
  field.disabled = root.querySelector("button").disabled = false; // what is typed before anyone listens would be lost
  field.placeholder = data.placeholder;
  field.maxLength = data.longest;
  field.inputMode = data.numeric ? "decimal" : "text";
  field.oninput = () => {
    stop();
    pauses.set(root, setTimeout(report, PAUSE));
  };
  root.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    stop();
    report();
    setTriggerValue("checked", field.value);
  };
  return stop;
}
