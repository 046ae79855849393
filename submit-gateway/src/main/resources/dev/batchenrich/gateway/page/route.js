// The address says what is shown, so that it can be linked to and gone back from.

export function route() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, id] = path.split("/");
  const parameters = new URLSearchParams(query);
  if (name === "batch" && id) return { name, id };
  if (name === "new") return { name };
  return { name: "batches", status: parameters.get("status") ?? "", after: parameters.get("after") ?? "" };
}

export function toBatches({ status, after } = {}) {
  const parameters = new URLSearchParams();
  if (status) parameters.set("status", status);
  if (after) parameters.set("after", after);
  return parameters.size ? `#/?${parameters}` : "#/";
}

export const toBatch = (id) => `#/batch/${id}`;
export const toNew = "#/new";
