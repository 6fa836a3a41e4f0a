package layout_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/check/gen"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

func inlines(s string) []content.Inline {
	var out []content.Inline
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			out = append(out, content.Break{})
		}
		if line != "" {
			out = append(out, content.Run{Value: line})
		}
	}
	return out
}

// tableOf returns a table of rows whose cells are separated by |. A cell ">" joins
// the one to its right, "^" the one above.
func tableOf(head int, rows ...string) *content.Table {
	t := &content.Table{Head: head}
	signs := make([][]string, len(rows))
	for r, row := range rows {
		signs[r] = strings.Split(row, "|")
		cells := make([]content.Cell, len(signs[r]))
		for c, s := range signs[r] {
			if s != ">" && s != "^" {
				cells[c] = content.Cell{Inlines: inlines(s), Rows: 1, Columns: 1}
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	t.Columns = make([]content.Column, len(t.Rows[0]))
	for r := range signs {
		for c := range signs[r] {
			cell := &t.Rows[r][c]
			if cell.Covered() {
				continue
			}
			for c+cell.Columns < len(signs[r]) && signs[r][c+cell.Columns] == ">" {
				cell.Columns++
			}
			for r+cell.Rows < len(signs) && signs[r+cell.Rows][c] == "^" {
				cell.Rows++
			}
		}
	}
	return t
}

// tablesOf returns all tables in blocks, in order.
func tablesOf(blocks []content.Block) []*content.Table {
	var out []*content.Table
	for _, blk := range blocks {
		switch blk := blk.(type) {
		case *content.Table:
			out = append(out, blk)
		case *content.Quote:
			out = append(out, tablesOf(blk.Blocks)...)
		case *content.Box:
			out = append(out, tablesOf(blk.Blocks)...)
		case *content.List:
			for _, item := range blk.Items {
				out = append(out, tablesOf(item)...)
			}
		}
	}
	return out
}

// tabled returns the checker's options for documents with tables.
func tabled(is *content.Issue, th *theme.Theme) check.Options {
	opt := pictured(is, th)
	var all []*content.Table
	for _, a := range articles(is) {
		all = append(all, tablesOf(a.Body)...)
	}
	opt.Table = func(n int) (check.Table, bool) {
		if n < 1 || n > len(all) {
			return check.Table{}, false
		}
		t := all[n-1]
		want := check.Table{Figures: make([]bool, len(t.Columns))}
		for _, row := range t.Rows {
			texts := make([]string, len(row))
			for c := range row {
				texts[c] = textOf(row[c].Inlines)
			}
			want.Cells = append(want.Cells, texts)
		}
		for c := range t.Columns {
			want.Figures[c] = t.Columns[c].Align == content.AlignFigure || t.Columns[c].Align == content.AlignAuto && c >= t.Side && allNumbers(t, c)
		}
		return want, true
	}
	return opt
}

func textOf(list []content.Inline) string {
	s := ""
	for _, in := range list {
		if run, ok := in.(content.Run); ok {
			s += run.Value
		}
	}
	return s
}

func allNumbers(t *content.Table, c int) bool {
	any := false
	for _, row := range t.Rows[t.Head:] {
		if row[c].Rows == 0 || row[c].Columns > 1 {
			continue
		}
		s := textOf(row[c].Inlines)
		if strings.Trim(s, "0123456789.,-") == "" && strings.ContainsAny(s, "0123456789") {
			any = true
		} else if s != "" && s != "–" && s != "…" {
			return false
		}
	}
	return any
}

// composeTables composes an article of blocks, checks the rules, and returns the
// document with the codes of its findings.
func composeTables(t *testing.T, name string, th *theme.Theme, body ...content.Block) (*frame.Document, []string) {
	t.Helper()
	a := article("水情")
	a.Body = body
	is := bulletinOf(section("一", a))
	doc, found := composeChecked(t, name, is, th, tabled(is, th))
	return doc, codesOf(found)
}

// tableLines returns the lines of a kind on all pages as "page:text".
func tableLines(doc *frame.Document, kind frame.Kind) []string {
	var out []string
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == kind {
				out = append(out, doc.Pages[i].Label+":"+l.Text)
			}
		}
	}
	return out
}

// cellLine returns the first line of a cell.
func cellLine(t *testing.T, doc *frame.Document, row, column int) *frame.Line {
	t.Helper()
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindCell && l.Table.Row == row && l.Table.Column == column {
				return l
			}
		}
	}
	t.Fatalf("no cell at row %d, column %d", row, column)
	return nil
}

// cellTexts returns the lines of a cell.
func cellTexts(doc *frame.Document, row, column int) (all []string) {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindCell && l.Table.Row == row && l.Table.Column == column {
				all = append(all, l.Text)
			}
		}
	}
	return all
}

