// Small things that several views show.

import { html, nothing } from "../lib/lit-html.js";
import { count, duration, entities } from "../format.js";
import { progress } from "../progress.js";

export const badge = (status) => html`<span class="badge ${status}">${status}</span>`;

export function progressBar(job) {
  const { share } = progress(job);
  const percent = Math.floor(share * 100);
  return html`
    <span class="progress">
      <progress max="100" value=${percent} aria-label="Progress of ${entities(job.entity, job.identifier_count)}"></progress>
      <span class="percent">${percent} %</span>
    </span>
  `;
}

export const rate = (job) => {
  const { rate } = progress(job);
  return rate === null ? "" : `${count(Math.round(rate))}/s`;
};

export const timeLeft = (job) => {
  const { secondsLeft } = progress(job);
  return secondsLeft === null ? "" : duration(secondsLeft);
};

export const wrong = (message) => (message ? html`<p class="wrong" role="alert">${message}</p>` : nothing);

/** A button that says for a moment that it has copied `text`; without a clipboard there is none. */
export function copyButton(label, text) {
  if (!navigator.clipboard) return nothing;
  const copy = async ({ currentTarget: button }) => {
    await navigator.clipboard.writeText(text);
    button.dataset.done = "Copied";
    setTimeout(() => delete button.dataset.done, 1_500);
  };
  return html`<button type="button" class="quiet copy" @click=${copy}><span>${label}</span></button>`;
}
