// Cartulaire: the viewer. The server shows one page and the ways on; here they become one long sheet, filled only where somebody looks,
// and the words under the mouse, or chosen with the keyboard, are offered to the form: a bubbling event "cartulaire:text", then the field.
import { box, inLines, make, Picking, say } from "./picking.js";

const Widths = [640, 960, 1280, 1920, 2560];
const known = new WeakMap();
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

/** Readies a viewer; again after enhanced navigation, when the page underneath may have changed. */
export function ready(hook) {
  const before = known.get(hook);
  if (before?.stands()) return;
  before?.stop();
  known.delete(hook);
  if (hook.querySelector(".viewer-frame")) known.set(hook, new Viewer(hook));
}

class Viewer {
  constructor(hook) {
    Object.assign(this, { hook, frame: hook.querySelector(".viewer-frame"), version: hook.dataset.version, query: hook.dataset.query ?? "", say: JSON.parse(hook.dataset.say) });
    this.words = new Map();
    this.ending = new AbortController();
    this.pages = shapes(hook.dataset.sizes);
    this.zoom = 1;
    this.page = Number(hook.dataset.page);
    const kept = JSON.parse(sessionStorage.getItem("viewer:" + this.version) ?? "null");
    if (kept && !new URLSearchParams(location.search).has("page") && !this.query) Object.assign(this, { page: kept.page, zoom: kept.zoom });
    this.near = new IntersectionObserver(entries => entries.forEach(e => e.isIntersecting ? this.fill(e.target) : this.empty(e.target)), { root: this.frame, rootMargin: "120% 0px" });
    this.thumbs = new IntersectionObserver(entries => entries.forEach(e => e.isIntersecting && this.thumb(e.target)), { root: hook.querySelector(".viewer-pages"), rootMargin: "300px" });
    this.build();
    this.picking = new Picking(this);
    this.listen();
    hook.classList.add("ready");
    this.scale(this.zoom);
    this.go(this.page);
    if (hook.dataset.state === "Waiting") this.follow(1);
  }

  stands() { return this.version === this.hook.dataset.version && this.query === (this.hook.dataset.query ?? "") && this.sheets[0]?.isConnected && this.frame.isConnected; }

  stop() { this.ending.abort(); this.near.disconnect(); this.thumbs.disconnect(); }

  build() {
    const first = this.frame.querySelector(".sheet");
    this.sheets = this.pages.map((page, index) => {
      const number = index + 1;
      const sheet = first && Number(first.dataset.page) === number ? first : make("figure", { class: "sheet", id: "page-" + number, "data-page": number });
      sheet.style.aspectRatio = page.width ? `${page.width} / ${page.height}` : "210 / 297";
      return sheet;
    });
    this.near.disconnect();
    this.frame.replaceChildren(...this.sheets);
    this.sheets.forEach(sheet => this.near.observe(sheet));
    const at = this.hook.querySelector(".viewer-at strong");
    if (at) {
      this.at = make("input", { type: "text", inputmode: "numeric", autocomplete: "off", "aria-label": this.say["page-of"], size: 3 });
      at.replaceWith(this.at);
    }
    this.hook.querySelector(".viewer-pages ol")?.replaceChildren(...this.pages.map((page, index) => {
      const image = make("img", { alt: "", width: 72, height: Math.round(72 * (page.height || 297) / (page.width || 210)), draggable: "false" });
      const line = make("li", {}, make("a", { href: this.address(index + 1), "data-go": index + 1, "data-enhance-nav": "false" }, image, make("span", {}, String(index + 1))));
      this.thumbs.observe(line);
      return line;
    }));
  }

  address(number) {
    const here = new URL(location.href);
    here.searchParams.set("page", number);
    return here.pathname + here.search;
  }

  image(number, width) { return `${this.hook.dataset.images}${number}.jpg?width=${width}`; }

  thumb(line) {
    this.thumbs.unobserve(line);
    const link = line.querySelector("a");
    link.querySelector("img").src = this.image(link.dataset.go, 160);
  }

  // --- Pages, filled where somebody looks ---------------------------------------------------------------------
  fill(sheet) {
    const number = Number(sheet.dataset.page);
    const page = this.pages[number - 1];
    let face = sheet.querySelector(".face");
    if (!face) {
      const image = make("img", { alt: say(this.say.page, number, this.pages.length) });
      face = make("div", { class: "face" }, make("div", { class: "turn turn-" + (page.turn || 0) }, image));
      sheet.replaceChildren(face);
    }
    const image = face.querySelector("img");
    image.draggable = false;
    image.onerror = () => sheet.replaceChildren(make("p", { class: "sheet-broken" }, say(this.say.broken, number)));
    image.onload = () => { if (!page.width) this.shape(sheet, page, image.naturalWidth, image.naturalHeight); };
    if (image.complete && image.naturalWidth) image.onload();
    this.sharpen(sheet);
    this.read(number).then(read => read && sheet.isConnected && this.draw(sheet, read));
  }

