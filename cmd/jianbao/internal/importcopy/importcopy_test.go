package importcopy

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/docxtest"
	"jianbao/content/linktest"
	"jianbao/content/manifest"
)

// put writes files below a folder.
func put(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// photoOf returns a picture that differs for each number.
func photoOf(t testing.TB, n int) string {
	t.Helper()
	im := image.NewRGBA(image.Rect(0, 0, 8, 8))
	im.Set(n%8, n/8%8, color.RGBA{uint8(n), 0, 0, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gbk(t testing.TB, s string) string {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// options returns the options of most tests.
func options() Options {
	return Options{Values: map[string]string{"title": "月讯", "number": "3"}, Day: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
}

// run runs an import of inputs below a folder into its folder out. It returns the files
// written and the codes of the findings, both relative to the folder.
func run(t testing.TB, dir string, opt Options, inputs ...string) (written, codes []string) {
	t.Helper()
	for i, in := range inputs {
		inputs[i] = filepath.Join(dir, filepath.FromSlash(in))
	}
	var log diag.List
	r, err := Run(inputs, filepath.Join(dir, "out"), opt, &log)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range r.Written {
		rel, err := filepath.Rel(filepath.Join(dir, "out"), name)
		if err != nil {
			t.Fatal(err)
		}
		written = append(written, filepath.ToSlash(rel))
	}
	for _, d := range log.Items() {
		if m := d.Message(diag.ZH) + d.Hint(diag.ZH) + d.Message(diag.EN) + d.Hint(diag.EN); strings.Contains(m, "%!") {
			t.Error(m)
		}
		codes = append(codes, string(d.Code))
	}
	return written, codes
}

// tree returns the files below a folder with their bytes.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		all[filepath.ToSlash(rel)] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// load reads the issue that an import wrote; errors fail the test.
func load(t testing.TB, dir string) *content.Issue {
	t.Helper()
	var log diag.List
	disk := manifest.NewDisk(filepath.Join(dir, "out", ManifestName))
	defer disk.Close()
	issue := manifest.Load(disk, manifest.Options{}, &log)
	if log.HasErrors() {
		t.Fatal(log.Items())
	}
	return issue
}

func equal(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"来稿/10.txt":      gbk(t, "防汛会议召开\n会议部署了防汛工作。"),
		"来稿/9春灌.md":      "# 春灌开始\n\n![渠](<图/渠 1.png> \"图1\")\n\n![渠](<图/渠 1.png>)\n",
		"来稿/图/渠 1.png":   photoOf(t, 1),
		"来稿/图/现场.PNG":    photoOf(t, 2),
		"来稿/~$9春灌.docx":  "lock",
		"来稿/.hidden":     "x",
		"来稿/Thumbs.db":   "x",
		"来稿/名单.pdf":      "%PDF-1.7",
		"来稿/旧/a b.doc":   "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600) + utf16("WordDocument"),
		"来稿/没有标题.md":     "这是一句话。\n\n又是一句。",
		"来稿/再一次/copy.md": "# 春灌开始\n\n![渠](<图/渠 1.png> \"图1\")\n\n![渠](<图/渠 1.png>)\n",
	})
	written, codes := run(t, dir, options(), "来稿")
	equal(t, written, "photos/现场.png", "articles/9春灌.md", "photos/9春灌-1.png", "articles/10.txt", "articles/没有标题.md", "issue.toml")
	slices.Sort(codes)
	equal(t, codes, "import-default", "import-known", "import-old", "import-other-in-folder", "import-photo", "import-title")
	files := tree(t, filepath.Join(dir, "out"))
	const want = `schema = 1

[publication]
title  = "月讯"

[issue]
year   = 2026
number = 3
date   = 2026-03-01

[[section]]
title = "稿件"

# 9春灌.md (sha256 62d70ef7ffe6)
[[section.article]]
title  = "春灌开始"
file   = "articles/9春灌.md"

# 10.txt (sha256 71dfc6884869)
[[section.article]]
title  = "防汛会议召开"
file   = "articles/10.txt"

# 没有标题.md (sha256 3a29475585af)
[[section.article]]
title  = "没有标题"
file   = "articles/没有标题.md"
`
	if got := files["issue.toml"]; got != want {
		t.Errorf("%s", got)
	}
	if got := files["articles/9春灌.md"]; got != "# 春灌开始\n\n![渠](<../photos/9春灌-1.png> \"图1\")\n\n![渠](<../photos/9春灌-1.png>)\n" {
		t.Errorf("%s", got)
	}
	if files["photos/9春灌-1.png"] != photoOf(t, 1) || files["articles/10.txt"] != gbk(t, "防汛会议召开\n会议部署了防汛工作。") {
		t.Error("copies differ")
	}
	load(t, dir)

	// Again, also after somebody has edited an article: nothing.
	put(t, dir, map[string]string{"out/articles/没有标题.md": "改过了。"})
	before := tree(t, filepath.Join(dir, "out"))
	written, codes = run(t, dir, Options{Day: options().Day}, "来稿")
	equal(t, written)
	slices.Sort(codes)
	equal(t, codes, "import-known", "import-known", "import-known", "import-known", "import-known", "import-known", "import-old", "import-other-in-folder")
	if fmt.Sprint(tree(t, filepath.Join(dir, "out"))) != fmt.Sprint(before) {
		t.Error("files were changed")
	}

	// One more, by itself: it is added to the section.
	put(t, dir, map[string]string{"10.txt": "另一篇\n正文在这里。", "丁.txt": "丁的标题\n正文。"})
	written, codes = run(t, dir, Options{Day: options().Day}, "10.txt", "丁.txt")
	equal(t, written, "articles/丁.txt", "issue.toml")
	equal(t, codes, "import-target") // of another 10.txt
	if got := load(t, dir).Sections; len(got) != 1 || len(got[0].Articles) != 4 || got[0].Articles[3].Title.Value != "丁的标题" {
		t.Errorf("%v", got)
	}
}

// utf16 returns ASCII in UTF-16.
func utf16(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(0)
	}
	return b.String()
}

// TestTwoOfOneName: two files of one name in a run get two names, twice the same.
func TestTwoOfOneName(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a/1.txt": "甲标题\n正文。", "b/1.txt": "乙标题\n正文。"})
	written, _ := run(t, dir, options(), "a", "b")
	equal(t, written, "articles/1.txt", "articles/1-2.txt", "issue.toml")
	written, codes := run(t, dir, Options{}, "a", "b")
	equal(t, written)
	equal(t, codes, "import-known", "import-known")
}

// TestPublication: what publication.toml has is not written into a new manifest.
func TestPublication(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.txt": "甲标题\n正文。", "publication.toml": "schema = 1\n[publication]\ntitle = \"月讯\"\n"})
	opt := options()
	opt.Values = map[string]string{"number": "4", "date": "2026年4月1日"}
	written, codes := run(t, dir, opt, "a.txt")
	equal(t, written, "articles/a.txt", "issue.toml")
	equal(t, codes)
	issue := load(t, dir)
	if issue.Publication.Title.Value != "月讯" || issue.Number.Date != (content.Date{Year: 2026, Month: 4, Day: 1}) {
		t.Errorf("%+v", issue)
	}
	if text := tree(t, filepath.Join(dir, "out"))["issue.toml"]; strings.Contains(text, "[publication]") {
		t.Errorf("%s", text)
	}
}

// TestManifests adds an article to manifests in several forms and keeps all else.
func TestManifests(t *testing.T) {
	const head = "schema = 1\n[publication]\ntitle = \"月讯\"\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-01-01\n"
	const added = "# a.txt (sha256 be7c392cacff)\n[[section.article]]\ntitle  = \"甲标题\"\nfile   = \"articles/a.txt\"\n"
	for _, c := range []struct{ name, before, after string }{
		{"a section of its own", head + "[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"x\"\ntext = \"y\"", head + "[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"x\"\ntext = \"y\"\n\n[[section]]\ntitle = \"稿件\"\n\n" + added},
		{"the last section", head + "[[section]]\ntitle = \"稿件\" # 注\n[[section.article]]\ntitle = \"x\"\ntext = \"y\"\n", head + "[[section]]\ntitle = \"稿件\" # 注\n[[section.article]]\ntitle = \"x\"\ntext = \"y\"\n\n" + added},
		{"a section before others", head + "[[section]]\ntitle = \"稿件\"\n[[section.article]]\ntitle = \"x\"\ntext = \"\"\"\n[[section]]\n\"\"\"\n[[section.article.picture]]\nqr = \"https://a.b\"\n\n# 注\n[[section]]\ntitle = \"z\"\n[[section.article]]\ntitle = \"x\"\ntext = \"y\"\n", ""},
		{"pictures and a table below", head + "[[section]]\ntitle = \"稿件\"\n[[section.article]]\ntitle = \"x\"\ntext = \"y\"\n[[section.article.picture]]\nqr = \"https://a.b\"\n\n# 注\n# 注二\n[imprint]\nlines = [\"z\"]\n", head + "[[section]]\ntitle = \"稿件\"\n[[section.article]]\ntitle = \"x\"\ntext = \"y\"\n[[section.article.picture]]\nqr = \"https://a.b\"\n\n" + added + "\n# 注\n# 注二\n[imprint]\nlines = [\"z\"]\n"},
		{"lines of Windows", strings.ReplaceAll(head+"[[section]]\ntitle = \"稿件\"\n[[section.article]]\ntitle = \"x\"\ntext = \"y\"\n", "\n", "\r\n"), strings.ReplaceAll(head+"[[section]]\ntitle = \"稿件\"\n[[section.article]]\ntitle = \"x\"\ntext = \"y\"\n\n"+added, "\n", "\r\n")},
		{"articles in braces", strings.Replace(head, "schema = 1\n", "schema = 1\nsection = [{ title = \"稿件\", article = [{ title = \"x\", text = \"y\" }] }]\n", 1), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, map[string]string{"a.txt": "甲标题\n正文。", "out/issue.toml": c.before})
			written, codes := run(t, dir, Options{}, "a.txt")
			got := tree(t, filepath.Join(dir, "out"))
			if c.after == "" { // cannot be changed safely
				equal(t, written)
				equal(t, codes, "import-manifest")
				if len(got) != 1 || got["issue.toml"] != c.before {
					t.Errorf("%v", got)
				}
				return
			}
			equal(t, written, "articles/a.txt", "issue.toml")
			if got["issue.toml"] != c.after {
				t.Errorf("%s", got["issue.toml"])
			}
			load(t, dir)
		})
	}
}

