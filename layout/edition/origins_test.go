package edition_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"jianbao/content/diag"
	"jianbao/layout/edition"
	"jianbao/layout/frame"
)

// Each glyph knows the byte of the source that the text it stands for begins at: in the
// samples the source has that text there, but for escapes, references and numbers that
// the program counts.
func TestOrigins(t *testing.T) {
	manifests, err := filepath.Glob("../../testdata/issues/*/issue.toml")
	if err != nil || len(manifests) == 0 {
		t.Fatal("no samples", err)
	}
	for _, manifest := range manifests {
		t.Run(filepath.Base(filepath.Dir(manifest)), func(t *testing.T) {
			t.Parallel()
			var log diag.List
			e := edition.New(edition.Options{}).ReadFile(manifest, edition.Choices{Origins: true}, &log)
			if e.Compose(); e.Doc == nil {
				t.Fatal("not composed")
			}
			found, other := 0, 0
			for i := range e.Doc.Pages {
				for _, item := range e.Doc.Pages[i].Items {
					l, ok := item.(*frame.Line)
					if !ok || l.Origins == nil {
						continue
					}
					if len(l.Origins) != len(l.Glyphs) {
						t.Fatalf("page %d, %q: %d origins of %d glyphs", i+1, l.Text, len(l.Origins), len(l.Glyphs))
					}
					f, o := compareOrigins(t, i, l)
					found, other = found+f, other+o
				}
			}
			if found == 0 || other*50 > found {
				t.Errorf("%d glyphs stand where the source has their text, %d do not", found, other)
			}
		})
	}
}

// compareOrigins counts the glyphs of a line whose text the source has at their origin,
// and the others, among which no Han may be.
func compareOrigins(t *testing.T, page int, l *frame.Line) (found, other int) {
	for k, at := range l.Origins {
		text := l.Glyphs[k].Text
		switch r, _ := utf8.DecodeRuneInString(text); {
		case text == "" || at < 0:
		case strings.HasPrefix(string(l.Place.Source.Data[at:]), text):
			found++
		default:
			if other++; r >= 0x4E00 && r <= 0x9FFF && l.Kind != frame.KindTableNote {
				t.Errorf("page %d, %s %q: glyph %d is %q; its origin has %.12q", page+1, l.Kind, l.Text, k, text, l.Place.Source.Data[at:])
			}
		}
	}
	return found, other
}
