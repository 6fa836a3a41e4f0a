// Sections and articles.
import { $, button, children, make, replace, say } from "./words.js";
/** @typedef {import("./server.js").Article} Article */
/** @typedef {import("./server.js").State} State */

/** @type {{open: (a: Article, n: number) => void, act: (action: any) => Promise<any>, remove: (n: number) => void, rename: (n: number) => void, section: (n: number, title: string) => void, removeSection: (n: number, title: string) => void, manifest: () => void, refresh: () => void}} */
let does;
/** @param {typeof does} d */
export function begin(d) { does = d; }

let dragged = -1, draggedID = "";

/** @param {State} state @param {string} current */
export function update(state, current) {
  replace($("list"), JSON.stringify([state.articles, state.sections, current, keep && state.revision >= keep.revision && keep, state.findings.map((f) => [f.file, f.a, f.record.severity])]), () => draw(state, current));
}

/** What the list has, by what it shows and its handlers use. @type {Map<string, HTMLElement>} */
let entries = new Map();

/** Shows the list; an entry that stays as it was is not replaced. @param {State} state @param {string} current */
function draw(state, current) {
  const list = $("list");
  const focused = document.activeElement && document.activeElement.closest ? document.activeElement.closest("[data-index]") : null;
  let focus = focused ? focused.getAttribute("data-index") : null;
  if (keep && state.revision >= keep.revision) {
    if (keep.focus) focus = String(keep.index);
    keep = null;
  }
  const had = entries;
  entries = new Map();
  /** @param {any} what @param {() => HTMLElement} build */
  const same = (what, build) => {
    const key = JSON.stringify(what), e = had.get(key) || build();
    entries.set(key, e);
    return e;
  };
  const issue = same("issue", () => {
    const e = make("button", { type: "button", "data-article": "issue.toml", class: "article" }, say("issue"));
    e.addEventListener("click", () => does.manifest());
    return e;
  });
  const parts = [issue];
  /** @param {Article} a @param {number} n @param {number} section */
  const item = (a, n, section) => {
    const mine = state.findings.filter((f) => f.file && (f.file === a.file || (a.others || []).includes(f.file) || (f.file === "issue.toml" && f.a >= a.a && f.a < a.b)));
    const count = (/** @type {string} */ kind) => mine.filter((f) => f.record.severity === kind).length;
    const counts = [count("error"), count("warning")];
    return same([n, a.id, a.title, section, a.page, a.sheet, a.authors, counts], () => entry(a, n, counts));
  };
  let n = 0;
  state.sections.forEach((title, section) => {
    /** @type {HTMLElement[]} */
    const items = [];
    for (let a; (a = state.articles[n]) && a.in - 1 === section; n++) items.push(item(a, n, section));
    if (!items.length) items.push(same(["empty", section, title], () => make("li", { class: "empty" }, say("emptySection"), " ", button("remove-section", () => does.removeSection(section, title), say("remove")))));
    const ol = same(section, () => {
      const e = make("ol", { "data-section": String(section) });
      dropInto(e, section, -1);
      return e;
    });
    parts.push(same([section, title], () => make("h2", {}, button("rename-section", () => does.section(section, title), title || say("articles")))), ol);
    children(ol, items);
  });
  children(list, parts);
  for (const e of entries.values()) if (e.dataset.article) e.setAttribute("aria-current", String(e.dataset.article === current));
  if (focus !== null) {
    const all = /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-index]"));
    (all[Math.min(Number(focus), all.length - 1)] || issue).focus();
  }
}

/** @type {{index: number, revision: number, focus: boolean}|null} where an entry is when a revision is shown, and whether it gets the focus then */
let keep = null;
/** @param {number} index @param {number} revision @param {boolean} [focus] */
export function focusNext(index, revision, focus = true) {
  keep = { index, revision, focus };
  does.refresh();
}

let moving = Promise.resolve();
let pending = 0; // moves that are not done yet
let at = 0; // where the entry is that they move

/** Moves an entry up or down. Moves that come faster than they are done follow each other. @param {string} way @param {string} id @param {number} n @param {boolean} focus whether the entry is to have the focus */
function step(way, id, n, focus) {
  if (!pending) at = keep ? keep.index : n;
  pending++;
  moving = moving.then(async () => {
    const r = await does.act({ action: way, article: at, of: id.startsWith("issue.toml#") ? "" : id });
    pending--;
    if (!r) return;
    at = r.article;
    focusNext(at, r.revision, focus);
  });
}

/** @param {Article} a @param {number} n @param {number[]} counts errors and warnings */
function entry(a, n, [errors, warnings]) {
  const about = make("span", { class: "about" });
  if (a.page) about.append(make("span", {}, say("page", a.page)));
  if (a.authors && a.authors.length) about.append(make("span", {}, a.authors.join("、")));
  if (errors) about.append(make("span", { class: "bad" }, say("error") + " " + errors));
  if (warnings) about.append(make("span", {}, say("warning") + " " + warnings));
  const li = make("li", { class: "article", tabindex: "0", draggable: "true", "data-article": a.id, "data-index": String(n) }, make("span", { class: "name" }, a.title), about);
  li.addEventListener("click", () => does.open(a, n));
  li.addEventListener("keydown", (e) => {
    const way = e.altKey && (e.key === "ArrowUp" ? "up" : e.key === "ArrowDown" ? "down" : "");
    if (way) {
      e.preventDefault();
      step(way, a.id, n, true);
    } else if (e.key === "Enter") { e.preventDefault(); does.open(a, n); }
    else if (e.key === "F2") { e.preventDefault(); does.rename(n); }
    else if (e.key === "Delete") { e.preventDefault(); does.remove(n); }
    else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      const all = [...$("list").querySelectorAll("[data-article]")];
      const to = /** @type {HTMLElement|undefined} */ (all[all.indexOf(li) + (e.key === "ArrowDown" ? 1 : -1)]);
      if (to) to.focus();
    }
  });
  li.addEventListener("dragstart", (e) => { dragged = n; draggedID = a.id; if (e.dataTransfer) { e.dataTransfer.effectAllowed = "move"; e.dataTransfer.setData("text/plain", a.title); } });
  li.addEventListener("dragend", () => { dragged = -1; });
  dropInto(li, a.in - 1, n);
  return li;
}

/** @param {HTMLElement} e @param {number} section @param {number} before */
function dropInto(e, section, before) {
  e.addEventListener("dragover", (ev) => { if (dragged >= 0) { ev.preventDefault(); ev.stopPropagation(); e.classList.add("over"); } });
  e.addEventListener("dragleave", () => e.classList.remove("over"));
  e.addEventListener("drop", (ev) => {
    e.classList.remove("over");
    if (dragged < 0) return;
    ev.preventDefault();
    ev.stopPropagation();
    does.act({ action: "move", article: dragged, of: draggedID, section, before });
    dragged = -1;
  });
}

/** The buttons below the list. @param {{add: () => void, selected: () => {id: string, n: number}, remove: () => void, rename: () => void, files: (list: FileList) => void}} on */
export function controls(on) {
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "file", multiple: "", hidden: "", accept: ".docx,.txt,.md,.csv,.xlsx,image/*", "aria-label": say("files") }));
  input.addEventListener("change", () => { if (input.files) on.files(input.files); input.value = ""; });
  return [button("add", on.add), button("files", () => input.click()), input, button("up", () => { const a = on.selected(); step("up", a.id, a.n, false); }), button("down", () => { const a = on.selected(); step("down", a.id, a.n, false); }), button("rename", on.rename), button("remove", on.remove), button("section", () => does.section(-1, ""))];
}