// TestLeftOut: an article with errors is left out, the others are written.
func TestLeftOut(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.md": "# 甲\n\n![x](nothing.png)\n", "b.md": "# 乙\n\n文。\n", "c.xyz": "?"})
	written, codes := run(t, dir, options(), "a.md", "b.md", "c.xyz", "no.md")
	equal(t, written, "articles/b.md", "issue.toml")
	slices.Sort(codes)
	equal(t, codes, "file-missing", "import-default", "import-input", "import-left-out", "import-other")
}

// TestDocumentOfBoxes: boxes of a document have no name.
func TestDocumentOfBoxes(t *testing.T) {
	dir := t.TempDir()
	frame := func(paragraphs ...string) string {
		return "<w:tbl><w:tr><w:tc>" + strings.Join(paragraphs, "") + "</w:tc></w:tr></w:tbl>"
	}
	p, text := docxtest.P, docxtest.T
	body := docxtest.Styled(`<w:jc w:val="center"/>`, text("防汛提示")) + p(text("入汛以来，降水偏多。")) + frame(p(text("提示")), p(text("[!] 远离河道。"))) + frame(p(text("电话：12345")))
	put(t, dir, map[string]string{"a.docx": string(docxtest.Document(body))})
	written, _ := run(t, dir, options(), "a.docx")
	equal(t, written, "articles/a.md", "issue.toml")
	if got := tree(t, filepath.Join(dir, "out"))["articles/a.md"]; strings.Count(got, "> [!]\n") != 2 {
		t.Errorf("%s", got)
	}
}

