package importlist

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/sheet"
	"jianbao/content/charset"
	"jianbao/content/diag"
	"jianbao/content/docx/opc"
	"jianbao/content/manifest"
)

// source returns the text of a list: of a workbook its first visible sheet in CSV form,
// in which places are cells. ok is false if there are errors.
func source(name string, raw []byte, log *diag.List) (src *diag.Source, ok bool) {
	switch opc.KindOf(raw) {
	case opc.Excel:
	case opc.BrokenZip:
		log.Add("import-workbook", diag.Whole(name), name, problemTerm(opc.CutOff))
		return nil, false
	default:
		if manifest.IsDocument(raw) {
			log.Add("import-format", diag.Whole(name), name)
			return nil, false
		}
		return charset.Decode(name, raw, charset.Auto, log)
	}
	s, err := sheet.Read(raw)
	var wide *sheet.WideError
	var broken *opc.Error
	switch {
	case errors.As(err, &wide):
		log.Add("import-sheet-large", diag.Whole(name), sheet.MaxRows, sheet.MaxColumns)
		return nil, false
	case errors.As(err, &broken):
		log.Add("import-workbook", diag.Whole(name), name, problemTerm(broken.Problem))
		return nil, false
	}
	b := csvOf{src: &diag.Source{Path: name, Data: []byte{}, File: raw}, sheet: s, log: log}
	return b.src, b.write()
}

// problemTerm says what is wrong with a workbook.
func problemTerm(p opc.Problem) diag.Term {
	switch p {
	case opc.CutOff:
		return diag.Term{ZH: "文件不完整", EN: "the file is incomplete"}
	case opc.Protected:
		return diag.Term{ZH: "文件加了密", EN: "the file is encrypted"}
	case opc.TooManyParts, opc.PartTooLarge, opc.TooLarge, opc.TooManyNodes, opc.TooDeep:
		return diag.Term{ZH: "解开以后太大", EN: "it is too large when it is unpacked"}
	case opc.Missing:
		return diag.Term{ZH: "里面缺工作表", EN: "it lacks a sheet"}
	}
	return diag.Term{ZH: "文件已损坏", EN: "the file is damaged"}
}

// csvOf writes a sheet in CSV form.
type csvOf struct {
	src   *diag.Source
	sheet *sheet.Sheet
	log   *diag.List
}

// write writes the rows. It reports cells without a text, which are errors, and what is
// not read.
func (b *csvOf) write() (ok bool) {
	ok = true
	hidden := map[int]bool{}
	for _, column := range b.sheet.HiddenColumns {
		hidden[column] = true
	}
	for _, row := range b.sheet.Rows {
		column, from := 1, len(b.src.Data)
		for _, cell := range row.Cells {
			for ; column <= cell.Column; column++ {
				if hidden[column] {
					continue
				}
				if column < cell.Column {
					b.cell(row.Number, column, "")
				}
			}
			at := b.cell(row.Number, cell.Column, cell.Text)
			switch cell.Problem {
			case sheet.ErrorValue:
				b.log.Add("import-cell-error", at, cell.Text)
				ok = false
			case sheet.NotCounted:
				b.log.Add("import-cell-formula", at)
				ok = false
			}
		}
		if len(b.src.Data) > from {
			b.src.Data[len(b.src.Data)-1] = '\n' // in place of the last comma
		}
	}
	b.unread()
	return ok
}

// cell writes a cell and the comma after it, and returns its place.
func (b *csvOf) cell(row, column int, text string) diag.Span {
	from := len(b.src.Data)
	b.src.Units = append(b.src.Units, diag.Unit{Off: from, Kind: diag.UnitCell, Paragraph: row, Table: b.sheet.Ordinal, Row: row, Cell: column, Sheet: b.sheet.Name})
	if strings.ContainsAny(text, ",\"\r\n") {
		text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	b.src.Data = append(append(b.src.Data, text...), ',')
	return diag.Span{Source: b.src, Start: from, End: from + len(text)}
}

// unread reports other sheets, and hidden rows and columns.
func (b *csvOf) unread() {
	at := diag.Whole(b.src.Path)
	if len(b.sheet.Others) > 0 {
		b.log.Add("import-sheets", at, b.sheet.Name, b.sheet.Others)
	}
	var names []string
	for _, column := range b.sheet.HiddenColumns {
		names = append(names, diag.ColumnName(column))
	}
	if len(names) > 0 {
		b.log.Add("import-hidden-columns", at, names)
	}
	if len(b.sheet.HiddenRows) > 0 {
		b.log.Add("import-hidden-rows", at, len(b.sheet.HiddenRows), ranges(b.sheet.HiddenRows))
	}
}

// ranges returns ascending numbers as a list: 3–5, 9.
func ranges(numbers []int) string {
	const most = 20
	var parts []string
	for i := 0; i < len(numbers); {
		k := i
		for k+1 < len(numbers) && numbers[k+1] == numbers[k]+1 {
			k++
		}
		if len(parts) == most {
			return strings.Join(parts, ", ") + ", …"
		}
		if k > i {
			parts = append(parts, fmt.Sprintf("%d–%d", numbers[i], numbers[k]))
		} else {
			parts = append(parts, strconv.Itoa(numbers[i]))
		}
		i = k + 1
	}
	return strings.Join(parts, ", ")
}
