/** @file What becomes of a list when one of its rows has gone? An empty one gives way to the words that say so. */

/**
 * Removes the row that the form stands in.
 * @param {Element} form
 * @param {string} name of the words: `data-empty`
 */
export function leaveList(form, name) {
  const rows = form.closest(".rows");
  form.closest("li")?.remove();
  const isEmpty = !rows?.childElementCount;
  rows?.closest("section")?.toggleAttribute("hidden", isEmpty);
  document.querySelector(`[data-empty=${name}]`)?.toggleAttribute("hidden", !isEmpty);
}
