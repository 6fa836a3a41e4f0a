package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scroll returns how far the text field is scrolled.
func scroll(p *Tab) float64 {
	return Eval[float64](p, `() => document.querySelector("textarea[data-file]").scrollTop`)
}

// A picture in the text of an article has a card. It changes its bytes of the text alone:
// cursor, scrolling and the browser's undo stay.
func TestPictureInText(t *testing.T) {
	t.Parallel()
	folder := Sample(t, "luting-2025-02")
	const file = "articles/01.md"
	path := filepath.Join(folder, filepath.FromSlash(file))
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := string(data) + "\n![扫码报名](qr:https://example.cn/a)\n"
	if err := os.WriteFile(path, []byte(before), 0o666); err != nil {
		t.Fatal(err)
	}
	d := Start(t, folder)
	p := d.OpenView(View{1280, 720, 1})
	p.WaitSettled()
	p.Select(file)
	p.WaitFor("the photo", `() => [...document.querySelectorAll(".card img")].some((i) => i.naturalWidth > 100)`)
	if got := p.Field("markdown.caption"); got != "4 月 9 日清晨的芦汀湖东汊" {
		t.Error(got)
	}
	if n := Eval[[3]int](p, `() => [".card", ".card img", "[data-crop]"].map((s) => document.querySelectorAll(s).length)`); n != [3]int{2, 1, 0} {
		t.Errorf("cards, photos, cuts: %v", n)
	}
	p.Screenshot("picture-in-text")
	end := len(utf16(p.Text()))
	p.SetSelection(end-2, end)
	top := scroll(p)
	p.Change(func() { p.SetField("markdown.credit", `图/“伍苇” "二"`) })
	want := strings.Replace(before, "图/伍苇", `图/“伍苇” \"二\"`, 1)
	waitFile(d, file, want)
	if got := p.Text(); got != want {
		t.Errorf("the text field has %q", got)
	}
	if from, to := p.Caret(); from != to-2 || to != len(utf16(want)) || scroll(p) != top {
		t.Errorf("the cursor is at %d to %d, scrolled %v, not %v", from, to, scroll(p), top)
	}
	p.SetSelection(0, 0)
	p.Change(func() { p.Press("z", Ctrl) })
	waitFile(d, file, before)
	p.Change(func() { p.SetField("markdown.alt", "晨光[东]") })
	if got := p.Text(); !strings.Contains(got, "![晨光[东]](../pictures/dawn.jpg") {
		t.Error(got)
	}
	p.Change(func() { p.Act("undo") })
	waitFile(d, file, before)
	p.Change(func() { p.ClickOn(`[data-picture^="https"] [data-action="remove-item"]`) })
	waitFile(d, file, string(data)+"\n")
	if v := violations(p); len(v) > 0 {
		t.Error(v)
	}
}

// Attachments, tables and codes are added, edited and removed by the form of the article,
// and the section is renamed, moved and removed there.
func TestAttachmentsAndSections(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "luting-2025-02"))
	p := d.OpenView(View{1280, 720, 1})
	p.WaitSettled()
	manifest := func() string { return readFile(t, filepath.Join(d.Folder, "issue.toml")) }
	before := manifest()
	p.Select("articles/04.md")
	p.WaitFor("the form", `() => document.querySelector("[data-action=add-item]") !== null`)
	add := func(n, text string) {
		t.Helper()
		p.Change(func() {
			p.ClickOn(`[data-action="add-item"]:nth-of-type(` + n + `)`)
			if text != "" {
				p.WaitFor("the dialog", `() => document.querySelector("dialog[open] input") !== null`)
				p.Type(text)
				p.Press(Enter)
			}
		})
	}
	add("4", "补水记录")
	const file = "articles/补水记录.md"
	p.ClickOn(`[data-attachment] [data-action="edit"]`)
	p.WaitFor("its text", `(file) => document.querySelector("textarea[data-file]").dataset.file === file`, file)
	p.Change(func() { p.SetText("第一次补水。\n") })
	waitFile(d, file, "第一次补水。\n")
	if current := Eval[string](p, `() => document.querySelector("[aria-current=true]").dataset.article`); current != "articles/04.md" || p.File() != file {
		t.Errorf("%s is marked, %s is open", current, p.File())
	}
	p.Change(func() { p.SetField("section.article.attachments.title", "补水日志") })
	add("2", "")
	add("3", "https://example.cn/")
	p.Screenshot("attachments")
	if v := violations(p); len(v) > 0 {
		t.Error(v)
	}
	got := manifest()
	for _, want := range []string{"[[section.article.attachments]]\ntitle = \"补水日志\"\nfile = \"" + file + "\"\n", "[[section.article.table]]\ntext = \"\"\"\n项目,数量\n示例,1\n\"\"\"\n", "[[section.article.picture]]\nqr = \"https://example.cn/\"\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks\n%s", got, want)
		}
	}
	p.Change(func() { p.ClickOn(`[data-attachment] [data-action="remove-item"]`) })
	if _, err := os.Stat(filepath.Join(d.Folder, filepath.FromSlash(file))); err == nil {
		t.Error("the file of the attachment is there")
	}
	p.WaitFor("another text", `() => document.querySelector("textarea[data-file]").dataset.file === "articles/04.md"`)

	p.Change(func() { p.SetField("section.title", "一线") })
	sections := func() string {
		return Eval[string](p, `() => [...document.querySelectorAll("[data-action=rename-section]")].map((e) => e.textContent).join(" ")`)
	}
	if got := sections(); got != "湿地要闻 一线 旧影新声" {
		t.Error(got)
	}
	p.Change(func() { p.Act("section-down") })
	if got := sections(); got != "湿地要闻 旧影新声 一线" {
		t.Error(got)
	}
	if got := p.File(); got != "articles/04.md" {
		t.Error(got)
	}
	p.Change(func() {
		p.Act("remove-section")
		p.WaitFor("the question", `() => document.querySelector("dialog[open]") !== null`)
		p.ClickOn(`dialog [data-action="yes"]`)
	})
	if got := sections(); got != "湿地要闻 旧影新声" || len(p.Articles()) != 4 {
		t.Error(got, p.Articles())
	}
	for range 9 {
		p.Change(func() { p.Act("undo") })
	}
	if got := manifest(); got != before {
		t.Errorf("not all was undone:\n%s", got)
	}
}

