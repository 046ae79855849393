import { html, nothing } from "../lib/lit-html.js";
import { redeliver } from "../api.js";
import { duration, time } from "../format.js";
import { isActive } from "../progress.js";
import { announce, changed } from "../store.js";
import { badge, wrong } from "./parts.js";

export function webhook(shown, actions) {
  const { job, deliveries } = shown;
  const { url, state } = job.webhook;
  return html`
    <section aria-labelledby="webhook">
      <div class="heading">
        <h2 id="webhook">Webhook</h2>
        ${badge(state.replace("_", " "))}
        ${isActive(job) ? nothing : html`<button type="button" class="quiet" @click=${() => sendAgain(shown, actions)}>Send again</button>`}
      </div>
      <p class="facts"><code>${url}</code></p>
      ${wrong(shown.redeliveryError)}
      ${deliveries.length ? attempts(deliveries) : html`<p class="empty">${isActive(job) ? "It is sent when the batch has ended." : "No attempt yet."}</p>`}
    </section>
  `;
}

function attempts(deliveries) {
  return html`
    <ul class="lines">
      ${deliveries.map(
        (each) => html`
          <li>
            ${outcome(each)}
            <span><time datetime=${each.attempted_at}>${time(each.attempted_at)}</time>, in ${duration(each.duration_ms / 1000)}</span>
            <small>
              ${each.delivery > 1 ? `Sent again, attempt ${each.attempt}` : `Attempt ${each.attempt}`}${each.next_attempt_at
                ? html`; next at <time datetime=${each.next_attempt_at}>${time(each.next_attempt_at)}</time>`
                : nothing}
            </small>
          </li>
        `,
      )}
    </ul>
  `;
}

function outcome({ status_code: status, failure }) {
  const isDelivered = status >= 200 && status < 300;
  return html`<span class="badge ${isDelivered ? "delivered" : "failed"}">${status ?? failure}</span>`;
}

async function sendAgain(shown, actions) {
  try {
    await redeliver(shown.id);
    shown.redeliveryError = null;
    shown.awaited = shown.deliveries.length + 1;
    announce("The webhook is sent again.");
    actions.refresh();
  } catch (refusal) {
    shown.redeliveryError = refusal.message;
    changed();
  }
}
