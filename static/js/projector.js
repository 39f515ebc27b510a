/* A board nobody touches: one cluster after the other, kept on the screen whatever happens to network or server. */
(() => {
  "use strict";

  const EACH = 12_000;  // milliseconds a cluster is shown
  const POLL = 10_000, RETRY = 15_000, SILENT = 45_000;
  const GLIDE = { duration: 250, easing: "ease-out" };

  document.documentElement.classList.add("js");
  const board = () => document.getElementById("projector");
  const slides = () => [...board().querySelectorAll(".slide")];
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  let at = 0;
  const show = () => slides().forEach((slide, place, all) => { slide.hidden = place !== at % all.length; });

  let contact = performance.now(), time = new Date();
  function note(isAlive) {
    if (isAlive) [contact, time] = [performance.now(), new Date()];
    const line = document.getElementById("contact");
    const words = performance.now() - contact < SILENT ? line.dataset.fresh : line.dataset.waiting;
    line.textContent = words.replace("{time}", time.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" }));
  }

  const numbers = (part) => part.dataset.version.split(".").map(Number);
  function isEarlier(one, other) {
    const mine = numbers(one), theirs = numbers(other);
    const place = theirs.findIndex((number, at) => number !== (mine[at] ?? number));
    return place >= 0 && mine[place] < theirs[place];
  }

  let shown = board().outerHTML;
  const places = () => new Map([...board().querySelectorAll("li")].map((each) => [each.id, each.getBoundingClientRect().top]));
  function take(html) {
    const next = new DOMParser().parseFromString(html, "text/html").getElementById("projector");
    note(Boolean(next));
    if (!next || next.outerHTML === shown) return;
    if (!("still" in next.dataset) && isEarlier(next, board())) return;  // a board that stands still is the last word
    shown = next.outerHTML;
    const before = places();
    board().replaceWith(next);
    show();
    if (still.matches) return;
    for (const [id, top] of places()) {
      const by = (before.get(id) ?? top) - top;
      if (by) document.getElementById(id).animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], GLIDE);
    }
  }

  async function ask() {
    try {
      const answer = await fetch(location.href, { headers: { "HX-Request": "true" }, cache: "no-cache", signal: AbortSignal.timeout(8_000) });
      if (answer.ok) take(await answer.text());
    } catch { /* the board stays; the next try comes by itself */ }
    note(false);
  }

  function listen() {
    const source = new EventSource(`${location.pathname}/stream`);
    source.addEventListener("board", ({ data }) => take(data));
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, RETRY * (1 + Math.random()));
    });
  }

  const keepAwake = () => navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", () => { if (!document.hidden) keepAwake(); });

  show();
  note(true);
  keepAwake();
  listen();
  setInterval(() => { at += 1; show(); }, EACH);
  setInterval(ask, POLL);
})();