// TestNameOfPicture: a picture of a text in Markdown keeps its name where that is all that
// describes it, unless there is another file of that name.
func TestNameOfPicture(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.md": "# 春灌\n\n![](水闸放水.png)\n\n![渠首](渠.png)\n\n![](老.png)\n\n正文。\n", "水闸放水.png": photoOf(t, 1), "渠.png": photoOf(t, 2), "老.png": photoOf(t, 3), "out/photos/老.png": "x"})
	written, _ := run(t, dir, options(), "a.md")
	equal(t, written, "articles/a.md", "photos/水闸放水.png", "photos/a-2.png", "photos/a-3.png", "issue.toml")
}

// TestLinkInFolder: a link in a folder is not followed, and that is said.
func TestLinkInFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"in/a.txt": "甲标题\n正文。", "b.txt": "乙标题\n正文。"})
	if err := linktest.Make(filepath.Join(dir, "b.txt"), filepath.Join(dir, "in", "b.txt")); err != nil {
		t.Skip(err)
	}
	written, codes := run(t, dir, options(), "in")
	equal(t, written, "articles/a.txt", "issue.toml")
	slices.Sort(codes)
	equal(t, codes, "import-default", "import-other-in-folder")
}

// TestNamedOtherwise: a text with the name of a document is left out, with no error but
// that about it, and the same text under its own name is imported after it.
func TestNamedOtherwise(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"in/1.wps": "二季度小结\n水位正常。", "in/2.txt": "二季度小结\n水位正常。"})
	written, codes := run(t, dir, options(), "in")
	equal(t, written, "articles/2.txt", "issue.toml")
	slices.Sort(codes)
	equal(t, codes, "docx-kind", "import-default", "import-left-out")
}

