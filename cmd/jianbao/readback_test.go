package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"jianbao/layout/check/gen"
	"jianbao/layout/pdf/pdftest"
)

// TestRandomReadBack builds issues of random tables, notes, boxes and columns with the
// program, from their files, and reads them back from the PDF and the dump: nothing is
// lost, doubled or out of order, nothing overlaps, the cells of tables are in their rows
// and columns, and notes on the page of the line that calls them. Every piece of the copy
// has a word of its own, which no line divides.
func TestRandomReadBack(t *testing.T) {
	t.Parallel()
	for seed := range gen.Seeds(t, 1, 30) {
		w := randomCopy(rand.New(rand.NewPCG(seed, 30)))
		if file, dump, ok := w.build(t, seed); ok {
			for _, fault := range w.read(t, file, dump) {
				t.Errorf("seed %d: %s", seed, fault)
			}
		}
	}
}

// TestReadBackFindsFaults: a copy that differs from what is printed has faults.
func TestReadBackFindsFaults(t *testing.T) {
	t.Parallel()
	w := randomCopy(rand.New(rand.NewPCG(5, 30)))
	file, dump, ok := w.build(t, 5)
	if !ok {
		return
	}
	first := w.flows[len(w.flows)-1]
	w.words++
	w.flows = append(w.flows, []string{first[1], first[0]})
	for word, cell := range w.cells { // the last row and the last column come first
		cell.row, cell.column = 100-cell.row, 100-cell.column
		w.cells[word] = cell
	}
	calls := slices.Sorted(maps.Keys(w.notes))
	for i, call := range calls {
		w.notes[call] = calls[len(calls)-1-i]
	}
	faults := strings.Join(w.read(t, file, dump), "\n")
	for _, part := range []string{"is there 0 times", "is read before", "the dump has Q", "begins at", "is not above", "is not below", ", its note", "words in the dump"} {
		if !strings.Contains(faults, part) {
			t.Errorf("%q is not among the faults", part)
		}
	}
}

// build builds the issue with the program, in a theme that the seed chooses, and returns
// the PDF and the dump.
func (w *readCopy) build(t *testing.T, seed uint64) (file, dump []byte, ok bool) {
	t.Helper()
	folder := t.TempDir()
	for name, text := range w.files {
		writeExampleFile(t, filepath.Join(folder, name), []byte(text))
	}
	theme := []string{"bulletin", "gongwen", "jianbao"}[seed%3]
	paths := []string{filepath.Join(folder, "issue.pdf"), filepath.Join(folder, "issue.jsonl")}
	var out, messages bytes.Buffer
	status := run(&system{stdout: &out, stderr: &messages, getenv: func(string) string { return "" }, systemLang: func() string { return "en" }},
		[]string{"build", "--theme", theme, "-o", paths[0], "--dump", paths[1], folder})
	if status != statusDone {
		for _, finding := range regexp.MustCompile(`.*error\[.*\n.*`).FindAllString(messages.String(), -1) {
			t.Errorf("seed %d: %s", seed, finding)
		}
		t.Errorf("seed %d: status %d", seed, status)
		return nil, nil, false
	}
	var read [2][]byte
	for i := range paths {
		var err error
		if read[i], err = os.ReadFile(paths[i]); err != nil {
			t.Fatal(err)
		}
	}
	return read[0], read[1], true
}

// read returns what differs in the PDF and the dump.
func (w *readCopy) read(t *testing.T, file, dump []byte) []string {
	t.Helper()
	r := reading{copy: w}
	r.text(pdftest.Text(t, pdftest.PopplerRaw, file))
	r.dump(t, dump)
	r.places(pdftest.Positions(t, file))
	return r.faults
}

// readCopy is the copy of an issue: its files, and what has to be read in the PDF.
type readCopy struct {
	*rand.Rand
	files  map[string]string
	words  int
	labels int                 // of notes
	flows  [][]string          // words in the order of the text: of the paragraphs of each article, of each box and note
	cells  map[string]readCell // by their words
	notes  map[string]string   // first words of notes, by the word before their call
	tables int
}

// readCell is the place of a cell.
type readCell struct {
	table, row, column int // from 1
	rows, columns      int
	head               bool
}

// randomCopy returns the copy of an issue of one to three articles.
func randomCopy(r *rand.Rand) *readCopy {
	w := &readCopy{Rand: r, files: map[string]string{}, cells: map[string]readCell{}, notes: map[string]string{}}
	var m strings.Builder
	m.WriteString("schema = 1\n[publication]\ntitle = \"水务\"\n[issue]\nyear = 2024\nnumber = 6\ndate = 2024-06-28\n[[section]]\ntitle = \"工作\"\n")
	for i := range 1 + r.IntN(3) {
		file := fmt.Sprintf("%d.md", i)
		fmt.Fprintf(&m, "[[section.article]]\ntitle = \"第%d篇\"\nfile = %q\nstart = %q\ncolumns = %d\n", i, file, []string{"page", "continue"}[r.IntN(2)], 1+r.IntN(3))
		w.files[file] = w.article()
		if r.IntN(2) == 0 {
			name := fmt.Sprintf("%d.csv", i)
			head := r.IntN(3)
			table := w.table(head)
			fmt.Fprintf(&m, "[[section.article.table]]\nfile = %q\nhead = %d\nside = %d\nwidth = %q\n", name, head, r.IntN(min(2, len(table[0]))), []string{"measure", "page"}[r.IntN(2)])
			var rows []string
			for _, row := range table {
				rows = append(rows, strings.Join(row, ","))
			}
			w.files[name] = strings.Join(rows, "\n") + "\n"
		}
	}
	w.files["issue.toml"] = m.String()
	return w
}