func numbered(n int, row string) []string {
	rows := []string{"序号|站名|雨量"}
	for i := range n {
		rows = append(rows, fmt.Sprintf("%d|%s|%d.%d", i+1, row, 10+i*7, i%10))
	}
	return rows
}

// A short table is one block: caption above in the middle, with one em after its
// number, unit at the right edge, notes below, three rules (RULES 12.1, 12.2).
func TestTableParts(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	table := tableOf(1, "水库|总库容|蓄水", "青石|12,850|8,321.5", "龙潭|980.25|–", "合计||8,933.54")
	table.Caption, table.Unit = inlines("表1  各水库蓄水"), inlines("单位：万立方米")
	table.Notes = [][]content.Inline{inlines("注：“–”为未观测。")}
	doc, codes := composeTables(t, "parts", th, append(paragraphs(60), table, paragraphs(60)[0])...)
	if len(codes) > 0 {
		t.Error(codes)
	}
	if got := tableLines(doc, frame.KindTableCaption); !slices.Equal(got, []string{"1:表1　各水库蓄水"}) {
		t.Error(got)
	}
	if got := tableLines(doc, frame.KindCell); len(got) != 12 || got[11] != "1:8,933.54" || got[10] != "1:" {
		t.Errorf("%q", got)
	}
	var rules []*frame.Rule
	for _, item := range doc.Pages[len(doc.Pages)-1].Items {
		if r, ok := item.(*frame.Rule); ok {
			rules = append(rules, r)
		}
	}
	if len(rules) != 3 || rules[0].Height != th.Table.Thick || rules[1].Height != th.Table.Thin || rules[2].Height != th.Table.Thick {
		t.Errorf("rules %+v", rules)
	}
	// The decimal signs are above one another; 12,850 ends where 980.25 has its
	// sign (RULES 12.3).
	a, b := cellLine(t, doc, 2, 2), cellLine(t, doc, 3, 2)
	if end, sign := a.X+a.Width, b.X+b.Glyphs[3].X; end != sign || b.Glyphs[3].Text != "." {
		t.Errorf("12,850 ends at %s, the sign of 980.25 is at %s", end, sign)
	}
	if dash := cellLine(t, doc, 3, 3); dash.X+dash.Width != cellLine(t, doc, 2, 3).X+cellLine(t, doc, 2, 3).Glyphs[5].X {
		t.Error("a dash does not end at the units")
	}
}

// Rules of joined cells: none inside them, and in the head a short one under a
// cell of several columns.
func TestTableRules(t *testing.T) {
	rows := []string{"单位|供水量|>|备注", "^|上半年|下半年|^", "一厂|1.5|2|无", "二厂|3|4|^"}
	for _, c := range []struct {
		rules         string
		flat, upright int
	}{
		{rules: "three", flat: 4}, {rules: "grid", flat: 5, upright: 5}, {rules: "none"},
	} {
		table := tableOf(2, rows...)
		table.Rules = text(c.rules)
		doc, _ := composeTables(t, c.rules, themed(t, "bulletin", checkable...), table)
		flat, upright := 0, 0
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if r, ok := item.(*frame.Rule); ok && r.Table > 0 {
					if r.Width > r.Height {
						flat++
					} else {
						upright++
					}
				}
			}
		}
		if flat != c.flat || upright != c.upright {
			t.Errorf("%s: %d flat and %d upright rules, want %d and %d", c.rules, flat, upright, c.flat, c.upright)
		}
	}
}

// TestIntroducedTable: no text is printed between a colon, or a line that is its title,
// and a table without title, wherever on the page they are; a table with a title may go
// over (RULES 12.4).
func TestIntroducedTable(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	line := func(text string) content.Block { return &content.Paragraph{Inlines: inlines(text)} }
	passed := map[string]bool{}
	for _, c := range [][2]string{{"各站雨量如下：", ""}, {"雨量登记表", ""}, {"各站雨量如下：", "表1 各站雨量"}} {
		lead, title := c[0], c[1]
		for before := range 24 {
			var body []content.Block
			for range before {
				body = append(body, line("各乡镇按时上报。"))
			}
			table := tableOf(1, numbered(5, "石桥")...)
			table.Caption = inlines(title)
			body = append(body, line(lead), table)
			for range 12 {
				body = append(body, line("后文说明。"))
			}
			doc, _ := composeTables(t, fmt.Sprint(lead, title, before), th, body...)
			var after, cells [][2]int64 // page and height
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					l, ok := item.(*frame.Line)
					switch at := [2]int64{int64(i)}; {
					case ok && l.Kind == frame.KindCell:
						at[1] = int64(l.Y)
						cells = append(cells, at)
					case ok && l.Text == "后文说明。":
						at[1] = int64(l.Y)
						after = append(after, at)
					}
				}
			}
			if len(after) != 12 {
				t.Fatalf("%d lines after the table", len(after))
			}
			first := slices.MinFunc(after, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
			last := slices.MaxFunc(cells, func(a, b [2]int64) int { return slices.Compare(a[:], b[:]) })
			if slices.Compare(first[:], last[:]) < 0 {
				passed[title] = true
				if title == "" {
					t.Errorf("%d lines before the table: text is printed between “%s” and the table", before, lead)
				}
			}
		}
	}
	if !passed["表1 各站雨量"] {
		t.Error("a table with a title never went over")
	}
}

