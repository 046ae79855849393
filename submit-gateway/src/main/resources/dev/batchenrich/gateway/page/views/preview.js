// The beginning of files, without downloading them.

import { html, nothing } from "../lib/lit-html.js";
import { counted } from "../format.js";

const NAMES = ["/basic_profile/name", "/basic_info/name"];
const REASONS = { not_found: "not found", not_an_identifier: "not an identifier", no_answer: "not answered in time" };

export function recordsPreview(preview, job) {
  if (!preview) return nothing;
  return html`
    <section aria-labelledby="records">
      <h2 id="records">First records</h2>
      ${preview.records ? records(preview.records, job.result_count) : instead(preview)}
    </section>
  `;
}

export function unresolvedPreview(preview) {
  if (!preview?.records?.length) return nothing;
  return html`
    <section aria-labelledby="unresolved">
      <h2 id="unresolved">Not found</h2>
      <ul class="lines">
        ${preview.records.map(
          (each) => html`<li><code>${each.original_identifier}</code><small>${REASONS[each.reason] ?? each.reason}</small></li>`,
        )}
      </ul>
    </section>
  `;
}

function records(shown, all) {
  if (shown.length === 0) return html`<p class="empty">None of the identifiers was found.</p>`;
  return html`
    <ul class="records">
      ${shown.map(
        (record) => html`
          <li>
            <details>
              <summary><strong>${nameOf(record)}</strong> <code>${record.original_identifier}</code></summary>
              <pre>${JSON.stringify(record.data, null, 2)}</pre>
            </details>
          </li>
        `,
      )}
    </ul>
    ${all > shown.length ? html`<p class="more">${counted(all - shown.length, "more record is", "more records are")} in the file.</p>` : nothing}
  `;
}

function instead({ busy, elsewhere, error }) {
  if (busy) return html`<p aria-busy="true">Loading</p>`;
  if (elsewhere) return html`<p class="empty">The file lies in a bucket that this page does not read; download it instead.</p>`;
  return html`<p class="wrong">The file could not be read: ${error}</p>`;
}

function nameOf(record) {
  const names = NAMES.map((path) => path.slice(1).split("/").reduce((value, key) => value?.[key], record.data));
  return names.find(Boolean) ?? `No. ${record.internal_id}`;
}
