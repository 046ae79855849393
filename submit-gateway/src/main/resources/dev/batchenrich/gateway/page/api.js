// The API of the server that this page came from. The key stays in this tab.

const KEPT_AS = "batch-enrich-api-key";
const VERSION = "2025-11-01";

export class Refused extends Error {
  constructor(status, type, message) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

export const keptKey = () => sessionStorage.getItem(KEPT_AS);
export const keepKey = (key) => sessionStorage.setItem(KEPT_AS, key);
export const forgetKey = () => sessionStorage.removeItem(KEPT_AS);

export const getBatch = (id) => call(`batch/${id}`);
export const cancel = (id) => call(`batch/${id}/cancel`, { method: "POST" });
export const getDeliveries = (id) => call(`batch/${id}/webhook/deliveries`);
export const redeliver = (id) => call(`batch/${id}/webhook/redeliver`, { method: "POST" });
export const getFields = (entity) => call(`fields/${entity}`);

export function getBatches({ status, after, limit = 20 }, key = keptKey()) {
  const parameters = new URLSearchParams({ limit });
  if (status) parameters.set("status", status);
  if (after) parameters.set("cursor", after);
  return call(`batch?${parameters}`, {}, key);
}

export function submit(entity, submission, idempotencyKey) {
  return call(`batch/${entity}/enrich`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Idempotency-Key": idempotencyKey,
      "x-api-version": VERSION,
    },
    body: JSON.stringify(submission),
  });
}

/** A signed link as this page may use it: whatever host it names, this server knows it, too. */
export function here(link) {
  const { pathname, search } = new URL(link, document.baseURI);
  return new URL(pathname.slice(pathname.lastIndexOf("/batch/") + 1) + search, base()).href;
}

async function call(path, options = {}, key = keptKey()) {
  let response;
  try {
    response = await fetch(new URL(path, base()), {
      ...options,
      cache: "no-store",
      headers: { Authorization: `Bearer ${key}`, ...options.headers },
    });
  } catch {
    throw new Refused(0, "unreachable", "The server cannot be reached.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const message = answer.error?.message ?? answer.message ?? `The server answered ${response.status}.`;
    throw new Refused(response.status, answer.error?.type, message);
  }
  return answer;
}

function base() {
  return new URL(".", location.origin + location.pathname);
}