  shape(sheet, page, width, height) {
    Object.assign(page, { width, height, guessed: true });
    sheet.querySelector(".face")?.classList.remove("face-free");
    this.spin(sheet, page);
  }

  empty(sheet) { if (sheet.querySelector(".face")) sheet.replaceChildren(); }

  sharpen(sheet) {
    const image = sheet.querySelector("img");
    if (!image) return;
    const wanted = sheet.clientWidth * devicePixelRatio;
    const width = Widths.find(w => w >= wanted * 0.9) ?? Widths.at(-1);
    if (width > Number(image.dataset.sharp ?? (image.src ? 960 : 0))) {
      image.dataset.sharp = width;
      image.src = this.image(sheet.dataset.page, width);
    }
  }

  read(number) {
    if (!this.words.has(number)) {
      const address = `${this.hook.dataset.words}/${number}/words` + (this.query ? "?q=" + encodeURIComponent(this.query) : "");
      this.words.set(number, ask(address, this.ending.signal).then(read => read && inLines(read)));
    }
    return this.words.get(number);
  }

  draw(sheet, read) {
    const face = sheet.querySelector(".face");
    if (!face || !read.width) return;
    const page = this.pages[read.number - 1];
    if (!page.width || page.guessed) {
      Object.assign(page, { width: read.width, height: read.height, guessed: false });
      this.spin(sheet, page);
    }
    let svg = face.querySelector("svg");
    if (!svg) face.prepend(svg = make("svg", { "aria-hidden": "true" }));
    svg.setAttribute("viewBox", `0 0 ${read.width} ${read.height}`);
    svg.replaceChildren(...read.hits.map(i => box(read.words[i], "hit")));
    sheet.read = read;
    sheet.dataset.words = read.words.length;
  }

  spin(sheet, page) {
    const turned = page.spun ?? 0;
    sheet.style.aspectRatio = turned % 180 ? `${page.height} / ${page.width}` : `${page.width} / ${page.height}`;
    sheet.dataset.spun = turned;
  }

  // --- Going about --------------------------------------------------------------------------------------------
  go(number, focus) {
    const page = clamp(number, 1, this.sheets.length);
    this.frame.scrollTop = this.sheets[page - 1].offsetTop - 8;
    this.show(page);
    if (focus) this.frame.focus({ preventScroll: true });
  }

  scrolled() {
    const middle = this.frame.scrollTop + this.frame.clientHeight * 0.4;
    let [low, high] = [0, this.sheets.length - 1];
    while (low < high) {
      const half = (low + high + 1) >> 1;
      if (this.sheets[half].offsetTop <= middle) low = half; else high = half - 1;
    }
    this.show(low + 1);
  }

  show(number) {
    this.page = number;
    sessionStorage.setItem("viewer:" + this.version, JSON.stringify({ page: number, zoom: this.zoom }));
    if (this.at && document.activeElement !== this.at) this.at.value = number;
    for (const link of this.hook.querySelectorAll("[data-step]")) link.setAttribute("aria-disabled", String(number === (link.dataset.step === "next" ? this.sheets.length : 1)));
    const list = this.hook.querySelector(".viewer-pages");
    list?.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const link = list?.querySelector(`[data-go="${number}"]`);
    link?.setAttribute("aria-current", "page");
    if (link && list.scrollHeight > list.clientHeight) list.scrollTop = link.offsetTop - list.clientHeight / 2 + link.offsetHeight / 2;
    if (link && list.scrollWidth > list.clientWidth) list.scrollLeft = link.offsetLeft - list.clientWidth / 2;
    this.text(number);
  }

  async text(number) {
    const details = this.hook.querySelector(".viewer-text");
    const read = details && await this.read(number);
    if (!read || this.page !== number || !read.lines.length) return;
    details.hidden = false;
    details.querySelector("summary").textContent = say(this.say.text, number);
    const hits = new Set(read.hits);
    details.querySelector(".page-text").replaceChildren(...read.lines.flatMap(line =>
      [...line.words.flatMap(i => [hits.has(i) ? make("mark", {}, read.words[i].text) : read.words[i].text, " "]), "\n"]));
  }

