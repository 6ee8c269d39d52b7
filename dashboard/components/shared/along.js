// A question that one part of a page puts to the server takes along what another part would ask a moment later.

/**
 * @typedef {{ ask: () => Record<string, string> | null, hear: (status: number, text: string) => void }} Passenger
 *   `ask` gives what is to be asked along, or null where it is too early
 */

/** @type {Passenger | null} */
let aboard = null;

/** @param {Passenger} passenger */
export function board(passenger) {
  aboard = passenger;
}

/** @param {Passenger} passenger */
export function leave(passenger) {
  if (aboard === passenger) aboard = null;
}

/**
 * What is to be asked along with a question, and who hears the answer; nobody's question is nothing.
 *
 * @returns {{ query: string, hear: (status: number, text: string) => void }}
 */
export function along() {
  const passenger = aboard;
  const asked = passenger?.ask();
  if (!passenger || !asked) return { query: "", hear: () => {} };
  return { query: `&${new URLSearchParams(asked)}`, hear: (status, text) => passenger.hear(status, text) };
}
