// The API to read and to try. Swagger UI: the viewer that sends requests, needs no inline script, and asks no other host.

import { keptKey } from "./api.js";
import { parts } from "./docs-parts.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

// Who has signed in on the page at / need not do it again.
const key = keptKey() ?? "";
const useKey = (key) => ui.preauthorizeApiKey("apiKey", key);

const ui = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#docs",
  plugins: [parts(key, useKey)],
  deepLinking: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  syntaxHighlight: { theme: "obsidian" },
  // The online validator is another host.
  validatorUrl: null,
  onComplete: () => useKey(key),
});
