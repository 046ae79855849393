// Numbers and times as people read them.

const COUNT = new Intl.NumberFormat("en");
const TIME = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });
const AGO = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const count = (number) => COUNT.format(number);
export const time = (text) => TIME.format(new Date(text));

/** 1 batch, 2 batches. */
export function counted(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

export function entities(entity, number) {
  return entity === "company" ? counted(number, "company", "companies") : counted(number, "person", "people");
}

export function ago(text, now = Date.now()) {
  const seconds = Math.round((new Date(text) - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 10) return "just now";
  if (size < MINUTE) return AGO.format(seconds, "second");
  if (size < HOUR) return AGO.format(Math.round(seconds / MINUTE), "minute");
  if (size < DAY) return AGO.format(Math.round(seconds / HOUR), "hour");
  return AGO.format(Math.round(seconds / DAY), "day");
}

/** 0.4 s, 12 s, 3 min 5 s, 2 h 10 min. */
export function duration(seconds) {
  if (seconds < 10) return `${Math.max(seconds, 0).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  return `${Math.floor(whole / HOUR)} h ${Math.floor((whole % HOUR) / MINUTE)} min`;
}

export const seconds = (from, to) => (new Date(to) - new Date(from)) / 1000;
