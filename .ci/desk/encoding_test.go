package desk

import (
	"net/http"
	"strings"
	"testing"
)

// TestEncoding: an article in GBK is edited at once. Pages and text field have what was
// typed, also after a reload and a kill; the disk has it when the question is answered.
func TestEncoding(t *testing.T) {
	t.Parallel()
	const file, typed = "articles/gbk.txt", "新写的一句，有个镕字。"
	const question = `#notices [data-about="file"] `
	folder := Sample(t, "encodings")
	d := Start(t, folder)
	p := d.Open()
	p.WaitSettled()
	disk, manifest := d.Read(file), d.Read("issue.toml")
	p.Select(file)
	before := p.Text()
	after := typed + before
	lines := func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") } // as the file ends them
	onPage := func(want bool) {
		t.Helper()
		p.WaitFor("the line on the page", `(text, want) => [...document.querySelectorAll("[data-line][data-file='articles/gbk.txt']")].some((l) => l.textContent.includes(text)) === want`, typed[:len("新写的一句")], want)
	}
	unchanged := func() {
		t.Helper()
		if d.Read(file) != disk || d.Read("issue.toml") != manifest {
			t.Fatal("the files have changed")
		}
	}
	asked := func(yes, no bool) {
		t.Helper()
		for action, want := range map[string]bool{"yes": yes, "no": no} {
			p.WaitFor(action, `(selector, want) => (document.querySelector(selector) !== null) === want`, question+`[data-action="`+action+`"]`, want)
		}
	}
	text := func(want string) {
		t.Helper()
		p.WaitFor("the text", `(want) => document.querySelector("textarea[data-file]").value === want`, want)
	}
	readOnly := func() bool {
		return Eval[bool](p, `() => document.querySelector("textarea[data-file]").readOnly`)
	}
	reload := func() {
		t.Helper()
		p.Go(d.Origin + "/")
		p.WaitFor("a text", `() => document.querySelector("textarea[data-file]") !== null`)
		p.WaitSettled()
		p.Select(file)
	}
	asked(true, true)
	p.SetSelection(0, 0)
	p.Change(func() { p.Type(typed) })
	onPage(true)
	p.Screenshot("asked")
	asked(true, true)
	unchanged()
	// Of what is nowhere but in the history no file is made.
	p.Act("screen")
	p.WaitFor("the refusal", `(file) => document.querySelector("[role=status]").textContent.includes(file)`, file)
	p.Forgive() // the browser tells of the status
	if out := p.Outputs(); len(out) != 0 {
		t.Errorf("made %v", out)
	}
	unchanged()

	reload()
	text(after)
	onPage(true)
	asked(true, true)

	// No shows the text of the disk, also after a reload.
	p.ClickOn(question + `[data-action="no"]`)
	text(before)
	asked(true, false)
	p.WaitFor("the focus on what can be answered", `(selector) => document.activeElement === document.querySelector(selector)`, question+`[data-action="yes"]`)
	onPage(false)
	if !readOnly() {
		t.Error("the text can be edited")
	}
	reload()
	text(before)
	asked(true, false)
	p.Act("undo")
	text(after)
	asked(true, true)
	onPage(true)
	unchanged()

	p.ClickOn(question + `[data-action="yes"]`)
	waitFile(d, file, lines(after))
	asked(false, false)
	p.WaitFor("the focus in the text", `() => document.activeElement === document.querySelector("textarea[data-file]")`)
	text(after)
	if readOnly() {
		t.Error("the text is read-only")
	}
	p.WaitSettled()
	p.SetSelection(0, 0)
	p.Type("再")
	waitFile(d, file, lines("再"+after))
	p.Act("undo")
	waitFile(d, file, lines(after))
	p.Act("undo")
	waitFile(d, file, disk)
	unchanged()
	text(after)
	asked(true, true)
	onPage(true)

	p.Leave()
	d.Kill()
	d = Start(t, folder)
	p = d.Open()
	p.WaitSettled()
	p.Select(file)
	text(after)
	asked(true, true)
	if status := visit(t, d).ask(http.MethodGet, "/api/state?issue=", nil, nil); !strings.Contains(status.body, `"kind":"restored"`) {
		t.Errorf("it is not told that the text was restored: %.200s", status.body)
	}
	p.ClickOn(question + `[data-action="yes"]`)
	waitFile(d, file, lines(after))
}