// A long table is divided between rows: the head and 续表 on every page, the notes
// at its end, two rows at least on either side (RULES 12.4, 12.5).
func TestTableOverPages(t *testing.T) {
	step := 111 // by default each theme has other places
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		step = 37
	}
	for k, name := range theme.Names() {
		th := themed(t, name, checkable...)
		for before := 37 * k % step; before < 700; before += step {
			table := tableOf(1, numbered(60, "青石站")...)
			table.Caption, table.Notes = inlines("表2-1 雨量"), [][]content.Inline{inlines("注：人工观测。")}
			body := append(paragraphs(before+1), table, paragraphs(50)[0])
			doc, codes := composeTables(t, fmt.Sprint(name, " after ", before), th, body...)
			for _, code := range codes {
				if !slices.Contains([]string{"page-hole-table", "tail-pulled", "font-substitute"}, code) {
					t.Errorf("%s after %d: %s", name, before, code)
				}
			}
			heads := 0
			for _, s := range tableLines(doc, frame.KindCell) {
				if strings.HasSuffix(s, ":站名") {
					heads++
				}
			}
			if more := tableLines(doc, frame.KindContinued); heads != len(more)+1 || len(more) == 0 || !strings.HasSuffix(more[0], ":续表2-1") {
				t.Errorf("%d heads, %q", heads, more)
			}
		}
	}
}

// Rows and heads taller than a page, and captions and notes taller than a quarter of
// it: nothing is lost, and each is reported.
func TestTallTables(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	long := strings.Repeat("汛期各站加密观测并及时上报。", 200)
	row := tableOf(1, "事项|内容", "汛情|"+long, "旱情|无")
	doc, codes := composeTables(t, "a tall row", th, paragraphs(30)[0], row, paragraphs(30)[0])
	if !slices.Contains(codes, "table-row-divided") || len(tableLines(doc, frame.KindContinued)) == 0 {
		t.Error(codes)
	}
	joined := tableOf(1, "乡镇|村|情况", "青石镇|甲村|"+long, "^|乙村|"+long, "龙潭乡|丙村|无")
	if _, codes := composeTables(t, "joined rows", th, joined); !slices.Contains(codes, "table-row-divided") {
		t.Error(codes)
	}
	head := tableOf(1, "事项|"+long[:len(long)/2/3*3], "甲|乙", "丙|丁", "戊|己")
	if _, codes := composeTables(t, "a tall head", th, head); !slices.Contains(codes, "table-head-tall") {
		t.Error(codes)
	}
	notes := tableOf(1, "甲|乙", "1|2")
	notes.Caption, notes.Notes = inlines(long), [][]content.Inline{inlines(long), inlines("又注。")}
	doc, _ = composeTables(t, "tall notes", th, notes)
	for kind, want := range map[frame.Kind]string{frame.KindTableCaption: long, frame.KindTableNote: long + "又注。"} {
		got := ""
		for _, s := range tableLines(doc, kind) {
			_, line, _ := strings.Cut(s, ":")
			got += line
		}
		if got != want {
			t.Errorf("%s: %d bytes of %d", kind, len(got), len(want))
		}
	}
}

// Rows that cells join, and a single row, which are taller than what the title of the
// article leaves of a page but not than a page, are divided: the title would else stand alone
// on its page. Joined rows are divided between rows (RULES 5.3, 12.5).
func TestTallRowsBelowATitle(t *testing.T) {
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		for n := 20; n <= 36; n += 4 {
			joined := []string{"乡镇|工程|人口"}
			for _, town := range []string{"青石镇", "龙潭乡"} {
				for k := range n {
					joined = append(joined, fmt.Sprintf("%s|供水站%d|%d", []string{town, "^"}[min(k, 1)], k, 100+k))
				}
			}
			single := []string{"事项|情况", "汛情|" + strings.TrimSuffix(strings.Repeat("乙\n", n), "\n"), "旱情|无", "风情|无"}
			for what, table := range map[string]*content.Table{"joined rows": tableOf(1, joined...), "a row": tableOf(1, single...)} {
				for _, above := range [][]content.Block{nil, {&content.Heading{Level: 1, Inlines: inlines("一、工程")}}} {
					label := fmt.Sprint(name, ", ", what, " of ", n, " lines below ", len(above), " headings")
					doc, codes := composeTables(t, label, th, append(slices.Clone(above), table, paragraphs(40)[0])...)
					if slices.Contains(codes, "page-break-forced") {
						t.Errorf("%s: %v", label, codes)
					}
					for i := range doc.Pages {
						for _, item := range doc.Pages[i].Items {
							if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindCell && l.Table.Part > 1 && what == "joined rows" && l.Table.Column == 2 && !strings.Contains(l.Text, "供水站") && !l.Table.Head {
								t.Errorf("%s: a part begins or ends inside a row: %s", label, l.Text)
							}
						}
					}
				}
			}
		}
	}
}

