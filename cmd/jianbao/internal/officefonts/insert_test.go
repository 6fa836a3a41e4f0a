package officefonts

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// TestInsertProperty inserts faces into manifests at random, with style and its fonts
// in every form that TOML has: the result is the manifest with one text inserted, and
// the library reads the same values and the faces from it.
func TestInsertProperty(t *testing.T) {
	tries := 4000
	if os.Getenv("JIANBAO_THOROUGH") == "" {
		tries = 600
	}
	faces := []Found{{Role: "kai", Path: `/f/楷 "体"\k.ttf`, Faces: 1}, {Role: "song", Path: "/f/s.ttc", Faces: 3, Index: 2}}
	for seed := range tries {
		g := manifestMaker{rand.New(rand.NewPCG(uint64(seed), 7))}
		before := g.manifest()
		was := read(t, before)
		after, err := Insert([]byte(before), faces)
		if err != nil {
			t.Fatalf("%d: %v:\n%s", seed, err, before)
		}
		if n := commonPrefix(before, string(after)); !strings.HasSuffix(string(after), before[n:]) {
			t.Fatalf("%d: more than an insertion:\n%s\n--- became\n%s", seed, before, after)
		}
		now := read(t, string(after))
		style, _ := now["style"].(map[string]any)
		fonts, _ := style["fonts"].(map[string]any)
		if fonts["kai"] != `/f/楷 "体"\k.ttf` || !reflect.DeepEqual(fonts["song"], map[string]any{"path": "/f/s.ttc", "index": int64(2)}) {
			t.Fatalf("%d: fonts %v in\n%s", seed, fonts, after)
		}
		delete(fonts, "kai")
		delete(fonts, "song")
		for _, all := range []map[string]any{was, now} { // empty tables are as good as none
			if style, ok := all["style"].(map[string]any); ok {
				if fonts, ok := style["fonts"].(map[string]any); ok && len(fonts) == 0 {
					delete(style, "fonts")
				}
				if len(style) == 0 {
					delete(all, "style")
				}
			}
		}
		if !reflect.DeepEqual(was, now) {
			t.Fatalf("%d: other values:\n%s\n--- became\n%s", seed, before, after)
		}
	}
}

func read(t *testing.T, text string) map[string]any {
	t.Helper()
	all := map[string]any{}
	if err := toml.Unmarshal([]byte(strings.TrimPrefix(text, "\uFEFF")), &all); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return all
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// manifestMaker makes valid TOML at random.
type manifestMaker struct{ *rand.Rand }

func (g manifestMaker) one(of ...string) string { return of[g.IntN(len(of))] }

// value returns a value, some of which look like the header of the fonts.
func (g manifestMaker) value() string {
	return g.one(
		`"[style.fonts]"`, `"a\n[style.fonts]"`, "'''\n[style.fonts]\nhei = 'x'\n'''", "\"\"\"\n[style]\nfonts.hei = 1 \\\n  x\"\"\"", "'[style]'",
		"1", "-0.5e3", "inf", "true", "2024-03-15", "2024-03-15T08:00:00+08:00", "08:30:00", "[]", "[\n  1, # [style.fonts]\n  2,\n]",
		"{ style = { fonts = 1 } }", "[ { fonts = 'a' }, { style.fonts = 2 } ]", "[[ 'x' ], [\n'''\n[style.fonts]\n''' ]]",
	)
}

// keys writes up to three keys that are nothing of the style.
func (g manifestMaker) keys(b *strings.Builder, name string) {
	for i := range g.IntN(4) {
		key := fmt.Sprintf("%s%d", name, i)
		fmt.Fprintf(b, "%s%s%s=%s%s%s\n", g.one("", " ", "\t"), g.one(key, `"`+key+` [style.fonts]"`, key+" . 'fonts'", key+".style.fonts"), g.one("", " "), g.one("", " "), g.value(), g.one("", " # [style.fonts]", "\t"))
	}
	b.WriteString(g.one("", "\n", "# [style.fonts]\n", "  \n"))
}

// manifest returns a manifest in which style and its fonts are in one of their forms,
// or missing.
func (g manifestMaker) manifest() string {
	font := func() string { return g.one(`'h.ttf'`, `"h"`, `{ path = "h" }`, `{path='h',index=1}`) }
	style := g.one("style", "style", `"style"`, "'style'")
	fonts := g.one("fonts", "fonts", `"fonts"`, " fonts ")
	hei := g.one("hei", `"黑体"`, "'hei'")
	header := func(name string) string {
		return g.one("", "  ") + "[" + name + "]" + g.one("", " ", " # [style.fonts]") + "\n"
	}
	var root, tables strings.Builder
	theme := g.one("", "theme = 'x'\n", "set = { 'a.b' = 1 }\n")
	switch g.IntN(12) {
	case 0: // no style
	case 1:
		tables.WriteString(header(style) + theme)
	case 2:
		tables.WriteString(header(style+"."+fonts) + g.one("", hei+" = "+font()+"\n", "# \n"))
	case 3:
		tables.WriteString(header(style) + theme + header(style+"."+fonts) + g.one("", hei+" = "+font()+"\n"))
	case 4:
		tables.WriteString(header(style) + theme + fonts + "." + hei + " = " + font() + "\n" + g.one("", fonts+".fangsong = 'f'\n"))
	case 5:
		tables.WriteString(header(style) + theme + fonts + " = " + g.one("{}", "{ }", "{"+hei+"="+font()+"}", "{ "+hei+" = "+font()+", x = 1 }") + "\n")
	case 6:
		root.WriteString(style + " = " + g.one("{}", "{ theme = 'x' }", "{"+fonts+" = {}}", "{theme='x',"+fonts+"."+hei+"="+font()+"}", "{ "+fonts+" = { "+hei+" = "+font()+" } }") + "\n")
	case 7:
		root.WriteString(style + "." + fonts + "." + hei + " = " + font() + "\n" + g.one("", style+".theme = 'x'\n"))
	case 8:
		root.WriteString(style + ".theme = 'x'\n")
	case 9:
		root.WriteString(style + "." + fonts + " = " + g.one("{}", "{"+hei+"="+font()+"}") + "\n")
	case 10:
		tables.WriteString(header(style+"."+fonts+"."+hei) + "path = 'h'\n")
	case 11:
		tables.WriteString(header(style+".set") + "a = 1\n" + header(style) + "theme = 'x'\n")
	}
	var b strings.Builder
	g.keys(&b, "a")
	b.WriteString(root.String())
	g.keys(&b, "b")
	for i := range g.IntN(3) {
		b.WriteString(g.one("[[section]]\n", "[[section]]\n[[section.article]]\n", fmt.Sprintf("[t%d.style.fonts]\n", i)))
		g.keys(&b, "c")
	}
	b.WriteString(tables.String())
	if g.IntN(2) == 0 {
		b.WriteString(g.one("[[issue.style]]\n", "[z]\n"))
		g.keys(&b, "d")
	}
	text := b.String()
	if g.IntN(4) == 0 {
		text = strings.TrimRight(text, "\n")
	}
	if g.IntN(3) == 0 {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if g.IntN(5) == 0 {
		text = "\uFEFF" + text
	}
	return text
}
