// Shows how a listing will look while its questions are answered. Without it, the button "Preview" does the same.
const WAIT = 600; // milliseconds after the last key

const form = document.querySelector("form[data-preview]");
let waiting, asked = 0;

async function look() {
  const number = ++asked;
  const answers = new FormData(form);
  answers.set("go", "preview");
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(answers) }).catch(() => null);
  const isPage = response?.headers.get("Content-Type")?.startsWith("text/html") && [200, 422].includes(response.status);
  if (!isPage || number !== asked) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const seen = page.getElementById(form.dataset.preview);
  // An answer that is not good yet leaves the last look as it is.
  if (response.status === 200 && seen) document.getElementById(form.dataset.preview).replaceChildren(...seen.childNodes);
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, WAIT);
});
