package edition

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/layout/frame"
)

// TestMemo: after each of many random edits the edition that is made with a memo is that
// which is made anew, in its pages, places, findings, files read and bytes; and
// the edition before it is still what it was.
func TestMemo(t *testing.T) {
	edits := 4
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		edits = 20
	}
	for i, c := range []struct {
		sample string
		rich   bool
		Choices
	}{
		{"heyuan-2024-06", false, Choices{}},
		{"heyuan-2024-06", true, Choices{}},
		{"lanxi-2026-03", false, Choices{}},
		{"luting-2025-02", true, Choices{}},
		{"notice", false, Choices{}},
		{"official", false, Choices{}},
		{"qingchuan-2025-09", true, Choices{Profile: "print"}},
		{"shuangqiao-2025-10", true, Choices{Profile: "archive"}},
		{"encodings", false, Choices{}},
		{"small", true, Choices{Theme: "jianbao", Set: []Setting{{"start.articles", "continue"}, {"notes.at", "page"}}}},
		{"heyuan-2024-06", true, Choices{Theme: "jianbao", Set: []Setting{{"start.articles", "continue"}, {"contents.depth", "2"}, {"header.outside", "{title} {section}"}, {"header.inside", "{article}"}}}},
	} {
		t.Run(fmt.Sprintf("%s-%d", c.sample, i), func(t *testing.T) {
			c.Origins, c.Advise = true, true
			m := memoTest{random: rand.New(rand.NewPCG(uint64(i), 2)), files: inMemory(t, c.sample), choices: c.Choices, engine: New(tool)}
			if c.rich {
				m.enrich()
			}
			m.first = maps.Clone(m.files.Files)
			m.compare(t, "nothing")
			for n := range edits {
				m.compare(t, fmt.Sprintf("%d: %s", n+1, m.edit()))
			}
		})
	}
}

// memoTest makes editions of an issue that is edited.
type memoTest struct {
	random  *rand.Rand
	files   manifest.Buffers
	first   map[string][]byte
	choices Choices
	engine  *Engine
	memo    Memo

	before []byte // dump of last
	last   *Edition
	failed int // editions in a row with errors
}

// enrich makes the plain texts Markdown, so that edits can insert all that articles may
// have, and gives all articles notes, and some links and page references.
func (m *memoTest) enrich() {
	text := string(m.files.Files["issue.toml"])
	for i, name := range slices.Sorted(maps.Keys(m.files.Files)) {
		stem, plain := strings.CutSuffix(name, ".txt")
		if !plain && path.Ext(name) != ".md" {
			continue
		}
		data := m.files.Files[name]
		delete(m.files.Files, name)
		if plain {
			name = stem + ".md"
			text = strings.ReplaceAll(text, stem+".txt", name)
		}
		data = append(slices.Clip(data), "\n\n末段。[^z]\n\n[^z]: 注文。\n"...)
		if i%3 == 0 {
			data = append(data, "\n## 小标题\n\n见[第?页](#first)、[文末](#last)和[这里](#小标题)。\n"...)
		}
		m.files.Files[name] = data
	}
	const table = "[[section.article]]\n"
	text = strings.Replace(text, table, table+"id = \"first\"\n", 1)
	last := strings.LastIndex(text, table) + len(table)
	m.files.Files["issue.toml"] = []byte(text[:last] + "id = \"last\"\n" + text[last:])
}

// compare makes the edition with the memo and anew.
func (m *memoTest) compare(t *testing.T, after string) {
	t.Helper()
	var log, anew diag.List
	e := m.make(t, m.engine.ReadAgain(m.files, m.choices, &m.memo, &log))
	fresh := m.make(t, New(tool).Read(m.files, m.choices, &anew))
	if a, b := printed(t, &log), printed(t, &anew); a != b {
		t.Fatalf("after %s: findings\n%s\nanew\n%s", after, a, b)
	}
	if !slices.Equal(e.Inputs(), fresh.Inputs()) {
		t.Fatalf("after %s: read %q, anew %q", after, e.Inputs(), fresh.Inputs())
	}
	if (e.Doc == nil) != (fresh.Doc == nil) || !bytes.Equal(e.PDF(), fresh.PDF()) {
		t.Fatalf("after %s: %d bytes, anew %d", after, len(e.PDF()), len(fresh.PDF()))
	}
	if m.last != nil && m.last.Doc != nil && !bytes.Equal(dumped(t, m.last), m.before) {
		t.Fatalf("after %s: the pages of the edition before have changed", after)
	}
	m.last, m.before = e, nil
	if m.failed++; e.PDF() != nil {
		m.failed = 0
	}
	if e.Doc == nil {
		return
	}
	m.before = dumped(t, e)
	if !bytes.Equal(m.before, dumped(t, fresh)) {
		t.Fatalf("after %s: the pages differ", after)
	}
	if a, b := places(e), places(fresh); a != b {
		t.Fatalf("after %s: the places of glyphs differ:\n%s\nanew\n%s", after, a, b)
	}
}

