// Cartulaire: fields of a form (data-takes-text) that take text from elsewhere: from the page of a document, from a proposal.
const Fields = "form[data-takes-text] :is(input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=submit]), textarea, select)";
const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

let last = document.activeElement?.matches(Fields) ? document.activeElement : null;

/** The field that last had the focus; its successor where the form was replaced meanwhile. */
export const takes = {
  get field() {
    if (last && !last.isConnected) last = [...document.querySelectorAll(Fields)].find(field => field.id === last.id) ?? null;
    return last;
  },
  any: () => document.querySelector("form[data-takes-text]") !== null,
  label(field = takes.field) {
    const label = (field.closest("fieldset")?.querySelector("legend") ?? field.labels?.[0])?.cloneNode(true);
    label?.querySelectorAll(".required, .hidden").forEach(part => part.remove());
    return label?.textContent.trim() ?? field.name;
  },
};

document.addEventListener("focusin", event => { if (event.target.matches?.(Fields)) last = event.target; });

const Months = new Map(["fr", "nl", "de", "en"].flatMap(language => ["long", "short"].flatMap(length => {
  const month = new Intl.DateTimeFormat(language, { month: length, timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, m) => [fold(month.format(new Date(Date.UTC(2026, m, 1)))).replace(".", ""), m + 1]);
})));

const Dates = [
  [/(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/gu, (y, m, d) => [y, m, d]],
  [/(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)/gu, (d, m, y) => [y, m, d]],
  [/(?<!\d)(\d{1,2})(?:er|re|ste|de|e|st|nd|rd|th|\.)?\s+(?:de\s+|of\s+)?(\p{L}{3,10})\.?,?\s+(\d{4})(?!\d)/gu, (d, m, y) => [y, Months.get(fold(m)), d]],
];

/** The days written in a text, with their places. */
export function datesIn(text) {
  const found = [];
  for (const [form, order] of Dates) {
    for (const match of text.matchAll(form)) {
      const [y, m, d] = order(...match.slice(1)).map(Number);
      const year = y < 100 ? 2000 + y : y;
      const day = new Date(Date.UTC(year, m - 1, d));
      if (day.getUTCMonth() === m - 1 && day.getUTCDate() === d) found.push({ start: match.index, end: match.index + match[0].length, value: day.toISOString().slice(0, 10) });
    }
  }
  return found;
}

const numbersIn = text => [...text.matchAll(/\d(?:[\d.\s\u00a0\u202f]*\d)?(?:,\d{1,2})?(?!\d)/gu)].map(m => ({ start: m.index, end: m.index + m[0].length, value: m[0].trim() }));

// What was pointed at, else what the line holds around it: one word of a date stands for the date.
const around = (find, { text, line, start }) => find(text)[0] ?? find(line).find(f => f.start < start + text.length && f.end > start);

/** Puts a text into a field as the field wants it. @returns what to tell. */
export function landing(field, given, sayings, say) {
  const text = given.text.replace(/^[\s,;:.()«»"“”]+|[\s,;:()«»"“”]+$/gu, "").replace(/(?<=\p{L}{2})\.$/u, "");
  let value = text;
  if (field.type === "date") value = around(datesIn, given)?.value;
  else if (field.inputMode === "decimal" || field.type === "number") value = around(numbersIn, given)?.value.replace(/[\s\u00a0\u202f]/gu, "");
  else if (field.localName === "select") value = [...field.options].find(option => option.value && fold(option.text) === fold(text))?.value ?? [...field.options].find(option => option.value && fold(option.text).includes(fold(text)))?.value;
  if (value === undefined) return field.type === "date" ? sayings["no-date"] : field.localName === "select" ? say(sayings["no-choice"], text) : sayings["no-amount"];
  if (field.localName === "textarea") {
    const spaced = (field.selectionStart > 0 && /\S/.test(field.value[field.selectionStart - 1]) ? " " : "") + value;
    field.setRangeText(spaced, field.selectionStart, field.selectionEnd, "end");
  } else {
    const whole = given.append && field.type !== "date" && field.localName === "input" && field.value ? `${field.value} ${value}` : value;
    field.value = field.maxLength > 0 ? whole.slice(0, field.maxLength) : whole;
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.classList.remove("took");
  requestAnimationFrame(() => field.classList.add("took"));
  return say(sayings.taken, field.localName === "select" ? field.selectedOptions[0].text : field.type === "date" ? new Date(value).toLocaleDateString(document.documentElement.lang + "-BE", { timeZone: "UTC" }) : text, takes.label(field));
}
