// Makes forms surer and times local; without it everything works, too.
// A form is sent once: whoever presses again on a slow line presses a button that is waiting.
document.addEventListener("submit", ({ submitter }) => {
  // Afterwards, for a button that is off does not say its name and value.
  if (submitter) setTimeout(() => (submitter.disabled = true));
});
// A page that comes back out of the browser's memory waits for nothing.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
});

// English as the browser has it, with its own order and clock; other languages as the page has them.
const language = document.documentElement.lang;
const format = new Intl.DateTimeFormat(language === "en" ? undefined : language, {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
function localize() {
  for (const time of document.querySelectorAll("time[data-local]")) time.textContent = format.format(new Date(time.dateTime));
}
localize();
document.addEventListener("patched", localize);

// What went wrong comes into view.
document.querySelector("[aria-invalid]")?.focus();
