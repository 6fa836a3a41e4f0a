package desk

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// keeping lets a test keep the page from learning what the desk has: from hold to release
// its requests for state and text wait. Those that were on their way before are answered
// when hold returns.
func keeping(p *Tab) (hold, release func()) {
	p.T.Helper()
	Eval[bool](p, `() => {
		const fetch = window.fetch;
		let open;
		window.asking = 0;
		window.held = null;
		window.hold = () => { window.held = new Promise((r) => { open = r; }); };
		window.release = () => open();
		window.fetch = async (address, init) => {
			if (!/^\/api\/(state|text)/.test(String(address)) || (init && init.method)) return fetch(address, init);
			await window.held;
			window.asking++;
			try {
				const answer = await fetch(address, init), text = await answer.text();
				return new Response(text, { status: answer.status, statusText: answer.statusText });
			} finally {
				setTimeout(() => window.asking--); // when the page has read it
			}
		};
		return true;
	}`)
	hold = func() {
		Eval[bool](p, `() => { window.hold(); return true; }`)
		p.WaitFor("the answers", `() => window.asking === 0`)
	}
	return hold, func() { Eval[bool](p, `() => { window.release(); return true; }`) }
}

// TestMeanwhile: a text changes, by an action or another page, and the editor types
// before the page has taken notice. Apart from each other both changes stay; at the same
// place the desk shows both, and the button decides.
func TestMeanwhile(t *testing.T) {
	for _, c := range []struct {
		name     string
		at       int // where the editor types, in UTF-16; -1: at the end
		conflict bool
	}{{"apart", -1, false}, {"same place", 0, true}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := Start(t, Sample(t, "heyuan-2024-06"))
			p := d.Open()
			p.WaitReady()
			hold, release := keeping(p)
			const file = "articles/02.txt"
			p.Select(file)
			before := p.Text()
			at := c.at
			if at < 0 {
				at = len(utf16(strings.TrimRight(before, "\n")))
			}
			p.SetSelection(at, at)
			other := visit(t, d)
			hold()
			if r := other.ask(http.MethodPut, "/api/text?issue=&file="+url.QueryEscape(file), []byte("别页的。"+before), nil); r.status != http.StatusOK {
				t.Fatal(r.status, r.body)
			}
			p.Type("本页的。")
			typed := p.Text()
			time.Sleep(500 * time.Millisecond)
			release()
			if c.conflict {
				p.WaitFor("the conflict", `(file) => document.querySelector("[data-conflict=\"" + file + "\"] [data-side=theirs]") !== null`, file)
				if got := p.Text(); got != typed {
					t.Errorf("the text field has %.40q", got)
				}
				for side, want := range map[string]string{"mine": "本页的。", "theirs": "别页的。"} {
					if got := Eval[string](p, `(side) => document.querySelector("[data-side=" + side + "]").textContent`, side); !strings.HasPrefix(got, want) {
						t.Errorf("%s: %.40q", side, got)
					}
				}
				p.Screenshot("conflict")
				p.Act("keep-mine")
				p.WaitFor("its end", `() => document.querySelector("[data-conflict]") === null`)
				waitFile(d, file, typed)
				return
			}
			both := "别页的。" + typed
			p.WaitFor("both changes", `(both) => document.querySelector("textarea[data-file]").value === both`, both)
			waitFile(d, file, both)
			if from, to := p.Caret(); from != at+8 || to != from {
				t.Errorf("the cursor is at %d to %d, not %d", from, to, at+8)
			}
			p.Type("续")
			waitFile(d, file, strings.Replace(both, "本页的。", "本页的。续", 1))
			if got := p.Conflicts(); len(got) > 0 {
				t.Errorf("conflicts %v", got)
			}
		})
	}
}

