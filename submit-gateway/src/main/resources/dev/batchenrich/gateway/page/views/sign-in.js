import { html, nothing } from "../lib/lit-html.js";
import { state } from "../store.js";

export function signIn(actions) {
  document.title = "Sign in · Batch Enrich";
  const { error, busy } = state.signIn;
  const submit = (event) => {
    event.preventDefault();
    const key = new FormData(event.target).get("key").trim();
    if (key) actions.signIn(key);
  };
  return html`
    <main class="sign-in">
      <span class="mark large" aria-hidden="true"></span>
      <h1 tabindex="-1">Batch Enrich</h1>
      <p>Up to 10,000 people or companies at a time, and one file of records back.</p>
      <form @submit=${submit}>
        <label for="key">API key</label>
        <input
          id="key"
          name="key"
          type="password"
          required
          autofocus
          autocomplete="off"
          spellcheck="false"
          aria-invalid=${error ? "true" : nothing}
          aria-describedby="key-error key-hint"
        />
        <p id="key-error" class="wrong" role="alert">${error}</p>
        <button type="submit" aria-busy=${busy ? "true" : nothing} ?disabled=${busy}>Sign in</button>
        <small id="key-hint">
          It stays in this tab. The first key of a standalone server is in the file <code>api-key</code> of its data folder.
        </small>
      </form>
    </main>
  `;
}
