package importcopy

import (
	"bytes"
	"encoding/csv"
	"fmt"

	"jianbao/cmd/jianbao/internal/batch/sheet"
	"jianbao/content/diag"
)

// SheetCSV returns a sheet of a workbook as CSV, and the names of the cells that have no
// text, because they show errors or were saved without the result of their formula.
func SheetCSV(s *sheet.Sheet) (data []byte, unread []string) {
	columns := 0
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			columns = max(columns, c.Column)
		}
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, r := range s.Rows {
		row := make([]string, columns)
		for _, c := range r.Cells {
			if c.Problem != sheet.NoProblem {
				unread = append(unread, fmt.Sprintf("%s%d", diag.ColumnName(c.Column), r.Number))
				continue
			}
			row[c.Column-1] = c.Text
		}
		w.Write(row) // a buffer takes everything
	}
	w.Flush()
	return out.Bytes(), unread
}
