/** @file Is news shown outside the page once, and only to who wants it and does not look? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { DesktopNotices } from "../../static/realtime/desktop_notices.js";
import { settle } from "./fake_clock.js";

const NOTICE = { title: "Bob", body: "likes your run", tag: "n1", url: "/social/notifications/" };

/** What the tabs of one browser share: locks as the standard has them, and the notices of the system. */
class Browser {
  shown = [];
  asked = 0;
  permission = "granted";
  #held = [];

  /** A tab; `hidden` says whether it is looked at. */
  tab({ hidden = true, hasLocks = true, isActive = true } = {}) {
    const browser = this;
    function Notification(title, options) {
      browser.shown.push(Object.assign(this, { title, ...options, close: () => {} }));
    }
    Notification.requestPermission = async () => (browser.asked += 1) && "granted";
    Object.defineProperty(Notification, "permission", { get: () => browser.permission });
    const locks = hasLocks ? { request: (...asked) => browser.#request(...asked) } : undefined;
    return {
      Notification,
      navigator: { locks, userActivation: { isActive } },
      document: Object.assign(new EventTarget(), { hidden }),
      location: { href: "https://a.example/social/", origin: "https://a.example", assign: (to) => (this.went = to) },
      focus: () => {},
      setTimeout: () => {},
    };
  }

  async #request(name, { mode = "exclusive", ifAvailable = false }, run) {
    const isFree = !this.#held.some((each) => each.name === name && [each.mode, mode].includes("exclusive"));
    if (!isFree) return ifAvailable ? run(null) : undefined;
    const lock = { name, mode };
    this.#held.push(lock);
    try {
      return await run(lock);
    } finally {
      this.#held = this.#held.filter((each) => each !== lock);
    }
  }
}

test("two hidden tabs show one notice", async () => {
  const browser = new Browser();
  const tabs = [new DesktopNotices(browser.tab()), new DesktopNotices(browser.tab())];
  assert.deepEqual(await Promise.all(tabs.map((tab) => tab.show(NOTICE))), [true, false]);
  assert.deepEqual(browser.shown.map(({ title, body, tag }) => [title, body, tag]), [["Bob", "likes your run", "n1"]]);
});

test("nothing is shown while any tab is looked at, and again when none is", async () => {
  const browser = new Browser();
  const looked = browser.tab({ hidden: false });
  const [front, back] = [new DesktopNotices(looked), new DesktopNotices(browser.tab())];
  await settle();
  assert.deepEqual([await front.show(NOTICE), await back.show(NOTICE)], [false, false]);
  looked.document.hidden = true;
  looked.document.dispatchEvent(new Event("visibilitychange"));
  await settle();
  assert.equal(await back.show(NOTICE), true);
});

test("without locks the tag keeps the system from showing two", async () => {
  const browser = new Browser();
  assert.equal(await new DesktopNotices(browser.tab({ hasLocks: false })).show(NOTICE), true);
  assert.equal(browser.shown[0].tag, "n1");
});

test("nothing is shown to who has not allowed it, nor where a browser has no notices", async () => {
  const browser = new Browser();
  browser.permission = "denied";
  assert.equal(await new DesktopNotices(browser.tab()).show(NOTICE), false);
  const bare = new DesktopNotices({ ...browser.tab(), Notification: undefined });
  assert.deepEqual([bare.permission, await bare.ask(), await bare.show(NOTICE)], ["unsupported", "unsupported", false]);
});

test("the reader is asked within a gesture only, and not again after an answer", async () => {
  const browser = new Browser();
  browser.permission = "default";
  assert.equal(await new DesktopNotices(browser.tab({ isActive: false })).ask(), "default");
  assert.equal(await new DesktopNotices(browser.tab()).ask(), "granted");
  browser.permission = "denied";
  await new DesktopNotices(browser.tab()).ask();
  assert.equal(browser.asked, 1);
});

test("a click opens an address of ours and no other", async () => {
  const browser = new Browser();
  const notices = new DesktopNotices(browser.tab({ hasLocks: false }));
  await notices.show(NOTICE);
  await notices.show({ ...NOTICE, url: "https://evil.example/" });
  browser.shown[1].onclick();
  assert.equal(browser.went, undefined);
  browser.shown[0].onclick();
  assert.equal(browser.went, "https://a.example/social/notifications/");
});
