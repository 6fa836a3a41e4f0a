// Sections and articles.
import { $, button, make, replace, say } from "./words.js";
/** @typedef {import("./server.js").Article} Article */
/** @typedef {import("./server.js").State} State */

/** @type {{open: (a: Article, n: number) => void, act: (action: any) => Promise<any>, remove: (n: number) => void, rename: (n: number) => void, manifest: () => void, refresh: () => void}} */
let does;
/** @param {typeof does} d */
export function begin(d) { does = d; }

let dragged = -1;

/** @param {State} state @param {string} current */
export function update(state, current) {
  replace($("list"), JSON.stringify([state.articles, current, keep, state.findings.map((f) => [f.file, f.record.severity])]), () => draw(state, current));
}

/** @param {State} state @param {string} current */
function draw(state, current) {
  const list = $("list");
  const focused = document.activeElement && document.activeElement.closest ? document.activeElement.closest("[data-article]") : null;
  const focus = keep !== null ? keep : focused ? focused.getAttribute("data-index") : null;
  const top = list.scrollTop;
  const parts = [make("button", { type: "button", "data-article": "issue.toml", class: "article", "aria-current": String(current === "issue.toml") }, say("issue"))];
  parts[0].addEventListener("click", () => does.manifest());
  let section = 0;
  /** @type {HTMLElement|null} */
  let ol = null;
  state.articles.forEach((a, n) => {
    if (a.in !== section || !ol) {
      section = a.in;
      parts.push(make("h2", {}, a.section || say("articles")));
      ol = make("ol", { "data-section": String(section - 1) });
      dropInto(ol, section - 1, -1);
      parts.push(ol);
    }
    ol.append(entry(state, a, n, current));
  });
  list.replaceChildren(...parts);
  list.scrollTop = top;
  if (focus !== null && focus !== undefined) {
    const again = /** @type {HTMLElement|null} */ (list.querySelector(`[data-index="${focus}"]`));
    if (again && (focused || keep !== null)) again.focus();
  }
  keep = null;
}

/** @type {string|null} index that gets the focus with the next state */
let keep = null;
/** @param {number} n */
export function focusNext(n) {
  keep = String(n);
  does.refresh();
}

/** @param {State} state @param {Article} a @param {number} n @param {string} current */
function entry(state, a, n, current) {
  const mine = state.findings.filter((f) => f.file && f.file === a.file);
  const errors = mine.filter((f) => f.record.severity === "error").length, warnings = mine.filter((f) => f.record.severity === "warning").length;
  const about = make("span", { class: "about" });
  if (a.page) about.append(make("span", {}, say("page", a.page)));
  if (a.authors && a.authors.length) about.append(make("span", {}, a.authors.join("、")));
  if (errors) about.append(make("span", { class: "bad" }, say("error") + " " + errors));
  if (warnings) about.append(make("span", {}, say("warning") + " " + warnings));
  const li = make("li", { class: "article", tabindex: "0", draggable: "true", "data-article": a.id, "data-index": String(n), "aria-current": String(a.id === current) }, make("span", { class: "name" }, a.title), about);
  li.addEventListener("click", () => does.open(a, n));
  li.addEventListener("keydown", (e) => {
    const way = e.altKey && (e.key === "ArrowUp" ? "up" : e.key === "ArrowDown" ? "down" : "");
    if (way) {
      e.preventDefault();
      does.act({ action: way, article: n }).then((r) => { if (r) focusNext(r.article); });
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
  li.addEventListener("dragstart", (e) => { dragged = n; if (e.dataTransfer) { e.dataTransfer.effectAllowed = "move"; e.dataTransfer.setData("text/plain", a.title); } });
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
    does.act({ action: "move", article: dragged, section, before });
    dragged = -1;
  });
}

/** The buttons below the list. @param {{add: () => void, move: (way: string) => void, remove: () => void, rename: () => void, files: (list: FileList) => void}} on */
export function controls(on) {
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "file", multiple: "", hidden: "", accept: ".docx,.txt,.md,.csv,.xlsx,image/*", "aria-label": say("files") }));
  input.addEventListener("change", () => { if (input.files) on.files(input.files); input.value = ""; });
  return [button("add", on.add), button("files", () => input.click()), input, button("up", () => on.move("up")), button("down", () => on.move("down")), button("rename", on.rename), button("remove", on.remove)];
}
