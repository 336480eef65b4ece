// Hands that are faster than the network: which keys wait for the next letter, and how they are pressed again once it is there.
// It decides about a letter: never by a key that is held down, nor for a letter that nobody has seen yet.
export const decides = event => (event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key.toLowerCase() === "s");
export const types = event => event.key.length === 1 && (event.getModifierState("AltGraph") || !(event.ctrlKey || event.metaKey || event.altKey));
export const waits = event => types(event) || /^(F4|F[6-9]|F10|Enter|Tab|Backspace|Delete|Arrow.*)$/.test(event.key);

// A key that was pressed before its letter was there, now that it is.
export function again(event, root) {
  const at = document.activeElement;
  const text = at.matches("input, textarea") && at.selectionStart != null;
  if (event.key === "Tab") beside(root, at, event.shiftKey ? -1 : 1)?.focus();
  else if (text && (types(event) || event.key === "Backspace")) {
    const from = types(event) || at.selectionStart !== at.selectionEnd ? at.selectionStart : Math.max(0, at.selectionStart - 1);
    at.setRangeText(types(event) ? event.key : "", from, at.selectionEnd, "end");
    at.dispatchEvent(new InputEvent("input", { bubbles: true }));
  } else if (event.key === " " && at.matches("input, summary, button")) at.click();
  else at.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, altKey: event.altKey, shiftKey: event.shiftKey, bubbles: true, cancelable: true }));
}

function beside(root, at, by) {
  const all = [...root.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility());
  return all[all.indexOf(at) + by];
}
