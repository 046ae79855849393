// The API to read and to try. Swagger UI: the viewer that sends requests, needs no inline script, and asks no other host.

import { keptKey } from "./api.js";

const ui = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // The online validator is another host.
  validatorUrl: null,
  onComplete: () => {
    // Who has signed in on the page at / need not do it again.
    const key = keptKey();
    if (key) ui.preauthorizeApiKey("apiKey", key);
  },
});
