package docx

import (
	"strconv"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/content/docx/opc"
	"jianbao/content/pattern"
)

// headed reports whether a table's style gives the first row a look of its own
// (ECMA-376 part 1, 17.7.6) and the table's properties, w:tblPr, want it: the option that
// word processors call Header Row. Most tables have the option, and a style whose first
// row looks like the others.
func (r *reader) headed(own opc.Node) bool {
	if wanted, given := headOption(own); !given || !wanted {
		return false
	}
	if id := own.Child("w:tblStyle").Attr("w:val"); id != "" && r.styles.byID[id] != nil {
		for _, st := range r.styles.resolve(r.styles.byID[id]).chain {
			if st.headed {
				return true
			}
		}
	}
	return false
}

// headOption returns whether a table's properties, w:tblPr, want a first row with a look of
// its own (ECMA-376 part 1, 17.4.55), and whether they say so or the contrary at all.
func headOption(own opc.Node) (wanted, given bool) {
	look := own.Child("w:tblLook")
	if value, ok := look.Lookup("w:firstRow"); ok {
		return isOn(value), true
	}
	bits, err := strconv.ParseUint(look.Attr("w:val"), 16, 32)
	return err == nil && bits&firstRow != 0, err == nil
}

// grounds reports whether a table or its style gives cells a ground: white text may be on
// it.
func (r *reader) grounds(own opc.Node) bool {
	if visibleShade(own.Child("w:shd")) {
		return true
	}
	st := r.styles.byID[own.Child("w:tblStyle").Attr("w:val")]
	if st == nil {
		return false
	}
	for _, s := range r.styles.resolve(st).chain {
		if s.grounds {
			return true
		}
	}
	return false
}

// firstRow is the bit of w:tblLook for the look of the first row, where it has no
// attribute of its own.
const firstRow = 0x20

// hasHeadLook reports whether a style of tables, w:style, says something about the type
// or the cells of the first row.
func hasHeadLook(n opc.Node) bool {
	for c := range n.Children() {
		if c.Name() == "w:tblStylePr" && c.Attr("w:type") == "firstRow" {
			return c.Child("w:rPr").First().Ok() || c.Child("w:tcPr").First().Ok()
		}
	}
	return false
}

// hasGround reports whether a style of tables, w:style, gives cells a ground.
func hasGround(n opc.Node) bool {
	for d := range n.Descendants() {
		if d.Name() == "w:shd" && visibleShade(d) {
			return true
		}
	}
	return false
}

// head returns the number of rows of the head: those at the top that are repeated on
// each page, else the first one if the table's style makes it one; and those that they
// are joined with. Where there is none, a first row that looks like a head is reported,
// and a table of many rows that is no form: on a small one the reader sees at once what
// its columns are.
func (t *tableReader) head(out *content.Table) int {
	n := 0
	for n < len(t.rows) && t.rows[n].head {
		n++
	}
	if n == 0 && t.headed {
		n = 1
	}
	if n == 0 {
		switch {
		case t.looksHeaded(out):
			t.log.Add("docx-table-head", t.at, t.number)
		case len(out.Rows) > smallTable && len(out.Columns) > 1 && !t.headless && !isForm(t.rows):
			t.log.Add("docx-table-headless", t.at, t.number)
		}
		return 0
	}
	for i := 0; i < n; i++ { // n grows
		for k := range out.Rows[i] {
			n = max(n, i+out.Rows[i][k].Rows)
		}
	}
	if n >= len(out.Rows) {
		return 0 // a head of nothing
	}
	return n
}

// smallTable is the number of rows up to which a table is small.
const smallTable = 3

// isForm reports whether names that columns have begin two rows or more below the first:
// they are labels of what stands beside them.
func isForm(rows []tableRow) bool {
	labels := 0
	for _, row := range rows[1:] {
		if len(row.cells) > 0 && isColumnName(&row.cells[0]) {
			labels++
		}
	}
	return labels > 1
}

// looksHeaded reports whether the first row of a table looks unlike those below it: all
// of its text is bold, or stands on a ground, or it has words above figures, or it has
// nothing but the usual names of columns, or it begins with a cell that a diagonal line
// divides. A single text above several columns is a title, below which the head begins.
// Grounds of every other row say nothing.
func (t *tableReader) looksHeaded(out *content.Table) bool {
	rows := t.rows
	for len(rows) > 0 && len(out.Columns) > 1 && rows[0].texts() <= 1 {
		rows = rows[1:]
	}
	bold, _ := leading(rows, isBold)
	shaded, again := leading(rows, isShaded)
	return bold > 0 && bold < len(rows) || shaded > 0 && shaded < len(rows) && again == 0 || namesFigures(rows) || namesColumns(rows) || isCorner(rows)
}

