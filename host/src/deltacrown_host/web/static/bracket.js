// Makes brackets easier to look around in: pan by dragging, zoom, jump to a round, follow an entrant, peek at reasons.
// Without it everything is there, too: brackets scroll, rounds and entrants are links.
const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const STEPS = [0.25, 0.35, 0.5, 0.65, 0.8, 1, 1.25, 1.5];
const SLIP = 5;

// Zoom: around the middle of what is seen, or around the point that is given.
const scale = (bracket) => Number(bracket.dataset.zoom || 1);
function zoom(bracket, to, x = bracket.clientWidth / 2, y = bracket.clientHeight / 2) {
  const grown = Math.min(STEPS.at(-1), Math.max(STEPS[0], to));
  const by = grown / scale(bracket);
  const left = (bracket.scrollLeft + x) * by - x;
  const top = (bracket.scrollTop + y) * by - y;
  bracket.dataset.zoom = grown;
  find(".columns", bracket).style.zoom = grown;
  bracket.scrollTo({ left, top, behavior: "instant" });
  const shows = find("output", bracket.parentElement);
  if (shows) shows.textContent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(grown);
}
function step(bracket, by) {
  const now = scale(bracket);
  zoom(bracket, (by > 0 ? STEPS.find((one) => one > now + 0.01) : STEPS.findLast((one) => one < now - 0.01)) ?? now);
}
function fit(bracket) {
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = bracket;
  zoom(bracket, scale(bracket) * Math.min(clientWidth / scrollWidth, clientHeight / scrollHeight));
}