func (m *memoTest) make(t *testing.T, e *Edition) *Edition {
	t.Helper()
	e.Proof()
	return made(t, e)
}

func printed(t *testing.T, log *diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := diag.WriteJSON(&b, log.Items(), diag.EN); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func dumped(t *testing.T, e *Edition) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := e.Dump(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// places lists the places of lines and glyphs; the sources must be those of the edition.
func places(e *Edition) string {
	own := map[*diag.Source]bool{}
	for _, s := range e.Texts() {
		own[s] = true
	}
	var b strings.Builder
	for i := range e.Doc.Pages {
		for _, item := range e.Doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Place.Source != nil {
				fmt.Fprintln(&b, i, own[l.Place.Source], l.Place.Source.Path, l.Place.Start, l.Place.End, l.Origins)
			}
		}
	}
	return b.String()
}

// edit changes a file and returns what it did.
func (m *memoTest) edit() string {
	names := slices.Sorted(maps.Keys(m.files.Files))
	name := names[m.random.IntN(len(names))]
	switch ext := path.Ext(name); {
	case m.failed > 1 || m.random.IntN(20) == 0:
		maps.Copy(m.files.Files, m.first)
		return "all as at first"
	case m.random.IntN(20) == 0 && name != "issue.toml": // also a picture or a table
		delete(m.files.Files, name)
		return "without " + name
	case name == "issue.toml" || m.random.IntN(8) == 0:
		return m.editManifest()
	case ext != ".txt" && ext != ".md":
		return m.edit()
	}
	return "a text: " + name + ": " + m.editText(name)
}

// editText types, deletes, or inserts a paragraph.
func (m *memoTest) editText(name string) string {
	text := string(m.files.Files[name])
	runes := []rune(text)
	if len(runes) < 10 || strings.ContainsRune(text, '\uFFFD') { // in another encoding
		m.files.Files[name] = []byte(text + "\nabc")
		return "the end"
	}
	at := m.random.IntN(len(runes))
	var insert string
	switch m.random.IntN(4) {
	case 0:
		end := min(len(runes), at+1+m.random.IntN(80))
		runes = slices.Delete(runes, at, end)
		insert = "deletion"
	case 1:
		insert = "字"
		runes = slices.Insert(runes, at, '字')
	default:
		insert = [...]string{
			"\n\n一、小标题\n\n", "\n\n## 小标题\n\n", "\n\n见[第?页](#first)。\n\n", "文[^n]字\n\n[^n]: 注文，很长的注文。\n\n", "[^m]\n\n[^m]: 又一条注。\n\n",
			"\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n", "“引号（不成对", "\n\n> 引文\n\n", strings.Repeat("又是一句很长的话，", 40), "𠮷 Latin text ,,",
		}[m.random.IntN(10)]
		runes = slices.Insert(runes, at, []rune(insert)...)
	}
	m.files.Files[name] = []byte(string(runes))
	return fmt.Sprintf("%.20q", insert)
}

// editManifest moves an article, or changes something of the issue.
func (m *memoTest) editManifest() string {
	const table = "[[section.article]]"
	text := string(m.files.Files["issue.toml"])
	articles := strings.Split(text, table)
	what := ""
	switch n := m.random.IntN(6); {
	case n == 0 && len(articles) > 2:
		i := 1 + m.random.IntN(len(articles)-2)
		a, tail, _ := strings.Cut(articles[i], "\n[[section]]")
		b, rest, _ := strings.Cut(articles[i+1], "\n[[section]]")
		if tail != "" || rest != "" {
			return m.editManifest() // between sections
		}
		articles[i], articles[i+1] = b+"\n", a
		text, what = strings.Join(articles, table), "two articles exchanged"
	case n == 1:
		text, what = strings.Replace(text, "title", "# 注\ntitle", 1), "a comment"
	case n == 2 && !strings.Contains(text, `id = "first"`):
		text, what = strings.Replace(text, table+"\n", table+"\nid = \"first\"\n", 1), "an id"
	case n == 3:
		text, what = strings.Replace(text, "title  = \"", "title  = \"新", 1+m.random.IntN(2)), "a title"
	case n == 4 && !strings.Contains(text, "\nunknown"):
		text, what = text+"\nunknown = 1\n", "an unknown key"
	case n == 5:
		text, what = strings.Replace(text, "\nunknown = 1\n", "", -1), "no unknown key"
	default:
		return m.editManifest()
	}
	m.files.Files["issue.toml"] = []byte(text)
	return what
}
