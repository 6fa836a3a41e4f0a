package desk

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dumped is what these tests read of a line of a dump.
type dumped struct {
	Page int `json:"page"` // from 1
}

// TestOpens opens every sample and compares the number of its pages with those that the
// command sets, and the articles with those of the manifest.
func TestOpens(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join(root, "testdata", "issues", "*", "issue.toml"))
	if err != nil || len(folders) == 0 {
		t.Fatal(folders, err)
	}
	for _, manifest := range folders {
		name := filepath.Base(filepath.Dir(manifest))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := Start(t, Sample(t, name))
			p := d.Open()
			p.WaitReady()
			dump := filepath.Join(t.TempDir(), "dump.jsonl")
			if _, err := Run(t, "build", "-o", filepath.Join(t.TempDir(), "a.pdf"), "--dump", dump, manifest); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(dump)
			if err != nil {
				t.Fatal(err)
			}
			pages := 0
			for line := range strings.Lines(string(data)) {
				var l dumped
				if err := json.Unmarshal([]byte(line), &l); err != nil {
					t.Fatal(err)
				}
				pages = max(pages, l.Page)
			}
			if p.Pages() != pages {
				t.Errorf("%d pages are shown, the command sets %d", p.Pages(), pages)
			}
			toml, err := os.ReadFile(manifest)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := len(p.Articles()), strings.Count("\n"+string(toml), "\n[[section.article]]"); got != want {
				t.Errorf("%d articles are listed, the manifest has %d", got, want)
			}
			for _, l := range p.Lines(0) {
				if l.File != "" && (l.From > l.To || l.Text == "") {
					t.Errorf("line %+v", l)
				}
			}
			p.Screenshot("opened")
		})
	}
}

// TestTypes types into an article: the page shows it, the file has it, and undo takes it
// back.
func TestTypes(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	file := p.Articles()[1]
	p.Select(file)
	before := p.Text()
	if d.Read(file) != before {
		t.Fatalf("the text field has %q", before)
	}
	line := slices.IndexFunc(p.Lines(0), func(l Line) bool { return l.File == file && len([]rune(l.Text)) > 12 })
	l := p.Lines(0)[line]
	p.ClickChar(l, 5)
	from, to := p.Caret()
	if from != to || from == 0 {
		t.Errorf("after the click on line %+v the selection is %d to %d", l, from, to)
	}
	p.Change(func() { p.Type("岱山渡口") })
	if !slices.ContainsFunc(p.Lines(0), func(l Line) bool { return l.File == file && strings.Contains(l.Text, "岱山渡口") }) {
		t.Error("no line of the pages shows what was typed")
	}
	p.WaitSaved()
	if got := d.Read(file); got != p.Text() || strings.Count(got, "岱山渡口") != 1 {
		t.Errorf("the file has %q", got)
	}
	p.Change(func() { p.Act("undo") })
	if p.Text() != before {
		t.Errorf("after undo the text field has %q", p.Text())
	}
	p.WaitSaved()
	if got := d.Read(file); got != before {
		t.Errorf("after undo the file has %q", got)
	}
	p.Screenshot("typed")
}