// Of joined rows that are divided, a row of several lines counts once: it does not stand alone
// on a page so that the rows after it need not (RULES 12.5).
func TestDividedJoinedRows(t *testing.T) {
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		for n := 8; n < 26; n++ {
			rows := []string{"乡镇|工程|人口"}
			for _, town := range []string{"青石镇", "龙潭乡", "石塘镇"} {
				for k := range n {
					rows = append(rows, fmt.Sprintf("%s|供水站%d\n（单村）|%d", []string{town, "^"}[min(k, 1)], k, 100+k))
				}
			}
			doc, _ := composeTables(t, fmt.Sprint(name, ", ", n, " rows"), th, tableOf(1, rows...), paragraphs(30)[0])
			for i, last := range partRows(doc) {
				if i > 0 && last-partRows(doc)[i-1] == 1 && (last-1)%n != 1 {
					t.Errorf("%s, %d rows: row %d is alone on its page; parts end with rows %v", name, n, last, partRows(doc))
				}
			}
		}
	}
}

// A row that is alone on its page since the rows before it are too tall for it to be
// otherwise is reported, and no fault for the check (RULES 12.5).
func TestLoneRow(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	lines := func(n int) string { return "甲|" + strings.TrimSuffix(strings.Repeat("乙\n", n), "\n") }
	kept := false
	// The fourth row could go over to the fifth, and would leave the third alone.
	table := tableOf(0, lines(10), lines(10), lines(34), lines(1), lines(10))
	doc, codes := composeTables(t, "a row alone", th, table)
	if pages := partRows(doc); !slices.Contains(codes, "table-row-alone") || !slices.Equal(pages, []int{2, 4, 5}) {
		t.Errorf("%v, parts end with rows %v", codes, pages)
	}
	// The title keeps the line and the first row, so that all three rows cannot go over, and
	// the first, of three lines, may not be alone either.
	three := tableOf(0, lines(3), lines(10), lines(8))
	for n := 1; n < 600; n += 29 {
		above, a := article("雨情"), article("水情")
		above.Body = paragraphs(n)
		a.Start, a.Body = content.StartContinue, append(paragraphs(10), three)
		is := bulletinOf(section("一", above, a))
		_, found := composeChecked(t, fmt.Sprint("kept below ", n), is, th, tabled(is, th))
		kept = kept || slices.Contains(codesOf(found), "table-row-alone")
	}
	if !kept {
		t.Error("no row is alone below a heading")
	}
	table = tableOf(0, lines(10), lines(10), lines(33), lines(1), lines(1), lines(10))
	doc, codes = composeTables(t, "rows enough", th, table)
	if pages := partRows(doc); slices.Contains(codes, "table-row-alone") || !slices.Equal(pages, []int{2, 4, 6}) {
		t.Errorf("%v, parts end with rows %v", codes, pages)
	}
}

// A table may begin with one row at the foot of a page if that has four lines, which leaves
// no hole there; a lower one takes the second along, and the last two rows stay together
// (RULES 12.5).
func TestTallFirstRow(t *testing.T) {
	for _, name := range []string{"bulletin", "gongwen"} {
		th := themed(t, name, checkable...)
		for lines, want := range map[int]bool{3: false, 4: true} {
			rows := []string{"事项|情况"}
			for range 8 {
				rows = append(rows, "水情|"+strings.TrimSuffix(strings.Repeat("水位正常\n", lines), "\n"))
			}
			one := false
			for n := 280; n < 600; n += 32 {
				label := fmt.Sprintf("%s, rows of %d lines below %d characters", name, lines, n)
				doc, codes := composeTables(t, label, th, paragraphs(n)[0], tableOf(1, rows...), paragraphs(60)[0])
				ends := partRows(doc)
				one = one || ends[0] == 2
				if slices.Contains(codes, "table-row-alone") || len(ends) > 1 && ends[len(ends)-1]-ends[len(ends)-2] < 2 {
					t.Errorf("%s: %v, parts end with rows %v", label, codes, ends)
				}
			}
			if one != want {
				t.Errorf("%s: a row of %d lines begins a table at the foot of a page: %v", name, lines, one)
			}
		}
	}
}

