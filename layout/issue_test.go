package layout_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/page"
	"jianbao/layout/theme"
)

// themed loads a bundled theme with settings on top.
func themed(t testing.TB, name string, set ...content.Setting) *theme.Theme {
	t.Helper()
	var log diag.List
	th, err := theme.Loader{}.Load(content.Text{Value: name}, set, &log)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range log.Items() {
		if d.Severity == diag.Error {
			t.Fatal(d.Message(diag.EN))
		}
	}
	return th
}

// issue reads one of the samples.
func issue(t testing.TB, folder string) *content.Issue {
	t.Helper()
	var log diag.List
	is := manifest.Load(manifest.NewDisk(filepath.Join(folder, "issue.toml")), manifest.Options{}, &log)
	for _, d := range log.Items() {
		if d.Severity == diag.Error {
			t.Fatalf("%s: %s", folder, d.Message(diag.EN))
		}
	}
	if is == nil {
		t.Fatalf("%s: no issue", folder)
	}
	return is
}

// checkable makes documents that can be compared with their text and with
// themselves: no numbers that the author did not write, and the contents'
// columns at one place on all pages.
var checkable = []content.Setting{{Key: "headings.number", Value: false}, {Key: "page.mirror", Value: false}}

const samples = "../testdata/issues/"

func sampleFolders(t testing.TB) []string {
	entries, err := os.ReadDir(samples)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, samples+e.Name())
		}
	}
	return out
}

func articles(is *content.Issue) []*content.Article {
	var out []*content.Article
	for i := range is.Sections {
		for k := range is.Sections[i].Articles {
			out = append(out, &is.Sections[i].Articles[k])
		}
	}
	return out
}

// plainText returns the text that the lines of an article must have.
func plainText(blocks []content.Block) string {
	var b strings.Builder
	inlines := func(list []content.Inline) {
		for _, in := range list {
			if run, ok := in.(content.Run); ok && run.PageNumber {
				b.WriteString(check.PageNumber)
			} else if ok {
				b.WriteString(run.Value)
			}
		}
	}
	var walk func([]content.Block)
	walk = func(blocks []content.Block) {
		for _, blk := range blocks {
			switch blk := blk.(type) {
			case *content.Paragraph:
				inlines(blk.Inlines)
			case *content.Heading:
				inlines(blk.Inlines)
			case *content.Quote:
				walk(blk.Blocks)
			case *content.Verse:
				for _, in := range blk.Stanzas {
					inlines(in)
				}
			case *content.Box:
				walk(blk.Blocks)
			case *content.List:
				for _, item := range blk.Items {
					walk(item)
				}
			}
		}
	}
	walk(blocks)
	return b.String()
}

// namesOfFaces returns a function that returns the names of faces, which the checker asks
// for with each glyph. It remembers them, and keeps the faces in memory.
func namesOfFaces() func(*fonts.Face) string {
	names := map[*fonts.Face]string{}
	return func(f *fonts.Face) string {
		name, ok := names[f]
		if !ok {
			name = f.PostScriptName()
			names[f] = name
		}
		return name
	}
}

func options(is *content.Issue, th *theme.Theme) check.Options {
	list := articles(is)
	return check.Options{
		Settings: check.Default(),
		Foot:     th.Body.Orphans,
		Pitch:    th.Body.Pitch,
		GridTop:  th.Page.Top + page.Ascent(th.Body.Size),
		Title: func(a int) (string, bool) {
			if a < 1 || a > len(list) {
				return "", false
			}
			return list[a-1].Title.Value, true
		},
		Text: func(a int) (string, bool) {
			if a < 1 || a > len(list) {
				return "", false
			}
			return plainText(list[a-1].Body), true
		},
		FaceName: namesOfFaces(),
		Notes:    check.NoteSizes{Above: 2*th.Notes.Gap + th.Notes.Rule, Size: th.Notes.Size, Pitch: max(th.Notes.Pitch, th.Notes.Size)},
		NotesAtEnd: func(a int) bool {
			return th.Notes.At == "article" || a >= 1 && a <= len(list) && list[a-1].AllNotesAtEnd()
		},
		Header:  headerOf(is, th),
		Outside: true,

		ContentsColumns: th.Contents.Columns,
		Official:        is.Document != nil,
	}
}

// headerOf returns what the running heads of an issue print.
func headerOf(is *content.Issue, th *theme.Theme) *check.Header {
	h := &check.Header{Outside: string(th.Header.Outside), Inside: string(th.Header.Inside), Title: is.Publication.Title.Joined(), Issue: is.Number.Issue.Value}
	if h.Issue != "" && h.Issue[0] >= '0' && h.Issue[0] <= '9' {
		before, after := th.Cover.Issue.Around()
		h.Issue = before + h.Issue + after
	}
	h.Article = func(a int) (section, title string) {
		for i := range is.Sections {
			s := &is.Sections[i]
			if a > len(s.Articles) {
				a -= len(s.Articles)
				continue
			}
			own := &s.Articles[a-1]
			if own.ContentsTitle.Value != "" {
				return s.Title.Joined(), own.ContentsTitle.Joined()
			}
			return s.Title.Joined(), own.Title.Joined()
		}
		return "", ""
	}
	return h
}

func report(t *testing.T, name string, violations []check.Violation) {
	t.Helper()
	for i, v := range violations {
		if i == 12 {
			t.Errorf("%s: and %d more", name, len(violations)-i)
			return
		}
		t.Errorf("%s: %s", name, v)
	}
}

// Every sample in every theme keeps every rule; by default each sample in one theme,
// since the tests of the checker have all of them.
func TestSamplesKeepTheRules(t *testing.T) {
	lib := fonts.Bundled()
	for i, folder := range sampleFolders(t) {
		for k, name := range theme.Names() {
			if os.Getenv("JIANBAO_THOROUGH") == "" && k != i%len(theme.Names()) {
				continue
			}
			th := themed(t, name, checkable...)
			is := recognized(issue(t, folder), th)
			if !th.Document.On {
				is.Document = nil
			}
			var log diag.List
			doc := layout.Compose(is, th, lib, layout.Options{}, &log)
			for _, d := range log.Items() {
				if d.Severity > diag.Notice && d.Code != "glyph-fallback" {
					t.Errorf("%s %s: %s", folder, name, d.Message(diag.EN))
				}
			}
			report(t, folder+" "+name, check.Document(doc, options(is, th)))
		}
	}
}

// A sample at every measure from 8 to 42, or at 8, 25 and 42, each in one theme.
func TestMeasures(t *testing.T) {
	lib := fonts.Bundled()
	is := issue(t, samples+"heyuan-2024-06")
	step := int64(17)
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		step = 1
	}
	for k, name := range theme.Names() {
		for m := int64(8); m <= 42; m += step {
			if step > 1 && m != 8+step*int64(k) {
				continue
			}
			th := themed(t, name, append([]content.Setting{{Key: "body.measure", Value: m}}, checkable...)...)
			var log diag.List
			doc := layout.Compose(is, th, lib, layout.Options{}, &log)
			opt := options(is, th)
			report(t, fmt.Sprintf("%s %d", name, m), check.Document(doc, opt))
		}
	}
}

func dump(t testing.TB, doc *frame.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := frame.Dump(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
