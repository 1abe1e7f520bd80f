/** @file When does news show outside the page? */

/** @typedef {{ title: string, body: string, tag: string, url: string }} Notice */

/** Long enough for every tab to have heard of the same notice. */
const KEPT_MS = 10_000;
const LOOKED_AT = "slipstream-looked-at";

/**
 * Shows a notice of the system while no tab of ours is looked at, once for all tabs. Tabs agree through locks: one
 * that is looked at holds a shared one, and who shows a notice holds its own. Where a browser has no locks, the
 * notice's tag still replaces the same notice of another tab.
 */
export class DesktopNotices {
  #browser;
  #release = () => {};

  /** @param {Window & typeof globalThis} [browser] */
  constructor(browser = window) {
    this.#browser = browser;
    browser.document.addEventListener("visibilitychange", () => this.#sayWhetherLookedAt());
    this.#sayWhetherLookedAt();
  }

  /** "default": may be asked. "unsupported": this browser has none. */
  get permission() {
    return this.#browser.Notification?.permission ?? "unsupported";
  }

  /** Asks the reader. Only within a click or key press: a question out of nowhere is refused, and rightly so. */
  async ask() {
    const { Notification, navigator } = this.#browser;
    if (this.permission !== "default" || navigator.userActivation?.isActive === false) return this.permission;
    return Notification.requestPermission();
  }

  /**
   * Shows it if the reader allowed it and looks at no tab of ours. True: this tab has shown it.
   * @param {Notice} notice `tag` is the same for the same news; `url` is opened by a click
   */
  async show(notice) {
    if (this.permission !== "granted" || !this.#browser.document.hidden) return false;
    const { locks } = this.#browser.navigator;
    if (!locks) return this.#show(notice);
    if (await locks.request(LOOKED_AT, { ifAvailable: true }, (lock) => lock === null)) return false;
    return new Promise((resolve) => {
      void locks.request(`slipstream-notice-${notice.tag}`, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null && this.#show(notice));
        if (lock) await new Promise((done) => this.#browser.setTimeout(done, KEPT_MS));
      });
    });
  }

  /** @param {Notice} notice */
  #show({ title, body, tag, url }) {
    const { location } = this.#browser;
    const shown = new this.#browser.Notification(title, { body, tag });
    shown.onclick = () => {
      shown.close();
      this.#browser.focus();
      const target = new URL(url, location.href);
      if (target.origin === location.origin) location.assign(target.href);
    };
    return true;
  }

  #sayWhetherLookedAt() {
    this.#release();
    this.#release = () => {};
    if (this.#browser.document.hidden) return;
    const unlooked = new Promise((resolve) => (this.#release = () => resolve(null)));
    void this.#browser.navigator.locks?.request(LOOKED_AT, { mode: "shared" }, () => unlooked);
  }
}