// Lines of a row that is taller than a page are not alone on their page, also where the row
// before them ends the page above: more of the row follows (RULES 12.5). A picture leaves
// them a part of a page.
func TestDividedRowBelowAPicture(t *testing.T) {
	th := themed(t, "gongwen", checkable...)
	lines := 0 // parts that are lines of the tall row, below a part with whole rows
	for n := 3; n < 10; n++ {
		rows := append([]string{"事项|情况"}, slices.Repeat([]string{"甲|乙"}, n)...)
		table := tableOf(1, append(rows, "汛情|"+strings.Repeat("汛期各站加密观测并及时上报。", 200), "旱情|无", "风情|无")...)
		doc, codes := composeTables(t, fmt.Sprint(n, " rows before it"), th, append(paragraphs(335), photo("A", 4000, 3350), table)...)
		last := partRows(doc)
		if !slices.Contains(codes, "table-row-divided") || len(last) < 3 {
			t.Fatalf("%d rows: %v, parts end with rows %v", n, codes, last)
		}
		if last[0] == n+1 && last[1] == n+2 {
			lines++
		}
	}
	if lines == 0 {
		t.Error("no part consists of lines of the tall row")
	}
}

// partRows returns the last row of each part of the only table.
func partRows(doc *frame.Document) (last []int) {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Table != nil && l.Kind == frame.KindCell {
				for len(last) < l.Table.Part {
					last = append(last, 0)
				}
				last[l.Table.Part-1] = max(last[l.Table.Part-1], l.Table.Row)
			}
		}
	}
	return last
}

// Columns: natural widths, then narrower ones in proportion, then a smaller size,
// then an error that names the column.
func TestTableWidths(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	long := strings.Repeat("水库大坝安全监测资料整编分析", 4)
	doc, codes := composeTables(t, "wrapped", th, tableOf(1, "序号|说明|备注", "1|"+long+"|"+long[:len(long)/2/3*3]))
	a, b := cellLine(t, doc, 2, 2), cellLine(t, doc, 2, 3)
	if len(codes) > 0 || a.Measure <= b.Measure || a.Size != th.Table.Size {
		t.Errorf("%v: measures %s and %s, size %s", codes, a.Measure, b.Measure, a.Size)
	}
	figures := func(n int) *content.Table {
		return tableOf(1, strings.Repeat("总蓄水量|", n-1)+"合计蓄水量", strings.Repeat("1,234,567.89|", n-1)+"123,456,789.01")
	}
	doc, codes = composeTables(t, "smaller", th, figures(7))
	if size := cellLine(t, doc, 2, 2).Size; len(codes) > 0 || size >= th.Table.Size || size < th.Table.SizeMin {
		t.Errorf("%v: size %s", codes, size)
	}
	a2 := article("宽")
	a2.Body = []content.Block{figures(12)}
	var log diag.List
	layout.Compose(bulletinOf(section("一", a2)), th, fonts.Bundled(), layout.Options{}, &log)
	found := false
	for _, d := range log.Items() {
		found = found || d.Code == "table-too-wide" && strings.Contains(d.Message(diag.ZH), "第 12 栏“合计蓄水量”")
	}
	if !found {
		t.Errorf("no error names the widest column: %v", log.Items())
	}
	given := tableOf(1, "甲|乙", "一|二")
	given.Columns[0].Width, given.Columns[1].Width = text("8em"), text("1em")
	doc, codes = composeTables(t, "given", th, given)
	if l := cellLine(t, doc, 2, 1); l.Measure != 8*th.Table.Size || len(codes) > 0 {
		t.Errorf("%v: a column of 8 em has %s", codes, l.Measure)
	}
}

// Where the natural widths do not fit, the spaces between columns become narrower before the
// columns do, down to half of the theme's (RULES 12.6).
func TestNarrowerGutters(t *testing.T) {
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		rows := []string{"乡镇|工程名称|类型|供水人口（人）|日供水量|水源|备注", "青石镇|青石甲村供水站|千吨万人|2,301|1,200|柳湾水库|已改"}
		for extra := range 12 {
			rows[1] += "甲"
			doc, _ := composeTables(t, fmt.Sprint(name, " ", extra), th, tableOf(1, rows...))
			whole, least := true, th.Page.BlockWidth
			cells := map[int]*frame.Line{}
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindCell && !l.Table.Head {
						whole = whole && cells[l.Table.Column] == nil
						cells[l.Table.Column] = l
					}
				}
			}
			for c := 1; c < 7; c++ {
				least = min(least, cells[c+1].X-cells[c].X-cells[c].Width)
			}
			if extra == 0 && !whole {
				t.Errorf("%s: cells are broken that fit between narrower spaces", name)
			}
			if least < th.Table.Gutter/2-8 {
				t.Errorf("%s, %d: %s between two columns, of %s", name, extra, least, th.Table.Gutter)
			}
		}
	}
}