  scale(zoom) {
    const { frame } = this;
    const [x, y] = [(frame.scrollLeft + frame.clientWidth / 2) / frame.scrollWidth, (frame.scrollTop + frame.clientHeight / 2) / frame.scrollHeight];
    this.zoom = clamp(zoom, 0.2, 4);
    frame.style.setProperty("--zoom", this.zoom);
    frame.scrollLeft = x * frame.scrollWidth - frame.clientWidth / 2;
    frame.scrollTop = y * frame.scrollHeight - frame.clientHeight / 2;
    this.sheets.forEach(sheet => this.sharpen(sheet));
    this.show(this.page);
  }

  fit() {
    const page = this.page;
    const sheet = this.sheets[page - 1];
    const whole = this.zoom * (this.frame.clientHeight - 16) / sheet.clientHeight;
    this.scale(this.zoom === 1 && whole < 1 ? whole : 1);
    this.go(page);
  }

  turn() {
    const page = this.pages[this.page - 1];
    if (!page.width) return;
    page.spun = ((page.spun ?? 0) + 90) % 360;
    this.spin(this.sheets[this.page - 1], page);
  }

  // While the text is being read: how many pages there are, then their words.
  async follow(tries) {
    if (!this.frame.isConnected) this.stop();
    if (this.ending.signal.aborted || tries > 120) return;
    const state = await ask(this.hook.dataset.words, this.ending.signal);
    if (state?.count && state.count !== this.pages.length) {
      const shape = new Map(state.read.map(p => [p.number, { width: p.width, height: p.height, turn: p.rotation }]));
      this.pages = Array.from({ length: state.count }, (_, i) => shape.get(i + 1) ?? this.pages[i] ?? { width: 0, height: 0 });
      this.build();
      const total = this.hook.querySelector(".viewer-at");
      total.lastChild.nodeType === Node.TEXT_NODE ? total.lastChild.data = ` / ${state.count}` : total.append(` / ${state.count}`);
      this.go(this.page);
    }
    if (state?.state === "done" || state?.state === "impossible") {
      const notice = this.hook.querySelector(".viewer-notice");
      if (notice && state.state === "done") notice.remove();
      else if (notice) notice.textContent = state.reason;
      this.words.clear();
      this.sheets.filter(s => s.querySelector(".face")).forEach(s => this.fill(s));
      return this.text(this.page);
    }
    setTimeout(() => this.follow(tries + 1), Math.min(10_000, 1_000 + tries * 250));
  }

  keyed(event) {
    if (this.picking.keyed(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowRight: () => this.go(this.page + 1), ArrowLeft: () => this.go(this.page - 1), Home: () => this.go(1), End: () => this.go(this.sheets.length),
      "+": () => this.scale(this.zoom * 1.25), "-": () => this.scale(this.zoom / 1.25), 0: () => this.scale(1), r: () => this.turn(), R: () => this.turn(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  listen() {
    const { hook, frame } = this;
    const on = (target, name, act, more) => target.addEventListener(name, act, { signal: this.ending.signal, ...more });
    let waiting = 0;
    on(frame, "scroll", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => this.scrolled()); }, { passive: true });
    on(frame, "keydown", event => this.keyed(event));
    on(frame, "wheel", event => { if (event.ctrlKey) { event.preventDefault(); this.scale(this.zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1)); } }, { passive: false });
    on(hook, "click", event => {
      const tool = event.target.closest("[data-go], [data-step], [data-do]");
      if (!tool) return;
      event.preventDefault();
      if (tool.dataset.go) this.go(Number(tool.dataset.go));
      else if (tool.dataset.step) this.go(this.page + (tool.dataset.step === "next" ? 1 : -1));
      else ({ in: () => this.scale(this.zoom * 1.25), out: () => this.scale(this.zoom / 1.25), fit: () => this.fit(), turn: () => this.turn() })[tool.dataset.do]();
    });
    on(hook, "change", event => { if (event.target === this.at) this.go(Number(event.target.value) || this.page); });
    on(document, "keydown", event => {
      if (!frame.isConnected) return this.stop();
      if (event.altKey && (event.key === "PageDown" || event.key === "PageUp")) this.go(this.page + (event.key === "PageDown" ? 1 : -1));
      else if (event.key === "F2" && this.picking.mayFrom(event.target)) this.picking.begin();
      else return;
      event.preventDefault();
    });
  }
}

const ask = async (address, signal) => {
  const answer = await fetch(address, { signal, headers: { "Cartulaire-Script": "1", Accept: "application/json" } }).catch(() => null);
  return answer?.ok ? answer.json() : null;
};

const shapes = text => text.split(",").flatMap(run => {
  const [, width, height, turn, count] = /^(\d+)x(\d+)\/(\d+)\*(\d+)$/.exec(run).map(Number);
  return Array.from({ length: count }, () => ({ width, height, turn }));
});
