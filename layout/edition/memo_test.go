package edition

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/docxtest"
	"jianbao/content/manifest"
	"jianbao/layout/frame"
	"jianbao/layout/screen"
)

// TestMemo: after each of many random edits the edition that is made with a memo is that
// which is made anew, in its pages as printed and as drawn on the screen, places, findings,
// what was understood, files read and bytes; and the edition before it is still what it was.
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
		{"luting-2025-02", true, Choices{Theme: "jianbao", Set: []Setting{{"start.articles", "continue"}, {"fit.tail", "3"}, {"header.outside", "{section}：{article}"}, {"header.inside", "{title}"}}}},
	} {
		t.Run(fmt.Sprintf("%s-%d", c.sample, i), func(t *testing.T) {
			c.Origins, c.Advise = true, true
			m := memoTest{random: rand.New(rand.NewPCG(uint64(i), 2)), files: inMemory(t, c.sample), choices: c.Choices, engine: New(tool), book: screen.NewBook()}
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

// TestMemoManifest is TestMemo with edits of the manifest alone.
func TestMemoManifest(t *testing.T) {
	edits := 8
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		edits = 60
	}
	for i, c := range []struct {
		sample string
		Choices
	}{
		{"small", Choices{Profile: "archive"}},
		{"qingchuan-2025-09", Choices{Set: []Setting{{"start.articles", "continue"}, {"header.outside", "{section} {article}"}, {"contents.depth", "2"}}}},
		{"shuangqiao-2025-10", Choices{Set: []Setting{{"header.outside", "{title}"}, {"header.inside", "{article}"}}}},
		{"encodings", Choices{}},
	} {
		t.Run(c.sample, func(t *testing.T) {
			c.Origins, c.Advise = true, true
			m := memoTest{random: rand.New(rand.NewPCG(uint64(i), 3)), files: inMemory(t, c.sample), choices: c.Choices, engine: New(tool), book: screen.NewBook()}
			m.enrich()
			m.first = maps.Clone(m.files.Files)
			m.compare(t, "nothing")
			for n := range edits {
				if m.failed > 1 {
					maps.Copy(m.files.Files, m.first)
				}
				m.compare(t, fmt.Sprintf("%d: %s", n+1, m.editManifest()))
			}
		})
	}
}

// TestMemoTypeset counts the articles that are typeset for an edit: those that it changes.
func TestMemoTypeset(t *testing.T) {
	const articles = 24
	files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{}}
	text := `schema = 1
[publication]
title = "芦汀"
issuer = ["澄泽市湿地保护中心"]
[issue]
year = 2025
number = 9
date = 2025-09-01
[style]
theme = "bulletin"
set = { "header.outside" = "{title}", "header.inside" = "{section} {article}" }
`
	table := func(i int) string {
		name := fmt.Sprintf("%02d.md", i)
		files.Files[name] = fmt.Appendf(nil, "第%d篇，%s\n", i, strings.Repeat("又一句话。", 40*(i%5+1)))
		return fmt.Sprintf("[[section.article]]\ntitle = \"题目%d\"\nfile = \"%s\"\n\n", i, name)
	}
	for i := range articles {
		if i%8 == 0 {
			text += fmt.Sprintf("[[section]]\ntitle = \"栏目%d\"\n\n", i/8)
		}
		if i == 4 {
			text += "[[section.article]]\ntitle = \"短讯\"\ntext = \"\"\"\n清单里的一段话。\n\"\"\"\n\n"
			continue
		}
		text += table(i)
	}
	numbered := table(articles)
	files.Files[fmt.Sprintf("%02d.md", articles)] = []byte("文。[^a]\n\n[^a]: 注。\n")
	text += "[imprint]\ncopies = 100\n"
	var memo Memo
	var title content.Text // of the article with its text in the manifest
	engine := New(tool)
	typeset := func(text string) int {
		t.Helper()
		files.Files["issue.toml"] = []byte(text)
		var log diag.List
		e := engine.ReadAgain(files, Choices{Origins: true, Advise: true}, &memo, &log)
		if e.Proof(); log.HasErrors() {
			t.Fatal(printed(t, &log))
		}
		e.Compose()
		title = e.Issue.Sections[0].Articles[4].Title
		return memo.layout.Typeset()
	}
	if n := typeset(text); n != articles {
		t.Fatalf("at first %d articles", n)
	}
	all := divided(text)
	exchanged := func(a, b int) string {
		c := slices.Clone(all)
		c[a], c[b] = c[b], c[a]
		return strings.Join(c, "")
	}
	last := slices.Index(all, all[len(all)-2]) // the last article
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"nothing", text, 0},
		{"a title", strings.Replace(text, "题目3", "另一个题目", 1), 1},
		{"a title, back", text, 1},
		{"the number of the issue", strings.Replace(text, "number = 9", "number = \"9-10\"", 1), 0},
		{"its date", strings.Replace(text, "2025-09-01", "2025-12-31", 1), 0},
		{"copies", strings.Replace(text, "copies = 100", "copies = 1000", 1), 0},
		{"comments", strings.ReplaceAll(text, "[[section.article]]", "# 注\n\n[[section.article]]"), 0},
		{"a text in the manifest", strings.Replace(text, "清单里的", "清单里新的", 1), 1},
		{"back", text, 1},
		{"two articles in other places", exchanged(last-2, last-9), 0},
		{"back", text, 0},
		{"the first of a section and another one", exchanged(last, last-7), 2}, // one of them has the title of the section
		{"back", text, 2},
		{"the title of a section", strings.Replace(text, "栏目1", "又一栏", 1), 1},
		{"back", text, 1},
		{"an article more", strings.Replace(text, all[6], numbered+all[6], 1), 1},
		{"which moves: its note has a name", strings.Replace(text, all[10], numbered+all[10], 1), 1},
		{"an article less", text, 0},
		{"[style] elsewhere", strings.Replace(text, all[3], "", 1) + all[3], 0},
		{"style", strings.Replace(text, `"bulletin"`, `"jianbao"`, 1), articles},
	} {
		before := title
		if n := typeset(c.text); n != c.want {
			t.Errorf("%s: %d articles were typeset, want %d", c.name, n, c.want)
		}
		if c.name == "a text in the manifest" && !title.Equal(&before) {
			t.Error("with the text of an article its title has changed")
		}
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
	book   *screen.Book
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
	book := screen.NewBook()
	for i, p := range m.book.Pages(e.Doc, e.Below) {
		if again := m.book.Page(&e.Doc.Pages[i], e.Below); p.Hash != again.Hash || !bytes.Equal(p.JSON, again.JSON) {
			t.Fatalf("after %s: page %d on the screen is\n%s\nagain\n%s", after, i+1, p.JSON, again.JSON)
		}
		if a, b := unnumbered(p), unnumbered(book.Page(&fresh.Doc.Pages[i], fresh.Below)); a != b {
			t.Fatalf("after %s: page %d on the screen is\n%s\nanew\n%s", after, i+1, a, b)
		}
	}
	if a, b := understood(e), understood(fresh); a != b {
		t.Fatalf("after %s: understood\n%s\nanew\n%s", after, a, b)
	}
}

