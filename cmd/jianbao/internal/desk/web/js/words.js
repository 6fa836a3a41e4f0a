// Texts of the page, in both languages.

/** @type {Record<string, [string, string]>} */
const words = {
  check: ["检查", "Check"], screen: ["屏幕版", "For screen"], print: ["印刷件", "For print"], archive: ["归档件", "For archive"],
  add: ["添加文章", "Add article"], remove: ["移除", "Remove"], rename: ["改标题", "Rename"], up: ["上移", "Up"], down: ["下移", "Down"],
  undo: ["撤销", "Undo"], redo: ["重做", "Redo"], quit: ["结束", "Quit"], open: ["打开", "Open"], folder: ["打开文件夹", "Open folder"], fix: ["改正", "Fix"],
  "to-text": ["转成文本后编辑", "Turn into text"], cancel: ["取消", "Cancel"], ok: ["确定", "OK"], yes: ["是", "Yes"], no: ["否", "No"],
  "keep-mine": ["保留我的", "Keep mine"], "keep-theirs": ["采用磁盘上的", "Take the disk's"],
  files: ["选文件…", "Files…"], title: ["标题", "Title"], issue: ["本期", "This issue"], toml: ["清单原文", "Manifest text"], find: ["查找", "Find"], replace: ["替换为", "Replace with"], next: ["下一处", "Next"], all: ["全部替换", "Replace all"],
  error: ["错误", "Error"], warning: ["警告", "Warning"], notice: ["提示", "Notice"], findings: ["检查结果", "Findings"], none: ["没有发现问题", "No problems found"],
  page: ["第 {0} 页", "Page {0}"], line: ["第 {0} 行", "line {0}"], paragraph: ["第 {0} 段", "paragraph {0}"],
  ready: ["{0} 页，{1} 个错误，{2} 个警告", "Pages: {0}, errors: {1}, warnings: {2}"], making: ["正在生成…", "Making the file…"], made: ["已写出 {0}", "Wrote {0}"], notMade: ["有错误，没有写文件", "There are errors; no file was written"],
  ended: ["编辑台已结束。您的文字还在这里，可以复制。", "The desk has ended. Your text is still here and can be copied."], copy: ["复制文字", "Copy the text"],
  clash: ["{0} 在别处也改了。请选择保留哪一个；两个都已存入历史。", "{0} was changed elsewhere, too. Choose which to keep; both are in the history."], notSaved: ["{0} 存不进磁盘：{1}。文字还在这里，每两秒再试一次。", "{0} cannot be saved: {1}. Its text is here; saving is tried again every two seconds."], gone: ["{0} 不在了或读不出。文字还在这里；按“保留我的”重新写入。", "{0} has vanished or cannot be read. Its text is still here; press “Keep mine” to write it again."],
  mine: ["我的", "Mine"], theirs: ["磁盘上的", "On disk"], restored: ["上次中断前没有写完的修改已恢复：{0}", "Changes that were interrupted last time are restored: {0}"],
  elsewhere: ["{0} 上可能也开着这个文件夹的编辑台。两边都改同一个文件时，程序会请您选择。", "A desk for this folder may be open on {0}, too. If both change the same file, you will be asked which to keep."],
  encoding: ["{0} 是 {1} 编码，改动先留在历史里，不写进文件。存成 UTF-8 吗？", "{0} is in {1}: what you change is kept in the history, not in the file. Save it as UTF-8?"], stays: ["{0} 是 {1} 编码，只读。存成 UTF-8 就可以改：", "{0} is in {1} and read-only. Save it as UTF-8 to edit it:"], kept: ["只读；没有写进文件的改动在历史里", "Read-only; the changes that were not in the file are in the history"], docx: ["Word 文件在这里只读。", "Word files are read-only here."], styled: ["这份文件有表格、图片、注、列表或字形，转成文本会丢失；jianbao import 可以转成 Markdown。", "This file has tables, pictures, notes, lists or styles, which a text would lose; jianbao import makes Markdown of it."],
  removeAsk: ["移除《{0}》？文件移到 .jianbao/removed，可以撤销。", "Remove “{0}”? Its file goes to .jianbao/removed; this can be undone."], zoomIn: ["放大", "Zoom in"], zoomOut: ["缩小", "Zoom out"], one: ["单页", "One page"], two: ["双页", "Two pages"],
  publication: ["各期共用", "Shared by issues"], theme: ["版式", "Theme"], filter: ["找一项", "Find a field"], broken: ["文件不是正确的 TOML，请先改原文。", "The file is not valid TOML; mend its text first."], "from-issue": ["本期", "this issue"], "from-publication": ["各期共用", "shared"], "from-default": ["默认", "default"], "from-theme": ["版式 {0}", "theme {0}"], replaced: ["本期另有：{0}", "this issue has: {0}"],
  import: ["导入", "Import"], taking: ["正在读入 {0}（{1}/{2}）", "Reading {0} ({1} of {2})"], large: ["“{0}”超过 64 MB 的上限", "{0}: over the limit of 64 MB"], imported: ["导入文章 {0} 篇，文件 {1} 个", "Imported {0} articles, {1} files"], notImported: ["没有导入文件", "No file was imported"],
  fit: ["压缩页数", "Copyfitting"], fills: ["共 {0} 页", "Pages: {0}"], free: ["，第 {0} 页空 {1} 行", ", page {0} has {1} free lines"], full: ["，末页排满", ", the last one full"], fitTo: ["压到 {0} 页", "fit to {0}"], fitOff: ["不压缩", "as it is"],
  crop: ["裁成", "Cut to"], cropAt: ["留哪里", "What is kept"], whole: ["不裁", "whole"], table: ["表格", "Table"], inText: ["写在清单里", "in the manifest"], editTable: ["改表格", "Edit the table"],
  cancelled: ["已取消，没有写文件", "Cancelled; no file was written"], closeReport: ["返回检查结果", "Back to the findings"], contents: ["跳到", "Go to"],
  section: ["加栏目", "Add section"], sectionTitle: ["栏目名", "Title of the section"], "rename-section": ["改栏目名", "Rename the section"], "add-section": ["加栏目", "Add section"],
  listed: ["写出清单 {0} 份", "{0} manifests written"],
  inMarkdown: ["说明和署名写在正文里；宽度、位置和裁切要把图写进清单。", "Caption and credit stand in the text; width, place and crop need the picture in the manifest."], defined: ["图的文件和说明写在正文别处，请改正文。", "File and caption stand elsewhere in the text: edit them there."],
  inBraces: ["它写在花括号里，标题等请改清单原文。", "It is written in braces: edit its title and the rest in the manifest's text."],
  qr: ["二维码", "QR code"], attachment: ["附件", "Attachment"], ofDocument: ["文档里第 {0} 幅", "picture {0} of the document"], editText: ["改正文", "Edit the text"], addTo: ["加在这篇文章里：", "Add to this article:"], address: ["二维码的网址", "Address of the QR code"],
  inSection: ["所在栏目", "Its section"], "section-up": ["栏目上移", "Move the section up"], "section-down": ["栏目下移", "Move the section down"], "remove-section": ["移除栏目", "Remove the section"], removeSection: ["移除栏目“{0}”和其中的文章？文章的文件移到 .jianbao/removed，可以撤销。", "Remove the section “{0}” with its articles? Their files go to .jianbao/removed; this can be undone."], emptySection: ["没有文章", "No articles"],
  undone: ["已撤销", "Undone"], redone: ["已重做", "Done again"], renamed: ["已改名", "Renamed"], fixed: ["已改正", "Fixed"], set: ["已修改", "Changed"], added: ["已添加", "Added"], removed: ["已移除", "Removed"],
  about: ["文章信息", "About the article"], more: ["其他", "More"], picture: ["图片", "Picture"],
  new: ["新一期", "New issue"], newFolder: ["新一期的文件夹", "Folder of the new issue"], newAbout: ["照 {0} 起 {1} 年第 {2} 期，{3}", "After {0}: year {1}, number {2}, {3}"], issueNumber: ["第 {0} 期", "Number {0}"], old: ["旧", "Old:"], undated: ["没有写日期", "Without a date"], changed: ["成品之后又改过", "Changed since it was finished"],
  shelf: ["各期", "Issues"], built: ["已有成品", "Finished"], draft: ["编辑中", "In progress"], articles: ["文章", "Articles"], text: ["文章正文", "Text of the article"], sheets: ["版面", "Pages"], noIssue: ["这个文件夹里没有 issue.toml。", "There is no issue.toml in this folder."], back: ["返回各期", "All issues"], moved: ["已移动", "Moved"], silent: ["编辑台没有应答", "The desk does not answer"], refused: ["没有做成：{0}", "Not done: {0}"],
  name: ["刊名", "Title of the publication"],
};

