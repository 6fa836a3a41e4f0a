package theme

import (
	"jianbao/content/key"
	"jianbao/layout/unit"
)

func tableKeys() []Key {
	return []Key{
		enumKey("table.rules", []string{"three", "grid", "none"}, "表格的线：three 三线表、grid 全线表、none 无线表", "rules of tables: three (above, below and under the head), grid or none", func(t *Theme) *string { return &t.Table.Rules }),
		lengthKey("table.thick", "表格顶线、底线的粗细", "thickness of a table's rules at its top and foot", func(t *Theme) *unit.Abs { return &t.Table.Thick }),
		lengthKey("table.thin", "表格其他线的粗细", "thickness of its other rules", func(t *Theme) *unit.Abs { return &t.Table.Thin }),
		fontKey("table.font", "表格字体", "face of tables", func(t *Theme) *string { return &t.Table.Font }),
		fontKey("table.head-font", "表头字体", "face of a table's head", func(t *Theme) *string { return &t.Table.HeadFont }),
		sizeKey("table.size", "表格字号", "size of tables", func(t *Theme) *unit.Abs { return &t.Table.Size }),
		lengthKey("table.size-min", "表格太宽时最小字号", "smallest size of a table that is too wide", func(t *Theme) *unit.Abs { return &t.Table.SizeMin }),
		lengthKey("table.pitch", "单元格内的行距", "pitch of the lines of a cell", func(t *Theme) *unit.Abs { return &t.Table.Pitch }),
		lengthKey("table.padding", "单元格内文字上下的空", "space above and below the text of a cell", func(t *Theme) *unit.Abs { return &t.Table.Padding }),
		lengthKey("table.gutter", "相邻两栏文字之间的空；排不下时先减到一半", "space between the texts of two columns; less, down to half, before columns become narrower", func(t *Theme) *unit.Abs { return &t.Table.Gutter }),
		lengthKey("table.gap", "表题与表、表与表注之间的空", "space between a table and its caption or its notes", func(t *Theme) *unit.Abs { return &t.Table.Gap }),
		intKey("table.before", 0, 5, key.Lines, "表前空行", "blank lines before a table", func(t *Theme) *int { return &t.Table.Before }),
		intKey("table.after", 0, 5, key.Lines, "表后空行", "blank lines after a table", func(t *Theme) *int { return &t.Table.After }),
		formKey("table.continued", []string{"n"}, "续页上方居中的字，{n} 是表题里的表号；空则不排", "text centred above a table that continues on a page; {n} is the number in its caption; empty: none", func(t *Theme) *Form { return &t.Table.Continued }),
		fontKey("table.caption.font", "表题字体", "face of a table's caption", func(t *Theme) *string { return &t.Table.Caption.Font }),
		sizeKey("table.caption.size", "表题字号", "size of a table's caption", func(t *Theme) *unit.Abs { return &t.Table.Caption.Size }),
		lengthKey("table.caption.pitch", "表题行距", "pitch of a table's caption", func(t *Theme) *unit.Abs { return &t.Table.Caption.Pitch }),
		fontKey("table.note.font", "表注和单位的字体", "face of a table's notes and its unit", func(t *Theme) *string { return &t.Table.Note.Font }),
		sizeKey("table.note.size", "表注和单位的字号", "size of a table's notes and its unit", func(t *Theme) *unit.Abs { return &t.Table.Note.Size }),
		lengthKey("table.note.pitch", "表注行距", "pitch of a table's notes", func(t *Theme) *unit.Abs { return &t.Table.Note.Pitch }),
		lengthKey("table.note.indent", "表注首行缩进", "indent of the first line of a note", func(t *Theme) *unit.Abs { return &t.Table.NoteIndent }),
	}
}
