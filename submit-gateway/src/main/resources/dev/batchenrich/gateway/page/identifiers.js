// Which column of what was given holds identifiers, and of which type.

const SAMPLE = 500;

const PERSON_URL = /^(https?:\/\/)?([a-z]{1,3}\.)?linkedin\.com\/in\/./i;
const COMPANY_URL = /^(https?:\/\/)?([a-z]{1,3}\.)?linkedin\.com\/company\/./i;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
const DOMAIN = /^(https?:\/\/)?([\p{L}\p{N}_-]+\.)+\p{L}[\p{L}\p{N}-]+\.?(:\d+)?(\/\S*)?$/u;
const ID = /^[1-9]\d{0,18}$/;
const ANYTHING = /\S/;
const NAME_TITLE = /^((company|organi[sz]ation|account|legal)[ _-]?)?names?$|^(company|organi[sz]ation|account)$/i;

/** What can be asked for, the most telling first: a domain could also be a name, but a name is no domain. */
export const KINDS = [
  kind("person", "professional_network_profile_urls", "People by profile URL", "profile URL", PERSON_URL),
  kind("person", "business_emails", "People by business e-mail", "e-mail address", EMAIL),
  kind("company", "professional_network_profile_urls", "Companies by profile URL", "profile URL", COMPANY_URL),
  kind("company", "domains", "Companies by domain", "domain", DOMAIN),
  kind("company", "crustdata_company_ids", "Companies by id", "id", ID),
  kind("company", "names", "Companies by name", "name", ANYTHING),
];

export const kindOf = (id) => KINDS.find((each) => each.id === id);

/** Lines of text are taken whole, unless they are columns of a spreadsheet or one line with commas. */
export function rowsOfText(text) {
  if (text.includes("\t")) return Papa.parse(text, { delimiter: "\t", skipEmptyLines: "greedy" }).data;
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  const values = lines.length === 1 ? lines[0].split(",").filter((value) => value.trim()) : lines;
  return values.map((value) => [value]);
}

export function rowsOfFile(name, text) {
  const unmarked = text.replace(/^\uFEFF/, "");
  return /\.(csv|tsv)$/i.test(name) ? Papa.parse(unmarked, { skipEmptyLines: "greedy" }).data : rowsOfText(unmarked);
}

/** The column, the kind and whether the first row is a header, as far as they can be told. */
export function recognise(rows) {
  const columns = Array.from({ length: widthOf(rows) }, (_, column) => recogniseColumn(rows, column));
  const best = columns.sort((a, b) => b.score - a.score)[0];
  return best ?? { column: 0, kind: KINDS[0].id, hasHeader: false };
}

/** What is submitted, and how much of it does not look as it should. */
export function identifiers(rows, { column, kind: id, hasHeader }) {
  const { looksRight } = kindOf(id);
  const body = hasHeader ? rows.slice(1) : rows;
  const values = body.map((row) => (row[column] ?? "").trim()).filter(Boolean);
  return {
    values,
    blank: body.length - values.length,
    odd: values.filter((value) => !looksRight(value)),
  };
}

/** How many columns there are. */
export const widthOf = (rows) => Math.max(0, ...rows.slice(0, SAMPLE).map((row) => row.length));

export function columnName(rows, column, hasHeader) {
  const first = (rows[0]?.[column] ?? "").trim();
  if (hasHeader && first) return first;
  return `Column ${column + 1}${first ? ` (${first})` : ""}`;
}

function recogniseColumn(rows, column) {
  const values = rows.slice(0, SAMPLE).map((row) => (row[column] ?? "").trim());
  const body = values.slice(1).filter(Boolean);
  const all = values.filter(Boolean);
  const scored = KINDS.map((each, rank) => {
    const share = Math.max(shareOf(all, each.looksRight), shareOf(body, each.looksRight));
    return { each, share, score: each.looksRight === isAnything ? 0.01 : share - rank / 100 };
  });
  const best = scored.sort((a, b) => b.score - a.score).find(({ share }) => share >= 0.5) ?? scored[0];
  const title = values[0] ?? "";
  const isTitle = best.each.type === "names" ? NAME_TITLE.test(title) : !best.each.looksRight(title);
  const hasHeader = body.length > 0 && isTitle;
  // Of several columns that could all be names, the one that says so.
  return { column, kind: best.each.id, hasHeader, score: best.score + (NAME_TITLE.test(title) ? 0.02 : 0) };
}

const shareOf = (values, looksRight) => (values.length ? values.filter(looksRight).length / values.length : 0);

function isAnything(value) {
  return ANYTHING.test(value);
}

function kind(entity, type, label, one, pattern) {
  const looksRight = pattern === ANYTHING ? isAnything : (value) => pattern.test(value);
  return { id: `${entity}/${type}`, entity, type, label, one, looksRight };
}