// Numbers stay with their units where the columns beside theirs leave room for it, and
// rows of several lines stand apart unless a rule divides them (RULES 12.4, 12.6).
func TestCrowdedTable(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	long := strings.Repeat("泵站机组检修与管网巡查", 3)
	table := func() *content.Table {
		return tableOf(1, "编号|片区|设施|存在的问题|处理的办法|负责人|限期|说明",
			"1|城北片区|提升泵站|"+long+"|"+long+"|水务所所长|2031年11月25日|已经开工",
			"2|城南片区|排涝闸门|"+long+"|"+long+"|河道管理员|2032年1月9日|尚未开工")
	}
	doc, codes := composeTables(t, "crowded", th, table())
	if len(codes) > 0 {
		t.Error(codes)
	}
	for row, want := range map[int][]string{2: {"2031年", "11月25日"}, 3: {"2032年", "1月9日"}} {
		if got := cellTexts(doc, row, 7); !slices.Equal(got, want) {
			t.Errorf("the date in row %d is divided as %q", row, got)
		}
	}
	apart := func(doc *frame.Document) unit.Abs {
		var foot, top unit.Abs
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				l, ok := item.(*frame.Line)
				switch {
				case !ok || l.Kind != frame.KindCell:
				case l.Table.Row == 2:
					foot = max(foot, l.Y)
				case l.Table.Row == 3 && (top == 0 || l.Y < top):
					top = l.Y
				}
			}
		}
		return top - foot
	}
	pitch := th.Table.Pitch
	if got := apart(doc); got < pitch+th.Table.Size/2 {
		t.Errorf("rows of several lines are %s apart, lines %s", got, pitch)
	}
	ruled := table()
	ruled.Rules = text("grid")
	doc, _ = composeTables(t, "ruled", th, ruled)
	if got := apart(doc); got >= pitch+th.Table.Size/2 {
		t.Errorf("rows divided by a rule are %s apart", got)
	}
}

// A cell is justified unless that tears a line: 号 #207 stays together (RULES 12.6).
func TestTornCell(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	repairs := map[frame.Repair]bool{}
	for n := range 8 {
		table := tableOf(1, "说明|备注", "水位计读数"+strings.Repeat("核", n)+"的 gauges 上报问题 #87|"+strings.Repeat("逐级上报", 6))
		table.Columns[0].Width = text("16.5em")
		doc, codes := composeTables(t, "torn", th, table)
		if len(codes) > 0 {
			t.Error(codes)
		}
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindCell {
					repairs[l.Repair] = true
				}
			}
		}
	}
	if repairs[frame.RepairLoose] || repairs[frame.RepairRagged] || len(repairs) < 2 {
		t.Error(repairs)
	}
}

// Tables in lists and quotations, at the head and foot of pages, and in articles
// that follow another on the page or are copyfitted.
func TestTablePlaces(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	short := func() *content.Table { return tableOf(1, "站|雨量", "青石|1.5", "龙潭|12") }
	list := &content.List{Items: [][]content.Block{{short(), paragraphs(20)[0]}, {paragraphs(20)[0], short()}}}
	quote := &content.Quote{Blocks: []content.Block{paragraphs(40)[0], tableOf(1, numbered(40, "站")...)}}
	composeTables(t, "nested", th, list, quote, paragraphs(20)[0])
	for _, place := range []content.Place{content.PlaceTop, content.PlaceBottom, content.PlacePage} {
		for _, rows := range []int{3, 30, 60} {
			table := tableOf(1, numbered(rows, "站")...)
			table.Place = place
			composeTables(t, fmt.Sprint("place ", place, " rows ", rows), th, paragraphs(100, 100)[0], table, paragraphs(900)[0])
		}
	}
	var list2 []content.Article
	for i := range 6 {
		a := article(fmt.Sprint("文", i))
		a.Start, a.Fit = content.StartContinue, i%3
		a.Body = append(paragraphs(90*i+1), short(), tableOf(2, numbered(25, "站")...), paragraphs(30)[0])
		a.Source = text("水务局")
		list2 = append(list2, a)
	}
	is := bulletinOf(section("一", list2...))
	composeChecked(t, "articles", is, th, tabled(is, th), "fit-failed")
}

