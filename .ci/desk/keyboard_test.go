package desk

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	unicode16 "unicode/utf16"
)

// focus returns what has the focus: "article N", "text", "action NAME", "finding N",
// "field PATH", or the element's name.
func focus(p *Tab) string {
	p.T.Helper()
	return Eval[string](p, `() => {
		const e = document.activeElement;
		if (e.dataset.index !== undefined) return "article " + e.dataset.index;
		if (e.dataset.article) return e.dataset.article;
		if (e.matches("textarea[data-file]")) return "text";
		if (e.dataset.action) return "action " + e.dataset.action;
		if (e.dataset.code) return "finding " + [...document.querySelectorAll("[data-code]")].indexOf(e);
		if (e.dataset.field) return "field " + e.dataset.field;
		return e.localName;
	}`)
}

// waitFocus waits until something has the focus.
func waitFocus(p *Tab, want string) {
	p.T.Helper()
	var got string
	for range 300 {
		if got = focus(p); got == want {
			return
		}
		p.Idle()
	}
	p.T.Fatalf("the focus is on %s, not on %s", got, want)
}

// pressUntil presses a key until something has the focus.
func pressUntil(p *Tab, want, key string, most int) {
	p.T.Helper()
	var seen []string
	for range most {
		if focus(p) == want {
			return
		}
		seen = append(seen, focus(p))
		p.Press(key)
	}
	p.waitFocusNow(want, seen)
}

func (p *Tab) waitFocusNow(want string, seen []string) {
	p.T.Helper()
	if got := focus(p); got != want {
		p.T.Fatalf("the focus is on %s, not on %s; before on %v", got, want, seen)
	}
}

var titles = regexp.MustCompile(`(?m)^title\s*=\s*"(.*)"`)

// titlesOf returns the titles of a manifest's articles in their order.
func titlesOf(manifest string) []string {
	var list []string
	for _, part := range strings.Split(manifest, "[[section.article]]")[1:] {
		if m := titles.FindStringSubmatch(part); m != nil {
			list = append(list, m[1])
		}
	}
	return list
}

// waitArticles waits until the list has a number of articles.
func waitArticles(p *Tab, n int) {
	p.T.Helper()
	p.WaitFor("the articles", `(n) => document.querySelectorAll("[data-index]").length === n`, n)
}

