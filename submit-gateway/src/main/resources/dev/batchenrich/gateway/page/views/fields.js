// The fields of a record as a tree to choose from.

import { html, nothing } from "../lib/lit-html.js";
import { live } from "../lib/directives/live.js";
import { counted } from "../format.js";
import { changed } from "../store.js";
import { fieldsOf } from "../submission.js";

export function fieldsTree(form, entity) {
  const catalogue = fieldsOf(entity);
  if (!catalogue) return html`<p aria-busy="true">Loading</p>`;
  const search = form.search.trim().toLowerCase().replaceAll(" ", "_");
  const tree = {
    form,
    paths: catalogue.available_fields,
    always: new Set([...catalogue.default_fields, `crustdata_${entity}_id`]),
    matches: (path) => path.toLowerCase().includes(search),
    isSearched: search !== "",
  };
  const found = tree.paths.filter(tree.matches);
  const clear = () => {
    form.fields.clear();
    changed();
  };
  return html`
    <div class="choices">
      <label>
        Search fields
        <input type="search" .value=${live(form.search)} @input=${(event) => searchFor(form, event.target.value)} @keydown=${keepForm} />
      </label>
    </div>
    <div class="chosen">
      <span role="status">${form.fields.size ? `${counted(form.fields.size, "choice")} besides what is always there` : "Only what is always there"}${tree.isSearched ? `; ${counted(found.length, "field")} found` : nothing}</span>
      ${form.fields.size ? html`<button type="button" class="link" @click=${clear}>Clear</button>` : nothing}
    </div>
    <fieldset class="tree">
      <legend class="unseen">Fields</legend>
      ${children(tree, "")}
    </fieldset>
  `;
}

function children(tree, parent) {
  const depth = parent ? parent.split(".").length : 0;
  const shown = tree.paths.filter(
    (path) => path.split(".").length === depth + 1 && path.startsWith(parent ? `${parent}.` : "") && isShown(tree, path),
  );
  return html`<ul>${shown.map((path) => node(tree, path))}</ul>`;
}

function node(tree, path) {
  const { form, always, isSearched } = tree;
  const name = path.slice(path.lastIndexOf(".") + 1);
  const isBranch = tree.paths.some((each) => each.startsWith(`${path}.`));
  const isOpen = isSearched || form.open.has(path);
  const isGiven = isIn(always, path) || isIn(form.fields, parentOf(path));
  return html`
    <li>
      ${isBranch
        ? html`<button
            type="button"
            class="twist"
            aria-expanded=${isOpen}
            aria-label="Fields of ${path}"
            ?disabled=${isSearched}
            @click=${() => toggle(form.open, path)}
          ></button>`
        : html`<span class="twist"></span>`}
      <label class="check">
        <input
          type="checkbox"
          value=${path}
          .checked=${live(isGiven || form.fields.has(path))}
          ?disabled=${isGiven}
          @change=${() => select(form, path)}
        />
        ${name.replaceAll("_", " ")} ${always.has(path) ? html`<small>always there</small>` : nothing}
      </label>
      ${isBranch && isOpen ? children(tree, path) : nothing}
    </li>
  `;
}

/** A branch stands for all that is in it. */
function select(form, path) {
  for (const each of form.fields) {
    if (each.startsWith(`${path}.`)) form.fields.delete(each);
  }
  toggle(form.fields, path);
}

function toggle(set, path) {
  if (!set.delete(path)) set.add(path);
  changed();
}

function searchFor(form, text) {
  form.search = text;
  changed();
}

/** Enter searches; it does not submit. */
function keepForm(event) {
  if (event.key === "Enter") event.preventDefault();
}

const isShown = (tree, path) => tree.matches(path) || tree.paths.some((each) => each.startsWith(`${path}.`) && tree.matches(each));

const parentOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf(".")));

/** True for `path` and for what is in it. */
function isIn(set, path) {
  for (let each = path; each; each = parentOf(each)) {
    if (set.has(each)) return true;
  }
  return false;
}