// A turned table is on a page of its own, or several, whose number is not turned;
// its first column is at the foot (RULES 12.7).
func TestTurnedTables(t *testing.T) {
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		months := "站名" + strings.Repeat("|一月雨量", 12)
		rows := []string{months}
		for i := range 70 {
			rows = append(rows, fmt.Sprintf("青石%d", i)+strings.Repeat(fmt.Sprintf("|%d.5", i*13), 12))
		}
		for _, n := range []int{10, 71} {
			table := tableOf(1, rows[:n]...)
			table.Rotate = true
			table.Caption, table.Notes = inlines("表3 雨量"), [][]content.Inline{inlines("注：人工观测。")}
			doc, codes := composeTables(t, fmt.Sprint(name, " turned ", n), th, paragraphs(100)[0], table, paragraphs(900)[0])
			if slices.Contains(codes, "table-too-wide") {
				t.Errorf("%s: %v", name, codes)
			}
			turned := 0
			for i := range doc.Pages {
				cells, others, folios := 0, 0, 0
				for _, item := range doc.Pages[i].Items {
					switch l, ok := item.(*frame.Line); {
					case !ok:
					case l.Kind == frame.KindFolio && !l.Turned:
						folios++
					case l.Table != nil && l.Turned:
						cells++
					default:
						others++
					}
				}
				if cells > 0 {
					turned++
					if others > 0 || folios != 1 {
						t.Errorf("%s: page %d has %d turned lines, %d others and %d numbers", name, i+1, cells, others, folios)
					}
				}
			}
			a, b := cellLine(t, doc, 4, 2), cellLine(t, doc, 4, 3)
			if below := cellLine(t, doc, 5, 2); a.Y <= b.Y || a.X != b.X || below.X <= a.X || below.Y != a.Y {
				t.Errorf("%s: cells at %s,%s, %s,%s and %s,%s", name, a.X, a.Y, b.X, b.Y, below.X, below.Y)
			}
			if want := map[int]int{10: 1, 71: 3}[n]; turned < want || want == 1 && turned > 1 {
				t.Errorf("%s: %d rows on %d pages", name, n, turned)
			}
		}
	}
}

// randomTable returns a table of random shape: up to 64 columns, joined cells,
// cells taller than a page, all alignments.
func randomTable(r *rand.Rand) *content.Table {
	columns, rows := 1+r.IntN(6), 1+r.IntN(40)
	switch r.IntN(12) {
	case 0:
		columns = 64
	case 1:
		rows = 1
	case 2:
		rows = 100 + r.IntN(60)
	}
	t := &content.Table{Head: min(rows-1, r.IntN(3)), Columns: make([]content.Column, columns), Rows: make([][]content.Cell, rows),
		Rules: text([]string{"", "three", "grid", "none"}[r.IntN(4)]), Place: content.Place([]int{0, 0, 0, 1, 2, 3}[r.IntN(6)])}
	if r.IntN(3) == 0 {
		t.Side = 1
	}
	t.Rotate = r.IntN(8) == 0
	for c := range t.Columns {
		t.Columns[c].Align = content.ColumnAlign(r.IntN(5))
	}
	number := make([]bool, columns)
	for c := range number {
		number[c] = columns > 20 || r.IntN(2) == 0
	}
	const han = "水库大坝安全监测资料整编分析，汛期各站加密观测。“龙潭”（青石）蓄水量pH值ABC"
	letters := []rune(han)
	for i := range t.Rows {
		t.Rows[i] = make([]content.Cell, columns)
		for c := range t.Rows[i] {
			s := ""
			switch {
			case number[c] && i >= t.Head:
				s = []string{fmt.Sprint(r.IntN(9999)), fmt.Sprintf("%d.%02d", r.IntN(999), r.IntN(99)), "–", "", "1,234.5"}[r.IntN(5)]
				if columns > 20 {
					s = fmt.Sprint(r.IntN(10))
				}
			default:
				n := r.IntN(8)
				if r.IntN(20) == 0 && columns < 20 {
					n = r.IntN(60)
				}
				if r.IntN(400) == 0 && columns < 6 {
					n = 900
				}
				for range n {
					s += string(letters[r.IntN(len(letters))])
				}
			}
			if n := len([]rune(s)); n > 3 && r.IntN(10) == 0 && !(number[c] && i >= t.Head) {
				s = string([]rune(s)[:n/2]) + "\n" + string([]rune(s)[n/2:])
			}
			cell := content.Cell{Inlines: inlines(s), Rows: 1, Columns: 1}
			if len(cell.Inlines) > 0 && r.IntN(12) == 0 {
				run := cell.Inlines[0].(content.Run)
				run.Strong, run.Emphasis, run.Link = r.IntN(2) == 0, r.IntN(2) == 0, "https://example.org/"
				cell.Inlines[0] = run
			}
			t.Rows[i][c] = cell
		}
	}
	for range r.IntN(6) { // joins
		i, c := r.IntN(rows), r.IntN(columns)
		h, w := 1+r.IntN(4), 1+r.IntN(3)
		end := rows
		if i < t.Head {
			end = t.Head
		}
		h, w = min(h, end-i), min(w, columns-c)
		free := true
		for y := i; y < i+h; y++ {
			for x := c; x < c+w; x++ {
				free = free && t.Rows[y][x].Rows == 1 && t.Rows[y][x].Columns == 1
			}
		}
		if !free {
			continue
		}
		for y := i; y < i+h; y++ {
			for x := c; x < c+w; x++ {
				if y > i || x > c {
					t.Rows[y][x] = content.Cell{}
				}
			}
		}
		t.Rows[i][c].Rows, t.Rows[i][c].Columns = h, w
	}
	if r.IntN(2) == 0 {
		t.Caption, t.Unit = inlines("表1 "+string(letters[:r.IntN(len(letters))])), inlines("单位：万元")
	}
	if r.IntN(2) == 0 {
		t.Notes = [][]content.Inline{inlines("注：" + strings.Repeat("人工观测。", r.IntN(30)))}
	}
	return t
}