// Jump to a round. A large bracket begins there then, so that its matches stand close together; its first round brings
// all of them back.
function jump(bracket, column) {
  const columns = all(".column", bracket);
  const first = columns.indexOf(column);
  const begins = bracket.classList.contains("bracket-large") ? first : 0;
  columns.forEach((one, place) => {
    one.hidden = place < begins;
    one.classList.toggle("first", place === begins);
  });
  bracket.dataset.from = column.id;
  for (const link of all(".rounds a", bracket.parentElement)) {
    if (link.hash === `#${column.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const left = column.offsetLeft * scale(bracket) - parseFloat(getComputedStyle(bracket).scrollPaddingInlineStart);
  bracket.scrollTo({ left, ...(begins ? { top: 0 } : {}) });
}

// Follow an entrant through everything on the page: while it is pointed at or focused, and once it was chosen, until
// somebody says stop.
let pinned = "";
let marked = "";
let bar;
function mark(number) {
  if (number === marked) return;
  for (const one of all(".me")) one.classList.remove("me");
  for (const one of all(".on")) one.classList.remove("on", "onward");
  marked = number;
  if (!number) return;
  for (const one of places(number)) {
    one.classList.add("me");
    one.closest(".card, .fixture")?.classList.add("on");
    one.closest(".cell")?.classList.add("on", ...(one.matches(".won") ? ["onward"] : []));
  }
}
const places = (number) => all(`[data-e="${CSS.escape(number)}"]`);
const matches = (number) => places(number).filter((one) => one.closest(".card, .fixture"));
const numberOf = (target) => target.closest?.("[data-e]")?.dataset.e ?? "";

function pin(number, link) {
  pinned = number;
  bar?.remove();
  mark(number);
  document.body.classList.add("following");
  bar = find("#followed-bar").content.firstElementChild.cloneNode(true);
  find("[data-name]", bar).textContent = link.textContent.trim();
  find("[data-page]", bar).href = link.href;
  bar.addEventListener("click", ({ target }) => {
    if ("stop" in target.dataset) unpin();
    else if (target.dataset.step) walk(Number(target.dataset.step));
  });
  document.body.append(bar);
}
function unpin() {
  const link = find("a", matches(pinned)[at] ?? document.createElement("p"));
  pinned = "";
  mark("");
  document.body.classList.remove("following");
  bar?.remove();
  link?.focus({ preventScroll: true });
}
let at = 0;
function walk(by) {
  const path = matches(pinned);
  at = Math.min(path.length - 1, Math.max(0, at + by));
  reveal(path[at]);
}
function reveal(place) {
  const column = place.closest(".column");
  const bracket = place.closest(".bracket");
  if (column?.hidden) jump(bracket, column);
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  place.scrollIntoView({ block: "center", inline: "center", behavior });
}

// A reason, shown where one is: the part of another page that the link leads to.
async function peek(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) return location.assign(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.getElementById(new URL(link.href).hash.slice(1));
  if (!part) return location.assign(link.href);
  if (part.matches("details")) part.open = true;
  find("#peek-shows").replaceChildren(part);
  find("#peek").showModal();
}

function ready(bracket) {
  if (bracket.dataset.ready) return;
  bracket.dataset.ready = "yes";
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = bracket;
  if (scrollWidth <= clientWidth && scrollHeight <= clientHeight) return;
  bracket.classList.add("can-pan");
  const tools = find("#bracket-tools").content.firstElementChild.cloneNode(true);
  tools.addEventListener("click", ({ target }) => {
    const by = target.closest("button").dataset.zoom;
    if (by === "fit") fit(bracket);
    else if (by === "0") zoom(bracket, 1);
    else step(bracket, Number(by));
  });
  find(".bracket-head", bracket.parentElement).append(tools);
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const link = target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const round = link.closest(".rounds");
  if (round) {
    event.preventDefault();
    const column = document.getElementById(link.hash.slice(1));
    jump(column.closest(".bracket"), column);
  } else if ("peek" in link.dataset) {
    event.preventDefault();
    peek(link);
  } else if (link.matches(".side-name:not(.pick), .side-link:not(.pick)") && numberOf(link) !== pinned) {
    event.preventDefault();
    const number = numberOf(link);
    at = matches(number).indexOf(link.closest("[data-e]"));
    pin(number, link);
  }
});
document.addEventListener("pointerover", ({ target, pointerType }) => pointerType === "mouse" && mark(numberOf(target) || pinned));
document.addEventListener("focusin", ({ target }) => target.closest(".followed-bar") || mark(numberOf(target) || pinned));
document.addEventListener("focusout", ({ relatedTarget }) => relatedTarget || mark(pinned));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && pinned && !find("dialog[open]")) return unpin();
  const bracket = event.target.closest?.(".bracket");
  if (!bracket || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "+" || event.key === "=") step(bracket, 1);
  else if (event.key === "-") step(bracket, -1);
  else if (event.key === "0") zoom(bracket, 1);
});
document.addEventListener(
  "wheel",
  (event) => {
    const bracket = event.target.closest?.(".can-pan");
    if (!bracket || !event.ctrlKey) return;
    event.preventDefault();
    const box = bracket.getBoundingClientRect();
    zoom(bracket, scale(bracket) * Math.exp(-event.deltaY / 300), event.clientX - box.x, event.clientY - box.y);
  },
  { passive: false },
);
document.addEventListener("pointerdown", (down) => {
  const bracket = down.target.closest?.(".can-pan");
  if (!bracket || down.pointerType !== "mouse" || down.button) return;
  const { scrollLeft, scrollTop } = bracket;
  const move = (event) => {
    const x = event.clientX - down.clientX;
    const y = event.clientY - down.clientY;
    if (Math.hypot(x, y) < SLIP && !bracket.classList.contains("panning")) return;
    bracket.classList.add("panning");
    bracket.scrollTo({ left: scrollLeft - x, top: scrollTop - y, behavior: "instant" });
  };
  const up = () => {
    removeEventListener("pointermove", move);
    setTimeout(() => bracket.classList.remove("panning"));
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", up, { once: true });
});
document.addEventListener("dragstart", (event) => event.target.closest?.(".can-pan") && event.preventDefault());

function begin() {
  all(".bracket").forEach((bracket) => {
    ready(bracket);
    const from = bracket.dataset.from && document.getElementById(bracket.dataset.from);
    if (from && !from.classList.contains("first")) jump(bracket, from);
  });
  const again = marked;
  marked = "";
  mark(again);
}
document.addEventListener("patched", begin);
begin();
