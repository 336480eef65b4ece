// The capture desk: everything by the keyboard, the next letter fetched beforehand, values kept, pages arranged.
import { again, decides, types, waits } from "./hands.js";
import { arrange, choose, seekBlank, sheetKey, strip, wanted } from "./sheets.js";

const desk = () => document.getElementById("desk");
const letter = () => document.getElementById("desk-form");
const Kept = "cartulaire-kept";
const kept = () => JSON.parse(sessionStorage.getItem(Kept) ?? "{}");
const keep = all => sessionStorage.setItem(Kept, JSON.stringify(all));
let ahead = null; // the next letter: { address, page }
let field = null; // the field that had the focus last
let back = null; // where the focus was, when the same letter comes again
let early = null; // keys pressed while a page is on its way; null while none is
let spoken = null; // what was done, said once the hands are free again

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
  const stays = here.querySelector("#errors") ?? back?.(here);
  const first = stays ?? control(here.querySelector(".desk-field")) ?? here.querySelector("h1");
  first?.focus({ preventScroll: true });
  if (!stays) first?.select?.();
  back = null;
  fetchAhead(here);
  seekBlank(here, ask);
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
  const mine = ahead = address ? { address, page: ask(address).then(pageOf).catch(() => null) } : null;
  ahead?.page.then(page => {
    const image = page?.querySelector(".viewer-frame img")?.getAttribute("src");
    if (image) new Image().src = image;
    refresh(mine, page);
  });
}

// What is proposed for a letter that is still being read comes later than its page: asked for again, the former page stands by meanwhile.
function refresh(mine, page) {
  if (!page?.querySelector("c-viewer[data-state=Waiting]")) return;
  setTimeout(async () => {
    if (ahead !== mine) return;
    const again = await ask(mine.address).then(pageOf).catch(() => null);
    if (again) mine.page = Promise.resolve(again);
    refresh(mine, again ?? page);
  }, 4_000);
}

// The same letter again: the focus stays where it was, on the pages or in a field.
function place(at) {
  if (at?.closest(".sheets")) return here => here.querySelector(".sheets-strip");
  const [start, end] = at && "selectionStart" in at ? [at.selectionStart, at.selectionEnd] : [];
  const name = at?.closest(".desk-field")?.dataset.field;
  return here => {
    const box = name && here.querySelector(`.desk-field[data-field="${name}"]`);
    const to = box && ((at.id && box.querySelector("#" + CSS.escape(at.id))) || control(box));
    if (to && start != null && to.selectionStart != null) to.setSelectionRange(start, end);
    return to ?? null;
  };
}

function show(page, address, prepare) {
  const fresh = document.importNode(page.getElementById("desk"), true);
  prepare?.(fresh);
  back = fresh.dataset.item === desk().dataset.item ? place(document.activeElement) : null;
  if (early) fresh.setAttribute("aria-busy", "true");
  desk().replaceWith(fresh);
  document.title = page.title;
  if (address && address !== location.pathname + location.search) history.pushState(null, "", address);
  scrollTo(0, 0);
  return true;
}

// One thing at a time: what a fast hand does while a page is on its way waits until that page is there, and is lost only when it was refused.
async function meanwhile(work) {
  if (early) return;
  early = [];
  desk().setAttribute("aria-busy", "true");
  let led = false;
  try {
    led = await work();
  } finally {
    // The page is ready, and so are the hooks in it, one task later.
    setTimeout(() => {
      const keys = led ? early : [];
      early = null;
      desk().removeAttribute("aria-busy");
      spoken?.();
      spoken = null;
      while (keys.length && !early) {
        const event = keys.shift();
        take(event, document.activeElement) || again(event, desk());
      }
      early?.push(...keys);
    });
  }
}

async function go(address) {
  if (letter()?.dataset.changed) return location.assign(address);
  try {
    const page = (ahead?.address === address && await ahead.page) || await ask(address).then(pageOf);
    return page ? show(page, address) : location.assign(address);
  } catch {
    return lost(desk());
  }
}

