// What the page shows, in one place. Whoever changes it says so, and all of it is rendered again.

export const state = {
  account: null, // null until somebody has signed in, then what is known of the server
  signIn: { error: null, busy: false },
  route: { name: "batches" },
  list: null, // the page of batches that is shown
  batch: null, // the batch that is shown, with what belongs to it
  form: null, // the batch that is being put together
  offline: null, // why the server was not reached the last time
};

let render = () => {};
let isDue = false;

export function onChange(renderer) {
  render = renderer;
}

export function changed() {
  if (!isDue) {
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      render();
    });
  }
}

/** Says something to those who do not see the page. */
export function announce(text) {
  document.getElementById("announcements").textContent = text;
}