// word returns a word that occurs once in the copy: letters and digits, which no line
// divides.
func (w *readCopy) word() string {
	w.words++
	return fmt.Sprintf("Q%05d", w.words)
}

// sentence returns text with some words, which it adds to a flow.
func (w *readCopy) sentence(flow *[]string, words int) string {
	var b strings.Builder
	for range words {
		word := w.word()
		*flow = append(*flow, word)
		b.WriteString(word)
		b.WriteString([]string{"各科室分工协作，", "水务中心组织开展汛期监测，", "上报", "（数据已经核对）"}[w.IntN(4)])
	}
	return b.String() + "完成"
}

// article returns a text of paragraphs, tables, boxes and notes.
func (w *readCopy) article() string {
	var b, defined strings.Builder
	var flow []string
	paragraph := func(prefix string, flow *[]string, words int) {
		b.WriteString(prefix + w.sentence(flow, words))
		for w.IntN(3) == 0 {
			w.labels++
			word := w.word()
			*flow = append(*flow, word)
			var note []string
			fmt.Fprintf(&b, "，%s[^%d]", word, w.labels)
			fmt.Fprintf(&defined, "[^%d]: %s。\n\n", w.labels, w.sentence(&note, 1+w.IntN(6)*w.IntN(4)))
			w.notes[word] = note[0]
			w.flows = append(w.flows, note)
		}
		b.WriteString("。\n")
	}
	for range 3 + w.IntN(6) {
		switch w.IntN(5) {
		case 0:
			b.WriteString("> [!编者按]\n")
			var box []string
			for range 1 + w.IntN(3) {
				b.WriteString(">\n")
				paragraph("> ", &box, 1+w.IntN(12))
			}
			w.flows = append(w.flows, box)
		case 1:
			for i, row := range w.table(1) {
				b.WriteString("| " + strings.Join(row, " | ") + " |\n")
				if i == 0 {
					b.WriteString(strings.Repeat("| --- ", len(row)) + "|\n")
				}
			}
		default:
			paragraph("", &flow, 1+w.IntN(30))
		}
		b.WriteString("\n")
	}
	w.flows = append(w.flows, flow)
	return b.String() + "\n" + defined.String()
}

// table returns the texts of a table's cells, some of which are joined.
func (w *readCopy) table(head int) [][]string {
	w.tables++
	rows, columns := head+1+w.IntN(12), 1+w.IntN(4)
	if w.IntN(4) == 0 {
		rows += 40
	}
	out := make([][]string, rows)
	for i := range out {
		out[i] = make([]string, columns)
	}
	for i := range out {
		for k := range out[i] {
			if out[i][k] != "" {
				continue
			}
			at := readCell{table: w.tables, row: i + 1, column: k + 1, rows: 1, columns: 1, head: i < head}
			switch end := map[bool]int{true: head, false: rows}[i < head]; {
			case w.IntN(12) == 0 && k+1 < columns && out[i][k+1] == "":
				at.columns, out[i][k] = 2, ">"
			case w.IntN(12) == 0 && i+1 < end:
				at.rows, out[i+1][k] = 2, "^"
			}
			word := w.word()
			w.cells[word] = at
			out[i][k+at.columns-1] = word + strings.Repeat("监测站", w.IntN(3)*w.IntN(4)*w.IntN(2))
		}
	}
	return out
}

// reading compares what is read with the copy.
type reading struct {
	copy   *readCopy
	faults []string
	page   map[string]int    // that each word is on first
	part   map[string]string // of a table's words that are printed once: table and column of the page, by the dump
}

func (r *reading) errorf(format string, values ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, values...))
}

var readWord = regexp.MustCompile(`Q[0-9]{5}`)

