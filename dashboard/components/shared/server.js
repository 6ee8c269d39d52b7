// Where this server is, under whatever path a proxy gave it, and where one is in it.

const ROOT = new URL("../../", import.meta.url); // this file is …/modules/shared/server.js

/** @param {string} name such as "pulse" */
export const address = (name) => new URL(name, ROOT);

/** The root as others would write it, without a slash at its end. */
export const root = () => ROOT.href.replace(/\/$/, "");

/** The page on show and its query, as `/step?digit=3`. */
export function here() {
  const page = location.pathname.startsWith(ROOT.pathname) ? location.pathname.slice(ROOT.pathname.length) : "";
  return `/${page}${location.search}`;
}

/** A place such as `/step?digit=3` as an address of this server. @param {string} place */
export const there = (place) => address(place.replace(/^\/+/, ""));