// TestDry: nothing is written, and documents of old formats are listed with the commands
// that convert them.
func TestDry(t *testing.T) {
	dir := t.TempDir()
	old := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600) + utf16("WordDocument")
	put(t, dir, map[string]string{"in/a.txt": "甲标题\n正文。", "in/b/1 2.doc": old, "in/b/3.wps": old, "in/c/x.docx": old, "in/d.rtf": `{\rtf1 x}`})
	var log diag.List
	opt := options()
	opt.Dry = true
	r, err := Run([]string{filepath.Join(dir, "in")}, filepath.Join(dir, "out"), opt, &log)
	if err != nil || len(r.Written) != 2 {
		t.Fatal(r, err)
	}
	var convert []string
	for _, line := range r.Convert {
		convert = append(convert, strings.ReplaceAll(filepath.ToSlash(line), filepath.ToSlash(dir)+"/", ""))
	}
	if want := "soffice --headless --convert-to docx --outdir in in/d.rtf"; !strings.Contains(strings.Join(convert, "\n"), want) || len(convert) != 3 || strings.Count(strings.Join(convert, "\n"), ".doc") < 2 {
		t.Errorf("%q", convert)
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("something was written")
	}
}

const whole = "编者按在前面。\n\n# 春灌　开始\n\n春灌开始了[^3]。\n\n## 一、安排\n\n文。\n\n[^3]: 注三\n\n# 防汛会议\n召开\n\n![x](p.png)\n\n> 引文\n\n# 小结\n\n完。\n"

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, split string
		titles      string
		manifest    string
		written     []string
		codes       []string
	}{
		{name: "titles of a file", split: "titles.txt", titles: "防汛会议 召开\n\n春灌开始\n小结\n",
			written: []string{"articles/00-整期.md", "articles/01-春灌开始.md", "articles/02-防汛会议召开.md", "photos/02-防汛会议召开-1.png", "articles/03-小结.md", "issue.toml"}, codes: []string{"import-default", "import-split-before"}},
		{name: "a title that is missing", split: "titles.txt", titles: "春灌开始\n没有\n", codes: []string{"import-default", "import-split-missing"}},
		{name: "a title without a text", split: "titles.txt", titles: "编者按在前面。\n春灌开始\n", written: []string{"articles/02-春灌开始.md", "photos/02-春灌开始-1.png", "issue.toml"}, codes: []string{"import-default", "import-split-no-text"}},
		{name: "no titles", split: "titles.txt", titles: "\n", codes: []string{"import-default", "import-split-empty"}},
		{name: "the manifest's", split: "manifest", manifest: "schema = 1\n[publication]\ntitle = \"月讯\"\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-01-01\n[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"春灌开始\" # 注\nsource = \"x\"\n[[section.article]]\ntitle = \"小结\"\nfile = \"articles/z.md\"\n[[section.article]]\ntitle = \"有了\"\ntext = \"y\"\n",
			written: []string{"articles/00-整期.md", "articles/01-春灌开始.md", "photos/01-春灌开始-1.png", "articles/z.md", "issue.toml"}, codes: []string{"import-split-before"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, map[string]string{"整期.md": whole, "p.png": photoOf(t, 3), "titles.txt": c.titles})
			opt := options()
			if c.manifest != "" {
				put(t, dir, map[string]string{"out/issue.toml": c.manifest})
				opt.Values = nil
			}
			if opt.Split = c.split; c.titles != "" {
				opt.Split = filepath.Join(dir, c.split)
			}
			written, codes := run(t, dir, opt, "整期.md")
			equal(t, written, c.written...)
			slices.Sort(codes)
			equal(t, codes, c.codes...)
			if len(written) == 0 {
				return
			}
			load(t, dir)
			files := tree(t, filepath.Join(dir, "out"))
			if text, ok := files["articles/01-春灌开始.md"]; ok && (!strings.Contains(text, "了[^1]。\n\n") || !strings.Contains(text, "# 一、安排\n\n文。")) {
				t.Errorf("%s", text)
			}
			if c.manifest != "" && !strings.Contains(files["issue.toml"], "title = \"春灌开始\" # 注\nfile   = \"articles/01-春灌开始.md\"\nheadings = \"typed\"\nsource = \"x\"\n") {
				t.Errorf("%s", files["issue.toml"])
			}
			if c.manifest == "" {
				before := fmt.Sprint(files)
				opt.Values = nil
				written, _ = run(t, dir, opt, "整期.md")
				equal(t, written)
				if fmt.Sprint(tree(t, filepath.Join(dir, "out"))) != before {
					t.Error("the second run changed something")
				}
			}
		})
	}
}