const chinese = document.documentElement.lang !== "en";

/**
 * @param {string} key
 * @param {...(string|number)} args
 */
export function say(key, ...args) {
  const pair = words[key];
  const text = pair ? pair[chinese ? 0 : pair.length - 1] : key;
  return text.replace(/\{(\d)\}/g, (_, n) => String(args[Number(n)]));
}

/**
 * Makes an element.
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node|string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const key of Object.keys(attributes)) e.setAttribute(key, attributes[key]);
  e.append(...children);
  return e;
}

/**
 * A button for an action.
 * @param {string} action
 * @param {(e: Event) => void} run
 * @param {string} [label]
 */
export function button(action, run, label) {
  const b = make("button", { type: "button", "data-action": action }, label || say(action));
  b.addEventListener("click", (e) => { e.stopPropagation(); run(e); });
  return b;
}

/** @param {string} id */
export const $ = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {Element|null} what a pointer is pressed in, or what is dragged */
let held = null;
/** @type {Map<Element, () => void>} what has to wait until nothing is held */
const waiting = new Map();
/** @type {WeakMap<Element, string>} what elements show */
const showing = new WeakMap();

/** @param {Event} e */
const hold = (e) => { held = e.target instanceof Element ? e.target : null; };
const release = () => {
  held = null;
  setTimeout(() => { // after the click
    if (held) return;
    const list = [...waiting.values()];
    waiting.clear();
    for (const f of list) f();
  });
};
let dragging = false;
addEventListener("pointerdown", hold, true);
addEventListener("dragstart", (e) => { dragging = true; hold(e); }, true);
for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => { if (!dragging) release(); }, true);
addEventListener("pointermove", (e) => { if (held && !e.buttons && !dragging) release(); }, true); // the end was outside
addEventListener("dragend", () => { dragging = false; release(); }, true);

