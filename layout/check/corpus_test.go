package check_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/fonts/fonttest"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

const size = 13750 * unit.Pt / 1000

// paragraphs reads a file of testdata/paragraphs: one paragraph a line, empty
// lines and those that begin with # left out.
func paragraphs(tb testing.TB, path string) []string {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if s := strings.Trim(sc.Text(), " \t\u3000"); s != "" && !strings.HasPrefix(s, "#") {
			out = append(out, s)
		}
	}
	if err := sc.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

// bundled opens a face of fonts/bundled.
var bundled = func() func(tb testing.TB, name string) *fonts.Face {
	var mu sync.Mutex
	faces := map[string]*fonts.Face{}
	return func(tb testing.TB, name string) *fonts.Face {
		tb.Helper()
		mu.Lock()
		defer mu.Unlock()
		if f := faces[name]; f != nil {
			return f
		}
		data, err := os.ReadFile(filepath.Join("../../fonts/bundled", name))
		if err != nil {
			tb.Fatal(err)
		}
		f, err := fonts.Open(data, 0)
		if err != nil {
			tb.Fatal(err)
		}
		faces[name] = f
		return f
	}
}()

// serif is the body face of both themes.
func serif(tb testing.TB) *fonts.Stack {
	return &fonts.Stack{
		Role:  "song",
		Han:   []*fonts.Face{bundled(tb, "NotoSerifSC_400Regular.ttf"), bundled(tb, "LXGWWenKai-Regular.ttf")},
		Latin: []*fonts.Face{bundled(tb, "SourceSerif4_400Regular.ttf")},
	}
}

func synthetic() *fonts.Stack {
	f := fonttest.Face()
	return &fonts.Stack{Role: "test", Han: []*fonts.Face{f}, Latin: []*fonts.Face{f}}
}

// typesetter breaks texts into lines and checks them.
type typesetter struct {
	shaper   *inline.Shaper
	font     *inline.Font
	settings inline.Settings
	check    check.Settings
}

func newTypesetter(stack *fonts.Stack) *typesetter {
	return &typesetter{
		shaper:   inline.NewShaper(),
		font:     &inline.Font{Stack: stack, Size: size},
		settings: inline.Settings{Indent: 2 * size, Autospace: 250, TrimStart: true, Hyphenate: true},
		check:    check.Settings{Indent: 2 * size, Autospace: 250, TrimStart: true},
	}
}

func (s *typesetter) prepare(text string) *inline.Paragraph {
	var runs []inline.Run
	parts := strings.Split(text, "\n")
	for i, part := range parts {
		src := &diag.Source{Path: "test", Data: []byte(part)}
		runs = append(runs, inline.Run{
			Text: part, Font: s.font, Break: i+1 < len(parts),
			Place: diag.Place{Source: src, Steps: []diag.Step{{}}},
		})
	}
	var log diag.List
	return s.shaper.Prepare(runs, s.settings, &log)
}

// lines breaks a paragraph and checks it at a measure in em.
func (s *typesetter) lines(p *inline.Paragraph, text string, measure int) ([]frame.Line, []check.Violation) {
	lines := p.Break(unit.Abs(measure) * size)
	settings := s.check
	settings.Measure = unit.Abs(measure) * size
	return lines, check.Lines(text, lines, settings)
}

// tally collects violations by rule, with the first few of each.
type tally struct {
	count map[string]int
	first map[string][]string
	order []string
}

func newTally() *tally { return &tally{map[string]int{}, map[string][]string{}, nil} }

func (t *tally) add(where string, vs []check.Violation) {
	for _, v := range vs {
		if t.count[v.Rule] == 0 {
			t.order = append(t.order, v.Rule)
		}
		t.count[v.Rule]++
		if len(t.first[v.Rule]) < 5 {
			t.first[v.Rule] = append(t.first[v.Rule], where+": "+v.String())
		}
	}
}

func (t *tally) report(tb testing.TB) {
	tb.Helper()
	for _, rule := range t.order {
		tb.Errorf("%s: %d violations, the first:\n\t%s", rule, t.count[rule], strings.Join(t.first[rule], "\n\t"))
	}
}
