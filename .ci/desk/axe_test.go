package desk

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axe is the script of axe-core, which .ci/install installs.
var axe = sync.OnceValues(func() (string, error) {
	modules := os.Getenv("NODE_MODULES")
	if modules == "" {
		said, err := exec.Command(filepath.Join(root, ".ci", "install"), "--node").Output()
		if err != nil {
			return "", err
		}
		modules = strings.TrimSpace(string(said))
	}
	data, err := os.ReadFile(filepath.Join(modules, "axe-core", "axe.min.js"))
	return string(data), err
})

// violation is a rule of axe that elements violate.
type violation struct {
	ID, Impact, Help string
	Nodes            []string
}

// violations runs rules of axe on the page; all of them, if none is named.
func violations(p *Tab, rules ...string) []violation {
	p.T.Helper()
	script, err := axe()
	if err != nil {
		p.T.Fatal(err)
	}
	if !Eval[bool](p, `() => typeof axe !== "undefined"`) {
		if err := chromedp.Do(p.ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := chromedp.Evaluate[*runtime.RemoteObject](script)(ctx, t)
			return err
		})); err != nil {
			p.T.Fatal(err)
		}
	}
	return Eval[[]violation](p, `async (rules) => (await axe.run(document, { resultTypes: ["violations"], ...(rules && { runOnly: rules }) })).violations.map((v) => (
		{ ID: v.id, Impact: v.impact, Help: v.help, Nodes: v.nodes.map((n) => n.html.slice(0, 200) + " | " + n.failureSummary) }))`, rules)
}

// accessible checks a state of the page, light and dark, and keeps pictures of both.
func accessible(p *Tab, name string) {
	p.T.Helper()
	for _, dark := range []bool{false, true} {
		p.Dark(dark)
		look := map[bool]string{false: "light", true: "dark"}[dark]
		var rules []string
		if dark { // but for the colours it is the same page
			rules = []string{"color-contrast"}
		}
		for _, v := range violations(p, rules...) {
			p.T.Errorf("%s, %s: %s (%s): %s; %d elements, such as %s", name, look, v.ID, v.Impact, v.Help, len(v.Nodes), strings.Join(v.Nodes[:min(3, len(v.Nodes))], "\n\t"))
		}
		p.Screenshot(name + "-" + look)
	}
	p.Dark(false)
}

// TestAxePlanted: axe is at work: it finds a picture without a text and a pale text.
func TestAxePlanted(t *testing.T) {
	t.Parallel()
	p := Start(t, Sample(t, "small")).Open()
	p.WaitSettled()
	Eval[bool](p, `() => {
		document.querySelector("h1").insertAdjacentHTML("afterend", '<img src="icon.svg" width="10" height="10">');
		const sheet = new CSSStyleSheet(); // the policy of the page permits no style attribute
		sheet.replaceSync("h1 { color: #ccc !important; background: #fff !important; }");
		document.adoptedStyleSheets = [sheet];
		return true;
	}`)
	found := fmt.Sprint(violations(p))
	for _, id := range []string{"image-alt", "color-contrast"} {
		if !strings.Contains(found, id) {
			t.Errorf("axe does not find %s: %s", id, found)
		}
	}
}

