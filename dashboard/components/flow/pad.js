// A place to draw one digit with mouse, finger, pen or keyboard, and its normalisation as MNIST's
// digits were normalised: scaled into a box of 20 × 20 pixels, its centre of mass put in the centre
// of 28 × 28 (LeCun et al. 1998, section III.A).

const SIZE = 280; // of the canvas, in its own pixels
const PEN = 22;

// Turns a canvas into a pad. `changed` is called after every stroke with what `normalise` gives. Returns what buttons need.
export function pad(canvas, changed) {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let strokes = [];
  let cursor = [SIZE / 2, SIZE / 2];
  let drawing = false;

  const draw = () => {
    context.fillStyle = "#000";
    context.fillRect(0, 0, SIZE, SIZE);
    Object.assign(context, { strokeStyle: "#fff", lineWidth: PEN, lineCap: "round", lineJoin: "round" });
    for (const stroke of strokes) {
      context.beginPath();
      context.moveTo(...stroke[0]);
      for (const point of stroke) context.lineTo(...point);
      if (stroke.length === 1) context.lineTo(stroke[0][0] + 0.1, stroke[0][1]);
      context.stroke();
    }
  };
  const done = () => {
    drawing = false;
    draw();
    changed(normalise(canvas));
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * SIZE) / box.width, ((event.clientY - box.top) * SIZE) / box.height];
  };

  canvas.onpointerdown = (event) => {
    event.preventDefault();
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    strokes.push([place(event)]);
    draw();
  };
  canvas.onpointermove = (event) => {
    if (!drawing) return;
    for (const part of event.getCoalescedEvents?.() ?? [event]) strokes.at(-1).push(place(part));
    draw();
  };
  canvas.onpointerup = canvas.onpointercancel = () => drawing && done();
  canvas.onkeydown = (event) => {
    const move = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10] }[event.key];
    if (!move && event.key !== " " && event.key !== "Delete") return;
    event.preventDefault();
    if (move) {
      cursor = cursor.map((at, axis) => Math.min(SIZE - 10, Math.max(10, at + move[axis])));
      if (drawing) strokes.at(-1).push([...cursor]);
      draw();
      Object.assign(context, { strokeStyle: drawing ? "#f0883e" : "#6cb6ff", lineWidth: 3 });
      context.strokeRect(cursor[0] - 8, cursor[1] - 8, 16, 16);
    } else if (event.key === "Delete") {
      strokes = [];
      done();
    } else if (drawing) {
      done();
    } else {
      drawing = true;
      strokes.push([[...cursor]]);
    }
  };
  draw();
  return {
    undo: () => (strokes.pop(), done()),
    clear: () => ((strokes = []), done()),
  };
}

// What is drawn: its 784 `bytes`, and the place `from` which all of that image came, in 28ths of the canvas;
// null for an empty canvas.
function normalise(canvas) {
  const image = canvas.getContext("2d").getImageData(0, 0, SIZE, SIZE).data;
  let [left, top, right, bottom] = [SIZE, SIZE, -1, -1];
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      if (image[4 * (y * SIZE + x)] < 10) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  if (right < 0) return null;
  const [width, height] = [right - left + 1, bottom - top + 1];
  const scale = 20 / Math.max(width, height);
  const scaled = (dx, dy) => {
    const context = new OffscreenCanvas(28, 28).getContext("2d");
    context.fillStyle = "#000";
    context.fillRect(0, 0, 28, 28);
    context.imageSmoothingQuality = "high";
    const [w, h] = [width * scale, height * scale];
    context.drawImage(canvas, left, top, width, height, 14 - w / 2 + dx, 14 - h / 2 + dy, w, h);
    const { data } = context.getImageData(0, 0, 28, 28);
    return Uint8Array.from({ length: 784 }, (_, k) => data[4 * k]);
  };
  const boxed = scaled(0, 0);
  const mass = boxed.reduce((sum, v) => sum + v, 0);
  const centre = (coordinate) => boxed.reduce((sum, v, k) => sum + v * coordinate(k), 0) / mass;
  const dx = Math.round(13.5 - centre((k) => k % 28));
  const dy = Math.round(13.5 - centre((k) => Math.floor(k / 28)));
  const back = 28 / SIZE / scale;
  const from = {
    scale: back,
    left: (28 / SIZE) * left - back * (14 - (width * scale) / 2 + dx),
    top: (28 / SIZE) * top - back * (14 - (height * scale) / 2 + dy),
  };
  return { bytes: scaled(dx, dy), from };
}
