/* The hall's screen: every slide is here beforehand; the remote control is followed whenever the network lets it. */
(() => {
  "use strict";

  const EACH = 1_000, PATIENCE = 4_000, ALONE = 10_000;  // milliseconds
  const stage = document.getElementById("ceremony");
  const scenes = [...stage.querySelectorAll(".scene")];
  const pause = document.getElementById("pause"), contact = document.getElementById("contact");
  const waiting = [];  // what the keys here did while nobody answered

  let number = Number(stage.dataset.number), at = Number(stage.dataset.at), heard = performance.now();

  function show(place) {
    at = Math.min(Math.max(place, 0), scenes.length - 1);
    scenes.forEach((scene, each) => { scene.hidden = each !== at; });
  }

  function follow(state) {
    heard = performance.now();
    if (waiting.length) return;  // first what was pressed here
    number = state.number;
    pause.hidden = !state.paused;
    if (state.at !== at) show(state.at);
  }

  async function send() {
    while (waiting.length) {
      const body = new URLSearchParams({ number: number + 1, kind: waiting[0], csrf_token: stage.dataset.token });
      const answer = await fetch(stage.dataset.steps, { method: "POST", body, headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok) { number += 1; waiting.shift(); } else waiting.length = 0;  // somebody was quicker: follow them
    }
  }

  async function ask() {
    try {
      await send();
      const answer = await fetch(stage.dataset.state, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok) follow(await answer.json());
    } catch { /* the screen stays as it is; the next try comes by itself */ }
    contact.textContent = performance.now() - heard > ALONE ? contact.dataset.alone : "";
    setTimeout(ask, EACH);
  }

  const KEYS = { ArrowRight: ["next", 1], " ": ["next", 1], PageDown: ["next", 1], ArrowLeft: ["back", -1], PageUp: ["back", -1] };
  document.addEventListener("keydown", (event) => {
    if (!(event.key in KEYS) || event.target.closest("details")) return;
    event.preventDefault();
    const [kind, by] = KEYS[event.key];
    if (at + by < 0 || at + by >= scenes.length) return;
    waiting.push(kind);
    pause.hidden = true;
    show(at + by);
  });

  const music = new Audio(), sound = document.getElementById("sound");
  music.loop = true;
  document.getElementById("music").addEventListener("change", ({ target }) => {
    if (target.files[0]) music.src = URL.createObjectURL(target.files[0]);
    sound.disabled = !target.files[0];
  });
  sound.addEventListener("click", () => { if (music.paused) music.play(); else music.pause(); });

  document.addEventListener("dblclick", () => { document.documentElement.requestFullscreen?.().catch(() => {}); });
  navigator.wakeLock?.request("screen").catch(() => {});
  ask();
})();
