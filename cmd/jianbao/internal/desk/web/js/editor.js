// The text of an article, in the browser's own text field.
import { $, button, make, refused, say, tell } from "./words.js";
import * as server from "./server.js";
import * as sheets from "./sheets.js";

const area = /** @type {HTMLTextAreaElement} */ ($("text"));

/** @type {server.TextInfo|null} */
let open = null;
let sending = false; // a change is on its way
let waiting = false; // and there is a newer one
let composing = false; // an input method is open
let sent = ""; // the text that the desk has
let sends = 0; // counts the times that one was sent

export const file = () => (open ? open.file : "");

let key = -Infinity;
/** When a key was pressed last, on the clock of performance.now(). */
export const typed = () => key;

/** Offset in the text field of a byte of the file. @param {number} byte */
export function indexOf(byte) {
  const text = area.value;
  let left = byte - ((open && open.base) || 0);
  for (const s of (open && open.skips) || []) if (s.at < byte) left -= Math.min(s.n, byte - s.at);
  let i = 0;
  while (i < text.length && left > 0) {
    const c = /** @type {number} */ (text.codePointAt(i));
    left -= c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (left < 0) break;
    i += c < 0x10000 ? 1 : 2;
  }
  return i;
}

/** Byte of the file of an offset in the text field. @param {number} index */
export function byteOf(index) {
  let bytes = ((open && open.base) || 0) + new TextEncoder().encode(area.value.slice(0, index)).length;
  for (const s of (open && open.skips) || []) if (s.at <= bytes) bytes += s.n;
  return bytes;
}

let opening = 0; // counts the files that were opened

/** Opens a file. @param {string} name */
export async function show(name) {
  const mine = ++opening;
  if (open && open.file === name) return;
  await flush();
  const next = await server.text(name);
  await flush(); // what was typed meanwhile
  if (mine !== opening || (open && open.editable && area.value !== sent)) return; // another file was opened since, or the text is nowhere but here
  open = next;
  area.dataset.file = name;
  area.setAttribute("aria-label", say("text") + " " + name);
  area.value = open.text;
  sent = open.text;
  area.readOnly = !open.editable;
  area.scrollTop = 0;
  area.setSelectionRange(0, 0);
  changed();
}

/** Puts the cursor before a byte of a file, or selects a range. @param {string} name @param {number} from @param {number} [to] */
export async function go(name, from, to = from) {
  await show(name);
  if (!open || open.file !== name) return;
  const a = indexOf(from), b = to === from ? a : indexOf(to);
  area.blur(); // so that focusing scrolls to the cursor
  area.setSelectionRange(a, b);
  area.focus();
  markCursor();
}

/** Takes over what changed outside, by the least replacement, so that cursor and undo stay; returns true if there is no such text any more. */
export async function refresh() {
  if (!open || composing) return;
  if (area.value !== sent || sending) return;
  // What is typed in another field keeps the focus; the text waits until that is left.
  const other = /** @type {any} */ (document.activeElement);
  if (other !== area && other && other.matches("input, textarea") && other.value !== other.defaultValue && area.offsetParent) return;
  const name = open.file, before = sends;
  const info = await server.text(name, open.title).catch(() => null);
  if (!info) return true; // it has been removed, or is being
  // An answer from before the last text was sent would take that back.
  if (composing || before !== sends || area.value !== sent || sending || !open || open.file !== name) return;
  if (info.file !== name) renamed(info.file);
  const turned = open.editable !== info.editable || open.encoding !== info.encoding;
  open = info;
  area.readOnly = !info.editable;
  if (turned) tools();
  replaceAll(info.text);
  sent = info.text;
}

/** Whether an offset is inside a character beyond U+FFFF. @param {string} text @param {number} i */
const half = (text, i) => i < text.length && (/** @type {number} */ (text.codePointAt(i - 1))) > 0xffff;

/** @type {(file: string) => void} */
let onRename = () => {};
/** Called with the new name of the open text if its article has moved in the manifest. @param {typeof onRename} f */
export function onRenamed(f) { onRename = f; }

/** @param {string} file */
function renamed(file) {
  area.dataset.file = file;
  area.setAttribute("aria-label", say("text") + " " + file);
  const name = $("tools").querySelector(".file");
  if (name && open) name.textContent = shown({ ...open, file });
  onRename(file);
}

/** The part in which two texts differ, and what the second has there. @param {string} old @param {string} text */
function difference(old, text) {
  let from = 0;
  while (from < old.length && from < text.length && old[from] === text[from]) from++;
  if (from && half(old, from)) from--;
  let a = old.length, b = text.length;
  while (a > from && b > from && old[a - 1] === text[b - 1]) { a--; b--; }
  if (half(old, a) || half(text, b)) { a++; b++; }
  return { from, to: a, text: text.slice(from, b) };
}

/** @param {string} text */
function replaceAll(text) {
  if (area.value === text) return;
  const d = difference(area.value, text);
  insert(d.from, d.to, d.text);
}

/**
 * Brings together what was typed and what the text became meanwhile by an action or by
 * another program: both, where they are apart; else the desk shows them as a conflict.
 * @param {string} name
 */
async function bring(name) {
  const info = await server.text(name, open ? open.title : "");
  if (composing || !open || open.file !== name) return;
  if (info.file !== name) renamed(open.file = info.file);
  const theirs = difference(sent, info.text), mine = difference(sent, area.value);
  const value = area.value;
  if (info.text === sent || info.text === value) {
    // Nothing to bring.
  } else if (theirs.to < mine.from) insert(theirs.from, theirs.to, theirs.text);
  else if (mine.to < theirs.from) {
    const by = mine.text.length - (mine.to - mine.from);
    insert(theirs.from + by, theirs.to + by, theirs.text);
  } else {
    open.version = (await server.put(info.file, value, info.version || "", true)).version;
    sent = value;
    return;
  }
  open = info;
  sent = info.text;
  waiting = true; // for what was typed
}

