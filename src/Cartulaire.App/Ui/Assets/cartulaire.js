// Cartulaire: what pages do beyond HTML. Everything works without it. Custom elements are hooks; listeners sit on the document,
// so that enhanced navigation may change the page underneath without losing or doubling them.
"use strict";
(() => {
  for (const name of ["c-choices", "c-picker", "c-viewer"]) {
    customElements.define(name, class extends HTMLElement {
      connectedCallback() { ready(this); }
    });
  }

  const make = (tag, attributes, text) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // Ready a hook; called again after enhanced navigation, so it asks what is there already.
  function ready(hook) {
    queueMicrotask(() => {
      if (hook.localName === "c-choices") readyChoices(hook);
      if (hook.localName === "c-picker") readyPicker(hook);
      if (hook.localName === "c-viewer") import(hook.dataset.module).then(viewer => viewer.ready(hook));
    });
  }

  // --- A filter over long lists of boxes ---------------------------------------------------------------------
  const Long = 10;
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function readyChoices(hook) {
    const choices = hook.querySelectorAll(".choice");
    if (choices.length <= Long || hook.querySelector(":scope > input")) return;
    hook.prepend(make("input", { type: "search", placeholder: hook.dataset.hint, "aria-label": hook.dataset.hint, autocomplete: "off" }));
  }

  document.addEventListener("input", event => {
    const filter = event.target.closest("c-choices > input");
    if (!filter) return;
    const asked = plain(filter.value.trim());
    for (const choice of filter.parentElement.querySelectorAll(".choice")) {
      choice.hidden = asked !== "" && !choice.querySelector("input").checked && !plain(choice.textContent).includes(asked);
    }
  });

  // --- Suggestions while typing (ARIA combobox) ----------------------------------------------------------------
  const Suggesting = "c-picker, form.search[data-source]";
  const asking = hook => hook.querySelector(".ask input, :scope > input[name=q]");

  function readyPicker(hook) {
    const input = asking(hook);
    if (!input) return;
    hook.classList.add("ready");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", input.id + "-options");
    hook.querySelector(".found")?.remove();
  }

  const timers = new WeakMap();

  document.addEventListener("input", event => {
    const hook = event.target.closest(Suggesting);
    if (!hook || event.target !== asking(hook)) return;
    clearTimeout(timers.get(hook));
    timers.set(hook, setTimeout(() => suggest(hook), 120));
  });

  async function suggest(hook) {
    const input = asking(hook);
    const asked = input.value.trimStart();
    if (asked.length < 2) return fold(hook);
    const answer = await fetch(hook.dataset.source + "?q=" + encodeURIComponent(asked), { headers: { "Cartulaire-Script": "1", Accept: "application/json" } });
    if (!answer.ok || input.value.trimStart() !== asked || document.activeElement !== input) return;
    const found = (await answer.json()).map(entry => typeof entry === "string" ? { value: entry, label: entry } : entry);
    fold(hook);
    if (found.length === 0 && !hook.dataset.none) return;
    const list = make("ul", { class: "options", role: "listbox", id: input.id + "-options", "aria-label": input.labels[0]?.textContent ?? "" });
    found.forEach((entry, index) => {
      const option = make("li", { role: "option", id: `${input.id}-o${index}`, "aria-selected": "false", "data-value": entry.value, "data-label": entry.label }, entry.label);
      if (entry.detail) option.append(make("small", {}, " " + entry.detail));
      list.append(option);
    });
    if (found.length === 0) list.append(make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, hook.dataset.none));
    hook.append(list);
    input.setAttribute("aria-expanded", "true");
    if (found.length > 0 && hook.localName === "c-picker") mark(hook, 0);
  }

  function fold(hook) {
    hook.querySelector(".options")?.remove();
    const input = asking(hook);
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  const options = hook => [...hook.querySelectorAll(".options [data-value]")];

  function mark(hook, index) {
    const all = options(hook);
    if (all.length === 0) return;
    const at = (index + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    all[at].scrollIntoView({ block: "nearest" });
    asking(hook).setAttribute("aria-activedescendant", all[at].id);
  }

  function add(hook, value, text) {
    const { name, several } = hook.dataset;
    const picked = hook.querySelector(".picked");
    if (several !== "true") picked.replaceChildren();
    const there = [...picked.querySelectorAll("input")].find(box => box.value === value);
    if (there) {
      there.checked = true;
      return;
    }
    const box = make("input", { type: "checkbox", name, value });
    box.checked = true;
    const label = make("label", { class: "choice" });
    label.append(box, make("span", {}, text));
    const line = make("li", {});
    line.append(label);
    picked.append(line);
  }

  function pick(hook, option) {
    if (hook.localName === "form") {
      asking(hook).value = option.dataset.value;
      fold(hook);
      hook.requestSubmit();
      return;
    }
    add(hook, option.dataset.value, option.dataset.label);
    const input = asking(hook);
    input.value = "";
    fold(hook);
    input.focus();
  }

  // Somebody else's script chooses: the capture desk keeps values from one letter to the next.
  document.addEventListener("cartulaire:pick", event => {
    add(event.target, event.detail.value, event.detail.label);
  });

  document.addEventListener("keydown", event => {
    const hook = event.target.closest?.(Suggesting);
    if (!hook || event.target !== asking(hook)) return;
    const all = options(hook);
    const at = all.findIndex(option => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" && all.length) mark(hook, at + 1);
    else if (event.key === "ArrowUp" && all.length) mark(hook, at - 1);
    else if (event.key === "Enter" && (at >= 0 || hook.localName === "c-picker")) { if (at >= 0) pick(hook, all[at]); }
    else if (event.key === "Escape" && hook.querySelector(".options")) fold(hook);
    else return;
    event.preventDefault();
  });

  document.addEventListener("pointerdown", event => {
    const option = event.target.closest?.(".options [data-value]");
    if (option) {
      event.preventDefault();
      pick(option.closest(Suggesting), option);
    }
  });

  document.addEventListener("focusout", event => {
    const hook = event.target.closest?.(Suggesting);
    if (hook && asking(hook) && !hook.contains(event.relatedTarget)) fold(hook);
  });

  // --- Proposals: a button, or one key in the field, puts them in; the form is not sent -----------------------------
  function accept(button) {
    const form = button.form;
    const chosen = button.dataset.accept ? [button] : [...form.querySelectorAll("[data-accept][data-sure]")];
    for (const one of chosen) {
      const field = one.dataset.accept;
      const choices = JSON.parse(one.dataset.choices);
      const hook = form.querySelector(`c-picker[data-name="${field}"]`);
      for (const { value, label } of choices) {
        const boxes = form.querySelectorAll(`input[type=checkbox][name="${field}"]`);
        const box = [...boxes].find(b => b.value === value);
        if (box) box.checked = true;
        else if (hook) add(hook, value, label);
        else if (form.elements[field]) form.elements[field].value = value;
      }
      const slot = one.closest(".field-slot");
      one.closest(".proposal").remove();
      slot.querySelector("input:not([type=hidden]), select, textarea").dispatchEvent(new Event("change", { bubbles: true }));
      if (chosen.length === 1) slot.querySelector("input:not([type=hidden]), select, textarea").focus();
    }
    if (!form.querySelector("[data-accept][data-sure]")) form.querySelector(".proposals")?.remove();
  }

  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-accept]");
    if (!button) return;
    event.preventDefault();
    accept(button);
  });

  document.addEventListener("keydown", event => {
    const button = event.altKey && event.key === "Enter" && event.target.closest?.(".field-slot")?.querySelector("[data-accept]");
    if (!button) return;
    event.preventDefault();
    accept(button);
  });

  // --- Forms: once is enough; what was typed is not lost by a wrong click -------------------------------------------
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.getAttribute("aria-busy") === "true") return event.preventDefault();
    form.setAttribute("aria-busy", "true");
    delete form.dataset.changed;
  });

  addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(form => form.removeAttribute("aria-busy")));

  const note = event => {
    const form = event.target.closest?.("form.guarded");
    if (form) form.dataset.changed = "true";
  };
  document.addEventListener("input", note);
  document.addEventListener("change", note);
  const changed = () => document.querySelector("form.guarded[data-changed]");
  addEventListener("beforeunload", event => { if (changed()) event.preventDefault(); });

  // With changes at stake a link navigates in full, so that the browser asks first.
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href]");
    if (link && changed() && !link.hasAttribute("data-enhance-nav")) link.setAttribute("data-enhance-nav", "false");
  }, true);

  // --- From record to record of the list that led here, and back to it ---------------------------------------------
  document.addEventListener("click", event => {
    const link = event.target.closest?.(".table tbody a[href*='/items/']");
    if (!link) return;
    const all = [...link.closest("tbody").querySelectorAll("th a[href*='/items/']")].map(a => a.getAttribute("href"));
    sessionStorage.setItem("list", JSON.stringify({ back: location.pathname + location.search, all }));
  }, true);

  function neighbours() {
    const place = document.querySelector(".neighbours");
    const list = JSON.parse(sessionStorage.getItem("list") ?? "null");
    const at = list?.all.findIndex(address => address.split("?")[0] === location.pathname) ?? -1;
    if (!place || at < 0) return;
    place.hidden = false;
    place.querySelector("[rel=up]").href = list.back;
    place.querySelector("span").textContent = `${at + 1} / ${list.all.length}`;
    for (const [rel, to] of [["prev", list.all[at - 1]], ["next", list.all[at + 1]]]) {
      const link = place.querySelector(`[rel=${rel}]`);
      link.setAttribute("aria-disabled", String(!to));
      if (to) link.href = to; else link.removeAttribute("href");
    }
  }

  document.addEventListener("click", event => {
    for (const open of document.querySelectorAll("details.drop[open]")) if (!open.contains(event.target)) open.open = false;
  });
  document.addEventListener("keydown", event => {
    const open = event.key === "Escape" && event.target.closest?.("details.drop[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // --- After enhanced navigation: the reader is told where it is ------------------------------------------------
  let path = location.pathname;
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form.search[data-source]").forEach(readyPicker);
    neighbours();
    document.getElementById("errors")?.focus();
    window.Blazor?.addEventListener("enhancedload", () => {
      document.querySelectorAll("c-choices, c-picker, c-viewer").forEach(ready);
      document.querySelectorAll("form.search[data-source]").forEach(readyPicker);
      neighbours();
      const nav = document.getElementById("nav");
      if (nav?.matches(":popover-open")) nav.hidePopover();
      if (location.pathname !== path) document.querySelector("h1")?.focus();
      path = location.pathname;
    });
  });
})();
