// Which key does what. Arrow keys work wherever nothing else on the page wants them; Enter, and undoing, within the stepper.

/** From now on `stepper` hears the keys; returns what makes it deaf again. */
export function hearKeys(element, stepper) {
  const elsewhere = (event) => {
    if (event.target === document.body && stepper.trace) press(event, false, stepper);
  };
  element.onkeydown = (event) => press(event, true, stepper);
  document.addEventListener("keydown", elsewhere);
  return () => document.removeEventListener("keydown", elsewhere);
}

function press(event, within, stepper) {
  const { key } = event,
    { step, inside } = stepper;
  if ((event.ctrlKey || event.metaKey) && within && ["z", "y"].includes(key.toLowerCase())) {
    event.preventDefault();
    return key === "y" || event.shiftKey ? stepper.redo() : stepper.undo();
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches?.("input:not([type=range]), select, textarea");
  if (key === "ArrowRight" && !typing) stepper.walk(step + 1);
  else if (key === "ArrowLeft" && !typing) stepper.walk(step - 1);
  else if (key === "Home" && !typing) stepper.walk(0);
  else if (key === "End" && !typing) stepper.walk(Infinity);
  else if (key.toLowerCase() === "p" && !typing) stepper.timer ? stepper.pause() : stepper.play();
  else if ((key === "ArrowDown" || key === "i") && stepper.equation && !typing) stepper.goInside(inside + 1);
  else if (key === "Enter" && within && stepper.hidden) stepper.reveal(null);
  else if (key === "Enter" && within && event.target.matches(".stepper, .slider")) stepper.goInside(inside + 1);
  else if (key === "ArrowUp" && !typing && inside >= 0) stepper.goInside(inside - 1);
  else if (key === "Escape") inside >= 0 ? stepper.goInside(-1) : stepper.setPin(null);
  else return;
  event.preventDefault();
}
