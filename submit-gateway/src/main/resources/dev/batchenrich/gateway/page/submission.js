// Puts a batch together and submits it, in parts if it is too long for one.

import { Refused, getFields, submit } from "./api.js";
import { identifiers, kindOf, recognise, rowsOfFile, rowsOfText } from "./identifiers.js";
import { announce, changed, state } from "./store.js";
import { counted } from "./format.js";

export const MOST_IN_A_BATCH = 10_000;

const catalogues = new Map();

export function newForm() {
  return {
    text: "",
    file: null,
    rows: [],
    choice: null,
    found: null,
    fields: new Set(),
    search: "",
    open: new Set(),
    webhook: "",
    error: null,
    busy: false,
    accepted: [],
    attempt: null,
  };
}

export function giveText(form, text) {
  form.text = text;
  give(form, null, rowsOfText(text));
}

export async function giveFile(form, file) {
  form.text = "";
  const text = utf8(await file.arrayBuffer());
  give(form, file.name, text === null ? [] : rowsOfFile(file.name, text));
  if (text === null) form.error = `${file.name} is not UTF-8. Save it as CSV UTF-8, or as text in UTF-8.`;
}

export function choose(form, choice) {
  const entity = form.choice && kindOf(form.choice.kind).entity;
  form.choice = { ...form.choice, ...choice };
  form.found = identifiers(form.rows, form.choice);
  form.attempt = null;
  const next = kindOf(form.choice.kind).entity;
  if (next !== entity) {
    form.fields.clear();
    form.open.clear();
    loadFields(next);
  }
  changed();
}

/** What may be asked for, once it is known. */
export const fieldsOf = (entity) => catalogues.get(entity);

/** Submits what is left, part by part; what was accepted is not submitted again. */
export async function submitForm(form) {
  const { entity, type } = kindOf(form.choice.kind);
  form.busy = true;
  form.error = null;
  changed();
  try {
    while (form.found.values.length > 0) {
      const part = form.found.values.slice(0, MOST_IN_A_BATCH);
      const body = { [type]: part, fields: [...form.fields] };
      if (form.webhook.trim()) body.webhook_url = form.webhook.trim();
      // The same wish keeps its key, so that asking twice for it makes no second batch.
      const wish = JSON.stringify([entity, body]);
      if (form.attempt?.wish !== wish) form.attempt = { wish, key: newKey() };
      form.accepted.push(await submit(entity, body, form.attempt.key));
      form.attempt = null;
      form.found = { ...form.found, values: form.found.values.slice(part.length) };
      changed();
    }
    const many = form.accepted.length;
    announce(many === 1 ? "The batch was accepted." : `${counted(many, "batch", "batches")} were accepted.`);
    return form.accepted;
  } catch (refusal) {
    if (!(refusal instanceof Refused)) throw refusal;
    form.error = refusal.message;
    return null;
  } finally {
    form.busy = false;
    changed();
  }
}

/** null if it is anything else, whose characters would be replaced and looked up so. */
function utf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function give(form, name, rows) {
  form.file = name;
  form.rows = rows;
  form.error = null;
  form.accepted = [];
  if (rows.length === 0) {
    form.choice = null;
    form.found = null;
    if (name) form.error = `${name} holds nothing.`;
    changed();
    return;
  }
  choose(form, recognise(rows));
  announce(`${counted(form.found.values.length, "identifier")} recognised: ${kindOf(form.choice.kind).label}.`);
}

async function loadFields(entity) {
  if (catalogues.has(entity)) return;
  try {
    catalogues.set(entity, await getFields(entity));
  } catch (refusal) {
    if (state.form) state.form.error = refusal.message;
  }
  changed();
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
