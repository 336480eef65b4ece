// The capture desk: everything by the keyboard, the next letter fetched beforehand, values kept, pages arranged.
"use strict";
(() => {
  const desk = () => document.getElementById("desk");
  const letter = () => document.getElementById("desk-form");
  const strip = () => document.querySelector(".sheets-strip");
  const Kept = "cartulaire-kept";
  const kept = () => JSON.parse(sessionStorage.getItem(Kept) ?? "{}");
  const keep = all => sessionStorage.setItem(Kept, JSON.stringify(all));
  let ahead = null; // the next letter: { address, page }
  let field = null; // the field that had the focus last

  customElements.define("c-desk", class extends HTMLElement {
    connectedCallback() { queueMicrotask(() => ready(this)); }
  });

  function ready(here) {
    if (here.classList.contains("ready")) return;
    here.classList.add("ready");
    const all = kept();
    for (const box of here.querySelectorAll(".desk-field")) {
      box.dataset.kept = here.dataset.kept;
      const values = all[box.dataset.field];
      if (!values) continue;
      box.querySelector(".keep").setAttribute("aria-pressed", "true");
      if (values.length && box.dataset.default && key(values) !== key(read(box))) {
        put(box, values);
        box.classList.add("kept");
      }
    }
    field = null;
    if (letter()) delete letter().dataset.changed;
    (here.querySelector("#errors") ?? control(here.querySelector(".desk-field")) ?? here.querySelector("h1"))?.focus({ preventScroll: true });
    fetchAhead(here);
    seekBlank(here);
  }

  // --- Fields: their values as a list, whatever the control -----------------------------------------------------
  const key = values => values.map(v => v.value).sort().join("\n");
  const boxes = box => [...box.querySelectorAll("input[type=checkbox], input[type=radio]")];
  const single = box => box.querySelector("select, textarea, input:not([type=checkbox], [type=radio], [type=hidden])");
  const control = box => box && (box.querySelector("c-picker .ask input") ?? boxes(box).find(b => b.checked) ?? boxes(box)[0] ?? single(box));

  function read(box) {
    if (boxes(box).length || box.querySelector("c-picker, c-choices")) {
      return boxes(box).filter(b => b.checked).map(b => ({ value: b.value, label: b.labels[0]?.textContent.trim() ?? "" }));
    }
    const one = single(box);
    return one?.value ? [{ value: one.value, label: one.value }] : [];
  }

  function put(box, values) {
    const picker = box.querySelector("c-picker");
    for (const b of boxes(box)) b.checked = values.some(v => v.value === b.value);
    if (picker) {
      for (const detail of values) picker.dispatchEvent(new CustomEvent("cartulaire:pick", { bubbles: true, detail }));
    } else if (!boxes(box).length) {
      single(box).value = values[0]?.value ?? "";
    }
    box.querySelector(".proposal")?.remove();
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function toggleKept(box) {
    const button = box?.querySelector(".keep");
    if (!button) return;
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    const all = kept();
    if (on) all[box.dataset.field] = read(box);
    else delete all[box.dataset.field];
    keep(all);
  }

  function remember() {
    const all = kept();
    for (const box of desk().querySelectorAll(".desk-field")) {
      if (all[box.dataset.field]) all[box.dataset.field] = read(box);
    }
    keep(all);
  }

  function onward(box) {
    const all = [...desk().querySelectorAll(".desk-field")].filter(b => b.checkVisibility());
    const next = control(all[all.indexOf(box) + 1]) ?? desk().querySelector(".desk-go button");
    next?.focus();
    next?.select?.();
  }

  // --- From one letter to the next ---------------------------------------------------------------------------------
  const ask = (address, more = {}) => fetch(address, { ...more, headers: { "Cartulaire-Script": "1" } });

  async function pageOf(answer) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.getElementById("desk") ? page : null;
  }

  function fetchAhead(here) {
    const address = here.dataset.next;
    ahead = address ? { address, page: ask(address).then(pageOf).catch(() => null) } : null;
    ahead?.page.then(page => {
      const image = page?.querySelector(".desk-viewer img")?.getAttribute("src");
      if (image) new Image().src = image;
    });
  }

  function show(page, address, prepare) {
    const fresh = document.importNode(page.getElementById("desk"), true);
    prepare?.(fresh);
    desk().replaceWith(fresh);
    document.title = page.title;
    if (address && address !== location.pathname + location.search) history.pushState(null, "", address);
    scrollTo(0, 0);
  }

  async function go(address) {
    if (letter()?.dataset.changed) return location.assign(address);
    const same = ahead?.address === address ? ahead.page : ask(address).then(pageOf);
    const page = await same;
    if (page) show(page, address);
    else location.assign(address);
  }

  async function send(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    const here = desk();
    const draft = form !== letter() && letter()?.dataset.changed
      ? new Map([...here.querySelectorAll(".desk-field")].map(box => [box.dataset.field, read(box)])) : null;
    if (form === letter()) remember();
    let answer;
    try {
      answer = await ask(form.action, { method: "POST", body });
    } catch {
      form.removeAttribute("aria-busy");
      return;
    }
    if (!answer.headers.get("Content-Type")?.includes("json")) {
      const page = await pageOf(answer);
      return page ? show(page) : location.assign(here.dataset.item ? location.href : "/");
    }
    const { address, done, said, item, stamp } = await answer.json();
    const [path] = address.split("?");
    const known = ahead?.address.split("?")[0] === path;
    const page = known ? await ahead.page : await ask(address).then(pageOf);
    if (letter()) delete letter().dataset.changed;
    if (!page) return location.assign(address);
    const [, at, of] = /^(\d+) \/ (\d+)$/.exec(here.querySelector(".desk-position").textContent) ?? [];
    show(page, address, fresh => {
      // Asked for beforehand, it may have been counted before or after this letter left the pile.
      if (known && at) fresh.querySelector(".desk-position").textContent = `${Number(at) + 1} / ${of}`;
      lead(fresh, done, said, item, stamp);
    });
    if (draft && path.endsWith(here.dataset.item)) restore(draft);
  }

  // A page fetched beforehand does not know yet what was done meanwhile.
  function lead(fresh, done, said, item, stamp) {
    fresh.dataset.n = done;
    if (fresh.dataset.next) fresh.dataset.next = fresh.dataset.next.replace(/n=\d+$/, `n=${done}`);
    for (const input of fresh.querySelectorAll("[name=_n]")) input.value = done;
    for (const link of fresh.querySelectorAll("a[rel=next], a[rel=previous]")) link.setAttribute("href", link.getAttribute("href").replace(/n=\d+$/, `n=${done}`));
    for (const form of fresh.querySelectorAll(`form[action$="${item}/merge"]`)) form.elements._stamp.value = stamp;
    const undo = fresh.querySelector("#undo");
    undo.setAttribute("action", undo.getAttribute("action").replace(/[^/]+\/undo$/, `${item}/undo`));
    undo.elements._stamp.value = stamp;
    undo.classList.remove("nothing");
    setTimeout(() => { undo.querySelector("[role=status]").textContent = said; });
  }

  const restore = draft => queueMicrotask(() => {
    for (const box of desk().querySelectorAll(".desk-field")) {
      const values = draft.get(box.dataset.field);
      if (values && key(values) !== key(read(box))) put(box, values);
    }
  });

  document.addEventListener("submit", event => {
    const form = event.target;
    if (!form.closest("c-desk") || event.defaultPrevented || event.submitter?.value.startsWith("ask:")) return;
    event.preventDefault();
    if (form.id === "sheets") form.elements.pages.value = wanted().join(",");
    send(form, event.submitter);
  });

  document.addEventListener("click", event => {
    const here = event.target.closest?.("c-desk");
    if (!here) return;
    const link = event.target.closest("a[rel=next], a[rel=previous]");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      go(link.getAttribute("href"));
    }
    const button = event.target.closest("button");
    if (button?.matches(".keep")) toggleKept(button.closest(".desk-field"));
    if (button?.dataset.sheet) arrange(button.dataset.sheet);
    const sheet = event.target.closest(".sheets-strip li");
    if (sheet) choose(sheet);
  });

  addEventListener("popstate", () => location.reload());

  // --- Pages --------------------------------------------------------------------------------------------------------
  const sheets = () => [...strip().children];
  const chosen = () => sheets().find(s => s.getAttribute("aria-selected") === "true") ?? sheets()[0];
  const wanted = () => sheets().filter(s => !("dropped" in s.dataset)).map(s => s.dataset.turn === "0" ? s.dataset.page : `${s.dataset.page}:${s.dataset.turn}`);
  const pending = () => wanted().join() !== sheets().map((_, i) => String(i + 1)).join();

  function choose(sheet) {
    if (!sheet) return;
    for (const other of sheets()) other.setAttribute("aria-selected", String(other === sheet));
    strip().setAttribute("aria-activedescendant", sheet.id);
    sheet.scrollIntoView({ block: "nearest" });
    document.querySelector(`.viewer-pages [data-go="${sheet.dataset.page}"]`)?.click();
  }

  function arrange(what) {
    const sheet = chosen();
    if (!sheet) return;
    const turn = by => { sheet.dataset.turn = (Number(sheet.dataset.turn) + by) % 360; };
    if (what === "right") turn(90);
    if (what === "left") turn(270);
    if (what === "drop") sheet.toggleAttribute("data-dropped");
    if (what === "up") sheet.previousElementSibling?.before(sheet);
    if (what === "down") sheet.nextElementSibling?.after(sheet);
    if (what === "blank") {
      for (const page of document.querySelector("[data-sheet=blank]").dataset.pages.split(",")) document.getElementById(`sheet-${page}`).dataset.dropped = "";
      document.getElementById("sheets").requestSubmit();
    }
    if (what === "cut" && !pending() && sheet.dataset.page !== "1") {
      const cut = document.getElementById("cut");
      cut.elements.from.value = sheet.dataset.page;
      cut.requestSubmit();
    }
    document.querySelector("[data-sheet=apply]").hidden = !pending();
    sheet.scrollIntoView({ block: "nearest" });
  }

  const Sheets = { d: "right", g: "left", Delete: "drop", c: "cut" };

  function sheetKey(event) {
    const by = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "up", ArrowRight: "down" }[event.key];
    if (by && event.altKey) arrange(by);
    else if (by) choose(by === "up" ? chosen().previousElementSibling : chosen().nextElementSibling);
    else if (event.key === "Enter" && pending()) document.getElementById("sheets").requestSubmit();
    else if (Sheets[event.key] && !event.ctrlKey && !event.altKey) arrange(Sheets[event.key]);
    else return false;
    return true;
  }

  async function seekBlank(here) {
    const button = here.querySelector("[data-sheet=blank]");
    if (!button || sheets().length < 2) return;
    const answer = await ask(document.getElementById("sheets").getAttribute("action").replace(/pages$/, "blank")).catch(() => null);
    const pages = answer?.ok ? await answer.json() : [];
    if (!pages.length || pages.length === here.querySelectorAll(".sheets-strip li").length || !button.isConnected) return;
    button.textContent = here.dataset.blank.replace("{0}", pages.join(", "));
    button.dataset.pages = pages.join(",");
    button.hidden = false;
  }

  // --- Keys -----------------------------------------------------------------------------------------------------------
  document.addEventListener("focusin", event => {
    field = event.target.closest?.(".desk-field") ?? field;
  });

  const press = selector => desk().querySelector(selector)?.click();

  const Keys = {
    F4: () => toggleKept(field),
    F6: () => document.activeElement === strip() ? (control(field) ?? control(desk().querySelector(".desk-field")))?.focus() : strip()?.focus(),
    F7: () => press("a[rel=previous]"),
    F8: () => press("a[rel=next]"),
    F10: () => { const title = document.getElementById("desk-actions"); title.scrollIntoView({ block: "nearest" }); title.nextElementSibling.querySelector("button, a")?.focus(); },
    F9: () => { const undo = document.getElementById("undo"); if (!undo.classList.contains("nothing")) undo.requestSubmit(); },
  };

  document.addEventListener("keydown", event => {
    if (!desk()?.classList.contains("ready") || event.isComposing) return;
    const { key: pressed, target } = event;
    const control = event.ctrlKey || event.metaKey;
    let done = true;
    if (control && pressed === "Enter") press(".desk-go [value=confirm]");
    else if (control && pressed.toLowerCase() === "s") press(".desk-go [value=save]");
    else if (Keys[pressed] && !control && !event.altKey && !event.shiftKey) Keys[pressed]();
    else if (target === strip()) done = sheetKey(event);
    else if (pressed === "Enter" && !control && !event.altKey && target.closest(".desk-field") && stays(target)) onward(target.closest(".desk-field"));
    else done = false;
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  // Enter leads to the next field, except where it means something already.
  const stays = target => target.matches("input, select")
    && !(target.matches(".ask input") && (target.value.trim() || target.closest("c-picker").querySelector(".options")));
})();