// Whether it led on; a refusal shows the letter again with what is wrong.
async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const here = desk();
  const draft = form !== letter() && letter()?.dataset.changed
    ? new Map([...here.querySelectorAll(".desk-field")].map(box => [box.dataset.field, read(box)])) : null;
  if (form === letter()) remember();
  const answer = await ask(form.action, { method: "POST", body }).catch(() => null);
  const did = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  if (!answer || (did && !did.address)) {
    form.removeAttribute("aria-busy");
    if (form === letter()) form.dataset.changed = "true";
    return lost(here, did?.detail ?? did?.title);
  }
  if (!did) {
    const page = await pageOf(answer);
    return page ? !show(page) : location.assign(here.dataset.item ? location.href : "/");
  }
  const { address, done, said, item, stamp } = did;
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
  return true;
}

// Without an answer nobody knows whether it was done: the letter stays as it is, and its stamp keeps a second try from doing it twice.
function lost(here, why) {
  const notice = document.createElement("p");
  notice.className = "notice notice-bad desk-lost";
  notice.setAttribute("role", "alert");
  notice.textContent = why ?? here.dataset.lost;
  here.querySelector(".desk-lost")?.remove();
  (here.querySelector("dialog[open] form") ?? here.querySelector(".desk-split")).before(notice);
  return false;
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
  spoken = () => { undo.querySelector("[role=status]").textContent = said; };
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
  meanwhile(() => send(form, event.submitter));
});

document.addEventListener("click", event => {
  const here = event.target.closest?.("c-desk");
  if (!here) return;
  const link = event.target.closest("a[rel=next], a[rel=previous]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    meanwhile(() => go(link.getAttribute("href")));
  }
  const button = event.target.closest("button");
  if (button?.matches(".keep")) toggleKept(button.closest(".desk-field"));
  if (button?.dataset.sheet) arrange(button.dataset.sheet);
  const sheet = event.target.closest(".sheets-strip li");
  if (sheet) choose(sheet);
});

// A click cannot wait: what is under it now is not what will be.
document.addEventListener("click", event => {
  if (!early || !event.target.closest?.("c-desk")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

addEventListener("popstate", () => location.reload());

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

// Does what a key means on the desk; whether it means anything.
function take(event, target) {
  const { key: pressed } = event;
  const control = event.ctrlKey || event.metaKey;
  if (control && pressed === "Enter") press(".desk-go [value=confirm]");
  else if (control && pressed.toLowerCase() === "s") press(".desk-go [value=save]");
  else if (Keys[pressed] && !control && !event.altKey && !event.shiftKey) Keys[pressed]();
  else if (target === strip()) return sheetKey(event);
  else if (pressed === "Enter" && !control && !event.altKey && target.closest(".desk-field") && leads(target)) onward(target.closest(".desk-field"));
  else return false;
  return true;
}

document.addEventListener("keydown", event => {
  if (!desk()?.classList.contains("ready") || event.isComposing) return;
  if (early && !decides(event)) {
    if (!waits(event) || (event.ctrlKey && !types(event)) || event.metaKey) return;
    early.push(event);
  } else if (!early && !(event.repeat && (decides(event) || event.key === "F9"))) {
    if (!take(event, event.target)) return;
  }
  event.preventDefault();
  event.stopPropagation();
}, true);

// What comes without a key, a composed letter or what is pasted, waits like the others.
document.addEventListener("beforeinput", event => {
  if (!early || !/^insert(Text|FromPaste)$/.test(event.inputType) || !event.target.closest?.("c-desk")) return;
  event.preventDefault();
  early.push(...[...event.data ?? ""].map(key => new KeyboardEvent("keydown", { key })));
}, true);

// Enter leads to the next field, except where it means something already.
const leads = target => target.matches("input, select")
  && !(target.matches(".ask input") && (target.value.trim() || target.closest("c-picker").querySelector(".options")));
