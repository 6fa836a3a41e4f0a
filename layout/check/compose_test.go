package check_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/parts"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"

	_ "jianbao/content/testgc"
)

// compose composes a sample issue in a theme at a measure; 0: the theme's own.
func compose(t *testing.T, lib *fonts.Library, issue *content.Issue, name string, measure int, set ...content.Setting) (*frame.Document, *theme.Theme) {
	t.Helper()
	if measure > 0 {
		set = append(set, content.Setting{Key: "body.measure", Value: int64(measure)})
	}
	var log diag.List
	th, err := theme.Loader{ReadFile: os.ReadFile}.Load(content.Text{Value: name}, set, &log)
	if err != nil {
		t.Fatal(err)
	}
	doc := layout.Compose(issue, th, lib, layout.Options{}, &log)
	if log.HasErrors() {
		t.Errorf("%s at %d em: %v", name, measure, errorsOf(&log))
	}
	return doc, th
}

// recognize recognizes the parts of an issue as a theme has it at a measure; 0: the
// theme's own.
func recognize(t *testing.T, issue *content.Issue, name string, measure int) {
	t.Helper()
	th, err := theme.Loader{ReadFile: os.ReadFile}.Load(content.Text{Value: name}, nil, &diag.List{})
	if err != nil {
		t.Fatal(err)
	}
	parts.Recognize(issue, parts.Rules{Measure: cmp.Or(measure, th.Body.Measure), Salutation: true, SalutationWords: th.Parts.SalutationWords,
		Attachment: true, Signature: true, RunIn: true, Clause: true, Chapter: true}, nil)
}

// errorsOf returns the errors in a log.
func errorsOf(log *diag.List) []string {
	var out []string
	for _, d := range log.Items() {
		if d.Severity == diag.Error {
			out = append(out, fmt.Sprint(d.Code, " ", d.Args))
		}
	}
	return out
}

// expectations returns the checker's options for a theme and an issue.
func expectations(issue *content.Issue, th *theme.Theme) check.Options {
	opt := check.Options{Settings: check.Default(), Foot: th.Body.Orphans, Pitch: 0, Outside: th.Folio.Align == "outside"}
	opt.Level = map[string]check.Level{"none": check.LevelNone, "basic": check.LevelBasic, "gb": check.LevelGB, "strict": check.LevelStrict}[th.Body.Level]
	opt.Style = map[string]check.Style{"hangmo": check.Hangmo, "quanjiao": check.Quanjiao, "kaiming": check.Kaiming, "banjiao": check.Banjiao}[th.Body.Punctuation]
	opt.TrimStart = th.Body.TrimStart
	opt.Autospace = int(1000 * th.Body.Autospace / th.Body.Size)
	var articles []*content.Article
	for i := range issue.Sections {
		for j := range issue.Sections[i].Articles {
			articles = append(articles, &issue.Sections[i].Articles[j])
		}
	}
	get := func(a int, f func(*content.Article) string) (string, bool) {
		if a < 1 || a > len(articles) {
			return "", false
		}
		return f(articles[a-1]), true
	}
	opt.Title = func(a int) (string, bool) {
		return get(a, func(x *content.Article) string { return x.Title.Value })
	}
	opt.Entry = func(a int) (string, bool) {
		return get(a, func(x *content.Article) string {
			if x.ContentsTitle.Value != "" {
				return x.ContentsTitle.Value
			}
			return x.Title.Value
		})
	}
	opt.Text = func(a int) (string, bool) {
		return get(a, func(x *content.Article) string { return blocksText(x.Body) })
	}
	return opt
}

// blocksText is the text of a body in reading order.
func blocksText(blocks []content.Block) string {
	var b strings.Builder
	inlines := func(list []content.Inline) {
		for _, in := range list {
			if r, ok := in.(content.Run); ok && r.PageNumber {
				b.WriteString(check.PageNumber)
			} else if ok {
				b.WriteString(r.Value)
			}
		}
	}
	for _, bl := range blocks {
		switch x := bl.(type) {
		case *content.Paragraph:
			inlines(x.Inlines)
		case *content.Heading:
			inlines(x.Inlines)
		case *content.List:
			for _, item := range x.Items {
				b.WriteString(blocksText(item))
			}
		case *content.Quote:
			b.WriteString(blocksText(x.Blocks))
		case *content.Verse:
			for _, in := range x.Stanzas {
				inlines(in)
			}
		case *content.Box:
			b.WriteString(blocksText(x.Blocks))
		}
	}
	return b.String()
}

