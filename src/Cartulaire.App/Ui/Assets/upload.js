// <c-upload>: files dropped, picked or pasted go up in pieces, one after the other in their order, and go on where they were after the network was gone.
//
//   <c-upload data-source="/sart/api/v1/uploads" data-home="/sart" data-texts='{…}'><form>… <input type="file"> <button>…</button></form></c-upload>
//
// Without script the form is sent as it is. Its fields "type" (a value) and "separate" (a box) are asked of every file; each press of its button makes a batch.
// Events, bubbling from the element:
//   upload:added     detail {files}              waiting for the button
//   upload:progress  detail {sent, total}        bytes of all files
//   upload:done      detail {file, upload}       what the REST door answered: reception, state, item, number, title, document, duplicates
//   upload:failed    detail {file, message}
//   upload:finished  detail {done, failed}       nothing is left to send
// Methods: add(files), start().
"use strict";
(() => {
  const Piece = 8 << 20;
  const Tries = 6;
  const Longest = 15_000;

  const make = (tag, attributes, text) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // An answer that asking again does not change is final; a lost network is no answer at all.
  class Fault extends Error {
    constructor(status, message) {
      super(message);
      this.status = status;
      this.final = status > 0 && status < 500 && ![404, 408, 409, 460].includes(status) || status === 507;
    }
  }

  const send = (method, address, { headers = {}, body = null, progress } = {}) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    for (const [name, value] of Object.entries({ "Cartulaire-Script": "1", Accept: "application/json", ...headers })) request.setRequestHeader(name, value);
    if (progress) request.upload.addEventListener("progress", event => progress(event.loaded));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new Fault(0)));
    request.addEventListener("abort", () => reject(new Fault(0)));
    request.send(body);
  });

  const parse = request => { try { return JSON.parse(request.responseText); } catch { return null; } };

  // As the program writes it: time first, so that batches sort by age.
  const newBatch = () => {
    const random = [...crypto.getRandomValues(new Uint8Array(10))].map(byte => byte.toString(16).padStart(2, "0")).join("");
    return "batch_" + Date.now().toString(16).padStart(12, "0") + "7" + random.slice(0, 3) + "8" + random.slice(3, 18);
  };

  customElements.define("c-upload", class extends HTMLElement {
    #texts = {};
    #entries = [];
    #running = false;

    connectedCallback() { queueMicrotask(() => this.ready()); }

    // Called again after enhanced navigation, which may have taken away what is made here.
    ready() {
      this.#form = this.querySelector("form");
      this.#input = this.querySelector("input[type=file]");
      if (!this.#input || this.querySelector(".upload-files")) return;
      this.#texts = JSON.parse(this.dataset.texts);
      this.#input.multiple = true;
      this.#input.required = false;
      this.#form.classList.add("guarded");
      this.#list = make("ol", { class: "upload-files", "aria-label": this.#say("list") });
      this.#overall = make("progress", { "aria-label": this.#say("overall"), max: "1", value: "0" });
      this.#status = make("p", { class: "upload-status", role: "status" });
      const foot = make("div", { class: "upload-foot" });
      foot.append(this.#status, this.#overall);
      this.append(make("p", { class: "upload-drop" }, this.#say("drop")), this.#list, foot);
      this.#input.addEventListener("change", () => { this.add(this.#input.files); this.#input.value = ""; });
      this.#form.addEventListener("submit", event => {
        event.preventDefault();
        event.stopPropagation();
        if (this.#entries.some(entry => entry.state === "waiting")) this.start();
        else { this.#status.textContent = this.#say("none"); this.#input.focus(); }
      });
      this.#entries.forEach(entry => this.#list.append(entry.row));
      this.#count();
    }

    #form; #input; #list; #overall; #status;

    add(files) {
      const added = [...files].map(file => ({ file, state: "waiting", sent: 0, address: null }));
      for (const entry of added) {
        entry.row = make("li", {});
        entry.bar = make("progress", { "aria-label": entry.file.name, max: String(Math.max(entry.file.size, 1)), value: "0" });
        entry.said = make("span", { class: "upload-said" });
        entry.button = make("button", { type: "button", class: "button button-plain" });
        entry.button.addEventListener("click", () => entry.state === "failed" ? this.#again(entry) : this.#remove(entry));
        const head = make("span", { class: "upload-name" }, entry.file.name);
        entry.row.append(head, entry.said, entry.bar, entry.button);
        this.#list.append(entry.row);
        this.#entries.push(entry);
        this.#show(entry, "waiting");
      }
      if (added.length === 0) return;
      this.#count();
      this.#tell("added", { files: added.map(entry => entry.file) });
    }

    async start() {
      const fields = new FormData(this.#form);
      const batch = newBatch();
      const asked = { type: fields.get("type") || undefined, separate: fields.get("separate") === "true" || undefined, batch };
      this.#entries.filter(entry => entry.state === "waiting" && !entry.asked).forEach((entry, sort) => { entry.asked = { ...asked, sort }; });
      if (this.#running) return;
      this.#running = true;
      this.#form.dataset.changed = "true";
      let entry;
      while (entry = this.#entries.find(entry => entry.state === "waiting" && entry.asked)) await this.#one(entry);
      this.#running = false;
      if (!this.#entries.some(entry => entry.state === "waiting")) delete this.#form.dataset.changed;
      const done = this.#entries.filter(entry => entry.state === "done").length;
      this.#tell("finished", { done, failed: this.#entries.filter(entry => entry.state === "failed").length });
    }

    // One file to its end. Bytes that the server has are not sent again.
    async #one(entry) {
      let tries = 0;
      let unsure = false;
      this.#show(entry, "sending");
      for (;;) {
        try {
          if (unsure && entry.address) await this.#ask(entry);
          unsure = false;
          if (!entry.address) await this.#begin(entry);
          const upload = await this.#piece(entry);
          tries = 0;
          if (upload) return this.#end(entry, upload);
        } catch (fault) {
          if (!(fault instanceof Fault)) throw fault;
          tries++;
          if (fault.final || fault.status > 0 && tries > Tries) return this.#fail(entry, fault);
          unsure = true;
          this.#show(entry, fault.status === 0 ? "paused" : "sending");
          await this.#pause(tries);
          this.#show(entry, "sending");
        }
      }
    }

    async #begin(entry) {
      const { file } = entry;
      const body = JSON.stringify({ name: file.name, length: file.size, mediaType: file.type || undefined, ...entry.asked });
      const answer = await send("POST", this.dataset.source, { headers: { "Content-Type": "application/json" }, body });
      if (answer.status !== 201) throw this.#fault(answer);
      entry.address = `${this.dataset.source}/${parse(answer).id}`;
      entry.sent = 0;
    }

    async #ask(entry) {
      const answer = await send("HEAD", entry.address);
      if (answer.status === 404) entry.address = null;
      else if (answer.status !== 204) throw this.#fault(answer);
      entry.sent = Number(answer.getResponseHeader("Upload-Offset") ?? 0);
    }

    async #piece(entry) {
      const from = entry.sent;
      const answer = await send("PATCH", entry.address, {
        headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(from) },
        body: entry.file.slice(from, from + Piece),
        progress: loaded => this.#progress(entry, from + loaded),
      });
      if (answer.status !== 200 && answer.status !== 204) throw this.#fault(answer);
      entry.sent = Number(answer.getResponseHeader("Upload-Offset"));
      this.#progress(entry, entry.sent);
      return answer.status === 200 ? parse(answer) : null;
    }

    #fault(answer) {
      if (answer.status === 401) return new Fault(401, this.#say("signed-out"));
      return new Fault(answer.status, parse(answer)?.detail ?? this.#say("unexpected", answer.status));
    }

    // Longer and longer; at once when the browser says that the network is back.
    #pause(tries) {
      return new Promise(resolve => {
        const go = () => { clearTimeout(timer); removeEventListener("online", go); resolve(); };
        const timer = setTimeout(go, Math.min(500 * 2 ** Math.min(tries, 5), Longest));
        addEventListener("online", go);
      });
    }

    #end(entry, upload) {
      entry.upload = upload;
      this.#show(entry, "done");
      this.#tell("done", { file: entry.file, upload });
    }

    #fail(entry, fault) {
      entry.message = fault.message;
      this.#show(entry, "failed");
      this.#tell("failed", { file: entry.file, message: fault.message });
    }

    #again(entry) {
      this.#show(entry, "waiting");
      this.start();
    }

    #remove(entry) {
      const next = (entry.row.nextElementSibling ?? entry.row.previousElementSibling)?.querySelector("button:not([hidden])") ?? this.#input;
      this.#entries.splice(this.#entries.indexOf(entry), 1);
      entry.row.remove();
      next.focus();
      this.#count();
    }

    #show(entry, state) {
      entry.state = state;
      entry.row.dataset.state = state;
      entry.bar.hidden = state === "waiting" || state === "done" || state === "failed";
      entry.button.hidden = state !== "waiting" && state !== "failed";
      entry.button.textContent = this.#say(state === "failed" ? "retry" : "remove");
      entry.button.setAttribute("aria-label", this.#say(state === "failed" ? "retry-of" : "remove-of", entry.file.name));
      entry.said.replaceChildren(...this.#words(entry, state));
      if (state === "done") entry.bar.value = entry.bar.max;
      this.#count(state === "paused");
    }

    #words(entry, state) {
      if (state === "failed") return [entry.message];
      if (state !== "done") return [this.#say(state)];
      const { item, number, reception, duplicates } = entry.upload;
      const words = [make("a", { href: item ? `${this.dataset.home}/items/${item}` : `${this.dataset.home}/capture?reception=${reception}` },
        item ? this.#say("numbered", number ?? "") : this.#say(entry.asked.separate ? "pile" : "received"))];
      if (duplicates?.length) words.push(" · ", make("a", { href: `${this.dataset.home}/items/${duplicates[0]}` }, this.#say("twin")));
      return words;
    }

    #progress(entry, sent) {
      entry.bar.value = Math.min(sent, entry.file.size);
      this.#overall.value = this.#entries.reduce((sum, one) => sum + one.bar.value, 0);
      this.#tell("progress", { sent: this.#overall.value, total: this.#overall.max });
    }

    // Spoken by screen readers: only when a file ends or the network goes, never with each byte.
    #count(lost = false) {
      const all = this.#entries.length;
      const done = this.#entries.filter(entry => entry.state === "done").length;
      const failed = this.#entries.filter(entry => entry.state === "failed").length;
      const waiting = this.#entries.filter(entry => entry.state === "waiting" && !entry.asked).length;
      this.#overall.max = Math.max(1, this.#entries.reduce((sum, one) => sum + one.file.size, 0));
      this.#overall.value = this.#entries.reduce((sum, one) => sum + one.bar.value, 0);
      this.#overall.hidden = all === 0 || waiting === all;
      const said = lost ? this.#say("lost") : all === 0 ? "" : waiting > 0 && !this.#running ? this.#say("ready", waiting)
        : failed > 0 ? this.#say("some", done, all, failed) : this.#say("total", done, all);
      if (this.#status.textContent !== said) this.#status.textContent = said;
    }

    #say(key, ...values) { return (this.#texts[key] ?? key).replace(/\{(\d)\}/g, (_, at) => values[at] ?? ""); }

    #tell(name, detail) { this.dispatchEvent(new CustomEvent("upload:" + name, { bubbles: true, detail })); }
  });

  // The whole page takes files, so that one dropped beside the place is not opened by the browser instead.
  const place = () => document.querySelector("c-upload");
  const hasFiles = event => place() && [...event.dataTransfer?.types ?? []].includes("Files");
  document.addEventListener("dragover", event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    place().classList.add("over");
  });
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, event => { if (name === "drop" || !event.relatedTarget) place()?.classList.remove("over"); });
  document.addEventListener("drop", event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    (event.target.closest?.("c-upload") ?? place()).add(event.dataTransfer.files);
  });
  document.addEventListener("paste", event => {
    if (!place() || !event.clipboardData?.files.length) return;
    event.preventDefault();
    place().add(event.clipboardData.files);
  });
  addEventListener("DOMContentLoaded", () => window.Blazor?.addEventListener("enhancedload", () => document.querySelectorAll("c-upload").forEach(hook => hook.ready())));
})();
