package verify

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/cmd/jianbao/internal/batch/store"
)

// maxIndex bounds the size of an index, in bytes.
const maxIndex = 1 << 30

// rows reads an index row by row.
type rows struct {
	csv    *csv.Reader
	number int      // of the current row, from 1
	cells  []string // nil at the end
	wrong  bool     // the row cannot be parsed, and neither can later ones
	headed bool     // a byte order mark and the names of the columns precede the rows
	close  func() error
}

func (r *rows) next() {
	r.number++
	cells, err := r.csv.Read()
	if err != nil {
		r.wrong = !errors.Is(err, io.EOF)
		cells = nil
	}
	r.cells = cells
}

// openIndex opens the index at its first row after the header, whose cells head
// holds. The error is one of unreadable's.
func (v *verifier) openIndex() (r *rows, head []string, size int64, err error) {
	if _, err := v.regular(report.IndexName); err != nil {
		return nil, nil, 0, err
	}
	f, size, err := bag.Open(v.root, report.IndexName)
	if err != nil {
		return nil, nil, 0, err
	}
	in := bufio.NewReader(io.LimitReader(f, maxIndex))
	mark := []byte("\ufeff")
	begin, _ := in.Peek(len(mark)) // fewer bytes are not a mark either
	marked := bytes.Equal(begin, mark)
	if marked {
		in.Discard(len(mark))
	}
	c := csv.NewReader(in)
	c.ReuseRecord, c.FieldsPerRecord = true, len(report.Columns())
	r = &rows{csv: c, close: f.Close}
	r.next()
	head = slices.Clone(r.cells)
	r.headed = marked && (r.wrong || slices.Equal(head, report.Columns()))
	if r.cells != nil {
		r.next()
	}
	return r, head, size, nil
}

// index compares the index with the one computed from the journal, row by row.
func (o *output) index() error {
	r, _, size, err := o.openIndex()
	if err != nil {
		o.unreadable(report.IndexName, journalFile, err)
		return nil
	}
	defer r.close()
	if !r.headed {
		o.found("complete-index-form", report.IndexName, 1)
	}
	rest := &remaining{plan: o.view.Plan}
	o.duplicates.Lang = o.view.Header.Options.Lang
	err = o.view.Entries(func(e batch.Entry, _ []store.Written) error {
		o.duplicates.Mark(&e)
		o.row(r, &e, rest)
		return nil
	})
	if err != nil {
		return err
	}
	for ; r.cells != nil; r.next() {
		o.found("complete-index-form", report.IndexName, r.number)
	}
	if r.wrong {
		o.found("complete-index-form", report.IndexName, r.number)
	}
	o.count(size, nil)
	return nil
}

// cellsOf returns the cells of an entry's row as readers of CSV return them.
func cellsOf(e *batch.Entry) []string {
	cells := report.Cells(e)
	for i := range cells {
		cells[i] = strings.ReplaceAll(cells[i], "\r\n", "\n")
	}
	return cells
}

// row compares a row with an issue.
func (o *output) row(r *rows, e *batch.Entry, rest *remaining) {
	want := cellsOf(e)
	for r.cells != nil && r.cells[0] != want[0] && !rest.has(r.cells[0]) {
		o.found("complete-index-form", report.IndexName, r.number)
		r.next()
	}
	rest.next++
	switch {
	case r.wrong:
		return // which is reported once
	case r.cells == nil || r.cells[0] != want[0]:
		o.found("complete-index-row", report.IndexName, e.Key)
		return
	}
	if differ := differences(r.cells, want); differ != nil {
		o.found("authentic-index", report.IndexName, r.number, differ, journalFile)
	}
	r.next()
}

// differences returns the names of the columns in which two rows differ.
func differences(cells, want []string) (columns []string) {
	for i, column := range report.Columns() {
		if cells[i] != want[i] {
			columns = append(columns, column)
		}
	}
	return columns
}

// remaining holds the issues whose rows have not been compared yet. Their first
// cells are computed only when a row differs from the expected one.
type remaining struct {
	plan  []store.Item
	next  int
	cells map[string]int // first cell → place in the plan
}

func (t *remaining) has(cell string) bool {
	if t.cells == nil {
		t.cells = map[string]int{}
		for i, item := range t.plan {
			t.cells[cellsOf(&batch.Entry{Key: item.Key})[0]] = i
		}
	}
	i, ok := t.cells[cell]
	return ok && i >= t.next
}
