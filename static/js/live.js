/* A board that moves while you watch. One stream for all tabs of a browser: the tab that holds the lock listens and
   tells the others. Where a stream cannot be had the page goes on polling, as its hx-trigger says. */
(() => {
  "use strict";

  const RETRY = 30_000;  // milliseconds until a stream that was refused is asked for again
  const SIGN = 10_000;  // between two signs of life to the other tabs
  const QUIET = 10_000;  // between two sentences for a screen reader
  const GLIDE = { duration: 250, easing: "ease-out" };

  const board = () => document.getElementById("board");
  const address = () => board()?.getAttribute("hx-get") ?? "";  // none where the board stands still
  const isPerson = document.querySelector('meta[name="csrf-token"]') !== null;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("live") : null;

  /* --- taking a newer board: rows glide, focus and place stay, and one sentence says what happened ----------------- */
  const numbers = (part) => (part.dataset.version ?? "").split(".").map(Number);
  function isEarlier(one, other) {
    const mine = numbers(one), theirs = numbers(other);
    const at = theirs.findIndex((number, place) => number !== (mine[place] ?? number));
    return at >= 0 && mine[at] < theirs[at];
  }

  const rows = () => [...board().querySelectorAll("tr[id]")];
  const rankOf = (row) => Number.parseInt(row.querySelector(".rank")?.textContent, 10);
  const seen = () => new Map(rows().map((row) => [row.id, { top: row.getBoundingClientRect().top, rank: rankOf(row) }]));

  function glide(before) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const row of rows()) {
      const was = before.get(row.id);
      const by = was ? was.top - row.getBoundingClientRect().top : 0;
      if (by) row.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], GLIDE);
      else if (!was) row.animate([{ opacity: 0 }, { opacity: 1 }], GLIDE);
    }
  }

  let said = -QUIET;
  function tell(before) {
    const region = document.getElementById("board-news");
    const risen = rows().filter((row) => rankOf(row) < (before.get(row.id)?.rank ?? 0));
    const row = risen.find((each) => each.classList.contains("is-own")) ?? risen[0];
    if (!region || !row || performance.now() - said < QUIET) return;
    said = performance.now();
    const team = row.querySelector(".board-team")?.firstChild?.textContent.trim() ?? "";
    region.textContent = region.dataset.text.replace("{team}", team).replace("{rank}", rankOf(row));
  }

  /* Whether that was this page's own board; an earlier one is never shown, one that stands still is the last word. */
  function take(html) {
    const now = board(), next = new DOMParser().parseFromString(html, "text/html").getElementById("board");
    if (!now || !next) return false;
    const moves = next.hasAttribute("hx-get");
    if (moves && next.getAttribute("hx-get") !== address()) return false;
    if (moves && isEarlier(next, now)) return true;
    const before = seen();
    window.Idiomorph.morph(now, next);
    window.htmx.process(board());
    glide(before);
    tell(before);
    if (!moves) leave();
    return true;
  }

  let asking = false, again = false;
  async function ask() {
    again = asking;
    if (asking || !address()) return;
    asking = true;
    try {
      const answer = await fetch(address(), { headers: { "HX-Request": "true" }, cache: "no-cache" });
      if (answer.ok) take(await answer.text());
    } catch { /* no network: the next poll, or the stream when it is back */ }
    asking = false;
    if (again) ask();
  }

  /* --- hearing of changes: from the stream, or from the tab that has it ---------------------------------------------- */
  let source = null, heard = -Infinity;
  const isFed = () => (source ? source.readyState === EventSource.OPEN : performance.now() - heard < 2.5 * SIGN);

  function hear(message) {
    if (message.path !== location.pathname) return;
    heard = performance.now();
    if (!message.news) return;
    if (isPerson) setTimeout(ask, Math.random() * 300);
    else if (!message.html || !take(message.html)) ask();
  }
  function spread(message) {
    const whole = { path: location.pathname, ...message };
    channel?.postMessage(whole);
    hear(whole);
  }
  channel?.addEventListener("message", ({ data }) => { if (!document.hidden) hear(data); });

  let retry = 0;
  function open() {
    if (!address()) return;
    const url = new URL(address(), location.href);
    url.pathname += "/stream";
    url.searchParams.set("since", board().dataset.version ?? "");
    source = new EventSource(url);
    source.addEventListener("open", () => spread({}));
    source.addEventListener("board", ({ data }) => spread({ news: true, html: data }));
    source.addEventListener("changed", () => spread({ news: true }));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY * (1 + Math.random()));
    });
  }
  setInterval(() => { if (source?.readyState === EventSource.OPEN) spread({}); }, SIGN);

  let turn = null, release = null;
  function join() {
    if (turn || document.hidden || !navigator.locks || !address()) return;
    turn = new AbortController();
    const hold = () => new Promise((done) => { release = done; open(); });
    navigator.locks.request("live", { signal: turn.signal }, hold).catch(() => {});
  }
  function leave() {
    clearTimeout(retry);
    source?.close();
    turn?.abort();
    release?.();
    source = turn = release = null;
    heard = -Infinity;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { leave(); return; }
    ask();
    join();
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", join);

  /* --- polling: not while a stream feeds the page; what it brings is taken in the same way ------------------------- */
  const isPoll = ({ detail }) => (detail.requestConfig?.elt ?? detail.elt) === board();
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isPoll(event) && isFed()) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!isPoll(event) || event.detail.xhr.status !== 200) return;
    event.detail.shouldSwap = false;
    take(event.detail.serverResponse);
  });
})();