func loadIssue(t *testing.T, path string) *content.Issue {
	t.Helper()
	var log diag.List
	issue := manifest.Load(manifest.NewDisk(path), manifest.Options{}, &log)
	if issue == nil || log.HasErrors() {
		t.Fatalf("%s: %v", path, errorsOf(&log))
	}
	return issue
}

// leastTable is a measure in em that the tables of all samples fit.
const leastTable = 20

// narrow puts the pictures beside the text of an issue into the text, and leaves out
// tables that are too wide for a measure.
func narrow(issue *content.Issue, measure int) {
	for i := range issue.Sections {
		for k := range issue.Sections[i].Articles {
			a := &issue.Sections[i].Articles[k]
			for _, b := range a.Body {
				if p, ok := b.(*content.Picture); ok && (p.Place == content.PlaceLeft || p.Place == content.PlaceRight) {
					p.Place = content.PlaceHere
				}
			}
			if measure < leastTable {
				a.Body = slices.DeleteFunc(a.Body, func(b content.Block) bool { _, is := b.(*content.Table); return is })
			}
		}
	}
}

// TestIssues: no violation in the sample issues, in all themes, at the themes'
// own measures and at measures from 8 to 42 em. By default each issue and theme has one
// such measure, and the dump is read back in one theme of each issue.
func TestIssues(t *testing.T) {
	manifests, err := filepath.Glob("../../testdata/issues/*/issue.toml")
	if err != nil || len(manifests) < 2 {
		t.Fatalf("%d sample issues, %v", len(manifests), err)
	}
	if extra := os.Getenv("JIANBAO_CHECK_ISSUE"); extra != "" {
		manifests = []string{extra}
	}
	lib := fonts.Bundled()
	for i, path := range manifests {
		for k, name := range theme.Names() {
			ems, dumped := append([]int{0}, emsOf(5*i+2*k)...), true
			if !thorough() {
				ems, dumped = []int{0, ems[1+(i+k)%2]}, k == i%3
			}
			t.Run(filepath.Base(filepath.Dir(path))+"/"+name, func(t *testing.T) {
				t.Parallel()
				found := newTally()
				for _, m := range ems {
					issue := loadIssue(t, path)
					if name != "gongwen" {
						issue.Document = nil // other themes have no head for it
					}
					if m > 0 {
						narrow(issue, m) // else errors
					}
					recognize(t, issue, name, m)
					doc, th := compose(t, lib, issue, name, m)
					if len(doc.Pages) < 2 {
						t.Fatalf("%d pages", len(doc.Pages))
					}
					opt := expectations(issue, th)
					found.add(fmt.Sprintf("%d em", m), check.Document(doc, opt))
					if m > 0 || !dumped {
						continue
					}
					var b bytes.Buffer
					if err := frame.Dump(&b, doc); err != nil {
						t.Fatal(err)
					}
					read, err := check.ReadDump(&b)
					if err != nil {
						t.Fatal(err)
					}
					found.add("dump", read.Check(opt))
				}
				found.report(t)
			})
		}
	}
}

// TestStyles: the same in every style of marks and at every level, and with
// each article copyfitted. By default each combination has one of the three measures,
// and every other one is copyfitted.
func TestStyles(t *testing.T) {
	lib := fonts.Bundled()
	issue := loadIssue(t, "../../testdata/issues/small/issue.toml")
	n := 0 // combinations so far
	for _, fit := range []int{0, 1} {
		for i := range issue.Sections {
			for j := range issue.Sections[i].Articles {
				issue.Sections[i].Articles[j].Fit = fit
			}
		}
		for _, name := range theme.Names() {
			for _, style := range []string{"hangmo", "quanjiao", "kaiming", "banjiao"} {
				for _, level := range []string{"none", "basic", "gb", "strict"} {
					if n++; !thorough() && (n+n/4+fit)%2 == 0 {
						continue
					}
					t.Run(fmt.Sprintf("%s/%s/%s/fit=%d", name, style, level, fit), func(t *testing.T) {
						found := newTally()
						measures := []int{0, 13, 19}
						if !thorough() {
							measures = measures[n%3 : n%3+1]
						}
						for _, m := range measures {
							doc, th := compose(t, lib, issue, name, m,
								content.Setting{Key: "body.punctuation", Value: style}, content.Setting{Key: "body.level", Value: level})
							if th.Body.Level != level || th.Body.Punctuation != style {
								t.Fatalf("theme has %s, %s", th.Body.Level, th.Body.Punctuation)
							}
							found.add(fmt.Sprintf("%d em", m), check.Document(doc, expectations(issue, th)))
						}
						found.report(t)
					})
				}
			}
		}
	}
}