// A section that has lost its articles is shown, takes articles and can be removed.
func TestEmptySection(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "luting-2025-02"))
	p := d.Open()
	p.WaitSettled()
	for range 2 {
		article := p.Articles()[0]
		p.Select(article)
		p.Change(func() {
			p.Act("remove")
			p.WaitFor("the question", `() => document.querySelector("dialog[open]") !== null`)
			p.ClickOn(`dialog [data-action="yes"]`)
		})
	}
	p.WaitFor("the empty section", `() => document.querySelector(".empty") !== null`)
	p.Screenshot("empty-section")
	if v := violations(p); len(v) > 0 {
		t.Error(v)
	}
	p.Change(func() {
		p.ClickOn(`.empty [data-action="remove-section"]`)
		p.WaitFor("the question", `() => document.querySelector("dialog[open]") !== null`)
		p.ClickOn(`dialog [data-action="yes"]`)
	})
	if text := readFile(t, filepath.Join(d.Folder, "issue.toml")); strings.Contains(text, "湿地要闻") || p.State().State != "ready" {
		t.Error(p.State(), text)
	}
}

// The text of an attachment stays open while it changes, however the manifest has it, and a
// finding tells the page by its printed number, not one of the contents.
func TestAttachmentInBraces(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "notice"))
	p := d.OpenView(View{1280, 720, 1})
	p.WaitSettled()
	p.ClickOn(`[data-attachment="fujian2.md"] [data-action="edit"]`)
	p.WaitFor("its text", `() => document.querySelector("textarea[data-file]").dataset.file === "fujian2.md"`)
	p.SetSelection(0, 0)
	p.Change(func() { p.Type("新的一段,") })
	p.WaitSaved()
	p.WaitSettled()
	if current := Eval[string](p, `() => document.querySelector("[aria-current=true]").dataset.article`); p.File() != "fujian2.md" || current != "tongzhi.txt" {
		t.Errorf("%s is open, %s is marked", p.File(), current)
	}
	p.WaitFor("the finding at its article", `() => /1/.test(document.querySelector("[data-article=\"tongzhi.txt\"] .about").textContent.split("警告")[1] || "")`)
	where := Eval[string](p, `() => document.querySelector("[data-code=proof-ascii-mark] .where").textContent`)
	page := Eval[string](p, `() => [...document.querySelectorAll("[data-line]")].find((l) => l.dataset.file === "fujian2.md").closest("[data-page]").dataset.page`)
	if !strings.HasSuffix(where, " 页") || strings.HasSuffix(where, "第 "+page+" 页") { // cover and contents come first
		t.Errorf("the finding is at %s, which is page %s of the file", where, page)
	}
}

// A new article is opened, and what is typed takes the place of what stands for its text.
func TestAddArticle(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "luting-2025-02"))
	p := d.Open()
	p.WaitSettled()
	p.Act("add")
	p.WaitFor("the dialog", `() => document.querySelector("dialog[open] input") !== null`)
	p.Type("新到的稿件")
	p.Press(Enter)
	const file = "articles/新到的稿件.md"
	p.WaitFor("the new article", `(file) => { const a = document.querySelector("textarea[data-file]"); return a.dataset.file === file && document.activeElement === a && a.selectionStart === 0 && a.selectionEnd === a.value.length; }`, file)
	p.Change(func() { p.Type("正文。") })
	waitFile(d, file, "正文。")
	if current := Eval[string](p, `() => document.querySelector("[aria-current=true]").dataset.article`); current != file {
		t.Error(current)
	}
}

// What the desk tells stays true: a finished file is old after a change, and the mark of the
// cursor stays on its line when the pages become smaller.
func TestStaysTrue(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "luting-2025-02"))
	p := d.OpenView(View{1280, 720, 1})
	p.WaitSettled()
	p.Act("screen")
	p.WaitFor("the file", `() => { const e = document.querySelector("[data-output]"); return e !== null && e.textContent === e.dataset.output; }`)
	p.Select("articles/02.txt")
	p.SetSelection(0, 0)
	p.Change(func() { p.Type("改。") })
	p.WaitFor("the old file", `() => document.querySelector("[data-output]").textContent.startsWith("旧")`)
	const aside = `() => {
		const m = document.querySelector("[data-mark=cursor]"), a = m.getBoundingClientRect();
		const line = [...m.parentElement.querySelectorAll("[data-line]")].find((l) => l.textContent.includes("改。")).getBoundingClientRect();
		return Math.abs(a.top - line.top) + Math.abs(a.left - line.left);
	}`
	for _, action := range []string{"zoom-100", "two"} {
		p.Act(action)
		p.Frames()
		if off := Eval[float64](p, aside); off > 8 {
			t.Errorf("%s: the mark is %v pixels from its line", action, off)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
