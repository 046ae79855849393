// Asks again and again, one question at a time, and not while nobody looks.

/**
 * Calls `ask` until it answers null; it answers how many milliseconds to wait before the next time.
 * What is returned stops it.
 */
export function poll(ask) {
  let timer;
  let isStopped = false;

  async function next() {
    const wait = await ask();
    if (!isStopped && wait !== null) timer = setTimeout(whenSeen, wait);
  }

  function whenSeen() {
    if (document.hidden) document.addEventListener("visibilitychange", whenSeen, { once: true });
    else if (!isStopped) next();
  }

  next();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", whenSeen);
  };
}