// isCorner reports whether the first row begins with a cell that a diagonal line divides
// (斜线表头), beside a name of a column.
func isCorner(rows []tableRow) bool {
	return len(rows) > 1 && len(rows[0].cells) > 0 && rows[0].cells[0].divided && rows[0].texts() > 1
}

// namesFigures reports whether the first row has no digit, and below it a column has
// nothing but figures, three or more: fewer may stand below words by chance.
func namesFigures(rows []tableRow) bool {
	if len(rows) < 2 || rows[0].texts() < 2 {
		return false
	}
	for i := range rows[0].cells {
		if strings.ContainsFunc(textOfItems(rows[0].cells[i].items), unicode.IsDigit) {
			return false
		}
	}
	for i := range rows[0].cells {
		all, count, column := true, 0, rows[0].cells[i].column
		for _, row := range rows[1:] {
			for k := range row.cells {
				if c := &row.cells[k]; c.column == column && !isEmpty(c.items) {
					all = all && isFigure(textOfItems(c.items))
					count++
				}
			}
		}
		if all && count > 2 && !isEmpty(rows[0].cells[i].items) {
			return true
		}
	}
	return false
}

// namesColumns reports whether each cell of the first row has a name that columns have, and
// no cell of the second one: a form has such names in all rows, beside empty cells.
func namesColumns(rows []tableRow) bool {
	if len(rows) < 2 || len(rows[0].cells) < 2 {
		return false
	}
	for i := range rows[0].cells {
		if !isColumnName(&rows[0].cells[i]) {
			return false
		}
	}
	for i := range rows[1].cells {
		if isColumnName(&rows[1].cells[i]) {
			return false
		}
	}
	return true
}

// isColumnName reports whether a cell has nothing but a name that columns have.
func isColumnName(c *tableCell) bool {
	return columnName().MatchString(solid(textOfItems(c.items)))
}

// columnName matches the names of columns that tables of offices have.
var columnName = pattern.New(`^(?:.{0,6}(?:序号|编号|姓名|名称|性别|年龄|单位|部门|科室|职务|职称|项目|指标|事项|内容|任务|措施|要求|时间|日期|时限|期限|进度|完成情况|结果|规格|型号|签名|签字|签到|人数|户数|次数|总数|地点|地址|电话|联系人|责任人|负责人|领取人|经办人|承办人|参加人|主持人|记录人|申请人|经办|领导|人员|方式|金额|数量|面积|比例|占比|增速|增幅|同比|环比|类别|类型|级别|等级|得分|排名|备注|说明)|星期|[村镇]名)(?:[（(].{1,8}[）)])?$`)

// isFigure reports whether a text is a number: digits with signs between them and around.
func isFigure(text string) bool {
	return strings.ContainsFunc(text, unicode.IsDigit) && !strings.ContainsFunc(text, func(c rune) bool {
		return !unicode.IsDigit(c) && !strings.ContainsRune("+-−–±.,，．%％‰ \u00a0", c)
	})
}

// leading returns for how many rows at the top something holds, and for how many below
// the first for which it does not.
func leading(rows []tableRow, holds func(*tableCell) bool) (top, below int) {
	for i := range rows {
		switch {
		case rows[i].texts() == 0 || !rows[i].all(holds):
		case top == i:
			top++
		default:
			below++
		}
	}
	return top, below
}

// texts returns the number of cells with text.
func (r *tableRow) texts() (n int) {
	for i := range r.cells {
		if !isEmpty(r.cells[i].items) {
			n++
		}
	}
	return n
}

// all reports whether something holds for all cells with text.
func (r *tableRow) all(holds func(*tableCell) bool) bool {
	for i := range r.cells {
		if !isEmpty(r.cells[i].items) && !holds(&r.cells[i]) {
			return false
		}
	}
	return true
}

func isShaded(c *tableCell) bool { return c.shaded }

// isBold reports whether all text of a cell is bold.
func isBold(c *tableCell) bool {
	for _, it := range c.items {
		if it.paragraph == nil {
			continue
		}
		for _, x := range it.text.list {
			if run, ok := x.(content.Run); ok && !run.Strong && strings.Trim(run.Value, blanks+"\n") != "" {
				return false
			}
		}
	}
	return true
}
