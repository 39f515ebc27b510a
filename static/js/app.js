/* Small help for pages that already work without it. No inline handlers, no eval: the content policy forbids both. */
(() => {
  "use strict";

  const page = document.documentElement;
  page.classList.add("js");
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

  /* --- htmx: the session's token on every request, and what to say when one fails -------------------------------- */
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb !== "get") detail.headers["X-CSRF-Token"] = meta("csrf-token");
  });

  function alarm(status) {
    const banner = document.getElementById("alarm");
    if (!banner) return;
    const kind = status >= 500 ? 500 : status;
    const words = banner.getAttribute(`data-text-${kind}`) ?? banner.getAttribute("data-text-500");
    banner.querySelector("p").textContent = words;
    banner.hidden = false;
  }
  const silence = () => document.getElementById("alarm")?.setAttribute("hidden", "");
  const quiet = (detail) => "quiet" in (detail.elt?.dataset ?? {}); // what only looks for news does not cry out
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (!quiet(detail) && !detail.xhr.getResponseHeader("HX-Redirect")) alarm(detail.xhr.status);
  });
  for (const event of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(event, ({ detail }) => quiet(detail) || alarm(0));
  document.addEventListener("htmx:afterSwap", silence);

  /* --- a board that refreshes itself: nothing is asked for in the background, and what did not change stays as it is,
         with the reader's focus and place --------------------------------------------------------------------------- */
  const shown = new Map();
  const refreshes = (part) => part.getAttribute("hx-trigger")?.startsWith("every");
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && refreshes(event.detail.elt)) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!refreshes(detail.target) || detail.xhr.status !== 200) return;
    if (shown.get(detail.target.id) === detail.serverResponse) detail.shouldSwap = false;
    shown.set(detail.target.id, detail.serverResponse);
  });

  /* --- a strip of tabs begins where the reader is ------------------------------------------------------------------- */
  document.querySelectorAll(".tabs [aria-current], .is-strip [aria-current]").forEach((tab) => {
    const strip = tab.parentElement;
    strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  });

  /* --- a notice that is opened has been read ------------------------------------------------------------------------ */
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[data-reads]");
    if (!link) return;
    const body = new URLSearchParams({ notice: link.dataset.reads, csrf_token: meta("csrf-token") });
    fetch(link.dataset.to, { method: "POST", body, keepalive: true });
  });

  /* --- counting: − [n] + ------------------------------------------------------------------------------------------- */
  const counted = (input) => Number.parseInt(input.value.replace(/[.,\s]/g, ""), 10) || 0;
  const spelled = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");

  function count(button) {
    const input = button.closest("[data-stepper]").querySelector("input");
    const most = Number(input.dataset.max ?? Infinity);
    const least = Number(input.dataset.min ?? 0);
    const next = counted(input) + Number(button.dataset.step);
    input.value = spelled(Math.min(most, Math.max(least, next)));
    for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
  }

  /* --- copying and printing ---------------------------------------------------------------------------------------- */
  async function copy(button) {
    const source = button.dataset.copy.startsWith("#") ? document.querySelector(button.dataset.copy) : null;
    const text = source ? (source.value ?? source.textContent).trim() : button.dataset.copy;
    const said = button.querySelector("[data-said]") ?? button;
    const before = said.textContent;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = button.dataset.done ?? before;
      setTimeout(() => { said.textContent = before; }, 2500);
    } catch {
      if (source) getSelection().selectAllChildren(source);
      source?.select?.();
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.step) count(button);
    else if (button.dataset.copy) copy(button);
    else if ("print" in button.dataset) window.print();
    else if ("closeAlarm" in button.dataset) silence();
  });

  /* --- photos: seen before they are sent ------------------------------------------------------------------------------ */
  function preview(input) {
    const box = document.querySelector(input.dataset.preview);
    if (!box) return;
    box.replaceChildren(...[...input.files].filter((file) => file.type.startsWith("image/")).map((file) => {
      const image = new Image();
      image.alt = file.name;
      image.onload = () => URL.revokeObjectURL(image.src);
      image.src = URL.createObjectURL(file);
      return image;
    }));
  }

  /* --- and large ones made smaller, which spares the sender's data; what cannot be made smaller goes as it is ------- */
  const EDGE = 2048, BYTES = 2e6, PIXELS = 4e6;

  async function smaller(file) {
    let picture;
    try {
      picture = await createImageBitmap(file); // upright, as the camera says
      const [wide, high] = [picture.width, picture.height];
      if (file.size <= BYTES && wide * high <= PIXELS) return file;
      const scale = Math.min(1, EDGE / Math.max(wide, high));
      const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(wide * scale), height: Math.round(high * scale) });
      const pen = canvas.getContext("2d", { alpha: false });
      pen.imageSmoothingQuality = "high";
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const drawn = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
      if (drawn.size >= file.size) return file;
      const parts = [drawn.slice(0, 2), await cameraWords(file), drawn.slice(2)];
      return new File(parts, file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
    } catch {
      return file;
    } finally {
      picture?.close();
    }
  }

  /* The camera's own words (Exif) with the moment the photo was taken; but for "turn me", for it stands upright now. */
  async function cameraWords(file) {
    const view = new DataView(await file.arrayBuffer());
    const [tiff, length] = wordsOf(view) ?? [0, 0];
    if (!length || length > 65000) return "";
    const little = view.getUint16(tiff) === 0x4949;
    const first = tiff + view.getUint32(tiff + 4, little);
    for (let entry = first + 2 + 12 * view.getUint16(first, little) - 12; entry > first; entry -= 12) {
      if (view.getUint16(entry, little) === 0x0112) view.setUint16(entry + 8, 1, little);
    }
    const head = new DataView(new ArrayBuffer(10));
    [0xffe1, length + 8, 0x4578, 0x6966, 0].forEach((word, place) => head.setUint16(2 * place, word));
    return new Blob([head, new Uint8Array(view.buffer, tiff, length)]);
  }

  /* Where they begin and how long they are: in a segment of a JPEG, a chunk of a PNG or of a WebP. */
  const EXIF = 0x45786966;
  function wordsOf(view) {
    const end = view.byteLength;
    if (view.getUint16(0) === 0xffd8) {
      for (let at = 2; at + 10 < end && view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda; at += 2 + view.getUint16(at + 2)) {
        if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === EXIF) return [at + 10, view.getUint16(at + 2) - 8];
      }
    } else if (view.getUint32(0) === 0x89504e47) {
      for (let at = 8; at + 12 < end; at += 12 + view.getUint32(at)) {
        if (view.getUint32(at + 4) === 0x65584966) return [at + 8, view.getUint32(at)];
      }
    } else if (view.getUint32(8) === 0x57454250) {
      for (let at = 12; at + 14 < end; at += 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) & 1)) {
        if (view.getUint32(at) !== 0x45584946) continue;
        const named = view.getUint32(at + 8) === EXIF ? 6 : 0;
        return [at + 8 + named, view.getUint32(at + 4, true) - named];
      }
    }
    return null;
  }

  async function shrink(input) {
    const chosen = [...input.files];
    const made = new DataTransfer();
    for (const file of chosen) made.items.add(await smaller(file)); // one at a time: a picture takes much memory
    const asBefore = chosen.length === input.files.length && chosen.every((file, place) => file === input.files[place]);
    if (asBefore && !input.form?.dataset.sending) input.files = made.files;
  }
  const shrinking = new WeakMap();
  const PATIENCE = 10000; // then photos go as they are
  document.addEventListener("change", ({ target }) => {
    if (!target.matches('input[type="file"][data-preview]')) return;
    preview(target);
    if (!target.form) return;
    const work = Promise.all([shrinking.get(target.form), shrink(target)]);
    shrinking.set(target.form, work);
    work.finally(() => { if (shrinking.get(target.form) === work) shrinking.delete(target.form); });
  });

  /* Sent while photos are still being made smaller: it goes when they are, or when they take too long. */
  function goesLater(form, button) {
    form.dataset.waits = "1";
    hold(form);
    Promise.race([shrinking.get(form), new Promise((over) => { setTimeout(over, PATIENCE); })]).finally(() => {
      delete form.dataset.waits;
      shrinking.delete(form);
      release(form);
      form.requestSubmit(button);
    });
  }

  /* --- sent once: a second tap while the first is under way does nothing ----------------------------------------------- */
  function hold(form) {
    form.querySelectorAll('button:not([type="button"])').forEach((button) => button.setAttribute("aria-disabled", "true"));
  }
  function release(form) {
    delete form.dataset.sending;
    form.querySelectorAll('[aria-disabled="true"]').forEach((button) => button.removeAttribute("aria-disabled"));
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sending) { event.preventDefault(); return; }
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.waits || shrinking.has(form)) {
      event.preventDefault();
      if (!form.dataset.waits) goesLater(form, event.submitter);
      return;
    }
    form.querySelectorAll("[data-phone-time]").forEach((input) => { input.value = new Date().toISOString(); });
    form.dataset.sending = "1";
    hold(form);
    setTimeout(() => release(form), 15000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));

  /* --- a failed form: start at what is wrong ------------------------------------------------------------------------- */
  const summary = () => document.querySelector("[data-error-summary]")?.focus();
  document.addEventListener("htmx:afterSettle", summary);
  summary();
})();
