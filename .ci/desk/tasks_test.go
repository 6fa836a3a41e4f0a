package desk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// hand does tasks as an editor would who reads what is on the screen: it finds what it
// clicks by its visible text alone, and counts clicks and keys.
type hand struct {
	p     *Tab
	count int
}

// click clicks what shows a text: the smallest visible element with exactly that text,
// else one that contains it.
func (h *hand) click(text string) {
	h.p.T.Helper()
	h.count++
	h.p.WaitFor("something that shows "+text, `(text) => { window.shown = `+showing+`; return window.shown(text) !== null; }`, text)
	at := Eval[[2]float64](h.p, `(text) => {
		window.shown(text).scrollIntoView({ block: "nearest" });
		const b = window.shown(text).getBoundingClientRect();
		return [b.left + b.width / 2, b.top + b.height / 2];
	}`, text)
	h.p.Click(at[0], at[1])
}

// showing returns the smallest visible element that shows a text; pages of the issue,
// which show the same words, are left out.
const showing = `(text) => {
	const seen = (e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0 && getComputedStyle(e).visibility === "visible" && !e.closest("[data-page]"); };
	const dialog = document.querySelector("dialog[open]");
	const all = [...(dialog || document.body).querySelectorAll("*")].filter((e) => seen(e) && !e.disabled);
	const find = (match) => all.filter(match).sort((a, b) => a.textContent.length - b.textContent.length || a.querySelectorAll("*").length - b.querySelectorAll("*").length)[0];
	return find((e) => e.textContent.trim() === text) || find((e) => e.textContent.includes(text)) || null;
}`

// choose clicks what opens the browser's dialog for files, and chooses some.
func (h *hand) choose(text string, files ...string) {
	h.p.T.Helper()
	if _, err := chromedp.Call(h.p.ctx, page.SetInterceptFileChooserDialog, page.SetInterceptFileChooserDialogParams{Enabled: true}); err != nil {
		h.p.T.Fatal(err)
	}
	chosen := make(chan error, 1)
	events := chromedp.Events(h.p.ctx, page.FileChooserOpened)
	go func() {
		for e, err := range events {
			if err == nil {
				_, err = chromedp.Call(h.p.ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: files, BackendNodeID: e.BackendNodeID})
			}
			chosen <- err
			return
		}
	}()
	h.click(text)
	h.count++ // in that dialog
	if err := <-chosen; err != nil {
		h.p.T.Fatal(err)
	}
}

// within ends a task of at most 12 clicks and keys.
func (h *hand) within(task string) {
	h.p.T.Helper()
	h.p.T.Logf("%s: %d clicks and keys", task, h.count)
	if h.count > 12 {
		h.p.T.Errorf("%s took %d clicks and keys", task, h.count)
	}
	h.p.Screenshot(task)
	h.count = 0
}

// TestTasks does five tasks by visible texts alone: open an issue, add a Word file with a
// photo, reorder, mend three findings, make the file for print.
func TestTasks(t *testing.T) {
	t.Parallel()
	shelf := filepath.Join(t.TempDir(), "简报")
	for _, name := range []string{"heyuan-2024-06", "small", "luting-2025-02"} {
		if err := os.CopyFS(filepath.Join(shelf, name), os.DirFS(filepath.Join(root, "testdata", "issues", name))); err != nil {
			t.Fatal(err)
		}
	}
	issue := filepath.Join(shelf, "heyuan-2024-06")
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(issue, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	// Three faults that are mended by what the findings propose.
	first := read("articles/03.md")
	if err := os.WriteFile(filepath.Join(issue, "articles", "03.md"), []byte("会议强调,要抓紧,要落实;要见效。\n\n"+first), 0o666); err != nil {
		t.Fatal(err)
	}
	d := Start(t, shelf)
	p := d.Open()
	h := &hand{p: p}

	h.click("禾原水务")
	p.WaitFor("the issue", `() => document.body.dataset.state === "ready" && document.querySelector("[data-page]") !== null`)
	h.click("《节约用水条例》施行满月：全市“节水账本”新在哪里")
	p.WaitFor("its text", `() => document.querySelector("textarea[data-file]").value.startsWith("会议强调,")`)
	h.within("open")

	before := p.Articles()
	document := filepath.Join(root, "testdata", "office", "08图片报道.docx")
	h.choose("选文件…", document)
	waitArticles(p, len(before)+1)
	p.WaitSettled()
	h.within("add")
	after := p.Articles()
	added := "articles/08图片报道.md"
	if !slices.Contains(after, added) || slices.Contains(before, added) {
		t.Fatalf("the articles are %v", after)
	}
	if !slices.ContainsFunc(p.Lines(0), func(l Line) bool { return strings.Contains(l.Text, "蓄水验收") }) {
		t.Errorf("no page shows the text of %s", added)
	}
	photos, err := filepath.Glob(filepath.Join(issue, "photos", "*"))
	if err != nil || len(photos) == 0 {
		entries, _ := filepath.Glob(filepath.Join(issue, "*", "*"))
		t.Errorf("no photo was stored: %v", entries)
	}

	at := slices.Index(after, added)
	h.click("上移")
	p.WaitFor("the move", `([name, at]) => [...document.querySelectorAll("[data-index]")].findIndex((e) => e.dataset.article === name) === at`, []any{added, at - 1})
	h.click("上移")
	p.WaitFor("the move", `([name, at]) => [...document.querySelectorAll("[data-index]")].findIndex((e) => e.dataset.article === name) === at`, []any{added, at - 2})
	h.within("reorder")

	p.WaitSettled()
	fixes := func() int { return Eval[int](p, `() => document.querySelectorAll("[data-action=fix]").length`) }
	n := fixes()
	if n < 3 {
		t.Fatalf("%d findings can be mended: %+v", n, p.Findings())
	}
	for range 3 {
		n = fixes()
		h.click("改正")
		p.WaitFor("the repair", `(n) => document.querySelectorAll("[data-action=fix]").length < n && document.body.dataset.state !== "busy"`, n)
	}
	p.WaitSaved()
	h.within("mend")
	if got := read("articles/03.md"); !strings.HasPrefix(got, "会议强调，要抓紧，要落实；要见效。\n\n"+first[:60]) {
		t.Errorf("the text is %.90q", got)
	}

	h.click("印刷件")
	p.WaitFor("the file", `() => document.querySelector("[data-output=\"heyuan-2024-06-print.pdf\"]") !== null`)
	h.within("print")
	if got := read("heyuan-2024-06-print.pdf"); !strings.HasPrefix(got, "%PDF-") {
		t.Errorf("the file begins with %.20q", got)
	}
	said := filepath.Join(t.TempDir(), "print.pdf")
	if _, err := Run(t, "build", "--profile", "print", "-o", said, filepath.Join(issue, "issue.toml")); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(said); err != nil || string(data) != read("heyuan-2024-06-print.pdf") {
		t.Errorf("the command makes another file: %v", err)
	}
}
