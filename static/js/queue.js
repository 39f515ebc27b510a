/* The verifier's evening by keys and swipes. Every key presses a button that stands on the page; without this file
   the buttons do the same. */
(() => {
  "use strict";

  const STORE = "xungkich.keys";
  const kept = () => { try { return JSON.parse(localStorage.getItem(STORE)) ?? {}; } catch { return {}; } };
  const keys = () => {
    const chosen = kept();
    return Object.fromEntries([...document.querySelectorAll("[data-key-of]")].map((input) => [input.dataset.keyOf, chosen[input.dataset.keyOf] ?? input.defaultValue]));
  };
  const one = (selector) => document.querySelector(selector);
  const press = (action) => one(`#desk [data-do="${action}"]`);

  /* --- what the buttons say ------------------------------------------------------------------------------------------ */
  function dress() {
    const known = keys();
    for (const [action, key] of Object.entries(known)) {
      document.querySelectorAll(`#desk [data-do="${action}"] kbd`).forEach((sign) => { sign.textContent = key; });
      const input = one(`[data-key-of="${action}"]`);
      if (input && input !== document.activeElement) input.value = key;
    }
    const main = press("ok");
    const unseen = document.querySelectorAll("#desk [data-unseen]").length;
    if (main) main.querySelector("[data-said]").textContent = unseen ? `${main.dataset.unseenWords} (${unseen})` : main.dataset.words;
  }

  /* --- a photo nobody has opened comes before the approval ---------------------------------------------------------- */
  document.addEventListener("click", (event) => {
    const main = event.target.closest?.("[data-approve]");
    const unseen = main && one("#desk [data-unseen]");
    if (!unseen) return;
    event.preventDefault();
    unseen.click();
  }, true);

  /* --- keys ------------------------------------------------------------------------------------------------------------ */
  function returning(action) {
    const box = one("#whole");
    if (!box) return;
    const chosen = box.querySelector("[name=ready]:checked") || box.querySelector("#other")?.value.trim();
    if (box.open && chosen) { press(action).click(); return; }
    box.open = true;
    (box.querySelector("[name=ready]:checked") ?? box.querySelector("[name=ready]")).focus();
  }

  /* A smaller figure needs a reason: the usual one stands there until another is written. */
  function less() {
    const figure = one("#decision [data-max]");
    figure?.focus();
    figure?.select();
  }
  document.addEventListener("input", ({ target }) => {
    if (!target.dataset?.max || target.form?.id !== "decision") return;
    const reason = target.form.elements[`reason-${target.name.replace("quantity-", "")}`];
    const usual = target.form.dataset.less;
    const isLess = Number(target.value.replace(/[.,\s]/g, "")) < Number(target.dataset.max);
    if (isLess && !reason.value) reason.value = usual;
    if (!isLess && reason.value === usual) reason.value = "";
    reason.closest("details").open ||= Boolean(reason.value);
  });

  function reason(number) {
    const choice = one(`#whole [data-reason="${number}"]`);
    if (!choice) return false;
    one("#whole").open = true;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  const typing = (target) => target.matches("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    if (/^[1-9]$/.test(event.key) && reason(event.key)) { event.preventDefault(); return; }
    const action = Object.entries(keys()).find(([, key]) => key === event.key.toLowerCase())?.[0];
    if (!action) return;
    event.preventDefault();
    if (action === "return" || action === "reject") returning(action);
    else if (action === "less") less();
    else press(action)?.click();
  });

  document.addEventListener("input", ({ target }) => {
    if (!target.dataset?.keyOf) return;
    const key = target.value.trim().toLowerCase();
    if (!/^[a-z]$/.test(key) || Object.entries(keys()).some(([action, used]) => used === key && action !== target.dataset.keyOf)) return;
    localStorage.setItem(STORE, JSON.stringify({ ...kept(), [target.dataset.keyOf]: key }));
    dress();
  });

  /* --- swipes, on a touch screen --------------------------------------------------------------------------------------- */
  let from = null;
  document.addEventListener("touchstart", ({ target, touches }) => {
    from = touches.length === 1 && target.closest("[data-swipe]") && !typing(target) ? touches[0] : null;
  }, { passive: true });
  document.addEventListener("touchend", ({ changedTouches }) => {
    if (!from) return;
    const [across, down] = [changedTouches[0].clientX - from.clientX, changedTouches[0].clientY - from.clientY];
    from = null;
    if (Math.abs(across) < 110 || Math.abs(down) > Math.abs(across) / 2) return;
    if (across > 0) press("ok")?.click();
    else returning("return");
  }, { passive: true });

  /* --- who looks, and what is typed, are kept while it happens -------------------------------------------------------- */
  let waiting = 0;
  function look() {
    const form = one("#decision");
    if (!form || document.hidden) return;
    const values = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrf_token"));
    window.htmx?.ajax("POST", form.dataset.typed, { target: "#looking", swap: "innerHTML", values });
  }
  const later = () => { clearTimeout(waiting); waiting = setTimeout(look, 800); };
  document.addEventListener("input", ({ target }) => { if (target.form?.id === "decision") later(); });
  document.addEventListener("change", ({ target }) => { if (target.form?.id === "decision") later(); });

  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    dress();
    if (detail.target?.id !== "desk" && detail.elt?.id !== "desk") return;
    one("#desk [data-begin]")?.focus({ preventScroll: true });
    later();
  });
  dress();
  later();
})();