var numbers = regexp.MustCompile(`"g":\[[-0-9,]*\]`)

// unnumbered returns the description of a page without its glyphs, whose numbers are other
// ones in each book.
func unnumbered(p screen.Page) string { return numbers.ReplaceAllString(string(p.JSON), "") }

// understood lists what callers learn of an edition besides its pages.
func understood(e *Edition) string {
	var b strings.Builder
	for _, a := range e.Arrangement() {
		a.Source = nil
		fmt.Fprintln(&b, a.Title, a.Section, a.In, a.File, a.Authors, a.Page, a.Pages, a.Last, a.Free, a.Table.Source == e.Issue.Source, a.Table.Start, a.Table.End)
	}
	for _, u := range e.Outline() {
		fmt.Fprintln(&b, u)
	}
	for _, v := range e.Values() {
		fmt.Fprintln(&b, v.Key, v.Text(), v.From, v.At.Start, v.At.End, v.At.Source == e.Issue.Source)
	}
	return b.String()
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
	if what := m.editTables(); what != "" {
		return what
	}
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

// editTables moves, copies, adds, removes or changes a table of a section or article, or
// changes a table of the issue; "" if nothing could be changed.
func (m *memoTest) editTables() string {
	tables := divided(string(m.files.Files["issue.toml"]))
	var sections, articles []int
	for i, table := range tables {
		switch {
		case strings.HasPrefix(table, "[[section]]"):
			sections = append(sections, i)
		case strings.HasPrefix(table, "[[section.article]]"):
			articles = append(articles, i)
		}
	}
	if len(articles) < 2 {
		return ""
	}
	one := articles[m.random.IntN(len(articles))]
	end := one + 1 // with the tables of its pictures
	for end < len(tables) && strings.HasPrefix(tables[end], "[[section.article.") {
		end++
	}
	entry := slices.Clone(tables[one:end])
	change := func(i int, old, new string) bool {
		before := tables[i]
		tables[i] = strings.Replace(before, old, new, 1)
		return tables[i] != before
	}
	ok, what := true, ""
	switch m.random.IntN(14) {
	case 0, 1:
		tables = slices.Delete(tables, one, end)
		at := sections[0] + 1 + m.random.IntN(len(tables)-sections[0])
		for at < len(tables) && strings.HasPrefix(tables[at], "[[section.article.") {
			at++
		}
		tables, what = slices.Insert(tables, at, entry...), "an article moved"
	case 2:
		if len(articles) > 3 {
			tables, what = slices.Delete(tables, one, end), "an article removed"
		}
	case 3:
		tables, what = slices.Insert(tables, end, entry...), "an article twice"
	case 4:
		text := fmt.Sprintf("[[section.article]]\ntitle = \"短讯%d，，\"\ntext = \"\"\"\n　　清单里的文⼀字，“没有关上。\n%s\n\"\"\"\n\n", m.random.IntN(9), strings.Repeat("又一句话。", m.random.IntN(200)))
		tables, what = slices.Insert(tables, one, text), "an article with its text in the manifest"
	case 5:
		ok, what = change(one, "title", "# 注\ntitle"), "a comment in an article's table"
	case 6:
		ok, what = change(one, "\n", "\nauthor = [\"甲乙\", \"丙 丁\"]\n"), "authors, or more than one may be"
	case 7:
		ok, what = change(one, "。", "，又一个⼈。"), "a text in the manifest"
	case 8:
		ok, what = change(sections[m.random.IntN(len(sections))], "\"", "\"栏"), "the title of a section"
	case 9:
		tables, what = slices.Insert(tables, one, "[[section]]\ntitle = \"又一栏\"\n\n"), "a section"
	case 10:
		for i := range tables {
			if strings.HasPrefix(tables[i], "[issue]") {
				ok, what = change(i, "number", []string{"# 期\nnumber", "number "}[m.random.IntN(2)]), "[issue]"
				ok = change(i, "-0", "-1") || ok
			}
		}
	case 11:
		for i := range tables {
			if strings.HasPrefix(tables[i], "[publication]") {
				ok, what = change(i, "title", "# 刊\ntitle"), "[publication]"
			}
		}
	case 12:
		for i := range tables {
			if strings.HasPrefix(tables[i], "[style]") {
				tables, what = slices.Insert(slices.Delete(slices.Clone(tables), i, i+1), sections[0]-1, tables[i]), "[style] moved"
				break
			}
		}
	case 13:
		tables, what = append(tables, "\n[check]\noff = [\"proof-double\"]\n"), "a table behind the sections"
		ok = !strings.Contains(string(m.files.Files["issue.toml"]), "[check]")
	}
	if !ok || what == "" {
		return ""
	}
	m.files.Files["issue.toml"] = []byte(strings.Join(tables, ""))
	return what
}

// divided divides a manifest before its headers.
func divided(text string) []string {
	var tables []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "[") || len(tables) == 0 {
			tables = append(tables, "")
		}
		tables[len(tables)-1] += line
	}
	return tables
}

