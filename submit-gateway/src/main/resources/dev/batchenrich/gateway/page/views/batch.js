import { html, nothing } from "../lib/lit-html.js";
import { cancel, here } from "../api.js";
import { ago, count, duration, entities, seconds, time } from "../format.js";
import { isActive, progress, unresolved } from "../progress.js";
import { announce, changed, state } from "../store.js";
import { badge, copyButton, progressBar, rate, timeLeft, wrong } from "./parts.js";
import { recordsPreview, unresolvedPreview } from "./preview.js";
import { webhook } from "./webhook.js";

export function batch(shown, actions) {
  if (shown?.missing) return missing();
  if (!shown?.job) {
    return html`<p aria-busy="true">Loading</p>`;
  }
  const { job } = shown;
  const title = entities(job.entity, job.identifier_count);
  document.title = `${title}, ${job.status} · Batch Enrich`;
  return html`
    <div class="heading">
      <h1 tabindex="-1">${title}</h1>
      ${badge(job.status)} ${isActive(job) ? cancelButton(shown, actions) : nothing}
    </div>
    <p class="facts">
      <code>${job.batch_id}</code>
      <span>submitted <time datetime=${job.created_at} title=${time(job.created_at)}>${ago(job.created_at)}</time></span>
      ${job.completed_at ? html`<span>took ${duration(seconds(job.created_at, job.completed_at))}</span>` : nothing}
    </p>
    ${wrong(job.error_message)} ${isActive(job) ? wrong(shown.cancellationError) : nothing}
    <section class="card" aria-label="Progress">
      ${progressBar(job)} ${pace(job)} ${figures(job)} ${links(job)}
    </section>
    ${recordsPreview(shown.records, job)} ${unresolvedPreview(shown.unresolved)}
    ${job.webhook ? webhook(shown, actions) : nothing}
  `;
}

function cancelButton(shown, actions) {
  return html`
    <button type="button" class="quiet" ?disabled=${shown.isCancelling} @click=${() => stop(shown, actions)}>
      ${shown.isCancelling ? "Cancelling" : "Cancel batch"}
    </button>
  `;
}

// What is shown is replaced with each answer, so changes go to what is shown by then.
async function stop({ id }, actions) {
  const tell = (change) => {
    if (state.batch?.id === id) Object.assign(state.batch, change);
    changed();
  };
  tell({ isCancelling: true, cancellationError: null });
  try {
    await cancel(id);
    announce("The batch is being cancelled.");
    actions.refresh();
  } catch (refusal) {
    tell({ isCancelling: false, cancellationError: refusal.message });
  }
}

function pace(job) {
  if (!isActive(job)) return nothing;
  const left = timeLeft(job);
  return html`<p class="pace">
    ${[job.status === "pending" ? "Waiting to begin" : rate(job), left && `about ${left} left`].filter(Boolean).join(" · ")}
  </p>`;
}

function figures(job) {
  const notFound = unresolved(job);
  return html`
    <dl class="figures">
      ${figure("Submitted", job.identifier_count)} ${figure("Looked up", progress(job).processed)}
      ${figure("Found", job.result_count)} ${notFound === null ? nothing : figure("Not found", notFound)}
    </dl>
  `;
}

const figure = (title, value) => html`<div><dt>${title}</dt><dd>${count(value)}</dd></div>`;

function links(job) {
  const results = job.download_url ?? job.partial_download_url;
  if (!results) return nothing;
  return html`
    <div class="actions">
      <a class="button" href=${here(results)} download>${job.download_url ? "Download results" : "Download what there is"}</a>
      ${job.unresolved_url
        ? html`<a class="button quiet" href=${here(job.unresolved_url)} download>Download what was not found</a>`
        : nothing}
      ${copyButton("Copy link", results)}
      ${job.expires_at ? html`<small>Links need no key and end ${time(job.expires_at)}.</small>` : nothing}
    </div>
  `;
}

function missing() {
  document.title = "No such batch · Batch Enrich";
  return html`
    <h1 tabindex="-1">There is no such batch</h1>
    <p>It may belong to another account, or was submitted too long ago.</p>
  `;
}