// randomTables checks articles of random tables in random surroundings. A bad
// break, which is reported, may break the rules about pages.
func randomTables(t *testing.T, th *theme.Theme, seed uint64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 12))
	var list []content.Article
	for k := range 1 + r.IntN(2) {
		a := article(fmt.Sprint("随机", k))
		for range 1 + r.IntN(4) {
			a.Body = append(a.Body, paragraphs(1+r.IntN(400))...)
			if r.IntN(3) == 0 {
				a.Body = append(a.Body, &content.Heading{Level: 1 + r.IntN(4), Inlines: inlines("一、雨情")})
			}
			table := randomTable(r)
			switch r.IntN(8) {
			case 0:
				a.Body = append(a.Body, &content.Quote{Blocks: []content.Block{table}})
			case 1:
				a.Body = append(a.Body, &content.List{Items: [][]content.Block{{table}, paragraphs(30)}})
			case 2:
				a.Body = append(a.Body, photo("A", 4000, 1000+r.IntN(3000)), table)
			default:
				a.Body = append(a.Body, table)
			}
		}
		if a.Fit = r.IntN(2) * 20; k > 0 {
			a.Start = content.StartContinue
		}
		if r.IntN(2) == 0 {
			a.Source = text("水务局")
		}
		list = append(list, a)
	}
	is := bulletinOf(section("一", list...))
	composeChecked(t, fmt.Sprint("seed ", seed), is, th, tabled(is, th), "table-too-wide")
}

// Random tables in random surroundings: nothing overlaps, nothing is lost, and
// every rule is kept.
func TestRandomTables(t *testing.T) {
	for _, name := range theme.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			th := themed(t, name, checkable...)
			for seed := range gen.Seeds(t, 4, 40, 292, 289, 332, 607, 951, 71033, 84012) {
				randomTables(t, th, seed)
			}
		})
	}
}

// Random tables on pages of all sizes, in odd sizes of text: nothing overlaps, and
// nothing is lost. Small pages allow no better breaks.
func TestOddTables(t *testing.T) {
	for seed := range gen.Seeds(t, 9, 60) {
		r := rand.New(rand.NewPCG(seed, 77))
		set := append([]content.Setting{{Key: "body.lines", Value: int64(4 + r.IntN(20))}, {Key: "body.measure", Value: int64(6 + r.IntN(40))}}, checkable...)
		if r.IntN(3) == 0 {
			set = append(set, content.Setting{Key: "table.size", Value: fmt.Sprint(5+r.IntN(30), "pt")})
		}
		if r.IntN(3) == 0 {
			set = append(set, content.Setting{Key: "table.padding", Value: fmt.Sprint(r.IntN(30), "pt")}, content.Setting{Key: "table.gap", Value: fmt.Sprint(r.IntN(30), "pt")})
		}
		th := themed(t, "bulletin", set...)
		a := article("随机")
		for range 3 {
			a.Body = append(append(a.Body, paragraphs(1+r.IntN(100))...), randomTable(r))
		}
		if r.IntN(2) == 0 {
			a.Fit = 3
		}
		is := bulletinOf(section("一", a))
		var log diag.List
		doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
		if slices.ContainsFunc(log.Items(), func(d diag.Diagnostic) bool { return d.Code == "table-too-wide" }) {
			continue
		}
		found := slices.DeleteFunc(check.Document(doc, tabled(is, th)), func(v check.Violation) bool {
			return strings.HasSuffix(v.Rule, " 5.3") || strings.Contains(v.Message, "is alone on its page")
		})
		report(t, fmt.Sprint("seed ", seed), found)
	}
}
