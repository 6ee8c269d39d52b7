// Where the numbers of an image are in a row, and those of a row in an image.

/** Where an entry of one wire is on another that holds the same numbers: as an image, or as rows. */
export function elsewhere(pass, wire, other, entry) {
  if (pass.image(wire)) {
    const [, height, width] = pass.shape(wire);
    return [entry[3], (entry[0] * height + entry[1]) * width + entry[2]];
  }
  const [, height, width] = pass.shape(other);
  const [n, i] = entry;
  return [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width, n];
}
