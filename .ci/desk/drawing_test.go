package desk

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// thorough is set for the full tests of "make desk"; without it a selection is tested,
// always the same.
var thorough = os.Getenv("DESK") == "all"

// themes are the bundled ones.
var themes = []string{"bulletin", "gongwen", "jianbao"}

// samples returns the names of the samples.
func samples(t testing.TB) []string {
	t.Helper()
	manifests, err := filepath.Glob(filepath.Join(root, "testdata", "issues", "*", "issue.toml"))
	if err != nil || len(manifests) < 10 {
		t.Fatal(manifests, err)
	}
	var names []string
	for _, m := range manifests {
		names = append(names, filepath.Base(filepath.Dir(m)))
	}
	return names
}

// Restyle gives an issue another theme.
func Restyle(t testing.TB, folder, theme string) {
	t.Helper()
	name := filepath.Join(folder, "issue.toml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	given := regexp.MustCompile(`(?m)^theme *= *".*"$`)
	switch {
	case given.MatchString(text):
		text = given.ReplaceAllString(text, `theme = "`+theme+`"`)
	default:
		text = strings.Replace(text, "[[section]]", "[style]\ntheme = \""+theme+"\"\n\n[[section]]", 1)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// large opens the desk on a folder with pages of 244 %.
func large(t testing.TB, folder string, view View) (*Desk, *Tab) {
	t.Helper()
	d := Start(t, folder)
	p := d.OpenView(view)
	p.WaitFor("the first article", `() => document.querySelector("textarea[data-file]") !== null`) // to whose page it scrolls
	p.HideMarks()
	p.Enlarge()
	p.WaitSettled()
	return d, p
}

// The page shown is the page printed: of each sample in each theme, every glyph, picture
// and rule. Without DESK=all most samples are tested in one theme.
func TestShownIsPrinted(t *testing.T) {
	for i, name := range samples(t) {
		for k, theme := range themes {
			switch {
			case name == "official" && theme != "gongwen": // other themes do not typeset official documents
				continue
			case !thorough && name != "official" && name != "small" && k != i%len(themes):
				continue
			}
			t.Run(name+"/"+theme, func(t *testing.T) {
				t.Parallel()
				folder := Sample(t, name)
				Restyle(t, folder, theme)
				printed := Print(t, folder)
				_, p := large(t, folder, Large)
				if p.Pages() != printed.Pages {
					t.Fatalf("%d pages are shown, %d printed", p.Pages(), printed.Pages)
				}
				glyphs := 0
				for _, n := range chosen(name, theme, printed) {
					shown := p.Drawn(n)
					if shown.Width < 1340 {
						t.Fatalf("page %d is shown %d pixels wide", n, shown.Width)
					}
					for _, d := range printed.Differences(t, n, shown) {
						t.Error(d)
					}
					list, _ := cellsOf(printed.Items, n, 1)
					glyphs += len(list)
				}
				if t.Logf("%d glyphs compared", glyphs); glyphs == 0 {
					t.Error("nothing was compared")
				}
			})
		}
	}
}

// chosen returns the pages that are tested: all with DESK=all and of two samples, else one
// that has glyphs.
func chosen(name, theme string, printed *Printed) (list []int) {
	if thorough || name == "small" && theme == "bulletin" || name == "official" {
		for n := 1; n <= printed.Pages; n++ {
			list = append(list, n)
		}
		return list
	}
	h := fnv.New32a()
	h.Write([]byte(name + theme))
	for n := range printed.Pages {
		page := 1 + (int(h.Sum32())+n)%printed.Pages
		if glyphs, _ := cellsOf(printed.Items, page, 1); len(glyphs) > 0 {
			return []int{page}
		}
	}
	return nil
}

// Exchanges of characters that look alike are found, each of them and nothing else: the
// issue that is shown has the one character of a pair where the printed one has the
// other.
func TestPlanted(t *testing.T) {
	for i, theme := range themes {
		if i > 0 && !thorough {
			continue
		}
		t.Run(theme, func(t *testing.T) {
			t.Parallel()
			folder := PairsIssue(t, theme, false)
			same, other := Print(t, folder), Print(t, PairsIssue(t, theme, true))
			_, p := large(t, folder, Large)
			count := 0
			for n := 1; n <= same.Pages; n++ {
				shown := p.Drawn(n)
				for _, d := range same.Differences(t, n, shown) {
					t.Errorf("without an exchange: %v", d)
				}
				found := map[string]bool{}
				for _, d := range other.Differences(t, n, shown) {
					found[fmt.Sprint(d.Box)] = true
				}
				scale := float64(shown.Width) / same.Width
				was, is := glyphCells(same.Items, n, scale), glyphCells(other.Items, n, scale)
				if len(was) != len(is) {
					t.Fatalf("page %d: %d and %d glyphs", n, len(was), len(is))
				}
				for i := range was {
					place := fmt.Sprint(is[i].box)
					switch exchanged := was[i].what != is[i].what; {
					case exchanged && !found[place]:
						t.Errorf("page %d at %v: %s for %s in %q is not found", n, was[i].box, is[i].what, was[i].what, was[i].line)
					case exchanged:
						count++
					case found[place] && !neighbours(was, is, i):
						t.Errorf("page %d at %v: %s in %q is no exchange", n, was[i].box, was[i].what, was[i].line)
					}
				}
			}
			if count < 6*len(pairs) {
				t.Errorf("only %d exchanges were planted", count)
			}
			t.Logf("%d exchanges found", count)
		})
	}
}

func glyphCells(items []Item, page int, scale float64) []cell {
	list, _ := cellsOf(items, page, scale)
	return list
}

// neighbours reports whether a glyph stands beside an exchanged one, whose ink may reach
// into its cell.
func neighbours(was, is []cell, i int) bool {
	return i > 0 && was[i-1].what != is[i-1].what || i+1 < len(was) && was[i+1].what != is[i+1].what
}

// After a hundred edits, scrolling, other zooms and a reorder, too, the page shown is the
// page printed.
func TestShownAfterEdits(t *testing.T) {
	t.Parallel()
	folder := Sample(t, "small")
	d, p := large(t, folder, View{5000, 3700, 1}) // for 305 %
	r := rand.New(rand.NewPCG(1, 100))
	articles := p.Articles()
	letters := []rune("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动己已未末土士")
	for n := range 100 {
		if n%10 == 0 {
			p.Select(articles[r.IntN(len(articles))])
		}
		text := utf16(p.Text())
		if len(text) > 40 && r.IntN(3) == 0 {
			at := r.IntN(len(text) - 3)
			p.SetSelection(at, at+1+r.IntN(2))
		} else {
			at := r.IntN(len(text) + 1)
			p.SetSelection(at, at)
		}
		word := ""
		for range 1 + r.IntN(6) {
			word += string(letters[r.IntN(len(letters))])
		}
		p.Type(word)
		if n%25 == 24 {
			p.ShowPage(1 + r.IntN(p.Pages()))
		}
	}
	p.Select(articles[0])
	Eval[bool](p, `(name) => { document.querySelector("[data-article=\"" + name + "\"]").focus(); return true; }`, articles[0])
	p.Press(Down, Alt)
	p.WaitFor("another order", `(name) => document.querySelector("[data-article][data-index]").dataset.article !== name`, articles[0])
	p.Settle()
	printed := Print(t, d.Folder)
	check := func(n int) {
		t.Helper()
		for _, d := range printed.Differences(t, n, p.Drawn(n)) {
			t.Error(d)
		}
	}
	for n := printed.Pages; n > 0; n-- {
		check(n)
	}
	p.Zoom("zoom-100")
	for range 3 {
		p.Zoom("zoom-out")
	}
	for step := range 9 { // 51, 64, 80, 100, 125, 156, 195, 244, 305 %
		n := 1 + step%printed.Pages
		width := p.Drawn(n).Width
		t.Logf("page %d with %d pixels", n, width)
		check(n)
		if step < 8 {
			p.Zoom("zoom-in")
		}
	}
}
