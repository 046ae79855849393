import { html, nothing } from "../lib/lit-html.js";
import { live } from "../lib/directives/live.js";
import { count, counted, entities } from "../format.js";
import { KINDS, columnName, kindOf, widthOf } from "../identifiers.js";
import { toBatch, toBatches } from "../route.js";
import { changed } from "../store.js";
import { MOST_IN_A_BATCH, choose, giveFile, giveText, submitForm } from "../submission.js";
import { fieldsTree } from "./fields.js";
import { wrong } from "./parts.js";

const LONG = 20_000;

export function newBatch(form) {
  document.title = "New batch · Batch Enrich";
  const submit = async (event) => {
    event.preventDefault();
    const accepted = await submitForm(form);
    if (accepted) location.hash = accepted.length === 1 ? toBatch(accepted[0].batch_id) : toBatches();
  };
  const left = form.found?.values.length ?? 0;
  return html`
    <h1 tabindex="-1">New batch</h1>
    <form @submit=${submit} novalidate>
      <section class="card" aria-labelledby="who">
        <h2 id="who">Whom to look up</h2>
        ${source(form)} ${form.found ? recognised(form) : nothing}
      </section>
      ${form.choice
        ? html`
            <section class="card" aria-labelledby="what">
              <h2 id="what">What to know about them</h2>
              ${fieldsTree(form, kindOf(form.choice.kind).entity)}
            </section>
            <section class="card" aria-labelledby="then">
              <h2 id="then">And then</h2>
              ${webhookInput(form)}
            </section>
          `
        : nothing}
      ${accepted(form)} ${wrong(form.error)}
      <button type="submit" ?disabled=${left === 0 || form.busy} aria-busy=${form.busy ? "true" : nothing}>
        ${left ? submitLabel(form, left) : "Submit"}
      </button>
    </form>
  `;
}

function source(form) {
  const drop = (event) => {
    event.preventDefault();
    event.currentTarget.classList.remove("over");
    const [file] = event.dataTransfer.files;
    if (file) giveFile(form, file);
  };
  const over = (event) => {
    event.preventDefault();
    event.currentTarget.classList.add("over");
  };
  const leave = (event) => event.currentTarget.classList.remove("over");
  const pick = (event) => event.target.files[0] && giveFile(form, event.target.files[0]);
  return html`
    <div class="drop" @drop=${drop} @dragover=${over} @dragleave=${leave}>
      <label for="file">Drop a CSV file here, or choose one</label>
      <input id="file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" @change=${pick} />
      <label for="text">Or paste a list, one per line</label>
      <textarea
        id="text"
        rows="5"
        spellcheck="false"
        placeholder="https://www.linkedin.com/in/tarsha-walsh"
        .value=${live(form.text)}
        @input=${(event) => giveText(form, event.target.value)}
        @paste=${(event) => pasteLong(form, event)}
      ></textarea>
    </div>
  `;
}

// The editor of the browser takes more than half a minute to insert ten thousand lines.
function pasteLong(form, event) {
  const text = event.clipboardData.getData("text/plain");
  if (text.length < LONG) return;
  event.preventDefault();
  const area = event.target;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  giveText(form, area.value);
}

function recognised(form) {
  const { rows, choice, found } = form;
  const kind = kindOf(choice.kind);
  const width = widthOf(rows);
  return html`
    <p class="recognised"><strong>${counted(found.values.length, "identifier")}</strong> ${form.file ? html`in ${form.file}` : "pasted"}${found.blank ? `, ${count(found.blank)} blank left out` : ""}</p>
    <div class="choices">
      <label>
        Recognised as
        <select .value=${live(choice.kind)} @change=${(event) => choose(form, { kind: event.target.value })}>
          ${KINDS.map((each) => html`<option value=${each.id} ?selected=${each.id === choice.kind}>${each.label}</option>`)}
        </select>
      </label>
      ${width > 1 ? columns(form, width) : nothing}
    </div>
    <label class="check">
      <input type="checkbox" .checked=${live(choice.hasHeader)} @change=${(event) => choose(form, { hasHeader: event.target.checked })} />
      The first line is a heading
    </label>
    <p class="sample">${found.values.slice(0, 3).map((value) => html`<code>${value}</code> `)}${found.values.length > 3 ? "…" : nothing}</p>
    ${found.odd.length
      ? html`<p class="notice">
          ${counted(found.odd.length, "line does", "lines do")} not look like ${/^[aei]/.test(kind.one) ? "an" : "a"} ${kind.one}, such as
          <code>${found.odd[0]}</code>, and will not be found.
        </p>`
      : nothing}
    ${found.values.length > MOST_IN_A_BATCH
      ? html`<p class="notice">
          A batch holds ${count(MOST_IN_A_BATCH)} at most, so this becomes
          ${counted(Math.ceil(found.values.length / MOST_IN_A_BATCH), "batch", "batches")}. Five can be active at a time.
        </p>`
      : nothing}
  `;
}

function columns(form, width) {
  const { rows, choice } = form;
  return html`
    <label>
      Column
      <select .value=${live(String(choice.column))} @change=${(event) => choose(form, { column: Number(event.target.value) })}>
        ${Array.from({ length: width }, (_, column) => html`<option value=${column} ?selected=${column === choice.column}>${columnName(rows, column, choice.hasHeader)}</option>`)}
      </select>
    </label>
  `;
}

function webhookInput(form) {
  const input = (event) => {
    form.webhook = event.target.value;
    changed();
  };
  return html`
    <label for="webhook">Webhook <small>(optional)</small></label>
    <input id="webhook" type="url" placeholder="https://" aria-describedby="webhook-hint" .value=${live(form.webhook)} @input=${input} />
    <small id="webhook-hint">It is told when the batch has ended.</small>
  `;
}

function accepted(form) {
  if (!form.accepted.length || !form.error) return nothing;
  return html`<p class="notice">
    ${counted(form.accepted.length, "batch was", "batches were")} accepted; the rest is still here, to be submitted later.
  </p>`;
}

function submitLabel(form, left) {
  const parts = Math.ceil(left / MOST_IN_A_BATCH);
  const what = entities(kindOf(form.choice.kind).entity, left);
  return parts === 1 ? `Submit ${what}` : `Submit ${what} in ${parts} batches`;
}