// TestSplitDocument divides a document at its headings of level 1, whatever numbers the
// headings below them have.
func TestSplitDocument(t *testing.T) {
	heading := func(style int, text string) string {
		return docxtest.Styled(fmt.Sprintf(`<w:pStyle w:val="%d"/>`, style), docxtest.T(text))
	}
	p := func(text string) string { return docxtest.P(docxtest.T(text)) }
	body := heading(2, "春灌开始") + p("春灌开始了。") + heading(3, "一、安排") + p("三月底以前修好渠道。") + heading(3, "二、要求") + p("各乡镇落实。") +
		heading(2, "防汛会议召开") + p("会议部署了防汛。") + heading(3, "会议要求") + p("各乡镇落实。")
	dir := t.TempDir()
	put(t, dir, map[string]string{"整期.docx": string(docxtest.Document(body))})
	opt := options()
	opt.Split = SplitHeadings
	written, codes := run(t, dir, opt, "整期.docx")
	equal(t, written, "articles/01-春灌开始.md", "articles/02-防汛会议召开.md", "issue.toml")
	equal(t, codes, "import-default")
	files := tree(t, filepath.Join(dir, "out"))
	if got := files["articles/01-春灌开始.md"]; got != "春灌开始了。\n\n# 一、安排\n\n三月底以前修好渠道。\n\n# 二、要求\n\n各乡镇落实。\n" {
		t.Errorf("%s", got)
	}
	if got := files["articles/02-防汛会议召开.md"]; got != "会议部署了防汛。\n\n# 会议要求\n\n各乡镇落实。\n" {
		t.Errorf("%s", got)
	}
	if !strings.Contains(files["issue.toml"], "file   = \"articles/02-防汛会议召开.md\"\nheadings = \"typed\"\n") {
		t.Errorf("%s", files["issue.toml"])
	}
	load(t, dir)

	// The name of the publication above the first article is text, and no wrong title.
	dir = t.TempDir()
	above := docxtest.Styled(`<w:jc w:val="center"/>`, docxtest.T("石塘简讯")) + p("春耕专刊。")
	put(t, dir, map[string]string{"三月.docx": string(docxtest.Document(above + body))})
	_, codes = run(t, dir, opt, "三月.docx")
	equal(t, codes, "import-default", "import-split-before")
}

