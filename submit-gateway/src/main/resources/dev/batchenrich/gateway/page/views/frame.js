// What is around everything that is shown.

import { html, nothing } from "../lib/lit-html.js";
import { toBatches, toNew } from "../route.js";
import { state } from "../store.js";
import { batch } from "./batch.js";
import { batches } from "./batches.js";
import { newBatch } from "./new-batch.js";
import { signIn } from "./sign-in.js";

export function page(actions) {
  if (!state.account) return signIn(actions);
  const { name } = state.route;
  return html`
    <a class="skip" href="#main" @click=${skip}>Skip to the content</a>
    <header class="bar">
      <a class="brand" href=${toBatches()}><span class="mark" aria-hidden="true"></span>Batch Enrich</a>
      <nav aria-label="Main">
        <a href=${toBatches()} aria-current=${name === "batches" ? "page" : nothing}>Batches</a>
        <a href=${toNew} aria-current=${name === "new" ? "page" : nothing}>New batch</a>
        <a href="docs">API</a>
        <button type="button" class="plain" @click=${() => actions.signOut()}>Sign out</button>
      </nav>
    </header>
    <main id="main" tabindex="-1">
      ${state.offline ? html`<p class="notice" role="alert">${state.offline} Trying again.</p>` : nothing}
      ${content(actions)}
    </main>
  `;
}

function content(actions) {
  switch (state.route.name) {
    case "batch":
      return batch(state.batch, actions);
    case "new":
      return newBatch(state.form);
    default:
      return batches(state.list, state.route);
  }
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}
