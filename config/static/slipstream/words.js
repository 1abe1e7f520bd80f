/** @file Which names does a text mention, and which one is being typed? As config/pages/thread.py does it. */

const WORD = "\\p{L}\\p{N}_";
const NAME = new RegExp(`(?<![${WORD}@.-])@([${WORD}.-]{1,30})(?![${WORD}.-])`, "gu");
const BEGUN = new RegExp(`(?<![${WORD}@.-])@([${WORD}.-]{1,30})$`, "u");

/** @typedef {{ text: string, username: string }} Words */

/**
 * The text in pieces, the names after an @ that are among `usernames` apart. As config/pages/thread.py does it.
 * @param {string} content
 * @param {string[]} usernames
 * @returns {Words[]}
 */
export function wordsOf(content, usernames) {
  const known = new Map(usernames.map((name) => [name.toLowerCase(), name]));
  const words = [];
  let place = 0;
  for (const match of content.matchAll(NAME)) {
    const typed = match[1] ?? "";
    const name = [typed, typed.replace(/[.-]+$/, "")].find((form) => known.has(form.toLowerCase()));
    if (name === undefined) continue;
    if (match.index > place) words.push({ text: content.slice(place, match.index), username: "" });
    place = match.index + 1 + name.length;
    words.push({ text: content.slice(match.index, place), username: known.get(name.toLowerCase()) ?? "" });
  }
  if (content.length > place) words.push({ text: content.slice(place), username: "" });
  return words;
}

/**
 * The name that is being typed at the end of `text`; "" for none.
 * @param {string} text
 */
export function nameBegun(text) {
  return text.match(BEGUN)?.[1] ?? "";
}