/**
 * Shows something else in an element, by a function; not if it shows the same already, and
 * not while a pointer is pressed in it: what is replaced between the press and its end gets
 * no click.
 * @param {Element} e @param {string} what what is shown and what its handlers use
 * @param {() => void} show
 */
export function replace(e, what, show) {
  const now = () => {
    if (showing.get(e) === what) return;
    showing.set(e, what);
    show();
  };
  if (held && e.contains(held)) waiting.set(e, now);
  else { waiting.delete(e); now(); }
}

/** Makes a list the children of an element; those that it has already stay as they are. @param {Element} e @param {Element[]} list */
export function children(e, list) {
  for (const c of [...e.children]) if (!list.includes(c)) c.remove();
  list.forEach((c, i) => { if (e.children[i] !== c) e.insertBefore(c, e.children[i] || null); });
}

let timer = 0;

/** Tells something once, politely. @param {string} text */
export function tell(text) {
  clearTimeout(timer);
  $("status").textContent = text;
}

/** Tells why something was not done. @param {unknown} e */
export const refused = (e) => tell(say("refused", e instanceof Error ? e.message : String(e)));

/**
 * Asks a question; resolves to the text, or null.
 * @param {string} question
 * @param {string|null} value null: yes or no
 * @param {HTMLElement[]} [above] what stands above the question
 * @param {HTMLInputElement} [input]
 * @returns {Promise<string|null>}
 */
export function ask(question, value, above = [], input = /** @type {HTMLInputElement} */ (make("input", {}))) {
  const dialog = /** @type {HTMLDialogElement} */ ($("ask"));
  return new Promise((resolve) => {
    const form = make("form", { method: "dialog" });
    const label = make("label", {}, question);
    input.setAttribute("aria-label", question);
    if (value !== null) { input.value = value; label.append(input); }
    const done = (/** @type {string|null} */ v) => { dialog.close(); resolve(v); };
    form.addEventListener("submit", (e) => { e.preventDefault(); done(value === null ? "yes" : input.value); });
    form.append(...above, label, make("div", { class: "group" }, button("no", () => done(null), say("cancel")), make("button", { class: "main", "data-action": "yes" }, say("ok"))));
    dialog.replaceChildren(form);
    dialog.oncancel = () => resolve(null);
    // The focus goes back to where it was, also if that was made anew meanwhile.
    const before = document.activeElement;
    dialog.onclose = () => {
      if (!(before instanceof HTMLElement) || before.isConnected) return;
      const name = ["index", "action"].find((key) => before.dataset[key] !== undefined);
      if (name) /** @type {HTMLElement|null} */ (document.querySelector(`[data-${name}="${before.dataset[name]}"]`))?.focus();
    };
    dialog.showModal();
    if (value !== null) input.select();
  });
}