/**
 * Replaces a part so that the browser can undo it; the selection moves with the text.
 * @param {number} from @param {number} to @param {string} text
 */
function insert(from, to, text) {
  const [s, e, dir, top] = [area.selectionStart, area.selectionEnd, area.selectionDirection, area.scrollTop];
  const focused = document.activeElement;
  const was = area.readOnly;
  area.readOnly = false;
  area.focus({ preventScroll: true });
  area.setSelectionRange(from, to);
  // A hidden field does not take the focus; the command would write into the one that has it.
  const done = document.activeElement === area && (text ? document.execCommand("insertText", false, text) : document.execCommand("delete"));
  if (!done) area.setRangeText(text, from, to);
  const move = (/** @type {number} */ p) => (p <= from ? p : p >= to ? p + text.length - (to - from) : from + text.length);
  area.setSelectionRange(move(s), move(e), dir);
  area.scrollTop = top;
  area.readOnly = was;
  if (focused instanceof HTMLElement && focused !== area) focused.focus({ preventScroll: true });
}

/** @type {() => void} */
let onOpen = () => {};
/** @param {() => void} f */
export function onChange(f) { onOpen = f; }

function changed() { tools(); onOpen(); markCursor(); }

async function push() {
  if (!open || !open.editable || composing || area.value === sent) return;
  if (sending) { waiting = true; return; }
  sending = true;
  sends++;
  const name = open.file, value = area.value;
  try {
    const r = await server.put(name, value, open.version || "");
    if (open && open.file === name) {
      sent = value;
      open.version = r.version;
      if (open.skips || open.base) { const info = await server.text(name); if (open && open.file === name && info.text === area.value) { open.skips = info.skips; open.base = info.base; } }
    }
  } catch (e) {
    const error = /** @type {server.Refusal} */ (e);
    if (error.status === 409) await bring(name).catch((e) => refused(e));
    else tell(say("refused", error.message));
  }
  sending = false;
  if (waiting) { waiting = false; await push(); }
}

/** Sends what was typed. */
export async function flush() {
  await push();
  while (sending) await new Promise((r) => setTimeout(r, 10));
}

let last = -1;

/** Marks the line of the cursor on the page. @param {boolean} [scroll] */
export function markCursor(scroll = true) {
  if (!open) return;
  last = area.selectionStart;
  const at = byteOf(last);
  sheets.mark([{ file: open.in || open.file, from: at, to: at, kind: "cursor" }], scroll);
}

/** What the file is called. @param {server.TextInfo} info */
const shown = (info) => (info.in ? (info.title || "") + " · " + say("inText") : info.file);

/** Find and replace, and what the file can be made. */
function tools() {
  const bar = $("tools");
  bar.replaceChildren(make("span", { class: "file" }, open ? shown(open) : ""));
  const box = $("notices").querySelector("[data-about=file]");
  const had = box && box.contains(document.activeElement); // its button was pressed
  if (box) box.remove();
  if (!open) return;
  const word = /\.docx$/i.test(open.file);
  if (word || open.encoding) { // a document, or a file that is not UTF-8
    const note = make("div", { "data-about": "file" }, word ? say("docx") : say(open.editable ? "encoding" : "stays", open.file, (open.encoding || "").toUpperCase().replace("BIG", "Big")), " ");
    if (word && plain(open.file)) note.append(button("to-text", () => run("to-text")));
    else if (word) note.append(say("styled"));
    else note.append(button("yes", () => run("yes")));
    if (open.editable) note.append(" ", button("no", () => run("no")));
    $("notices").append(note);
  }
  if (had) /** @type {HTMLElement} */ ($("notices").querySelector("[data-about=file] button") || area).focus();
  if (!open.editable) return;
  const find = /** @type {HTMLInputElement} */ (make("input", { type: "search", "aria-label": say("find"), placeholder: say("find") }));
  const by = /** @type {HTMLInputElement} */ (make("input", { "aria-label": say("replace"), placeholder: say("replace") }));
  const next = () => {
    if (!find.value) return;
    let i = area.value.indexOf(find.value, area.selectionEnd);
    if (i < 0) i = area.value.indexOf(find.value);
    if (i < 0) return;
    area.blur();
    area.setSelectionRange(i, i + find.value.length);
    area.focus();
  };
  find.addEventListener("keydown", (e) => { if (e.key === "Enter") { e.preventDefault(); next(); } });
  bar.append(find, button("next", next), by, button("all", () => { if (find.value) { replaceAll(area.value.split(find.value).join(by.value)); push(); } }));
}

/** @type {(action: string) => void} */
let run = () => {};
/** @type {(file: string) => boolean} */
let plain = () => false;
/** @param {(action: string) => void} f @param {(file: string) => boolean} p whether a plain text can hold all of a file */
export function onAction(f, p) { run = f; plain = p; }

area.addEventListener("compositionstart", () => { composing = true; });
area.addEventListener("compositionend", () => { composing = false; push().then(refresh); });
document.addEventListener("focusout", () => setTimeout(refresh));
area.addEventListener("input", () => {
  key = performance.now();
  if (!composing) push();
});
area.addEventListener("keydown", (e) => {
  if (e.key === "F3" || ((e.ctrlKey || e.metaKey) && e.key === "h")) { e.preventDefault(); $("tools").querySelector("input")?.focus(); }
});
document.addEventListener("selectionchange", () => {
  if (document.activeElement === area && !composing && area.selectionStart !== last) markCursor();
});