// TestKeyboard does the whole work of an issue by keys alone.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	articles := p.Articles()
	before := titlesOf(d.Read("issue.toml"))
	if len(before) != len(articles) {
		t.Fatalf("%d titles, %d articles", len(before), len(articles))
	}

	// Choose an article, open it, go to its text and type.
	p.Press(F6)
	waitFocus(p, "article 0")
	p.Press(Down)
	waitFocus(p, "article 1")
	p.Press(Enter)
	p.WaitFor("the article's text", `(file) => document.querySelector("textarea[data-file]").dataset.file === file`, articles[1])
	waitFocus(p, "article 1")
	p.Press(F6)
	waitFocus(p, "text")
	p.Press(Home, Ctrl)
	p.Change(func() { p.Type("键盘") })
	if got := p.Text(); !strings.HasPrefix(got, "键盘") {
		t.Errorf("the text is %.30q", got)
	}
	p.WaitSaved()

	// Tab leaves the text and types nothing; Shift+Tab comes back.
	text := p.Text()
	p.Press(Tabulator)
	if focus(p) == "text" {
		t.Error("Tab does not leave the text")
	}
	p.Press(Tabulator, Shift)
	waitFocus(p, "text")
	if p.Text() != text {
		t.Error("Tab typed into the text")
	}

	// Back, and move the article down, over the border of its section, and up again. The
	// focus stays with it.
	p.Press(F6, Shift)
	waitFocus(p, "article 1")
	for n := 2; n < 5; n++ {
		p.Change(func() { p.Press(Down, Alt) })
		want := n
		if n == 4 { // the first section has four articles: it is now first in the second
			want = 3
		}
		waitFocus(p, "article "+string(rune('0'+want)))
		if got := p.Articles()[want]; got != articles[1] {
			t.Errorf("after %d steps down %s is at %d", n-1, got, want)
		}
	}
	p.WaitSaved()
	moved := slices.Insert(slices.Delete(slices.Clone(before), 1, 2), 3, before[1])
	if got := titlesOf(d.Read("issue.toml")); !slices.Equal(got, moved) {
		t.Errorf("the manifest has %q, not %q", got, moved)
	}
	if p.File() != articles[1] || p.Text() != text {
		t.Errorf("the text field has %s", p.File())
	}

	// Keys that come faster than moves are done all move the same article.
	revision := p.State().Revision
	for range 3 {
		p.Press(Down, Alt)
	}
	for range 7 {
		p.Press(Up, Alt)
	}
	p.WaitFor("all moves", `([before, first]) => Number(document.body.dataset.revision) > before && document.querySelector("[data-index=\"0\"]").dataset.article === first`, []any{revision, articles[1]})
	waitFocus(p, "article 0")
	p.WaitSettled()
	p.WaitSaved()
	moved = slices.Insert(slices.Delete(slices.Clone(before), 1, 2), 0, before[1])
	if got := titlesOf(d.Read("issue.toml")); !slices.Equal(got, moved) {
		t.Errorf("after quick moves the manifest has %q, not %q", got, moved)
	}
	p.Press(Up, Alt) // there is nothing above
	p.WaitFor("the message", `() => document.querySelector("[role=status]").textContent.includes("到头")`)
	waitFocus(p, "article 0")

	// Rename, remove, and take the removal back.
	p.Press(F2)
	p.WaitFor("the dialog", `() => document.querySelector("dialog[open] input") === document.activeElement`)
	p.Type("用键盘起的标题")
	p.Change(func() { p.Press(Enter) })
	waitFocus(p, "article 0")
	p.Press(Delete)
	p.WaitFor("the dialog", `() => document.querySelector("dialog[open]") !== null`)
	p.Press(Escape)
	waitFocus(p, "article 0")
	p.Press(Down)
	p.Press(Delete)
	p.WaitFor("the dialog", `() => document.querySelector("dialog[open]") !== null`)
	pressUntil(p, "action yes", Tabulator, 4)
	p.Press(Enter)
	waitArticles(p, len(articles)-1)
	waitFocus(p, "article 1")
	p.WaitSaved()
	if got := titlesOf(d.Read("issue.toml")); len(got) != len(before)-1 || got[0] != "用键盘起的标题" {
		t.Errorf("the manifest has %q", got)
	}
	p.Press("z", Ctrl)
	waitArticles(p, len(articles))
	p.WaitSettled()

	// From pane to pane; a finding leads to its place.
	p.Press(F6)
	waitFocus(p, "text")
	p.Press(Home, Ctrl)
	p.Change(func() { p.Type("本次会议,共三项。") })
	p.Press(F6)
	p.Press(F6)
	pressUntil(p, "finding 0", Tabulator, 3)
	f := p.Findings()[0]
	p.Press(Enter)
	waitFocus(p, "text")
	if p.File() != f.File {
		t.Errorf("the finding %+v led to %s", f, p.File())
	}
	from, to := p.Caret()
	if selected := string(unicode16.Decode(utf16(p.Text())[from:to])); selected != "," {
		t.Errorf("the finding %+v selected %q", f, selected)
	}

	// Fix it, by its button.
	p.Press(F6)
	p.Press(F6)
	pressUntil(p, "finding 0", Tabulator, 3)
	pressUntil(p, "action fix", Tabulator, 2)
	p.Change(func() { p.Press(Enter) })
	if got := p.Text(); !strings.HasPrefix(got, "本次会议，共") {
		t.Errorf("after the fix the text is %.30q", got)
	}

	// The file for print.
	p.Press(F6)
	pressUntil(p, "action print", Tabulator, 6)
	p.Press(Enter)
	p.WaitFor("the output", `() => document.querySelector("[data-output$='-print.pdf']") !== null`)
	if got := d.Read("heyuan-2024-06-print.pdf"); !strings.HasPrefix(got, "%PDF") {
		t.Errorf("the output begins with %.20q", got)
	}
	p.Screenshot("done")
}

// TestKeyboardForm: the form has the focus in the pane of the text, and a field
// that is changed is written.
func TestKeyboardForm(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	p.Press(F6)
	waitFocus(p, "article 0")
	p.Press(Up)
	waitFocus(p, "issue.toml")
	p.Press(Enter)
	p.WaitFor("the form", `() => document.querySelector("[data-field=\"issue.number\"]") !== null`)
	p.Press(F6)
	pressUntil(p, "field issue.number", Tabulator, 40)
	before := d.Read("issue.toml")
	p.Press("a", Ctrl)
	p.Type("77")
	p.Change(func() { p.Press(Tabulator) })
	p.WaitSaved()
	if got, want := d.Read("issue.toml"), strings.Replace(before, "\nnumber = 6\n", "\nnumber = 77\n", 1); got != want || want == before {
		t.Errorf("the manifest is\n%.600s", got)
	}
}

// The desk in English does the same: its scripts differ in their texts alone.
func TestEnglish(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"), "--lang", "en")
	p := d.Open()
	p.WaitSettled()
	p.Select(p.Articles()[2])
	p.SetSelection(0, 0)
	p.Type("句首")
	p.Settle()
	first, second := p.Articles()[0], p.Articles()[1]
	Eval[bool](p, `(name) => { document.querySelector("[data-article=\"" + name + "\"]").focus(); return true; }`, first)
	p.Press(Down, Alt)
	p.WaitFor("another order", `(name) => document.querySelector("[data-article][data-index]").dataset.article === name`, second)
	p.Select(second)
	p.Act("check")
	p.WaitFor("the findings", `() => /^Pages: \d+, errors: 0/.test(document.getElementById("status").textContent)`)
}