// text compares the text of the pages, in the order of the content.
func (r *reading) text(pages [][]string) {
	r.page = map[string]int{}
	count, order := map[string]int{}, map[string]int{}
	n := 0
	for i, lines := range pages {
		for _, word := range readWord.FindAllString(strings.Join(lines, "\n"), -1) {
			if n++; count[word] == 0 {
				r.page[word], order[word] = i, n
			}
			count[word]++
		}
	}
	if len(count) != r.copy.words {
		r.errorf("%d words, the copy has %d", len(count), r.copy.words)
	}
	for i := 1; i <= r.copy.words; i++ {
		word := fmt.Sprintf("Q%05d", i)
		if cell, ok := r.copy.cells[word]; count[word] != 1 && !(ok && cell.head && count[word] > 1) {
			r.errorf("%s is there %d times", word, count[word])
		}
	}
	for _, flow := range r.copy.flows {
		for i := 1; i < len(flow); i++ {
			if order[flow[i]] < order[flow[i-1]] {
				r.errorf("%s is read before %s", flow[i], flow[i-1])
			}
		}
	}
	before := map[int]int{} // position of the last cell of each table
	for i := 1; i <= r.copy.words; i++ {
		word := fmt.Sprintf("Q%05d", i)
		if cell, ok := r.copy.cells[word]; ok {
			if order[word] < before[cell.table] {
				r.errorf("%s in row %d, column %d is read before the cell before it", word, cell.row, cell.column)
			}
			before[cell.table] = order[word]
		}
	}
	for call, note := range r.copy.notes {
		if r.page[call] != r.page[note] {
			r.errorf("%s is on page %d, its note %s on page %d", call, r.page[call]+1, note, r.page[note]+1)
		}
	}
}

// placedWord is a word at its place on a page.
type placedWord struct {
	word           string
	left, right, y float64
}

// places checks the places of glyphs and words on the pages.
func (r *reading) places(pages [][]pdftest.Placed) {
	for i, glyphs := range pages {
		r.overlaps(i, glyphs)
		tables := map[string][]placedWord{}
		y := map[string]float64{}
		for k := range glyphs {
			if glyphs[k].Text != "Q" || k+5 >= len(glyphs) {
				continue
			}
			word := "Q"
			for _, g := range glyphs[k+1 : k+6] {
				word += g.Text
			}
			last := glyphs[k+5]
			y[word] = glyphs[k].Y
			if last.Y != glyphs[k].Y {
				r.errorf("%s is divided", word)
			}
			if part, ok := r.part[word]; ok {
				tables[part] = append(tables[part], placedWord{word, glyphs[k].X, last.X, glyphs[k].Y})
			}
		}
		for _, words := range tables {
			r.table(words)
		}
		for call, note := range r.copy.notes {
			if r.page[call] == i && y[note] <= y[call] {
				r.errorf("the note %s is not below %s, which calls it", note, call)
			}
		}
	}
}

// table checks that the words of a part of a table are in its rows and columns.
func (r *reading) table(words []placedWord) {
	for _, a := range words {
		for _, b := range words {
			one, other := r.copy.cells[a.word], r.copy.cells[b.word]
			if one.column+one.columns <= other.column && a.right >= b.left {
				r.errorf("%s in column %d ends at %.1f, %s in column %d begins at %.1f", a.word, one.column, a.right, b.word, other.column, b.left)
			}
			if one.row+one.rows <= other.row && a.y >= b.y {
				r.errorf("%s in row %d is not above %s in row %d", a.word, one.row, b.word, other.row)
			}
		}
	}
}

// overlaps checks that no two letters, digits or Han of a page begin at one place. The
// origin of a mark may be to the left of its box.
func (r *reading) overlaps(page int, glyphs []pdftest.Placed) {
	type square struct{ x, y int }
	seen := map[square]pdftest.Placed{}
	for _, g := range glyphs {
		if r, _ := utf8.DecodeRuneInString(g.Text); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		at := square{int(g.X), int(g.Y)}
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				o, ok := seen[square{at.x + dx, at.y + dy}]
				if near := g.Size / 8; ok && o.X-g.X < near && g.X-o.X < near && o.Y-g.Y < near && g.Y-o.Y < near {
					r.errorf("on page %d %q and %q are at %.1f, %.1f", page+1, o.Text, g.Text, g.X, g.Y)
				}
			}
		}
		seen[at] = g
	}
}

// dump compares the cells of the dump with the copy, and their pages with those of the
// PDF.
func (r *reading) dump(t *testing.T, data []byte) {
	found := map[string]bool{}
	r.part = map[string]string{}
	for line := range bytes.Lines(data) {
		var item struct {
			Kind, Text                        string
			Page                              int
			PageColumn                        int `json:"page-column"`
			Table, Row, Column, Rows, Columns int
			Head, Repeated                    bool
		}
		if err := json.Unmarshal(line, &item); err != nil {
			t.Fatal(err)
		}
		for _, word := range readWord.FindAllString(item.Text, -1) {
			if item.Kind == "cell" && !item.Repeated {
				want, got := r.copy.cells[word], readCell{item.Table, item.Row, item.Column, item.Rows, item.Columns, item.Head}
				if want.row != got.row || want.column != got.column || want.rows != got.rows || want.columns != got.columns || want.head != got.head {
					r.errorf("the dump has %s in %+v, the copy in %+v", word, got, want)
				}
			}
			if r.part[word] = fmt.Sprint(item.Table, "/", item.PageColumn); item.Kind != "cell" || item.Repeated {
				delete(r.part, word)
			}
			if found[word] = true; !item.Repeated && item.Page-1 != r.page[word] {
				r.errorf("the dump has %s on page %d, the PDF on page %d", word, item.Page, r.page[word]+1)
			}
		}
	}
	if len(found) != r.copy.words {
		r.errorf("%d words in the dump, the copy has %d", len(found), r.copy.words)
	}
}
