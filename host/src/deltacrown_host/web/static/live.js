// Moves the page: hears of events on the socket, fetches the moving part, swaps what changed.
import { follow } from "./follow.js";

const find = (id) => document.getElementById(id);
const shown = () => Number(find("live").dataset.version);
const still = matchMedia("(prefers-reduced-motion: reduce)");
let heard = shown();
let busy = false;

function tell(state) {
  const { dataset } = find("connection");
  find("connection").hidden = false;
  dataset.state = state;
  find("connection-says").textContent = dataset[state];
}

function flash(element) {
  if (still.matches || !("flash" in element.dataset)) return;
  const backgroundColor = getComputedStyle(element).getPropertyValue("--flash");
  element.animate([{ backgroundColor }, {}], { duration: 1600, easing: "ease-out" });
}

// A part is swapped whole; all else passes on to its children while they are as many.
function patch(old, fresh, glad) {
  if (old.isEqualNode(fresh)) return;
  const alike = old.id === fresh.id && old.childElementCount === fresh.childElementCount;
  if ("part" in fresh.dataset || !alike || !fresh.childElementCount) {
    old.replaceWith(fresh);
    if (glad) flash(fresh);
    return;
  }
  for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  const next = [...fresh.children];
  [...old.children].forEach((child, place) => patch(child, next[place], glad));
}

function results(page) {
  const all = [...page.querySelectorAll("[data-say]")];
  return all.filter(({ id, dataset }) => find(id)?.dataset.say !== dataset.say).map(({ dataset }) => dataset.say);
}

export async function load(address, glad) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw answer.status;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const news = glad ? results(page) : [];
  const focused = document.activeElement?.closest("[id]")?.id;
  patch(find("live"), page.getElementById("live"), glad);
  document.dispatchEvent(new Event("patched"));
  if (document.activeElement === document.body && focused) refocus(find(focused));
  if (news.length) find("announcer").textContent = news.slice(-3).join(". ");
}

// Whoever stood on what was swapped stays there.
function refocus(place) {
  const target = place?.matches("a, button, input") ? place : place?.querySelector("a, button, input");
  target?.focus({ preventScroll: true });
}

export async function refresh() {
  if (busy) return;
  busy = true;
  try {
    // What was stays as it was, whatever happens now.
    while (shown() < heard && !("past" in find("live").dataset)) await load(find("live").dataset.fragment, true);
  } catch {
    setTimeout(refresh, 2000);
  }
  busy = false;
}

follow(find("live").dataset.socket, {
  after: heard,
  event: ({ seq }) => {
    heard = seq;
    refresh();
  },
  state: tell,
  lost: () => location.reload(),
});
