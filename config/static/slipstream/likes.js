/** @file What happens when somebody presses Like? Shown at once, and taken back with the reason when it fails. */

import { Refused, ask } from "./api.js";
import { cardsOf, isLiked, likeCount, setCounts, setLiked } from "./cards.js";
import { toast } from "./toasts.js";

/** @type {Map<number, { wasTold: boolean }>} likes on their way; `wasTold`: a count has come in meanwhile */
const underWay = new Map();

/** Takes over the like forms of the page, those of cards yet to come too. */
export function startLikes() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLElement} */ (event.target);
    const card = form.closest("[data-activity]");
    if (!form.matches("[data-like]") || !card) return;
    event.preventDefault();
    change(Number(/** @type {HTMLElement} */ (card).dataset.activity), card);
  });
}

/**
 * A count that the stream brought is newer than any answer: it stands.
 * @param {number} id
 */
export function countsWereTold(id) {
  const like = underWay.get(id);
  if (like) like.wasTold = true;
}

/**
 * @param {number} id
 * @param {Element} card
 */
async function change(id, card) {
  if (underWay.has(id)) return;
  const like = { wasTold: false };
  underWay.set(id, like);
  const [wish, before] = [!isLiked(card), likeCount(card)];
  show(id, wish, Math.max(0, before + (wish ? 1 : -1)));
  try {
    const answer = await ask(wish ? "POST" : "DELETE", `activities/${id}/like`);
    show(id, answer.has_liked, like.wasTold ? undefined : answer.like_count);
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    show(id, !wish, like.wasTold ? undefined : before);
    toast(fault.message, { isFault: true });
  } finally {
    underWay.delete(id);
  }
}

/**
 * @param {number} id
 * @param {boolean} hasLiked
 * @param {number | undefined} like_count
 */
function show(id, hasLiked, like_count) {
  for (const card of cardsOf(id)) {
    setLiked(card, hasLiked);
    setCounts(card, { like_count });
  }
}
