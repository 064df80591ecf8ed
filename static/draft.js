// Keeps what is being typed into the referrer's form as a draft, and holds a button back while there is no connection.
// Without this script the draft is kept whenever a button is pressed.
const PAUSE = 2000;

const form = document.querySelector("form[data-keep]");
const told = form?.querySelector("[data-kept]");
const NOT_KEPT = "There is no connection. What you have typed since is only on this page: stay here and try again.";
let waiting;
let running;

function tell(words) {
  if (told && told.textContent !== words) told.textContent = words;
}

async function keep() {
  clearTimeout(waiting);
  running?.abort();
  if (!navigator.onLine) {
    tell(NOT_KEPT);
    return;
  }
  running = new AbortController();
  const typed = new FormData(form);
  typed.set("go", "keep");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(typed), signal: running.signal });
    if (answer.status !== 204) throw new Error("not kept");
    const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    tell(`Draft kept at ${now}. Only you can open it.`);
  } catch (error) {
    if (error.name !== "AbortError") tell(NOT_KEPT);
  }
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(keep, PAUSE);
});

form?.addEventListener("submit", (event) => {
  clearTimeout(waiting);
  if (navigator.onLine) {
    running?.abort();
    return;
  }
  // Nothing has been sent: the page with all its answers stays where it is.
  event.preventDefault();
  tell(NOT_KEPT);
  told?.scrollIntoView({ block: "center" });
});

// The page opens at what came of a paste; the keyboard and a screen reader begin there too.
if (location.hash === "#filled") document.getElementById("filled")?.focus();

window.addEventListener("online", () => form && keep());
