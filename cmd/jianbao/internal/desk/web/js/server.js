// Requests to the desk.
import { say } from "./words.js";

/** @typedef {{hash: string, w: number, h: number, label: string}} PageInfo */
/** @typedef {{id: string, section: string, in: number, title: string, authors?: string[], file?: string, page?: string, sheet: number, plain?: boolean, pages?: number, last?: string, free: number, others?: string[], a: number, b: number}} Article */
/** @typedef {{record: any, file?: string, a: number, b: number}} Finding */
/** @typedef {{file: string, gone?: boolean, clash?: boolean, failed?: string, theirs?: string, mine: string}} Clash */
/** @typedef {{path: string, profile: string, bytes: number, old?: boolean}} Output */
/** @typedef {{revision: number, saved: number, complete: boolean, title: string, folder: string, failed?: string, glyphs: number, pages: PageInfo[], sections: string[], articles: Article[], findings: Finding[], files: Clash[], notes?: {kind: string, file: string}[], undo?: string, redo?: string, outputs: Output[]}} State */
/** @typedef {{file: string, text: string, skips?: {at: number, n: number}[], base?: number, in?: string, editable: boolean, encoding?: string, revision: number, version?: string, title?: string}} TextInfo */

export const issue = new URLSearchParams(location.search).get("issue") || "";

/**
 * @param {string} name
 * @param {Record<string, string>} query
 */
export function address(name, query = {}) {
  return "/api/" + name + "?" + new URLSearchParams({ issue, ...query });
}

/** Why the desk did not do what it was asked for. */
export class Refusal extends Error {
  /** @param {string} message @param {number} [status] of the answer; none: there was no answer */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} name
 * @param {Record<string, string>} [query]
 * @param {RequestInit} [init]
 */
export async function request(name, query, init) {
  const r = await fetch(address(name, query), init).catch(() => { throw new Refusal(say("silent")); });
  if (!r.ok) throw new Refusal((await r.text()).trim() || r.statusText, r.status);
  return r;
}

/** @returns {Promise<State>} */
export const state = async () => (await request("state")).json();

/** @param {string} file @param {string} [title] of the article, by which it is found if it has moved @returns {Promise<TextInfo>} */
export const text = async (file, title) => (await request("text", title ? { file, title } : { file })).json();

/** Replaces a version of a text; for clash also if the desk has another, beside which it then stands. @param {string} file @param {string} value @param {string} version @param {boolean} [clash] @returns {Promise<{revision: number, version: string}>} */
export const put = async (file, value, version, clash) => (await request("text", clash ? { file, version, clash: "1" } : { file, version }, { method: "PUT", body: value })).json();

/** @param {Record<string, any>} action @returns {Promise<any>} */
export const act = async (action) => (await request("act", {}, { method: "POST", body: JSON.stringify(action) })).json();

/** Pages by hash; null for one that is no longer there. @param {string[]} hashes @returns {Promise<any[]>} */
export async function pages(hashes) {
  const r = await request("pages", {}, { method: "POST", body: JSON.stringify(hashes) });
  return (await r.text()).split("\n").slice(0, hashes.length).map((line) => (line ? JSON.parse(line) : null));
}

/** @param {number} from @returns {Promise<string[]>} */
export const outlines = async (from) => (await request("outlines", { from: String(from) })).json();

/** The files of a drop, those in folders too, with their paths. @param {DataTransfer} data @returns {Promise<{name: string, file: File}[]>} */
export async function dropped(data) {
  const entries = [...data.items].map((i) => (i.webkitGetAsEntry ? i.webkitGetAsEntry() : null));
  if (entries.some((e) => !e)) return [...data.files].map((file) => ({ name: file.name, file }));
  /** @type {{name: string, file: File}[]} */
  const list = [];
  /** @param {any} e */
  const walk = async (e) => {
    if (e.isFile) {
      const file = await new Promise((ok, no) => e.file(ok, no));
      list.push({ name: e.fullPath.replace(/^\//, ""), file });
      return;
    }
    const reader = e.createReader();
    for (;;) { // a folder is read in parts
      const some = await new Promise((ok, no) => reader.readEntries(ok, no));
      if (!some.length) break;
      for (const below of some) if (!/^(\.|~\$)|^(thumbs\.db|desktop\.ini)$/i.test(below.name)) await walk(below);
    }
  };
  for (const e of entries) await walk(e);
  return list;
}