// TestEndnotes: endnotes of a document remain endnotes beside footnotes, also where it is
// divided; alone they are a key of the article.
func TestEndnotes(t *testing.T) {
	heading := func(text string) string { return docxtest.Styled(`<w:pStyle w:val="2"/>`, docxtest.T(text)) }
	call := func(kind string, id int) string {
		return docxtest.P(docxtest.T("某处"), fmt.Sprintf(`<w:r><w:%sReference w:id="%d"/></w:r>`, kind, id), docxtest.T("。"))
	}
	part := func(kind string, texts ...string) docxtest.Part {
		var b strings.Builder
		for i, text := range texts {
			fmt.Fprintf(&b, `<w:%s w:id="%d">%s</w:%s>`, kind, i+2, docxtest.P(docxtest.T(text)), kind)
		}
		return docxtest.Part{Name: "word/" + kind + "s.xml", Data: b.String()}
	}
	body := heading("春灌") + call("footnote", 2) + call("endnote", 2) + heading("防汛") + call("endnote", 3) + heading("小结") + call("footnote", 3)
	feet, ends := part("footnote", "脚一。", "脚二。"), part("endnote", "尾一。", "尾二。")
	for _, c := range []struct {
		name  string
		doc   []byte
		split bool
		want  map[string]string
		key   bool
	}{
		{"whole", docxtest.Document(body, feet, ends), false, map[string]string{"articles/文.md": "[^1]: 脚一。\n\n[^2]: {.end} 尾一。\n\n[^3]: {.end} 尾二。\n\n[^4]: 脚二。\n"}, false},
		{"divided", docxtest.Document(body, feet, ends), true, map[string]string{
			"articles/01-春灌.md": "[^1]: 脚一。\n\n[^2]: {.end} 尾一。\n", "articles/02-防汛.md": "[^1]: {.end} 尾二。\n", "articles/03-小结.md": "[^1]: 脚二。\n"}, false},
		{"alone", docxtest.Document(call("endnote", 2)+call("endnote", 3), ends), false, map[string]string{"articles/文.md": "[^1]: 尾一。\n\n[^2]: 尾二。\n"}, true},
	} {
		dir := t.TempDir()
		put(t, dir, map[string]string{"文.docx": string(c.doc)})
		opt := options()
		if c.split {
			opt.Split = SplitHeadings
		}
		run(t, dir, opt, "文.docx")
		files := tree(t, filepath.Join(dir, "out"))
		for name, want := range c.want {
			if !strings.HasSuffix(files[name], "\n\n"+want) {
				t.Errorf("%s: %s is\n%s", c.name, name, files[name])
			}
		}
		if got := strings.Contains(files["issue.toml"], `notes = "article"`); got != c.key {
			t.Errorf("%s: the article has the key: %v", c.name, got)
		}
		load(t, dir)
	}
}
