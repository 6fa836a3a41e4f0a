package manifest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/linktest"
)

const sharedText = `schema = 1
[publication]
title = "石塘简讯"
issuer = ["石塘镇", "水利站"]
emblem = { file = "logo.png", decorative = true }
[issue]
label = "内部资料"
[style]
theme = "look/red.toml"
set = { "body.size" = "四号", "page.paper" = "A4" }
[style.fonts]
kai = "fonts/kai.ttf"
song = { path = "fonts/song.ttc", index = 1 }
[imprint]
lines = ["编辑：陈水生"]
report = ["县水利局"]
[check]
off = "proof-dash"
[print]
icc = "press.icc"
bleed = "3mm"
`

const inheritingText = `schema = 1
[issue]
year = 2026
number = 3
date = 2026-03-15
[style.set.body]
size = "三号"
[style.fonts]
kai = { path = "../own/kai.ttf" }
[imprint]
report = ["市水利局"]
[check]
off = ["proof-shape"]
[[section]]
title = "要闻"
[[section.article]]
title = "一"
text = "渠水放到了田里。"
`

// inherited describes the values of an issue that can be inherited.
func inherited(issue *content.Issue) string {
	var b strings.Builder
	texts := func(name string, list ...content.Text) {
		fmt.Fprint(&b, name)
		for _, t := range list {
			fmt.Fprint(&b, " ", t.Value)
		}
		fmt.Fprintln(&b)
	}
	p := &issue.Publication
	texts("title", p.Title)
	texts("issuer", p.Issuer...)
	texts("label", issue.Number.Label)
	fmt.Fprintln(&b, "theme", issue.Style.Theme.Value, "in", filepath.ToSlash(issue.Style.Dir))
	var set []string
	for _, s := range issue.Style.Set {
		set = append(set, fmt.Sprint(s.Key, "=", s.Value))
	}
	slices.Sort(set)
	fmt.Fprintln(&b, "set", set)
	for _, f := range issue.Style.Fonts {
		fmt.Fprintln(&b, "font", f.Name, filepath.ToSlash(f.Path), f.Index)
	}
	texts("lines", issue.Imprint.Lines...)
	texts("report", issue.Imprint.Report...)
	fmt.Fprintln(&b, "off", issue.ProofOff)
	fmt.Fprintln(&b, "icc", filepath.ToSlash(issue.Print.ICC), issue.Print.Bleed.Value)
	if p.Emblem != nil && p.Emblem.Image != nil {
		fmt.Fprintln(&b, "emblem", p.Emblem.Image.Name)
	}
	return b.String()
}

func findings(log *diag.List) string {
	var out []string
	for _, d := range log.Items() {
		place := ""
		if src := d.Span.Source; src != nil {
			line, column := diag.NewLines(src.Data).Position(d.Span.Start)
			place = fmt.Sprintf("%s:%d:%d: ", src.Path, line, column)
		}
		out = append(out, place+string(d.Code))
	}
	return strings.Join(out, "\n")
}

// TestInherit: what the issue gives wins key by key; settings, fonts and disabled checks
// are merged by entry; paths of publication.toml are relative to it.
func TestInherit(t *testing.T) {
	files := map[string][]byte{"a/b/issue.toml": []byte(inheritingText), "publication.toml": []byte(sharedText), "logo.png": pngOf(4, 3)}
	var log diag.List
	issue := Load(Buffers{Name: "a/b/issue.toml", Files: files}, Options{}, &log)
	if log.Len() > 0 {
		t.Fatal(findings(&log))
	}
	want := `title 石塘简讯
issuer 石塘镇 水利站
label 内部资料
theme look/red.toml in .
set [body.size=三号 page.paper=A4]
font kai a/own/kai.ttf 0
font song fonts/song.ttc 1
lines 编辑：陈水生
report 市水利局
off [proof-shape proof-dash]
icc press.icc 3mm
emblem ../../logo.png
`
	if got := inherited(issue); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if issue.Publication.Title.Place.Source.Path != "publication.toml" || issue.Shared == nil || issue.Shared.Up != 2 {
		t.Errorf("%+v", issue.Shared)
	}

	log = diag.List{}
	Load(Buffers{Name: "a/b/issue.toml", Files: files}, Options{NoPublication: true}, &log)
	if got := findings(&log); got != "a/b/issue.toml:1:1: missing-key" {
		t.Errorf("without publication.toml: %s", got)
	}
}

