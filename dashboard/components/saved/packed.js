// What a saved page carries in base64.

/** @param {string} text */
export const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

/** @param {string} text */
export const unpacked = (text) => JSON.parse(new TextDecoder().decode(bytes(text)));
