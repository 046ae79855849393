import { html, nothing } from "../lib/lit-html.js";
import { live } from "../lib/directives/live.js";
import { repeat } from "../lib/directives/repeat.js";
import { ago, count, entities, time } from "../format.js";
import { unresolved } from "../progress.js";
import { toBatch, toBatches, toNew } from "../route.js";
import { badge, progressBar, rate, timeLeft } from "./parts.js";

const STATUSES = ["pending", "processing", "completed", "failed", "cancelled"];

export function batches(list, { status, after }) {
  document.title = "Batches · Batch Enrich";
  const filter = (event) => (location.hash = toBatches({ status: event.target.value }));
  return html`
    <div class="heading">
      <h1 tabindex="-1">Batches</h1>
      <label class="filter">
        <span>Status</span>
        <select .value=${live(status)} @change=${filter}>
          <option value="">All</option>
          ${STATUSES.map((each) => html`<option value=${each} ?selected=${each === status}>${each}</option>`)}
        </select>
      </label>
    </div>
    ${list === null ? html`<p aria-busy="true">Loading</p>` : list.jobs.length ? table(list.jobs) : empty(status)}
    ${list === null ? nothing : pages(list, { status, after })}
  `;
}

// The roles are said, since tables that are laid out otherwise, as on a phone, lose theirs.
function table(jobs) {
  return html`
    <table class="jobs" role="table" aria-label="Batches, newest first">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Batch</th>
          <th role="columnheader" scope="col">Status</th>
          <th role="columnheader" scope="col">Progress</th>
          <th role="columnheader" scope="col" class="number">Found</th>
          <th role="columnheader" scope="col" class="number">Not found</th>
          <th role="columnheader" scope="col" class="number">Rate</th>
          <th role="columnheader" scope="col" class="number">Time left</th>
          <th role="columnheader" scope="col" class="number">Submitted</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(jobs, (job) => job.batch_id, row)}
      </tbody>
    </table>
  `;
}

function row(job) {
  const missing = unresolved(job);
  return html`
    <tr role="row">
      <th role="rowheader" scope="row">
        <a href=${toBatch(job.batch_id)}>${entities(job.entity, job.identifier_count)}</a>
        <small class="id">${job.batch_id.slice(0, 8)}</small>
      </th>
      <td role="cell">${badge(job.status)}</td>
      <td role="cell">${progressBar(job)}</td>
      ${number("Found", count(job.result_count))}
      ${number("Not found", missing === null ? "" : count(missing))}
      ${number("Rate", rate(job))}
      ${number("Time left", timeLeft(job))}
      ${number("Submitted", html`<time datetime=${job.created_at} title=${time(job.created_at)}>${ago(job.created_at)}</time>`)}
    </tr>
  `;
}

const number = (title, value) => html`<td role="cell" class="number" data-title=${value === "" ? nothing : title}>${value}</td>`;

function empty(status) {
  return status
    ? html`<p class="empty">No batch is ${status}.</p>`
    : html`
        <div class="empty">
          <p>Nothing was submitted yet.</p>
          <a class="button" href=${toNew}>Submit the first batch</a>
        </div>
      `;
}

function pages(list, { status, after }) {
  if (!after && !list.has_more) return nothing;
  return html`
    <nav class="pages" aria-label="Pages">
      ${after ? html`<a href=${toBatches({ status })}>Newest</a>` : nothing}
      ${list.has_more ? html`<a href=${toBatches({ status, after: list.next_cursor })}>Older</a>` : nothing}
    </nav>
  `;
}
