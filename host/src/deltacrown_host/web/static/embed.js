// <deltacrown-bracket src="https://cup.example.org/t/cup"></deltacrown-bracket>: a tournament's bracket or table on any
// site, live. One line brings it: <script src="https://cup.example.org/static/embed.js" async></script>.
//
// src    the page of the tournament; stage  one of its stages, by its key; all of them where there is none
// It looks as the site wants by custom properties: --deltacrown-paper, -card, -ink, -muted, -line, -accent, -best,
// -radius, -font, -width. An event "deltacrown-update" says that something has changed; its detail is the version.
(() => {
  if (customElements.get("deltacrown-bracket")) return;
  const RETRY = 5000;
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { display: block; container-type: inline-size;
      --paper: var(--deltacrown-paper, light-dark(#f4f1e9, #0f1116)); --card: var(--deltacrown-card, light-dark(#fffdf8, #171a21));
      --ink: var(--deltacrown-ink, light-dark(#14161c, #f1eee6)); --muted: var(--deltacrown-muted, light-dark(#5d5f68, #a4a6ae));
      --line: var(--deltacrown-line, light-dark(#a9a496, #5c606d)); --accent: var(--deltacrown-accent, light-dark(#0b6b4c, #6ad6a5));
      --best: var(--deltacrown-best, #f2b632); --radius: var(--deltacrown-radius, 3px); --half: 0.9rem;
      color-scheme: light dark; color: var(--ink); background: var(--paper);
      font: 0.875rem / 1.4 var(--deltacrown-font, system-ui, sans-serif); font-variant-numeric: tabular-nums; }
    :host([hidden]) { display: none; }
    * { box-sizing: border-box; margin: 0; padding: 0; }
    ol, ul { list-style: none; }
    a { color: inherit; text-decoration: none; }
    a:hover { text-decoration: underline; text-underline-offset: 0.2em; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: -3px; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .embedded { padding: 1rem; }
    .title { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem; margin-bottom: 0.75rem; font-weight: 700; font-size: 1.15rem; }
    .state, .round { color: var(--muted); font-size: 0.8125rem; font-weight: 400; }
    .part { margin: 1rem 0 0.5rem; font-size: 1rem; font-weight: 700; }
    .bracket, .scrolls { overflow-x: auto; }
    .columns { display: flex; width: max-content; min-width: 100%; }
    .column { position: relative; display: flex; flex: 1 0 auto; flex-direction: column; width: var(--deltacrown-width, 14.5rem); }
    .round { padding: 0 var(--half) 0.25rem; }
    .cells { display: flex; flex: 1; flex-direction: column; }
    .cell { position: relative; display: flex; flex: 1 0 auto; flex-direction: column; justify-content: center; min-height: 5.2rem; padding: 0.5rem var(--half); content-visibility: auto; contain-intrinsic-size: auto 12rem auto 5.2rem; }
    .card { position: relative; background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
    .card-waiting { background: none; border-style: dashed; }
    .card-note { color: var(--muted); font-size: 0.6875rem; text-align: right; padding: 0 0.5rem; position: absolute; right: 0; top: 100%; }
    .card-more { position: absolute; inset: 0 0 0 auto; width: 1.6rem; display: grid; place-content: center; color: var(--muted); border-left: 1px solid var(--line); }
    .card-more::before { content: "›"; font-weight: 700; }
    .card .sides { padding-right: 1.6rem; }
    .sides li { display: flex; align-items: center; gap: 0.5rem; min-height: 1.9rem; padding: 0 0.5rem 0 0.65rem; }
    .sides li + li { border-top: 1px solid var(--line); }
    .side-name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .won { font-weight: 700; box-shadow: inset 4px 0 0 var(--accent); }
    .side.won { box-shadow: none; }
    .lost, .unknown { color: var(--muted); }
    .unknown { font-size: 0.75rem; font-style: italic; }
    .leads-pairs .cell::after, .leads-lines .cell::after, .feeds-pairs .cell::before, .feeds-lines .cell::before { content: ""; position: absolute; width: var(--half); border: 0 solid var(--line); }
    .leads-pairs .cell::after, .leads-lines .cell::after { right: 0; }
    .leads-pairs .cell:nth-child(odd)::after { top: 50%; bottom: 0; border-width: 1px 1px 0 0; }
    .leads-pairs .cell:nth-child(even)::after { top: 0; bottom: calc(50% - 1px); border-width: 0 1px 1px 0; }
    .leads-lines .cell::after { top: 50%; border-top-width: 1px; }
    .feeds-pairs .cell::before, .feeds-lines .cell::before { left: 0; top: 50%; border-top-width: 1px; }
    .column:last-child .card-decided .won { background: var(--best); color: #14161c; }
    .aside { padding: 0.75rem var(--half) 0; }
    .aside .round { padding-inline: 0; }
    table { width: 100%; border-collapse: collapse; background: var(--card); }
    th, td { padding: 0.35rem 0.4rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; font-weight: 400; }
    thead th { color: var(--muted); font-size: 0.75rem; }
    abbr { text-decoration: none; }
    .name { width: 99%; text-align: left; }
    tbody .name, .points { font-weight: 700; }
    .rank { text-align: left; color: var(--muted); }
    .mark-through .rank { box-shadow: inset 4px 0 0 var(--accent); }
    .fixture { display: grid; grid-template-columns: 1fr 3rem 1fr; gap: 0.5rem; padding: 0.2rem 0; }
    .fixture-more { text-align: center; } .home { text-align: right; }
    @container (max-width: 30rem) { .goals, th:nth-child(n + 4):nth-child(-n + 6), td:nth-child(n + 4):nth-child(-n + 6) { display: none; } }
    @media (prefers-reduced-motion: no-preference) { .news { animation: news 1.6s ease-out; } }
    @keyframes news { from { background: var(--best); } }
  `);

  class DeltacrownBracket extends HTMLElement {
    static observedAttributes = ["src", "stage"];
    #root = this.attachShadow({ mode: "open" });
    #seen = new IntersectionObserver(([{ isIntersecting }]) => (isIntersecting ? this.#begin() : this.#end()));
    #stream;
    #retry;
    #version = 0;

    connectedCallback() {
      this.#root.adoptedStyleSheets = [style];
      this.#root.innerHTML = "<slot></slot>";
      this.#seen.observe(this);
    }
    disconnectedCallback() {
      this.#seen.disconnect();
      this.#end();
    }
    attributeChangedCallback() {
      this.#version = 0;
      if (!this.#stream) return;
      this.#end();
      this.#begin();
    }

    // Only what is in view is kept up to date.
    #begin() {
      if (!this.#stream && this.getAttribute("src")) this.#load();
    }
    #end() {
      clearTimeout(this.#retry);
      this.#stream?.close();
      this.#stream = undefined;
    }

    get #place() {
      const page = new URL(this.getAttribute("src"), location.href);
      return { page, id: page.pathname.split("/t/")[1]?.split("/")[0] ?? "" };
    }

    async #load() {
      const { page, id } = this.#place;
      const part = new URL(`/embed/${id}/part`, page);
      if (this.hasAttribute("stage")) part.searchParams.set("stage", this.getAttribute("stage"));
      try {
        const answer = await fetch(part, { cache: "no-cache", credentials: "omit" });
        if (!answer.ok) throw answer.status;
        this.#show(await answer.text(), page);
        this.#follow(page, id);
      } catch {
        this.#retry = setTimeout(() => this.#load(), RETRY);
      }
    }

    #show(text, page) {
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector(".embedded");
      const version = Number(fresh.dataset.version);
      if (version === this.#version) return;
      for (const link of fresh.querySelectorAll("a[href]")) {
        link.href = new URL(link.getAttribute("href"), page);
        link.target = "_top";
      }
      const find = (selector) => [...this.#root.querySelectorAll(selector)];
      const scrolled = find(".bracket, .scrolls").map(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]);
      const said = new Map(find("[data-say]").map(({ id, dataset }) => [id, dataset.say]));
      const focused = this.#root.activeElement?.getAttribute("href");
      this.#root.replaceChildren(fresh);
      this.replaceChildren();
      find(".bracket, .scrolls").forEach((one, place) => scrolled[place] && one.scrollTo(...scrolled[place]));
      if (focused) find("a").find(({ href }) => href === focused)?.focus({ preventScroll: true });
      if (this.#version) for (const one of find("[data-say]")) if (said.get(one.id) !== one.dataset.say) one.classList.add("news");
      this.#version = version;
      this.dispatchEvent(new CustomEvent("deltacrown-update", { detail: version }));
    }

    // Events only say that there is news: what they mean is the host's to say.
    #follow(page, id) {
      if (this.#stream) return;
      this.#stream = new EventSource(new URL(`/api/tournaments/${id}/stream?after=${this.#version}`, page));
      this.#stream.onmessage = () => {
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.#load(), 150 + Math.random() * 350);
      };
      this.#stream.onerror = () => {
        if (this.#stream?.readyState !== EventSource.CLOSED) return;
        this.#end();
        this.#retry = setTimeout(() => this.#begin(), RETRY);
      };
    }
  }
  customElements.define("deltacrown-bracket", DeltacrownBracket);
})();
