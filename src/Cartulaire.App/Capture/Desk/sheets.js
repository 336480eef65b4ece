// The pages of the letter on the desk: chosen, turned, dropped, moved, cut off. Nothing is done to them before the form is sent.
export const strip = () => document.querySelector(".sheets-strip");
const sheets = () => [...strip().children];
const chosen = () => sheets().find(s => s.getAttribute("aria-selected") === "true") ?? sheets()[0];
export const wanted = () => sheets().filter(s => !("dropped" in s.dataset)).map(s => s.dataset.turn === "0" ? s.dataset.page : `${s.dataset.page}:${s.dataset.turn}`);
const pending = () => wanted().join() !== sheets().map((_, i) => String(i + 1)).join();

export function choose(sheet) {
  if (!sheet) return;
  for (const other of sheets()) other.setAttribute("aria-selected", String(other === sheet));
  strip().setAttribute("aria-activedescendant", sheet.id);
  sheet.scrollIntoView({ block: "nearest" });
  document.querySelector(`.viewer-pages [data-go="${sheet.dataset.page}"]`)?.click();
}

export function arrange(what) {
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

export function sheetKey(event) {
  const by = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "up", ArrowRight: "down" }[event.key];
  if (by && event.altKey) arrange(by);
  else if (by) choose(by === "up" ? chosen().previousElementSibling : chosen().nextElementSibling);
  else if (event.key === "Enter" && pending()) document.getElementById("sheets").requestSubmit();
  else if (Sheets[event.key] && !event.ctrlKey && !event.altKey) arrange(Sheets[event.key]);
  else return false;
  return true;
}

export async function seekBlank(here, ask) {
  const button = here.querySelector("[data-sheet=blank]");
  if (!button || sheets().length < 2) return;
  const answer = await ask(document.getElementById("sheets").getAttribute("action").replace(/pages$/, "blank")).catch(() => null);
  const pages = answer?.ok ? await answer.json() : [];
  if (!pages.length || pages.length === here.querySelectorAll(".sheets-strip li").length || !button.isConnected) return;
  button.textContent = here.dataset.blank.replace("{0}", pages.join(", "));
  button.dataset.pages = pages.join(",");
  button.hidden = false;
}
