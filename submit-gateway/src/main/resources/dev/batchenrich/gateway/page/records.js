// Reads the beginning of a file of results, and no more of it than is shown.

import { here } from "./api.js";

/** The first lines, parsed; null if the file lies where this page may not reach it. */
export async function firstRecords(link, limit) {
  const response = await fetch(here(link), { redirect: "manual" });
  if (response.type === "opaqueredirect") return null;
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  const reader = response.body
    .pipeThrough(new DecompressionStream("gzip"))
    .pipeThrough(new TextDecoderStream())
    .getReader();
  const records = [];
  let rest = "";
  while (records.length < limit) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    records.push(...lines.slice(0, limit - records.length).map((line) => JSON.parse(line)));
  }
  await reader.cancel();
  return records;
}
