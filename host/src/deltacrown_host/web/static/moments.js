// Turns the page to other moments of the tournament: links and forms marked with data-turn lead to the same page, and
// only its moving part is fetched. Without a script they are links and forms.
import { load, refresh } from "./live.js";

async function turn(address, push) {
  const { pathname, search } = new URL(address, location.href);
  try {
    await load(`${pathname}/live${search}`, false);
    if (push) history.pushState({}, "", pathname + search);
    refresh();
  } catch {
    location.assign(address);
  }
}
addEventListener("popstate", () => "turned" in document.body.dataset && turn(location.href, false));
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-turn]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  document.body.dataset.turned = "";
  turn(link.href, true);
});
function sent(form) {
  const query = new URLSearchParams(new FormData(form));
  document.body.dataset.turned = "";
  turn(`${form.action}?${query}`, true);
}
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-turn]")) return;
  event.preventDefault();
  sent(event.target);
});
document.addEventListener("change", ({ target }) => target.form?.matches("[data-turn]") && sent(target.form));
