/** @file What makes a page live? The client of the stream, and the parts that listen to it. */

import { Client } from "../realtime/client.js";
import { renewWhole, startActivities } from "./activities.js";
import { startAlbum } from "./album.js";
import { Refused } from "./api.js";
import { tellTab } from "./badges.js";
import { renewChallenge, startChallenges } from "./challenges.js";
import { renewExports, startExports } from "./exports.js";
import { renewFeed, startFeed } from "./feed.js";
import { startFollows } from "./follows.js";
import { renewFriends, startFriends } from "./friends.js";
import { startGroup } from "./groups.js";
import { renewImport, startImports } from "./imports.js";
import { renewInbox, startInbox } from "./inbox.js";
import { startLight } from "./light.js";
import { startLikes } from "./likes.js";
import { renewMessages, startMessages } from "./messages.js";
import { startNotices } from "./notices.js";
import { startOffline } from "./offline.js";
import { csrfToken, page } from "./page.js";
import { renewPresence, startPresence } from "./presence.js";
import { startSafety } from "./safety.js";
import { startSaying } from "./saying.js";
import { startShares } from "./shares.js";
import { startShortcuts } from "./shortcuts.js";
import { renewSideChallenges, startSideChallenges } from "./side_challenges.js";
import { renewTalk, startTalk } from "./talk.js";
import { renewTalks, startTalks } from "./talks.js";
import { renewThread, startThread } from "./thread.js";
import { startTidings } from "./tidings.js";
import { startTimes } from "./times.js";
import { toast } from "./toasts.js";
import { startWebhooks } from "./webhooks.js";

const client = new Client({ position: page.position, csrfToken });

/** The numbering has changed or the gap was too long: everything shown is read afresh. */
async function renew() {
  try {
    const others = [renewWhole(), renewThread(), renewChallenge(), renewImport(), renewFriends(), renewInbox()];
    others.push(renewExports(), renewMessages().then(renewTalks), renewTalk(), renewPresence(), renewSideChallenges());
    const [isFeedTrue] = await Promise.all([renewFeed(), ...others]);
    if (!isFeedTrue) reloadCalmly();
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    toast("This page may be out of date. Reload it.", { href: location.href, isFault: true });
  }
}

/** Where there is nothing to ask for the list on this page, the page itself is asked for, unless somebody is typing. */
function reloadCalmly() {
  if (document.activeElement?.matches("input, textarea, select")) {
    toast("This page may be out of date. Reload it.", { href: location.href });
  } else location.reload();
}

/** The server could not say where the page stands: the first snapshot can. */
function listenOnce() {
  const stop = client.on("social_data", () => {
    stop();
    renew();
  });
}

startTimes(page.timeZone);
startLikes();
startActivities(client);
startFeed(client);
startFriends(client);
startFollows(client);
startSafety();
startInbox(client);
startThread(client);
startMessages(client);
startTalks(client);
startTalk(client);
startGroup(client, reloadCalmly);
startPresence(client);
startNotices();
startShortcuts();
startSaying();
startAlbum();
startShares();
startImports(client);
startExports(client);
startWebhooks();
startChallenges(client, reloadCalmly);
startSideChallenges(client);
startTidings(client);
startLight(client);
startOffline(client);
client.on("resync", renew);
client.on("sight_changed", renew);
tellTab();
if (!page.position) listenOnce();
client.connect();