// TestMemoPublication: articles in publication.toml, which is an error, are no part of the
// issue that the memo keeps.
func TestMemoPublication(t *testing.T) {
	m := memoTest{files: inMemory(t, "small"), engine: New(tool), book: screen.NewBook()}
	m.files.Files["publication.toml"] = []byte("schema = 1\n[publication]\ntitle = \"另一个\"\n[[section]]\ntitle = \"栏\"\n[[section.article]]\ntitle = \"题\"\nfile = \"x.md\"\n")
	m.files.Files["x.md"] = []byte("文。\n\n![图](x.png)\n")
	m.files.Files["x.png"] = inMemory(t, "shuangqiao-2025-10").Files["pictures/canal.png"]
	for range 2 {
		m.compare(t, "nothing")
	}
}

// TestMemoAcross: what depends on several tables of the manifest, or on the issue and a
// table, is found as it is without a memo.
func TestMemoAcross(t *testing.T) {
	const head = "schema = 1\npublication.title = \"甲\"\n[issue]\nyear = 2025\nnumber = 9\ndate = 2025-09-01\n[[section]]\ntitle = \"一\"\n"
	m := memoTest{engine: New(tool), book: screen.NewBook(), choices: Choices{Origins: true}, files: manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{
		"a.docx": docxtest.Document(docxtest.P(docxtest.T("2025年9月1日")) + docxtest.P(docxtest.T("正文一段，说清楚一件事。"))),
		"issue.toml": []byte(head + "[[section.article]]\ntitle = \"第⼀个\"\nfile = \"a.docx\"\n" +
			"[[section.article]]\ntitle = \"又⼀个\"\ntext = \"文，⼀段。\"\n[[section.article]]\ntitle = \"又⼀个\"\ntext = \"文，⼀段。\"\n"),
	}}}
	for _, edit := range [][2]string{{"", ""}, {"number = 9", "number = 10"}, {"2025-09-01", "2025-09-02"}, {"又⼀个", "再⼀个⼀"}, {"2025-09-02", "2025-09-01"}} {
		m.files.Files["issue.toml"] = []byte(strings.Replace(string(m.files.Files["issue.toml"]), edit[0], edit[1], 1))
		m.compare(t, strings.Join(edit[:], " to "))
	}
}

// TestMemoAround: findings about the files around an issue have their places in the
// manifest.
func TestMemoAround(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(samples+"small")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "issue.toml")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "\n[[section.article]]\ntitle = \"再来一次\"\nfile = \"articles/01.md\"\n"...)
	overlay, engine := NewOverlay(name), New(tool)
	for _, before := range []string{"", "# 注\n"} {
		overlay.Set("issue.toml", append([]byte(before), text...))
		var log, anew, around, aroundAnew diag.List
		engine.ReadOverlay(overlay, Choices{}, &log).FindAround(&around)
		engine.ReadOnce(overlay, Choices{}, &anew).FindAround(&aroundAnew)
		if a, b := printed(t, &around), printed(t, &aroundAnew); a != b || !around.Has("file-twice") {
			t.Errorf("found\n%s\nanew\n%s", a, b)
		}
	}
}