// waitFile waits until a file has a text.
func waitFile(d *Desk, name, want string) {
	d.T.Helper()
	deadline := time.Now().Add(patience)
	for d.Read(name) != want {
		if time.Now().After(deadline) {
			d.T.Fatalf("%s has %q, not %q", name, d.Read(name), want)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// TestFieldFocus: while a field of a form is typed into, a text that changes outside
// takes the focus from nobody and ends no composition; it is taken over when the field is
// left.
func TestFieldFocus(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	const file = "articles/02.txt"
	p.Select(file)
	openAll(p)
	Eval[bool](p, `() => { const e = document.querySelector("[data-field$='source'], [data-field$='author']"); e.focus(); e.select(); return true; }`)
	field := focus(p)
	c := &composer{p: p}
	c.letters("shi")
	before := d.Read(file)
	d.Write(file, "外面的。"+before)
	p.WaitFor("the page", `() => [...document.querySelectorAll("[data-line]")].some((l) => l.textContent.includes("外面的。"))`)
	time.Sleep(300 * time.Millisecond)
	if got := focus(p); got != field {
		t.Fatalf("the focus went from %s to %s", field, got)
	}
	c.letters("shi wei")
	c.commit("市委")
	if got := Eval[string](p, `() => document.activeElement.value`); got != "市委" {
		t.Errorf("the field has %q", got)
	}
	p.Change(func() { p.Press(Tabulator) })
	p.WaitFor("the text", `() => document.querySelector("textarea[data-file]").value.startsWith("外面的。")`)
	if !slices.Contains(strings.Fields(strings.ReplaceAll(d.Read("issue.toml"), `"`, " ")), "市委") {
		t.Error("the manifest lacks what was typed")
	}
}

// TestInlineMoves: the text of an article that stands in the manifest stays in the text
// field when the article moves, which gives it another name, and is written to it.
func TestInlineMoves(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	n := slices.IndexFunc(p.Articles(), func(name string) bool { return strings.HasPrefix(name, "issue.toml#") })
	if n < 1 {
		t.Fatal(p.Articles())
	}
	p.Select(p.Articles()[n])
	text := p.Text()
	title := titlesOf(d.Read("issue.toml"))[n]
	name := fmt.Sprintf("issue.toml#%d", n) // one place up
	p.Act("up")
	p.WaitFor("its new name", `(name) => document.querySelector("textarea[data-file]").dataset.file === name`, name)
	p.WaitSettled()
	if p.Text() != text {
		t.Errorf("the text field has %.60q", p.Text())
	}
	p.SetSelection(0, 0)
	p.Type("移后写的。")
	for deadline := time.Now().Add(patience); !strings.Contains(d.Read("issue.toml"), "移后写的。") && time.Now().Before(deadline); {
		p.Idle()
	}
	parts := strings.Split(d.Read("issue.toml"), "[[section.article]]")
	if part := parts[n]; !strings.Contains(part, "移后写的。") || titlesOf("[[section.article]]" + part)[0] != title {
		t.Errorf("the article is\n%s", part)
	}
	if current := Eval[string](p, `() => document.querySelector("[data-article][aria-current=true]").dataset.article`); current != name {
		t.Errorf("the list marks %s", current)
	}
}

// TestLateAnswer: the page asks for a text, the editor types and that is sent, and then the
// old answer comes: it takes nothing back.
func TestLateAnswer(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	const file = "articles/02.txt"
	p.Select(file)
	before := p.Text()
	time.Sleep(500 * time.Millisecond)
	Eval[bool](p, `() => {
		const fetch = window.fetch;
		const held = new Promise((r) => { window.release = r; });
		window.asked = 0;
		window.fetch = async (address, init) => {
			const old = /^\/api\/text/.test(String(address)) && (!init || !init.method);
			const answer = await fetch(address, init);
			if (old && !window.asked++) await held; // the first answer is late
			return answer;
		};
		document.body.focus();
		document.dispatchEvent(new FocusEvent("focusout")); // the page asks
		return true;
	}`)
	p.WaitFor("the question", `() => window.asked > 0`)
	p.SetSelection(0, 0)
	p.Change(func() { p.Type("句首。") })
	waitFile(d, file, "句首。"+before)
	Eval[bool](p, `() => {
		window.changes = 0;
		document.querySelector("textarea[data-file]").addEventListener("input", () => window.changes++);
		window.release();
		return true;
	}`)
	time.Sleep(500 * time.Millisecond)
	if got, changes := p.Text(), Eval[int](p, `() => window.changes`); got != "句首。"+before || changes != 0 {
		t.Errorf("the text begins with %.20q after %d changes", got, changes)
	}
}