// TestNearestPublication: of several, the nearest alone is read, at most three folders
// above the manifest's.
func TestNearestPublication(t *testing.T) {
	named := func(title string) []byte { return []byte("schema = 1\npublication.title = \"" + title + "\"\n") }
	for _, tt := range []struct {
		at, want string
	}{
		{"a/b/c/d", "四 a/b/c/d/publication.toml"}, {"a/b/c", "三 a/b/c/publication.toml"}, {"a/b", "二 a/b/publication.toml"}, {"a", "一 a/publication.toml"},
		{"", ""},
	} {
		files := map[string][]byte{"a/b/c/d/issue.toml": []byte(inheritingText), "publication.toml": named("零")}
		for folder, title := range map[string]string{"a": "一", "a/b": "二", "a/b/c": "三", "a/b/c/d": "四"} {
			if tt.at != "" && len(folder) <= len(tt.at) {
				files[folder+"/publication.toml"] = named(title)
			}
		}
		var log diag.List
		issue := Load(Buffers{Name: "a/b/c/d/issue.toml", Files: files}, Options{}, &log)
		got := ""
		if title := issue.Publication.Title; title.Value != "" {
			got = title.Value + " " + title.Place.Source.Path
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.at, got, tt.want)
		}
	}
}

// TestPublicationFindings: findings about values of publication.toml are placed there.
func TestPublicationFindings(t *testing.T) {
	for _, tt := range []struct{ name, shared, issue, want string }{
		{"a section", sharedText + "[[section]]\ntitle = \"要闻\"\n", "", "p.toml:22:1: publication-key"},
		{"a document", sharedText + "[document]\nnumber = \"x\"\n", "", "p.toml:22:1: publication-key"},
		{"number and date", strings.Replace(sharedText, "label =", "number = 3\ndate = 2026-03-15\nlabel =", 1), "", "p.toml:7:1: publication-key\np.toml:8:1: publication-key"},
		{"dotted", "issue.year = 2026\n" + sharedText, "", "p.toml:1:7: publication-key"},
		{"no schema", strings.TrimPrefix(sharedText, "schema = 1\n"), "", "p.toml:1:1: missing-key"},
		{"another schema", strings.Replace(sharedText, "schema = 1", "schema = 2", 1), "", "p.toml:1:10: schema-version"},
		{"an unknown key", strings.Replace(sharedText, "bleed", "bled", 1), "", "p.toml:21:1: unknown-key"},
		{"an unknown table", sharedText + "[prints]\nx = 1\n", "", "p.toml:22:2: unknown-key"},
		{"a wrong type", strings.Replace(sharedText, `"3mm"`, "3", 1), "", "p.toml:21:9: wrong-type"},
		{"a wrong type that the issue replaces", strings.Replace(sharedText, `"3mm"`, "3", 1), "[print]\nbleed = \"5mm\"\n", "p.toml:21:9: publication-replaced"},
		{"a table that is none", "schema = 1\npublication = 3\n", "", "p.toml:2:15: wrong-type"},
		{"no TOML", "schema = \n", "", "p.toml:1:10: toml-no-value"},
		{"a font above", strings.Replace(sharedText, "fonts/kai", "../kai", 1), "[style]\nfonts = {}\n", "p.toml:12:7: publication-path"},
		{"a font with an absolute path", strings.Replace(sharedText, "fonts/song", "C:/Windows/Fonts/song", 1), "", "p.toml:13:17: publication-path"},
		{"a theme above", strings.Replace(sharedText, "look/red", "x/../../red", 1), "", "p.toml:9:10: publication-path"},
		{"a profile above", strings.Replace(sharedText, "press.icc", "/press.icc", 1), "", "p.toml:20:7: publication-path"},
		{"a font file of the theme above", strings.Replace(sharedText, `"page.paper" = "A4"`, `"font-files.kai.path" = "../kai.ttf"`, 1), "", "p.toml:10:53: publication-path"},
		{"a picture above", strings.Replace(sharedText, "logo.png", "../logo.png", 1), "", "p.toml:5:19: path-outside"},
		{"a picture that is missing", strings.Replace(sharedText, "logo.png", "lago.png", 1), "", "p.toml:5:19: file-missing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(inheritingText, "[style.fonts]\nkai = { path = \"../own/kai.ttf\" }\n", "", 1)
			text = strings.Replace(text, "[style.set.body]\nsize = \"三号\"\n", "", 1)
			if strings.Contains(tt.issue, "[style]") {
				tt.issue = ""
			}
			text = strings.Replace(text, "[imprint]", tt.issue+"[imprint]", 1)
			files := map[string][]byte{"a/issue.toml": []byte(text), "publication.toml": []byte(tt.shared), "logo.png": pngOf(4, 3)}
			var log diag.List
			Load(Buffers{Name: "a/issue.toml", Files: files}, Options{}, &log)
			got := strings.ReplaceAll(findings(&log), "publication.toml", "p.toml")
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestPublicationOnDisk: pictures of publication.toml are read below its folder, links
// that lead out of it are not followed, and a folder that is reached by a link belongs to
// the folders above where it really is.
func TestPublicationOnDisk(t *testing.T) {
	top := t.TempDir()
	put := func(name string, data []byte) {
		t.Helper()
		path := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	text := strings.Replace(sharedText, "[print]\nicc = \"press.icc\"\n", "[print]\n", 1)
	put("x/publication.toml", []byte(text))
	put("x/logo.png", pngOf(4, 3))
	put("x/2026/03/issue.toml", []byte(inheritingText))
	put("logo.png", pngOf(8, 8))
	load := func(path ...string) (*content.Issue, string) {
		t.Helper()
		disk := NewDisk(filepath.Join(append([]string{top}, path...)...))
		defer disk.Close()
		var log diag.List
		return Load(disk, Options{}, &log), findings(&log)
	}
	issue, found := load("x", "2026", "03", "issue.toml")
	if found != "" || issue.Publication.Emblem.Image.Name != "../../logo.png" {
		t.Errorf("%s", found)
	}
	if _, found := load("x", "publication.toml"); !strings.HasSuffix(found, "not-a-manifest") {
		t.Errorf("publication.toml as a manifest: %s", found)
	}
	if err := linktest.Make(filepath.Join(top, "x", "2026", "03"), filepath.Join(top, "current")); err != nil {
		t.Skip(err)
	}
	if _, found := load("current", "issue.toml"); found != "" {
		t.Errorf("by a link: %s", found)
	}
	if err := os.Remove(filepath.Join(top, "x", "logo.png")); err != nil {
		t.Fatal(err)
	}
	if err := linktest.Make(filepath.Join(top, "logo.png"), filepath.Join(top, "x", "logo.png")); err != nil {
		t.Skip(err)
	}
	if _, found := load("x", "2026", "03", "issue.toml"); !strings.HasSuffix(found, "publication.toml:5:19: path-outside") {
		t.Errorf("a link that leads out: %s", found)
	}
	if err := os.Remove(filepath.Join(top, "x", "publication.toml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(top, "x", "publication.toml"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, found := load("x", "2026", "03", "issue.toml"); !strings.HasSuffix(found, "file-not-regular") {
		t.Errorf("a folder of that name: %s", found)
	}
}

// TestPublicationKeys: the keys of publication.toml are those that an issue inherits.
func TestPublicationKeys(t *testing.T) {
	var names []string
	for _, k := range PublicationKeys() {
		names = append(names, k.Name)
		if k.Name == "issue" && (len(k.Keys) != 1 || k.Keys[0].Name != "label") {
			t.Errorf("[issue] has %d keys", len(k.Keys))
		}
		if k.Required != (k.Name == "schema") {
			t.Errorf("%s: required %v", k.Name, k.Required)
		}
	}
	if got := strings.Join(names, " "); got != "schema publication issue style contents imprint copy check output print archive" {
		t.Error(got)
	}
	for _, k := range Keys() { // the tables of manifests are not changed
		if k.Name == "publication" && !(k.Required && k.Keys[0].Required) {
			t.Error("[publication] of a manifest is no longer required")
		}
	}
}
