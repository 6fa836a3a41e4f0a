package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/content/docx/opc"
)

const (
	spreadsheet   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	office        = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// workbook holds what a test varies.
type workbook struct {
	properties string // of workbookPr
	sheets     string // of sheets, "" for one named 表1 with the cells below
	cells      string // of the sheet's root element
	strings    string
	formats    string // of numFmts
	styles     string // of cellXfs
}

func (w workbook) file(t testing.TB) []byte {
	t.Helper()
	if w.sheets == "" {
		w.sheets = `<sheet name="表1" sheetId="1" r:id="rId1"/>`
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`)
	put("_rels/.rels", relationships+`<Relationship Id="rId1" Type="`+office+`officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	put("xl/workbook.xml", `<workbook `+spreadsheet+`><workbookPr `+w.properties+`/><sheets>`+w.sheets+`</sheets></workbook>`)
	put("xl/_rels/workbook.xml.rels", relationships+
		`<Relationship Id="rId1" Type="`+office+`worksheet" Target="worksheets/sheet1.xml"/>`+
		`<Relationship Id="rId2" Type="`+office+`worksheet" Target="worksheets/sheet2.xml"/>`+
		`<Relationship Id="rId3" Type="`+office+`sharedStrings" Target="sharedStrings.xml"/>`+
		`<Relationship Id="rId4" Type="`+office+`styles" Target="styles.xml"/>`+
		`<Relationship Id="rId5" Type="`+office+`chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`)
	put("xl/worksheets/sheet1.xml", `<worksheet `+spreadsheet+`>`+w.cells+`</worksheet>`)
	put("xl/worksheets/sheet2.xml", `<worksheet `+spreadsheet+`><sheetData><row><c t="inlineStr"><is><t>第二张</t></is></c></row></sheetData></worksheet>`)
	put("xl/sharedStrings.xml", `<sst `+spreadsheet+`>`+w.strings+`</sst>`)
	put("xl/styles.xml", `<styleSheet `+spreadsheet+`><numFmts>`+w.formats+`</numFmts><cellXfs>`+w.styles+`</cellXfs></styleSheet>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// show returns the rows of a sheet: A1=text, with ! before a problem.
func show(s *Sheet) string {
	var rows []string
	for _, r := range s.Rows {
		var cells []string
		for _, c := range r.Cells {
			text := c.Text
			if c.Problem != NoProblem {
				text = fmt.Sprintf("!%d%s", c.Problem, text)
			}
			cells = append(cells, fmt.Sprintf("%c%d=%s", 'A'+c.Column-1, r.Number, text))
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return strings.Join(rows, "\n")
}

func data(rows string) string { return "<sheetData>" + rows + "</sheetData>" }

func TestCells(t *testing.T) {
	for _, c := range []struct {
		name string
		book workbook
		want string
	}{
		{"texts", workbook{
			strings: `<si><t>刊名</t></si><si><r><t>红</t></r><r><rPr><b/></rPr><t xml:space="preserve">字 </t></r><rPh sb="0" eb="1"><t>hong</t></rPh></si>`,
			cells:   data(`<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="s"><v>1</v></c></row><row><c t="inlineStr"><is><t>甲_x000D_乙</t></is></c><c t="str"><f>A1</f><v>丙</v></c></row>`),
		}, "B2=刊名 D2=红字 \nA3=甲\r乙 B3=丙"},
		{"numbers", workbook{cells: data(`<row><c><v>2024</v></c><c><v>2024.0</v></c><c><v>0.1</v></c><c><v>0.30000000000000004</v></c><c><v>1E3</v></c><c><v>12345678901</v></c><c><v>-7</v></c></row>`)},
			"A1=2024 B1=2024 C1=0.1 D1=0.3 E1=1000 F1=12345678901 G1=-7"},
		{"dates of 1900", workbook{
			styles:  `<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="31"/><xf numFmtId="178"/><xf numFmtId="179"/>`,
			formats: `<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="0.00E+00&quot;day&quot;"/><numFmt numFmtId="178" formatCode="[h]:mm"/><numFmt numFmtId="179" formatCode="[Red]0\d"/>`,
			cells:   data(`<row><c s="1"><v>1</v></c><c s="2"><v>59</v></c><c s="1"><v>61</v></c><c s="1"><v>36100</v></c><c s="1"><v>45292.75</v></c><c s="3"><v>36100</v></c><c s="4"><v>45292</v></c><c s="5"><v>0.5</v></c><c s="6"><v>3</v></c><c><v>36100</v></c><c t="d"><v>2024-01-01T00:00:00</v></c></row>`),
		}, "A1=1900-01-01 B1=1900-02-28 C1=1900-03-01 D1=1998-11-01 E1=2024-01-01 18:00:00 F1=36100 G1=2024-01-01 H1=12:00:00 I1=3 J1=36100 K1=2024-01-01"},
		{"dates of 1904", workbook{properties: `date1904="1"`, styles: `<xf numFmtId="14"/>`, cells: data(`<row><c><v>0</v></c><c s="0"><v>34638</v></c></row>`)}, "A1=1904-01-01 B1=1998-11-01"},
		{"errors, formulas and truth", workbook{cells: data(`<row><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>A1</f></c><c t="b"><v>1</v></c><c><f>1+1</f><v>2</v></c></row>`)}, "A1=!1#DIV/0! B1=!2 C1=TRUE D1=2"},
		{"hidden rows and columns", workbook{cells: `<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/></cols>` +
			data(`<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="D1"><v>4</v></c><c r="E1"><v>5</v></c></row><row r="2" hidden="1"><c><v>9</v></c></row><row r="3" ht="0"><c><v>9</v></c></row><row r="4" hidden="1"/><row r="5"><c><v>3</v></c></row>`)},
			"A1=1 D1=4\nA5=3"},
		{"merged downwards", workbook{cells: data(`<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row><row r="3"><c r="C3"><v>4</v></c></row><row r="4"><c r="B4"><v>5</v></c></row>`) + `<mergeCells><mergeCell ref="A1:A3"/></mergeCells>`},
			"A1=1 B1=2\nA2=1 B2=3\nA3=1 C3=4\nB4=5"},
		{"the first visible sheet", workbook{sheets: `<sheet name="图" r:id="rId5"/><sheet name="旧" state="hidden" r:id="rId1"/><sheet name="新" r:id="rId2"/>`, cells: data("")}, "A1=第二张"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Read(c.book.file(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(s); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestUnread(t *testing.T) {
	s, err := Read(workbook{sheets: `<sheet name="旧" state="veryHidden" r:id="rId2"/><sheet name="新" r:id="rId1"/><sheet name="后" r:id="rId2"/>`,
		cells: `<cols><col min="2" max="3" hidden="1"/></cols>` + data(`<row r="3" hidden="1"><c><v>1</v></c></row><row r="5"><c r="B5"><v>1</v></c></row>`)}.file(t))
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "新" || s.Ordinal != 2 || !slices.Equal(s.Others, []string{"旧", "后"}) || !slices.Equal(s.HiddenRows, []int{3}) || !slices.Equal(s.HiddenColumns, []int{2}) {
		t.Errorf("%+v", s)
	}
}

func TestBounds(t *testing.T) {
	var wide *WideError
	if _, err := Read(workbook{cells: data(`<row><c r="XFD1"><v>1</v></c></row>`)}.file(t)); !errors.As(err, &wide) || wide.Columns != 16384 {
		t.Error(err)
	}
	if _, err := Read(workbook{cells: data(strings.Repeat(`<row><c><v>1</v></c></row>`, MaxRows+1))}.file(t)); !errors.As(err, &wide) || wide.Rows != MaxRows+1 {
		t.Error(err)
	}
	var broken *opc.Error
	if _, err := Read(workbook{sheets: `<sheet name="旧" state="hidden" r:id="rId1"/>`}.file(t)); !errors.As(err, &broken) || broken.Problem != opc.Missing {
		t.Error(err)
	}
	if _, err := Read(workbook{cells: "<sheetData>"}.file(t)); !errors.As(err, &broken) || broken.Problem != opc.Syntax {
		t.Error(err)
	}
	whole := workbook{}.file(t)
	if _, err := Read(whole[:len(whole)/2]); !errors.As(err, &broken) || broken.Problem != opc.CutOff {
		t.Error(err)
	}
}

// FuzzRead checks that the text of a sheet is bounded by what is in it, whatever that is.
func FuzzRead(f *testing.F) {
	f.Add(`<sheetData><row r="2"><c r="B2" t="s"><v>0</v></c></row></sheetData>`, `<si><t>a</t></si>`)
	f.Add(`<cols><col min="1" max="9" hidden="1"/></cols><sheetData><row hidden="1"><c t="e"><v>#N/A</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells>`, "")
	f.Fuzz(func(t *testing.T, cells, texts string) {
		s, err := Read(workbook{cells: cells, strings: texts, styles: `<xf numFmtId="14"/>`}.file(t))
		if err != nil {
			return
		}
		last := 0
		for _, r := range s.Rows {
			if r.Number <= last {
				t.Fatalf("row %d after %d", r.Number, last)
			}
			last = r.Number
			column := 0
			for _, c := range r.Cells {
				if c.Column <= column || c.Column > MaxColumns || c.Text == "" && c.Problem == NoProblem {
					t.Fatalf("row %d: %+v after column %d", r.Number, c, column)
				}
				column = c.Column
			}
		}
	})
}
