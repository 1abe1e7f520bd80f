/** @file What is made for something new on the page? A copy of the template the server drew the others with. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * The first element of `<template id="pattern-…">`, copied.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function copyOf(name) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`pattern-${name}`));
  return /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
}

/**
 * The part of `root` that is named `name`; null where a feature that is off left it out.
 * @param {Element} root
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function fieldOf(root, name) {
  return root.querySelector(`[data-field="${name}"]`);
}

/**
 * Writes a text, in the isolating <bdi> where the template has one.
 * @param {Element} root
 * @param {string} name
 * @param {string} text
 */
export function write(root, name, text) {
  const field = fieldOf(root, name);
  if (field) (field.querySelector("bdi") ?? field).textContent = text;
}

/**
 * @param {string} tag
 * @param {string} [text]
 */
export function element(tag, text = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/**
 * One of the icons that stand at the top of the page.
 * @param {string} name
 */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.classList.add("icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  drawing.append(use);
  return drawing;
}