// TestAxe: axe finds no violation in any state of the desk.
func TestAxe(t *testing.T) {
	t.Run("shelf", func(t *testing.T) {
		t.Parallel()
		p := Start(t, Copy(t, filepath.Join(root, "testdata", "issues"))).Open()
		accessible(p, "shelf")
		p.Act("new")
		p.WaitFor("the dialog", `() => document.querySelector("dialog[open]") !== null`)
		accessible(p, "new")
	})
	t.Run("issue", func(t *testing.T) {
		t.Parallel()
		d := Start(t, Sample(t, "luting-2025-02"))
		p := d.Open()
		p.WaitSettled()
		accessible(p, "issue")
		first := p.Articles()[0]
		p.Select(first)
		openAll(p)
		accessible(p, "article-form")
		for _, action := range []string{"rename", "remove", "add"} {
			p.Act(action)
			p.WaitFor("the dialog", `() => document.querySelector("dialog[open]") !== null`)
			accessible(p, action)
			p.Press(Escape)
		}
		p.Select("issue.toml")
		openAll(p)
		accessible(p, "issue-form")
	})
	t.Run("photo", func(t *testing.T) {
		t.Parallel()
		p := Start(t, Sample(t, "luting-2025-02")).Open()
		p.WaitSettled()
		p.ClickOn(`[data-index="3"]`)
		p.WaitFor("the card", `() => document.querySelector("[data-crop]") !== null`)
		p.Change(func() {
			Eval[bool](p, `() => { const s = document.querySelector("[data-crop]"); s.value = "4:3"; return s.dispatchEvent(new Event("change")); }`)
		})
		openAll(p)
		accessible(p, "photo")
	})
	t.Run("publication", func(t *testing.T) {
		t.Parallel()
		p := formOfPublication(t, func(t *testing.T, folder string) *Tab { return Start(t, folder).Open() })
		openAll(p)
		accessible(p, "issue-below-publication")
		p.ClickOn(`#form [data-action="tab"][aria-pressed="false"]`)
		p.WaitFor("the form of publication.toml", `() => document.querySelector("[data-field=\"publication.title\"]") !== null && document.querySelector("[data-field=\"issue.number\"]") === null`)
		openAll(p)
		accessible(p, "publication-form")
	})
	t.Run("findings", func(t *testing.T) {
		t.Parallel()
		d := Start(t, Sample(t, "heyuan-2024-06"))
		p := d.Open()
		p.WaitReady()
		p.Select(p.Articles()[0])
		p.SetSelection(0, 0)
		p.Change(func() { p.Type("这是一段有,半角逗号和(括号)的文字，未完的引号“如此。\n\n") })
		if len(p.Findings()) < 3 {
			t.Errorf("findings %+v", p.Findings())
		}
		accessible(p, "findings")
		p.Change(func() { d.Write("issue.toml", d.Read("issue.toml")+"\n[[section]]\ntitel = 1\n") })
		if p.State().State != "error" {
			t.Errorf("state %+v with a wrong manifest", p.State())
		}
		accessible(p, "error")
	})
	t.Run("conflict", func(t *testing.T) {
		t.Parallel()
		d := Start(t, Sample(t, "heyuan-2024-06"))
		p := d.Open()
		p.WaitReady()
		file := p.Articles()[0]
		p.Select(file)
		conflict(d, p, file)
		accessible(p, "conflict")
	})
	t.Run("document", func(t *testing.T) {
		t.Parallel()
		p := Start(t, Sample(t, "notice")).Open()
		p.WaitSettled()
		accessible(p, "notice")
	})
	t.Run("ended", func(t *testing.T) {
		t.Parallel()
		p := Start(t, Sample(t, "small")).Open()
		p.WaitSettled()
		p.Act("quit")
		p.WaitFor("the desk's end", `() => document.querySelector("[role=alert]") !== null`)
		accessible(p, "ended")
	})
}

// openAll opens all parts of the forms.
func openAll(p *Tab) {
	p.T.Helper()
	p.WaitFor("a form", `() => document.querySelector("[data-field]") !== null`)
	Eval[bool](p, `() => { for (const d of document.querySelectorAll("details")) d.open = true; return true; }`)
}

// conflict makes a conflict: the file is changed outside while it is typed into.
func conflict(d *Desk, p *Tab, file string) {
	p.T.Helper()
	p.SetSelection(0, 0)
	p.Type("我的")
	d.Write(file, "别处的"+d.Read(file))
	p.Type("字")
	p.WaitFor("the conflict", `(file) => document.querySelector("[data-conflict=\"" + file + "\"] [data-side=theirs]") !== null`, file)
}

// formOfPublication opens the form of an issue below a publication.toml.
func formOfPublication(t *testing.T, open func(*testing.T, string) *Tab) *Tab {
	dir := t.TempDir()
	issue := filepath.Join(dir, "2026-03")
	if err := os.CopyFS(issue, os.DirFS(filepath.Join(root, "testdata", "issues", "lanxi-2026-03"))); err != nil {
		t.Fatal(err)
	}
	shared := "schema = 1\n\n[publication]\ntitle  = \"岚溪季报\"\nissuer = [\"岚溪县人民政府办公室\"]\nperiod = \"quarter\"\n\n[style.set]\n\"body.size\" = \"四号\"\n"
	if err := os.WriteFile(filepath.Join(dir, "publication.toml"), []byte(shared), 0o666); err != nil {
		t.Fatal(err)
	}
	p := open(t, issue)
	p.ClickOn(`[data-article="issue.toml"]`)
	p.WaitFor("the form", `() => document.querySelector("[data-field=\"issue.number\"]") !== null`)
	return p
}
