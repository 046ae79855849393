// Start here: what is asked of the server for what the address says, and how it gets onto the page.

import { render } from "./lib/lit-html.js";
import { Refused, forgetKey, getBatch, getBatches, getDeliveries, keepKey, keptKey } from "./api.js";
import { entities } from "./format.js";
import { poll } from "./poll.js";
import { isActive, remember } from "./progress.js";
import { firstRecords } from "./records.js";
import { route } from "./route.js";
import { announce, changed, onChange, state } from "./store.js";
import { newForm } from "./submission.js";
import { page } from "./views/frame.js";

const SOON = 1_000;
const LATER = 10_000;
const SHOWN = 10;

let stop = () => {};
let isNew = false; // what is shown, so that the focus goes to its heading

onChange(() => {
  render(page(actions), document.getElementById("page"));
  // A heading may have to wait for what it names.
  const target = document.querySelector("[autofocus]") ?? document.querySelector("h1");
  if (isNew && target) {
    isNew = false;
    target.focus();
    scrollTo(0, 0);
  }
});

const actions = {
  async signIn(key) {
    state.signIn = { error: null, busy: true };
    changed();
    try {
      await getBatches({ limit: 1 }, key);
      keepKey(key);
      state.signIn = { error: null, busy: false };
      state.account = true;
      show();
    } catch (refusal) {
      const error = refusal.status === 401 ? "The server does not know this key." : refusal.message;
      state.signIn = { error, busy: false };
      changed();
    }
  },

  signOut(error = null) {
    stop();
    forgetKey();
    Object.assign(state, { account: null, list: null, batch: null, form: null, offline: null });
    state.signIn = { error, busy: false };
    isNew = true;
    changed();
  },

  /** Asks again at once, after something was done. */
  refresh: () => enter(state.route),
};

function show() {
  state.route = route();
  isNew = true;
  if (state.route.name !== "new") state.form = null;
  else state.form ??= newForm();
  if (state.batch?.id !== state.route.id) state.batch = null;
  enter(state.route);
  changed();
}

function enter({ name, id, ...filter }) {
  stop();
  if (name === "batches") stop = poll(asking(() => askForBatches(filter)));
  else if (name === "batch") stop = poll(asking(() => askForBatch(id)));
  else stop = () => {};
}

async function askForBatches(filter) {
  const answer = await getBatches(filter);
  if (state.route.name !== "batches") return null;
  const before = new Map(state.list?.jobs.map((job) => [job.batch_id, job]));
  answer.jobs.forEach((job) => {
    remember(job);
    announceEnd(before.get(job.batch_id), job);
  });
  state.list = answer;
  return answer.jobs.some(isActive) ? SOON : LATER;
}

async function askForBatch(id) {
  const job = await getBatch(id);
  const deliveries = job.webhook && !isActive(job) ? (await getDeliveries(id)).deliveries : [];
  if (state.route.id !== id) return null;
  remember(job);
  announceEnd(state.batch?.job, job);
  state.batch = { ...state.batch, id, job, deliveries, missing: false };
  preview("records", job.download_url ?? job.partial_download_url);
  preview("unresolved", job.unresolved_url);
  const isAwaited = deliveries.length < (state.batch.awaited ?? 0);
  if (isActive(job) || job.webhook?.state === "pending" || isAwaited) return SOON;
  return job.webhook?.state === "retrying" ? 2 * SOON : LATER;
}

/** Reads the first lines behind a link, once. */
async function preview(name, link) {
  const batch = state.batch;
  if (!link || batch[name]) return;
  batch[name] = { busy: true };
  let found;
  try {
    const records = await firstRecords(link, SHOWN);
    found = records ? { records } : { elsewhere: true };
  } catch (failure) {
    found = { error: failure.message };
  }
  if (state.batch?.id === batch.id) {
    state.batch = { ...state.batch, [name]: found };
    changed();
  }
}

/** Asking goes on when the server is not there, and ends when the key is not good any more. */
function asking(ask) {
  return async () => {
    try {
      const wait = await ask();
      state.offline = null;
      changed();
      return wait;
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      if (refusal.status === 401) {
        actions.signOut("The server does not know this key any more.");
        return null;
      }
      if (refusal.status === 404 && state.route.name === "batch") {
        state.batch = { id: state.route.id, missing: true };
        changed();
        return null;
      }
      state.offline = refusal.message;
      changed();
      return refusal.status === 400 ? null : 3 * SOON;
    }
  };
}

function announceEnd(before, job) {
  if (before && isActive(before) && !isActive(job)) {
    announce(`A batch of ${entities(job.entity, job.identifier_count)} has ended: ${job.status}.`);
  }
}

addEventListener("hashchange", () => state.account && show());

if (keptKey()) actions.signIn(keptKey());
else changed();
