// Cartulaire: words of a page under the mouse, or chosen with the keyboard, offered to the form: a bubbling event "cartulaire:text", then the field.
import { landing, takes } from "./taking.js";

const Svg = "http://www.w3.org/2000/svg";
const Keys = ["Enter", "Escape", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"];

/** A sentence with its values. */
export const say = (format, ...args) => format.replace(/\{(\d)\}/g, (_, n) => args[n] ?? "");

/** An element. */
export const make = (tag, attributes = {}, ...children) => {
  const element = tag === "svg" || tag === "rect" ? document.createElementNS(Svg, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** The box of a word. */
export const box = (word, kind) => make("rect", { class: kind, x: word.x - 1, y: word.y - 1, width: word.width + 2, height: word.height + 2 });

/** Words come in reading order: a line ends where the next word stands above or below its band, or steps back. */
export function inLines(read) {
  read.lines = [];
  let line;
  read.words.forEach((word, index) => {
    const middle = word.y + word.height / 2;
    if (!line || middle < line.top || middle > line.bottom || word.x < line.right - word.height) read.lines.push(line = { top: word.y, bottom: word.y + word.height, right: 0, words: [] });
    line.words.push(index);
    Object.assign(line, { top: Math.min(line.top, word.y), bottom: Math.max(line.bottom, word.y + word.height), right: word.x + word.width });
    word.line = line;
  });
  return read;
}

/** Choosing words on the pages of a viewer. */
export class Picking {
  constructor(viewer) {
    this.viewer = viewer;
    this.listen();
    this.hint();
  }

  under(event) {
    const sheet = event.target.closest?.(".sheet");
    const svg = sheet?.read && sheet.querySelector("svg");
    if (!svg) return null;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const { words } = sheet.read;
    const away = w => Math.hypot(Math.max(w.x - at.x, 0, at.x - w.x - w.width), Math.max(w.y - at.y, 0, at.y - w.y - w.height) * 2) / (w.height || 1);
    let best = -1;
    for (let i = 0; i < words.length; i++) if (away(words[i]) < (best < 0 ? 0.8 : away(words[best]))) best = i;
    return best < 0 ? null : { sheet, word: best };
  }

  outline(sheet, from, to) {
    this.viewer.hook.querySelectorAll(".under").forEach(old => old.remove());
    if (!sheet) return;
    for (let i = Math.min(from, to); i <= Math.max(from, to); i++) sheet.querySelector("svg").append(box(sheet.read.words[i], "under"));
  }

  take(sheet, from, to, append) {
    const { words, number } = sheet.read;
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const line = words[first].line;
    const before = line.words.filter(i => i < first).map(i => words[i].text).join(" ");
    const text = words.slice(first, last + 1).map(w => w.text).join(" ");
    this.give({ text, line: line.words.map(i => words[i].text).join(" "), start: before.length + (before ? 1 : 0), page: number, append });
  }

  give(detail) {
    const event = new CustomEvent("cartulaire:text", { bubbles: true, cancelable: true, detail: { ...detail, version: this.viewer.version, field: takes.field } });
    if (!this.viewer.hook.dispatchEvent(event)) return;
    this.tell(takes.field ? landing(takes.field, detail, this.viewer.say, say) : this.viewer.say["no-target"]);
  }

  tell(message) {
    this.viewer.hook.querySelector(".viewer-said").textContent = message;
    const hint = this.viewer.hook.querySelector(".viewer-hint");
    if (hint) hint.textContent = message;
  }

  hint() {
    const hint = this.viewer.hook.querySelector(".viewer-hint");
    if (hint) hint.textContent = !takes.any() ? "" : takes.field ? say(this.viewer.say.target, takes.label()) : this.viewer.say["no-target"];
  }

  async begin() {
    const read = await this.viewer.read(this.viewer.page);
    const sheet = this.viewer.sheets[this.viewer.page - 1];
    if (!read?.words.length || sheet.read !== read) return;
    const last = this.picked?.sheet === sheet ? this.picked.to : read.hits[0] ?? 0;
    this.picked = { sheet, from: last, to: last };
    this.viewer.frame.focus({ preventScroll: true });
    this.viewer.frame.classList.add("picking");
    this.point();
  }

  point() {
    const { sheet, from, to } = this.picked;
    this.outline(sheet, from, to);
    const rect = sheet.querySelector(".under:last-of-type").getBoundingClientRect();
    const frame = this.viewer.frame.getBoundingClientRect();
    if (rect.top < frame.top + 40 || rect.bottom > frame.bottom - 40) this.viewer.frame.scrollTop += rect.top - frame.top - frame.height / 3;
    if (rect.left < frame.left || rect.right > frame.right) this.viewer.frame.scrollLeft += rect.left - frame.left - frame.width / 3;
    this.tell(say(this.viewer.say.word, sheet.read.words.slice(Math.min(from, to), Math.max(from, to) + 1).map(w => w.text).join(" ")));
  }

  leave() {
    this.viewer.frame.classList.remove("picking");
    this.outline();
    takes.field?.focus();
    this.hint();
  }

  choose(event) {
    const { picked } = this;
    const { words, lines } = picked.sheet.read;
    const word = words[picked.to];
    const line = lines.indexOf(word.line);
    const beside = step => {
      const there = lines[line + step]?.words;
      return there?.reduce((best, i) => Math.abs(words[i].x - word.x) < Math.abs(words[best].x - word.x) ? i : best, there[0]);
    };
    if (event.key === "Enter") {
      this.take(picked.sheet, picked.from, picked.to, event.ctrlKey || event.metaKey);
      const told = this.viewer.hook.querySelector(".viewer-said").textContent;
      this.leave();
      return this.tell(told);
    }
    if (event.key === "Escape") return this.leave();
    const to = { ArrowRight: picked.to + 1, ArrowLeft: picked.to - 1, ArrowDown: beside(1), ArrowUp: beside(-1), Home: word.line.words[0], End: word.line.words.at(-1) }[event.key];
    if (to === undefined || !words[to]) return;
    picked.to = to;
    if (!event.shiftKey) picked.from = to;
    this.point();
  }

  mayFrom(element) { return element === this.viewer.frame || (element === takes.field && takes.field !== null); }

  keyed(event) {
    if (!this.viewer.frame.classList.contains("picking")) return false;
    if (Keys.includes(event.key)) {
      event.preventDefault();
      this.choose(event);
    }
    return true;
  }

  listen() {
    const { hook, frame, ending } = this.viewer;
    const on = (target, name, act) => target.addEventListener(name, act, { signal: ending.signal });
    let from = null;
    on(frame, "pointermove", event => {
      const at = takes.any() ? this.under(event) : null;
      frame.classList.toggle("over-word", at !== null);
      if (!frame.classList.contains("picking")) this.outline(at?.sheet, from && at?.sheet === from.sheet ? from.word : at?.word, at?.word);
    });
    on(frame, "pointerleave", () => { if (!frame.classList.contains("picking")) this.outline(); });
    on(frame, "mousedown", event => {
      from = event.button === 0 && takes.any() ? this.under(event) : null;
      if (from) event.preventDefault(); // the field keeps the focus: one goes on typing
    });
    on(frame, "click", event => {
      const at = takes.any() ? this.under(event) : null;
      if (!at) return;
      const line = at.sheet.read.words[at.word].line.words;
      const [first, last] = event.detail >= 2 ? [line[0], line.at(-1)] : [from?.sheet === at.sheet ? from.word : at.word, at.word];
      from = null;
      this.take(at.sheet, first, last, event.ctrlKey || event.metaKey || event.shiftKey);
    });
    on(document, "focusin", event => { if (!hook.contains(event.target)) this.hint(); });
  }
}
