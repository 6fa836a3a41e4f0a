package layout_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/check/gen"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

func verseOf(quoted bool, stanzas ...string) *content.Verse {
	v := &content.Verse{Quoted: quoted}
	for _, s := range stanzas {
		v.Stanzas = append(v.Stanzas, inlines(s))
	}
	return v
}

// Verse keeps its lines, and its longest line is in the middle (RULES 11.5).
func TestVerse(t *testing.T) {
	long := strings.Repeat("踩响了一地的光", 6)
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		for _, quoted := range []bool{false, true} {
			a := article("水情")
			a.Body = append(paragraphs(90), verseOf(quoted, "雨落在旧戏台上\n雨落在新瓦上，雨落在新瓦上", "谁家的孩子撑伞走过\n"+long+"\n灯"))
			a.Body = append(a.Body, verseOf(quoted, "雨\n落在新瓦上，雨\n落"))
			doc, _ := composeBoxes(t, name, th, a)
			var texts []string
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindVerse {
						texts = append(texts, l.Text)
						if parent := l.Node.Role; parent != frame.RoleP {
							t.Errorf("%s: a line of verse is content of %s", name, parent)
						}
					}
				}
			}
			got := strings.Join(texts, "|")
			if rest := strings.TrimPrefix(got, "雨落在旧戏台上|雨落在新瓦上，雨落在新瓦上|谁家的孩子撑伞走过|"); rest == got || !strings.HasSuffix(rest, "|灯|雨|落在新瓦上，雨|落") || strings.ReplaceAll(strings.TrimSuffix(rest, "|灯|雨|落在新瓦上，雨|落"), "|", "") != long {
				t.Errorf("%s: %q", name, got)
			}
		}
	}
}

// Random verse in random surroundings keeps all rules.
func TestRandomVerse(t *testing.T) {
	for seed := range gen.Seeds(t, 20, 100, 180, 544) {
		r := rand.New(rand.NewPCG(seed, 15))
		a := article("水情")
		for range 1 + r.IntN(3) {
			a.Body = append(a.Body, paragraphs(1+r.IntN(500))...)
			var stanzas []string
			for range 1 + r.IntN(6) {
				lines := make([]string, 1+r.IntN(9))
				for i := range lines {
					lines[i] = strings.Repeat("江", 1+r.IntN(20)) + strings.Repeat("潮水，", r.IntN(3)*r.IntN(8))
				}
				stanzas = append(stanzas, strings.Join(lines, "\n"))
			}
			v := verseOf(r.IntN(2) == 0, stanzas...)
			switch r.IntN(4) {
			case 0:
				a.Body = append(a.Body, boxOf("诗", "", v))
			case 1:
				a.Body = append(a.Body, &content.List{Items: [][]content.Block{{v}, paragraphs(20)}})
			default:
				a.Body = append(a.Body, v)
			}
		}
		name := themeOf(seed)
		composeBoxes(t, fmt.Sprint(name, " seed ", seed), themed(t, name, checkable...), a)
	}
}
